/** What was made of a document in this tab. */

/** Longest that is kept, in UTF-16 units: a browser keeps a few megabytes for all. */
const LONGEST = 200000;

/** Returns `{ input, result, at }` as it was remembered under a name, or null. */
export function recalled(name) {
  try {
    return JSON.parse(sessionStorage.getItem(name));
  } catch {
    return null;
  }
}

/** Remembers it, where the browser keeps anything. */
export function remember(name, made) {
  const text = JSON.stringify(made);
  try {
    if (text.length <= LONGEST) {
      sessionStorage.setItem(name, text);
    }
  } catch {
    // Made again after a reload.
  }
}
