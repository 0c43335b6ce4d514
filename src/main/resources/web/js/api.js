/** Talks to the service. What goes wrong is a Problem, which says in the person's language what happened and what to do. */

import { known, t } from "./i18n.js";

/** What went wrong: a problem of the service (RFC 9457), or "unreachable", "cut" or "not_json", which only a client sees. */
export class Problem extends Error {
  constructor({ status = 0, code = "unreachable", detail = "", request_id: requestId = null, retryAfter = null } = {}) {
    super(detail || code);
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.requestId = requestId;
    this.retryAfter = retryAfter;
  }

  /** Returns what happened and what to do. The service's own sentence is English, and stands in for what the page has no words for. */
  words() {
    const name = `problem.${this.code}`;
    if (known(name)) {
      return t(name, { seconds: this.retryAfter ?? 10 });
    }
    return this.detail || t("problem.other", { status: this.status });
  }
}

let csrf = null;

/** Remembers what writes of a signed-in page send along. */
export function rememberToken(token) {
  csrf = token;
}

/** Returns what a write sends along. */
export function tokenHeader() {
  return csrf === null ? {} : { "X-CSRF-Token": csrf };
}

/** Joins a path of words that may hold anything. */
export function path(...segments) {
  return "/api/v1/" + segments.map((segment) => encodeURIComponent(segment)).join("/");
}

/** A fresh word for one write, so that sending it again after a cut does nothing twice. */
export function freshKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function send(method, address, { body, query, headers, signal, quiet = false } = {}) {
  const asked = query ? `${address}?${new URLSearchParams(Object.entries(query).filter(([, value]) => value !== null && value !== undefined))}` : address;
  const write = method !== "GET";
  let response;
  try {
    response = await fetch(asked, {
      method,
      signal,
      credentials: "same-origin",
      headers: {
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...(write ? tokenHeader() : {}),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (failure) {
    if (failure.name === "AbortError") {
      throw failure;
    }
    throw new Problem();
  }
  if (!response.ok) {
    throw await problemOf(response, quiet);
  }
  return response;
}

async function problemOf(response, quiet) {
  let told = {};
  try {
    told = await response.json();
  } catch {
    // A proxy may answer in its own words; the status is all there is then.
  }
  const problem = new Problem({ code: `http_${response.status}`, ...told, status: response.status, retryAfter: Number(response.headers.get("Retry-After")) || null });
  if (!quiet) {
    tell(problem);
  }
  return problem;
}

/** Has the page ask for a key where the one it had opens nothing any more. */
export function tell(problem) {
  if (problem.status === 401 || problem.code === "unauthorized") {
    dispatchEvent(new Event("recto-signed-out"));
  }
}

/** Asks for JSON, or for nothing (204), and returns it. With `quiet`, a 401 is the caller's own affair and no key is asked for. */
export async function ask(method, address, options) {
  const response = await send(method, address, options);
  return response.status === 204 ? null : jsonOf(response);
}

/** A network that wants a sign-in of its own answers with a page, and calls it a success. */
async function jsonOf(response) {
  try {
    return await response.json();
  } catch (failure) {
    throw failure.name === "AbortError" ? failure : new Problem({ code: failure instanceof SyntaxError ? "not_json" : "cut", status: response.status });
  }
}

/** Gets JSON. */
export function get(address, options) {
  return ask("GET", address, options);
}

/** Sends a write that is safe to send again. */
export function write(method, address, body, options = {}) {
  return ask(method, address, { ...options, body, headers: { "Idempotency-Key": freshKey(), ...options.headers } });
}

/** Gets a list whole, stretch by stretch, at most `most` entries. */
export async function all(address, name, { query = {}, most = 10000, signal } = {}) {
  const entries = [];
  let cursor = null;
  do {
    const stretch = await get(address, { query: { ...query, limit: Math.min(1000, most - entries.length), cursor }, signal });
    entries.push(...stretch[name]);
    cursor = stretch.next;
  } while (cursor !== null && entries.length < most);
  return entries;
}

/**
 * Yields server-sent events as `{ event, data }`, the data read as JSON. A stream that ends before its last event is a Problem "cut"; an event
 * "error" is thrown as the problem that it tells.
 *
 * @param {string[]} last names of the events that end the stream in order
 */
export async function* events(method, address, { last = ["done"], ...options } = {}) {
  const response = await send(method, address, { ...options, headers: { Accept: "text/event-stream", ...options.headers } });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  let ended = false;
  try {
    while (true) {
      const { done, value } = await reader.read();
      if (done) {
        break;
      }
      const blocks = (rest + value).split("\n\n");
      rest = blocks.pop();
      for (const block of blocks) {
        const event = parsed(block);
        if (event === null) {
          continue;
        }
        if (event.event === "error") {
          const problem = new Problem(event.data);
          tell(problem);
          throw problem;
        }
        yield event;
        ended ||= last.includes(event.event);
      }
    }
  } catch (failure) {
    if (failure instanceof Problem || failure.name === "AbortError") {
      throw failure;
    }
    if (!ended) {
      throw new Problem({ code: "cut" });
    }
  } finally {
    if (!ended) {
      reader.cancel().catch(() => {});
    }
  }
  if (!ended) {
    throw new Problem({ code: "cut" });
  }
}

function parsed(block) {
  let event = "message";
  const data = [];
  for (const line of block.split("\n")) {
    if (line.startsWith("event: ")) {
      event = line.slice(7);
    } else if (line.startsWith("data: ")) {
      data.push(line.slice(6));
    }
  }
  return data.length === 0 ? null : { event, data: JSON.parse(data.join("\n")) };
}
