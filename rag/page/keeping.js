// Keeps a value in this tab alone, for when the page is loaded again; `opening.js` hands it back.
watch('value', () => {
  try {
    sessionStorage.removeItem(props.kept_as);
    if (props.value) sessionStorage.setItem(props.kept_as, props.value);
  } catch { /* where the browser keeps nothing, a page that is loaded again is a new one */ }
});
