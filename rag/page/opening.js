// What this tab kept of a conversation, for the page that is opened.
() => {
  try {
    return [sessionStorage.getItem('hoibao') ?? ''];
  } catch {
    return [''];
  }
}
