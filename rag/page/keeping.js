// Keeps the conversation in this tab alone, for when the page is loaded again; `opening.js` hands it back.
watch('value', () => {
  try {
    sessionStorage.removeItem('hoibao');
    if (props.value) sessionStorage.setItem('hoibao', props.value);
  } catch { /* where the browser keeps nothing, a page that is loaded again is a new one */ }
});
