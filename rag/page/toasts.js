// Gradio's own messages, of a connection that is lost and the like, in the words of the page; it has no Vietnamese or Lao.
() => {
  const words = WORDS[document.documentElement.lang] ?? {};
  const say = (part) => {
    const said = words[part.nodeValue.trim()];
    if (said) part.nodeValue = said;
  };
  new MutationObserver(() => {
    for (const toast of document.querySelectorAll('[data-testid="toast-body"]')) {
      const texts = document.createTreeWalker(toast, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) say(texts.currentNode);
      const close = toast.querySelector('[data-testid="toast-close"]');
      if (close && words.Close) close.ariaLabel = words.Close;
    }
  }).observe(document.body, {childList: true, subtree: true});
}
