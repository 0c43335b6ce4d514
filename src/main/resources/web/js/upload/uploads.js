/** Files on their way into a collection: sent a few at a time, then followed until they can be asked about. Outlives the view that shows it. */

import { events, get, path, Problem, tell, tokenHeader } from "../api.js";
import { loadCollections } from "../collections.js";

/** Small files go together: most of them in one request, and most bytes; a larger file goes alone. */
const TOGETHER = 50;
const TOGETHER_BYTES = 8000000;
const SMALL = 1000000;

/** Requests that send at once: browsers hold six connections to one place, and questions need some. */
const AT_ONCE = 3;
/** How often a file is sent again after a cut, and how long is waited in between, in ms. */
const TRIES = 4;
const PAUSE = 2000;
/** Over how long the rate is measured, in ms. */
const WINDOW = 5000;
/** Most jobs that are looked at after a reload. */
const MOST_JOBS = 200;

/** Statuses that say that something is wrong with a file, and not with the visitor or the service. */
const AT_FAULT = [400, 409, 413, 415];

const ENDED = ["done", "failed", "cancelled"];

/** One file; `state` is waiting, sending, again (waiting to be sent once more), received, reading, embedding, done or failed. */
class Item {
  static next = 1;

  constructor(collection, name, size, file = null, key = null) {
    Object.assign(this, { id: Item.next++, collection, name, size, file, key, batch: null, alone: false, state: "waiting", sent: 0, tries: 0, outcome: null, problem: null, document: null, job: null, version: 0 });
  }

  get ended() {
    return ENDED.includes(this.state);
  }
}

function waits(item) {
  return item.state === "waiting" && item.file !== null;
}

/** A form's file names cannot hold quotes or line breaks unchanged. */
function small(item) {
  return item.size <= SMALL && !item.alone && !/["\r\n]/u.test(item.name);
}

function pause(millis) {
  return new Promise((resolve) => setTimeout(resolve, millis));
}

/** Files that one request sends. */
class Batch {
  constructor(items, changed) {
    Object.assign(this, { items, changed, request: new XMLHttpRequest(), dropped: false });
  }

  /** Stops sending, since one of them is no longer wanted. */
  gone(item) {
    item.batch = null;
    this.dropped = true;
    this.request.abort();
  }

  /** Sends them and returns their job. XMLHttpRequest says how many bytes have gone, which fetch does not. */
  post() {
    const [first] = this.items;
    const address = path("collections", first.collection, "documents");
    return this.items.length > 1 ? this.#send(address, this.#form())
      : this.#send(`${address}?${new URLSearchParams({ name: first.name, ...(first.key ? { key: first.key } : {}) })}`, first.file, "application/octet-stream");
  }

  #form() {
    const form = new FormData();
    for (const item of this.items) {
      if (item.key) {
        form.append("key", item.key);
      }
      form.append("file", item.file, item.name);
    }
    return form;
  }

  #send(address, body, type = null) {
    const { request } = this;
    return new Promise((resolve, reject) => {
      request.open("POST", address);
      for (const [name, value] of Object.entries({ ...tokenHeader(), ...(type ? { "Content-Type": type } : {}) })) {
        request.setRequestHeader(name, value);
      }
      request.upload.onprogress = (event) => this.#went(event.loaded);
      request.onload = () => {
        const told = parsed(request.responseText);
        if (request.status === 202) {
          resolve(told);
        } else {
          reject(new Problem({ code: `http_${request.status}`, ...told, status: request.status, retryAfter: Number(request.getResponseHeader("Retry-After")) || null }));
        }
      };
      request.onerror = () => reject(new Problem());
      request.onabort = () => reject(new Problem({ code: this.dropped ? "dropped" : "unreachable" }));
      request.send(body);
    });
  }

  /** Files go one after the other. */
  #went(bytes) {
    let left = bytes;
    for (const item of this.items) {
      const sent = Math.max(0, Math.min(item.size, left));
      left -= item.size;
      if (sent !== item.sent) {
        item.sent = sent;
        this.changed(item);
      }
    }
  }
}

/** The status is all there is where a proxy answers in its own words. */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

class Uploads extends EventTarget {
  items = [];
  /** Items by their job and document, so that news of one need not be looked up among all. */
  placed = new Map();
  sending = new Set();
  jobs = [];
  following = false;
  samples = [];
  begun = null;
  held = false;
  away = false;

  /**
   * Takes files on.
   *
   * @param {string} collection its name
   * @param {{file: File, path: ?string}[]} files `path` where a folder was given: it is the document's key
   */
  add(collection, files) {
    if (this.summary().open === 0) {
      this.items = this.items.filter((item) => item.state === "failed");
      this.begun = performance.now();
      this.samples = [];
    }
    for (const { file, path: key } of files) {
      this.items.push(new Item(collection, file.name, file.size, file, key));
    }
    this.changed();
    this.pump();
  }

