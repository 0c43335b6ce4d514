/** The collections that the visitor may read, and the one that the page is about. */

import { all } from "./api.js";
import { place } from "./router.js";

let known = [];

/** Asks for the collections and returns them. */
export async function loadCollections() {
  known = await all("/api/v1/collections", "collections");
  dispatchEvent(new Event("recto-collections"));
  return known;
}

/** Returns the collections as last asked for. */
export function collections() {
  return known;
}

/** Returns the collection in the address, or else "default", or else the first that can be read; null where there is none. */
export function currentCollection() {
  const wanted = place().query.c;
  if (wanted !== undefined) {
    return known.find((one) => one.name === wanted || one.id === wanted) ?? null;
  }
  return known.find((one) => one.name === "default") ?? known[0] ?? null;
}
