/** Who uses the page: a visitor with roles, after signing in where keys are required. */

import { ask, get, rememberToken } from "./api.js";

const SESSION = "/api/v1/session";
const RANKS = ["read", "write", "admin"];

let visitor = null;

function setVisitor(told) {
  visitor = told;
  rememberToken(told?.csrf_token ?? null);
  return told;
}

/** Returns who uses the page, or null before anyone is known: `{ visitor, roles, csrf_token }`. */
export function currentVisitor() {
  return visitor;
}

/** Asks who uses the page; fails with the problem 401 where a key is needed. */
export async function recognise() {
  return setVisitor(await get(SESSION));
}

/** Begins a session with a key. */
export async function signIn(key) {
  return setVisitor(await ask("POST", SESSION, { body: { key }, quiet: true }));
}

/** Ends the session. */
export async function signOut() {
  await ask("DELETE", SESSION);
  setVisitor(null);
}

/** Forgets the visitor, whose key opens nothing any more. */
export function forget() {
  setVisitor(null);
}

/**
 * Returns whether the visitor has a role, on a collection or, without one, on all of them. Only for what to show: the service decides for itself.
 *
 * @param {"read"|"write"|"admin"} role
 * @param {{name: string, id: string}} [collection]
 */
export function may(role, collection) {
  if (visitor === null) {
    return false;
  }
  const held = [visitor.roles["*"], collection && visitor.roles[collection.name], collection && visitor.roles[collection.id]];
  return held.some((one) => one !== undefined && RANKS.indexOf(one) >= RANKS.indexOf(role));
}