  /** Sends one again that failed. */
  again(item) {
    Object.assign(item, { state: "waiting", sent: 0, tries: 0, problem: null, outcome: null });
    this.changed(item);
    this.pump();
  }

  /** Takes one out that was not sent yet, or stops sending it. */
  drop(item) {
    this.items = this.items.filter((one) => one !== item);
    item.batch?.gone(item);
    this.changed();
    this.pump();
  }

  /** Forgets what has ended. */
  clear() {
    this.items = this.items.filter((item) => !item.ended);
    this.changed();
  }

  changed(item) {
    if (item) {
      item.version++;
    }
    this.dispatchEvent(new Event("change"));
  }

  /** Returns how all of it goes: counts, bytes, rate in bytes a second, and the seconds left or null. */
  summary() {
    const count = (test) => this.items.filter(test).length;
    const bytes = this.items.reduce((sum, item) => sum + item.size, 0);
    const sent = this.items.reduce((sum, item) => sum + (["waiting", "again"].includes(item.state) ? 0 : item.state === "sending" ? item.sent : item.size), 0);
    const done = count((item) => item.ended);
    const open = this.items.length - done;
    const rate = this.rate(sent);
    return { all: this.items.length, done, open, failed: count((item) => item.state === "failed"), bytes, sent, rate, left: this.left(done, open, bytes - sent, rate) };
  }

  rate(sent) {
    const now = performance.now();
    this.samples.push([now, sent]);
    while (this.samples.length > 2 && now - this.samples[0][0] > WINDOW) {
      this.samples.shift();
    }
    const [first, before] = this.samples[0];
    return now - first < 300 ? 0 : (1000 * (sent - before)) / (now - first);
  }

  /** Sending and reading go on side by side: the slower of the two says when it ends. */
  left(done, open, bytes, rate) {
    if (open === 0 || this.begun === null) {
      return null;
    }
    const reading = done === 0 ? null : ((performance.now() - this.begun) / 1000 / done) * open;
    const moving = bytes > 0 && rate > 0 ? bytes / rate : null;
    return reading === null && moving === null ? null : Math.max(reading ?? 0, moving ?? 0);
  }

  pump() {
    while (!this.held && this.sending.size < AT_ONCE) {
      const items = this.next();
      if (items.length === 0) {
        return;
      }
      const batch = new Batch(items, (item) => this.changed(item));
      this.sending.add(batch);
      this.send(batch).finally(() => {
        this.sending.delete(batch);
        this.pump();
      });
    }
  }

  /** Returns what goes next: one file, or small ones of one collection together. */
  next() {
    const first = this.items.find(waits);
    if (first === undefined || !small(first)) {
      return first === undefined ? [] : [first];
    }
    const items = [];
    let bytes = 0;
    for (const item of this.items) {
      if (!waits(item) || !small(item) || item.collection !== first.collection) {
        continue;
      }
      bytes += item.size;
      if (items.length > 0 && (items.length === TOGETHER || bytes > TOGETHER_BYTES)) {
        break;
      }
      items.push(item);
    }
    return items;
  }

  async send(batch) {
    batch.items.forEach((item) => Object.assign(item, { state: "sending", sent: 0, batch }));
    this.changed();
    try {
      const job = await batch.post();
      this.took(batch.items, job);
    } catch (failure) {
      await this.notSent(batch, failure);
    }
  }

  async notSent(batch, failure) {
    const items = batch.items.filter((item) => this.items.includes(item));
    items.forEach((item) => { item.batch = null; });
    const back = (change) => items.forEach((item) => {
      Object.assign(item, { state: "waiting", sent: 0 }, change);
      this.changed(item);
    });
    if (failure.code === "dropped") { // one of them was taken out: the others go again
      back();
    } else if (failure.status === 401) { // the key is at fault, not the files: they wait until someone has signed in
      back();
      if (!this.held) {
        this.held = true;
        tell(failure);
      }
    } else if (failure.code === "unreachable" || failure.status === 429 || failure.status === 503) {
      await this.laterAgain(items, failure, back);
    } else if (items.length > 1 && AT_FAULT.includes(failure.status)) { // each by itself tells which
      back({ alone: true });
    } else {
      this.failed(items, failure);
    }
  }

