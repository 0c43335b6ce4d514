/**
 * Where the page is: `#/name?key=value`. What stands in the address survives a reload, and being behind the `#` it never reaches a server's log.
 */

/** Returns the place in the address: `{ name, query }`, the name empty at the start. A question written there by hand may hold another "?". */
export function place() {
  const [name, ...query] = location.hash.replace(/^#\/?/, "").split("?");
  return { name, query: Object.fromEntries(new URLSearchParams(query.join("?"))) };
}

/** Returns the address of a place. The collection `c` stays what it is unless it is given. */
export function address(name, query = {}) {
  const { c } = place().query;
  const values = Object.entries({ c, ...query }).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return `#/${name}${values.length === 0 ? "" : `?${new URLSearchParams(values)}`}`;
}

/** Goes to a place, which can be gone back from. */
export function go(name, query) {
  history.pushState(null, "", address(name, query));
  dispatchEvent(new Event("recto-place"));
}

/** Says in the address what the view shows now, without going anywhere. */
export function note(name, query) {
  history.replaceState(null, "", address(name, query));
}

/** Calls back after each move: by a link, by going back, by `go`. */
export function followPlace(moved) {
  addEventListener("hashchange", moved);
  addEventListener("recto-place", moved);
}
