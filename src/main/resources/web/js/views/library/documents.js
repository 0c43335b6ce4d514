/** A collection's documents as the library holds them: read, searched, grouped and sorted. */

import { get, path } from "../../api.js";

/** Documents asked for at once. */
const STRETCH = 500;

/** Most documents that the library holds; sorting more would be felt. */
export const MOST_DOCUMENTS = 10000;

/**
 * Reads the documents, stretch by stretch.
 *
 * @param {(documents: object[], more: boolean) => void} told hears what is there after each stretch, and whether the service has more
 */
export async function readDocuments(collection, signal, told) {
  const documents = [];
  let cursor = null;
  do {
    const stretch = await get(path("collections", collection, "documents"), { query: { limit: STRETCH, cursor }, signal });
    documents.push(...stretch.documents);
    cursor = stretch.next;
    told(documents, cursor !== null);
  } while (cursor !== null && documents.length < MOST_DOCUMENTS);
}

/** Returns whether a document is still on its way in. */
export function inWork(document) {
  return ["received", "reading", "embedding"].includes(document.state);
}

const GROUPS = {
  all: () => true,
  indexed: (document) => document.state === "indexed",
  work: inWork,
  failed: (document) => document.state === "failed",
};

/** Names of the groups that one can choose from. */
export const GROUP_NAMES = Object.keys(GROUPS);

const ORDERS = {
  changed: (one, other) => (one.changed < other.changed ? 1 : one.changed > other.changed ? -1 : 0),
  name: () => 0,
  pages: (one, other) => other.parts - one.parts,
  passages: (one, other) => other.passages - one.passages,
  size: (one, other) => other.size - one.size,
};

/** Names of the orders that one can choose from; equal ones go by name. */
export const ORDER_NAMES = Object.keys(ORDERS);

/** Counts the documents of each group. */
export function countGroups(documents) {
  return Object.fromEntries(GROUP_NAMES.map((name) => [name, documents.filter(GROUPS[name]).length]));
}

/**
 * Returns those documents that match, sorted.
 *
 * @param {{search: string, group: string, order: string}} wish each word of `search` stands in the name, title, key or metadata
 */
export function chosen(documents, wish, language) {
  const words = folded(wish.search).split(/\s+/u).filter(Boolean);
  const group = GROUPS[wish.group] ?? GROUPS.all;
  const order = ORDERS[wish.order] ?? ORDERS.changed;
  const { compare } = collator(language);
  return documents
    .filter((document) => group(document) && words.every((word) => searched(document).includes(word)))
    .sort((one, other) => order(one, other) || compare(one.name, other.name));
}

const collators = new Map();

/** Making one takes longer than sorting a thousand names with it. */
function collator(language) {
  if (!collators.has(language)) {
    collators.set(language, new Intl.Collator(language, { numeric: true }));
  }
  return collators.get(language);
}

const texts = new WeakMap();

function searched(document) {
  if (!texts.has(document)) {
    texts.set(document, folded([document.name, document.title ?? "", document.key, ...Object.values(document.metadata)].join("\n")));
  }
  return texts.get(document);
}

/** Letter case and compatibility forms do not matter to who searches: full-width digits find narrow ones. */
function folded(text) {
  return text.normalize("NFKC").toLowerCase();
}
