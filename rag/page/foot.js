// What Gradio leaves out around the question box: what it covers, and whether the limits are open.
() => {
  const foot = document.querySelector('#foot');
  // What the keyboard reaches is not scrolled to below the box.
  new ResizeObserver(() => {
    document.documentElement.style.scrollPaddingBottom = `${foot.offsetHeight + 8}px`;
    document.documentElement.style.setProperty('--foot', `${foot.offsetHeight}px`);
  }).observe(foot);
  const heading = document.querySelector('#limits > button');
  const tell = () => heading.setAttribute('aria-expanded', heading.classList.contains('open'));
  new MutationObserver(tell).observe(heading, {attributeFilter: ['class']});
  tell();
  // “Start over” and “Stop” hide themselves, with the focus. Heard here, as Gradio may draw either anew.
  document.addEventListener('click', (event) => {
    if (!event.target.closest('#clear, #stop')) return;
    if (matchMedia('(pointer: fine)').matches) document.querySelector('#question textarea').focus();
  });
  // What is typed outlives a page that is loaded again, as Gradio does where the connection was lost for a while.
  addEventListener('pagehide', () => {
    if (!document.querySelector('.masthead')) return;  // not open yet: what was typed before still waits
    const typed = document.querySelector('#question textarea').value;
    try { sessionStorage.setItem('hoibao-typed', typed); } catch { /* then it is typed again */ }
  });
}
