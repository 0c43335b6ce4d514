/** The collections that the visitor may read, and the one that the page is about. */

import { all } from "./api.js";
import { place } from "./router.js";

let loaded = [];

/** Asks for the collections and returns them. */
export async function loadCollections() {
  loaded = await all("/api/v1/collections", "collections");
  dispatchEvent(new Event("recto-collections"));
  return loaded;
}

/** Returns the collections as last asked for. */
export function collections() {
  return loaded;
}

/** Returns the collection in the address, or else "default", or else the first that can be read; null where there is none. */
export function currentCollection() {
  const wanted = place().query.c;
  if (wanted !== undefined) {
    return loaded.find((one) => one.name === wanted || one.id === wanted) ?? null;
  }
  return loaded.find((one) => one.name === "default") ?? loaded[0] ?? null;
}
