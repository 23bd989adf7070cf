// What a browser keeps for a page. It may refuse to; then nothing is kept, and the page works on.

/** What was kept under a name; null when nothing was. */
export function kept(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

export function keep(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Then it holds until the page is left.
  }
}