  /** A service that is away costs no try: however long it takes, sending goes on when it is back. */
  async laterAgain(items, failure, back) {
    items.forEach((item) => Object.assign(item, { state: "again", sent: 0 }));
    this.changed();
    const away = failure.code === "unreachable" && (await this.serviceIsBack());
    const tries = away ? 0 : Math.max(0, ...items.map((item) => item.tries)) + 1;
    if (tries < TRIES) {
      if (!away) {
        await pause(failure.retryAfter ? failure.retryAfter * 1000 : PAUSE * tries);
      }
      back({ tries });
    } else if (items.length > 1) {
      back({ alone: true, tries: 0 });
    } else {
      this.failed(items, failure);
    }
  }

  /** Waits for the service where it is away, and returns whether it was. */
  async serviceIsBack() {
    const there = () => fetch("/health/ready").then(({ ok }) => ok, () => false);
    if (await there()) {
      return false;
    }
    this.away = true;
    this.changed();
    do {
      await pause(PAUSE);
    } while (!(await there()));
    this.away = false;
    this.changed();
    return true;
  }

  failed(items, failure) {
    for (const item of items) {
      Object.assign(item, { problem: failure, state: "failed", outcome: failure.status === 413 ? "TOO_LARGE" : null });
      this.changed(item);
    }
    tell(failure);
  }

  /** A job tells its documents in the order of the files, but files of the same bytes may be one document. */
  took(items, job) {
    const documents = [...job.documents];
    this.items = this.items.filter((item) => item.job !== job.id); // "restore" may have heard of the job before the answer to its request came
    for (const item of items) {
      Object.assign(item, { job: job.id, file: null, batch: null, state: "received", sent: item.size });
      const at = documents.length === items.length ? items.indexOf(item) : documents.findIndex((one) => one.key === item.key || one.name === item.name);
      this.read(documents[at], item);
    }
    this.followed(job.id);
    this.changed();
    this.follow();
  }

  followed(job) {
    if (!this.jobs.includes(job)) {
      this.jobs.push(job);
    }
  }

  read(document, item) {
    if (!document || !item) {
      return;
    }
    item.document = document.id;
    this.placed.set(`${item.job} ${document.id}`, item);
    if (document.outcome !== null) {
      item.outcome = document.outcome;
      item.sentence = document.sentence;
      item.state = ["INDEXED", "UNCHANGED", "PARTIAL"].includes(document.outcome) ? "done" : "failed";
    } else if (["received", "reading", "embedding"].includes(document.state)) {
      item.state = document.state;
    }
    this.changed(item);
  }

  /** Jobs are worked on in their order: following the oldest follows them all. */
  async follow() {
    if (this.following) {
      return;
    }
    this.following = true;
    while (this.jobs.length > 0) {
      const job = this.jobs[0];
      try {
        await this.followOne(job);
        this.jobs.shift();
      } catch (failure) {
        if (failure.status === 404) {
          this.jobs.shift();
        } else if (failure.status === 401) {
          this.following = false;
          return;
        } else {
          await pause(PAUSE);
        }
      }
    }
    this.following = false;
    loadCollections().catch(() => {});
    this.changed();
  }

  async followOne(job) {
    for await (const { event, data } of events("GET", path("jobs", job, "events"))) {
      const documents = event === "document" ? [data] : event === "done" ? data.documents : [];
      for (const document of documents) {
        this.read(document, this.placed.get(`${job} ${document.id}`));
      }
      if (event === "done") {
        this.finish(job);
      }
    }
  }

  /** What a done job did not tell of is the same bytes as something else in it. */
  finish(job) {
    for (const item of this.items.filter((one) => one.job === job && !one.ended)) {
      item.state = "done";
      item.outcome = "UNCHANGED";
      this.changed(item);
    }
    [...this.placed.keys()].filter((name) => name.startsWith(`${job} `)).forEach((name) => this.placed.delete(name));
  }

  /** After a reload: what is being worked on, and nothing that is known already. */
  async restore() {
    const { jobs } = await get("/api/v1/jobs", { query: { limit: MOST_JOBS } });
    for (const summary of jobs.filter((job) => job.state === "running" && job.kind !== "reindex").reverse()) {
      const job = await get(path("jobs", summary.id));
      if (this.items.some((item) => item.job === job.id)) {
        continue;
      }
      for (const document of job.documents) {
        const item = new Item(job.collection, document.name, 0);
        item.job = job.id;
        this.items.push(item);
        this.read(document, item);
      }
      this.followed(job.id);
    }
    this.begun ??= performance.now();
    this.changed();
    this.follow();
  }

  /** Signing in again goes on where the key stopped. */
  resume() {
    this.held = false;
    if (this.jobs.length > 0) {
      this.follow();
    }
    this.pump();
  }
}

/** The one list of files of this page. */
export const uploads = new Uploads();

addEventListener("recto-collections", () => uploads.resume());

addEventListener("beforeunload", (event) => {
  if (uploads.items.some((item) => item.file && !item.ended)) {
    event.preventDefault();
  }
});
