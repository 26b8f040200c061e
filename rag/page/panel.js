// Shows the marked span of a fresh article; closing gives the focus back to the button that opened it.
const close = () => {
  if (!props.value) return;
  props.value = '';
  const opener = document.querySelector('#conversation [aria-current]');
  if (opener) opener.focus();
};
element.addEventListener('click', (event) => { if (event.target.closest('[data-close]')) close(); });
document.addEventListener('keydown', (event) => { if (event.key === 'Escape') close(); });
watch('value', () => {
  const paper = element.querySelector('.paper');
  if (!paper) return;
  paper.focus({preventScroll: true});
  paper.scrollTop = 0;
  const mark = paper.querySelector('mark');
  const top = (part) => part.getBoundingClientRect().top;
  if (mark) paper.scrollTop = top(mark) - top(paper) - paper.clientHeight / 3;
});
