// Shows the marked span of a fresh article; closing gives the focus back to the button that opened it.
const narrow = matchMedia('(max-width: 900px)');
const close = () => {
  if (!props.value) return;
  props.value = '';
  cover();
  const opener = document.querySelector('#conversation [aria-current]');
  if (opener) opener.focus();
};
// Where the article covers the page, nothing behind it is reached, and the browser's Back closes it.
let entered = false;  // in the history
const cover = () => {
  const covered = narrow.matches && Boolean(props.value);
  for (const part of document.querySelectorAll('#head, #notice, #conversation, #foot')) part.inert = covered;
  if (covered === entered) return;
  entered = covered;
  if (covered) history.pushState(history.state, '');
  else history.back();
};
narrow.addEventListener('change', cover);
addEventListener('popstate', () => {
  entered = false;
  if (narrow.matches) close();
});
element.addEventListener('click', (event) => { if (event.target.closest('[data-close]')) close(); });
document.addEventListener('keydown', (event) => { if (event.key === 'Escape') close(); });
watch('value', () => {
  cover();
  const paper = element.querySelector('.paper');
  if (!paper) return;
  paper.focus({preventScroll: true});
  paper.scrollTop = 0;
  const mark = paper.querySelector('mark');
  const top = (part) => part.getBoundingClientRect().top;
  if (mark) paper.scrollTop = top(mark) - top(paper) - paper.clientHeight / 3;
});
