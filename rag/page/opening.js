// What this tab kept, for the page that is opened: a conversation, what was typed when it was left, and the limits.
() => {
  try {
    return ['hoibao', 'hoibao-typed', 'hoibao-limits'].map((name) => sessionStorage.getItem(name) ?? '');
  } catch {
    return ['', '', ''];
  }
}
