/** What a tab remembers until it is closed, as JSON. */

/** Longest that is kept, in UTF-16 units: a browser keeps a few megabytes for all. */
const MOST_KEPT = 200000;

/** Returns what was remembered under a name, or null. */
export function recalled(name) {
  try {
    return JSON.parse(sessionStorage.getItem(name));
  } catch {
    return null;
  }
}

/** Remembers a value, where the browser keeps anything. */
export function remember(name, value) {
  const text = JSON.stringify(value);
  try {
    if (text.length <= MOST_KEPT) {
      sessionStorage.setItem(name, text);
    }
  } catch {
    // Written, asked or made again after a reload.
  }
}
