// Reports clicks on what `rendering.conversation` made, keeps the newest question in view, and names the language.
document.documentElement.lang = navigator.language.toLowerCase().match(/^(?:vi|lo)\b/)?.[0] ?? 'en';
let opened = null;
element.addEventListener('click', (event) => {
  const opener = event.target.closest('[data-open]');
  if (opener) {
    element.querySelectorAll('[aria-current]').forEach((other) => other.removeAttribute('aria-current'));
    opener.setAttribute('aria-current', 'true');
    opened = opener;
    trigger('open', {at: opener.dataset.open});
  }
  const example = event.target.closest('[data-example]');
  if (example) {
    trigger('example_select', {question: example.textContent});
    // The examples go, and the focus with them; on a phone it would bring up the keyboard over the answer.
    if (matchMedia('(pointer: fine)').matches) document.querySelector('#question textarea').focus();
  }
  const copier = event.target.closest('[data-copy]');
  if (copier) copy(copier);
});
// Over plain HTTP browsers have no clipboard for pages, but copy what is selected.
async function copy(button) {
  const [done, markdown] = [button.nextElementSibling, button.parentElement.querySelector('pre')];
  try {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(markdown.textContent);
    } else {
      markdown.hidden = false;
      getSelection().selectAllChildren(markdown);
      const copied = document.execCommand('copy');
      getSelection().removeAllRanges();
      markdown.hidden = true;
      if (!copied) return;
    }
  } catch { return; }
  const label = button.textContent;
  if (label === done.textContent) return;
  button.textContent = done.textContent;
  setTimeout(() => { button.textContent = label; }, 2000);
}
let turns = 0;
watch('value', () => {
  if (opened?.isConnected) opened.setAttribute('aria-current', 'true');  // each answer is drawn without it
  const all = element.querySelectorAll('.turn');
  if (all.length > Math.max(turns, 1)) all[all.length - 1].scrollIntoView({block: 'start'});
  if (all.length === 0) scrollTo(0, 0);
  turns = all.length;
});
