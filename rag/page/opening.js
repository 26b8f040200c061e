// What this tab kept of a conversation, for the page that is opened, and what was typed when it was left.
() => {
  try {
    return ['hoibao', 'hoibao-typed'].map((name) => sessionStorage.getItem(name) ?? '');
  } catch {
    return ['', ''];
  }
}
