/** Files on their way into a collection: sent a few at a time, then followed until they can be asked about. Outlives the view that shows it. */

import { events, get, path, Problem, tell, tokenHeader } from "../api.js";
import { loadCollections } from "../collections.js";

/** Requests that send at once: browsers hold six connections to one place, and questions need some. */
const AT_ONCE = 3;
/** How often a file is sent again after a cut, and how long is waited in between, in ms. */
const TRIES = 4;
const PAUSE = 2000;
/** Over how long the rate is measured, in ms. */
const WINDOW = 5000;
/** Most jobs that are looked at after a reload. */
const MOST_JOBS = 200;

const ENDED = ["done", "failed", "cancelled"];

/** One file; `state` is waiting, sending, received, reading, embedding, done or failed. */
class Item {
  static next = 1;

  constructor(collection, name, size, file = null, key = null) {
    Object.assign(this, { id: Item.next++, collection, name, size, file, key, state: "waiting", sent: 0, tries: 0, outcome: null, problem: null, document: null, job: null, version: 0 });
  }

  get ended() {
    return ENDED.includes(this.state);
  }
}

class Uploads extends EventTarget {
  items = [];
  sending = new Set();
  jobs = [];
  following = false;
  samples = [];
  begun = null;
  held = false;

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
    item.request?.abort();
    this.items = this.items.filter((one) => one !== item);
    this.sending.delete(item);
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
    const sent = this.items.reduce((sum, item) => sum + (item.state === "waiting" ? 0 : item.state === "sending" ? item.sent : item.size), 0);
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
    for (const item of this.items) {
      if (this.held || this.sending.size >= AT_ONCE) {
        return;
      }
      if (item.state === "waiting" && item.file && !this.sending.has(item)) {
        this.sending.add(item);
        this.send(item).finally(() => {
          this.sending.delete(item);
          this.pump();
        });
      }
    }
  }

  async send(item) {
    item.state = "sending";
    this.changed(item);
    try {
      const job = await this.post(item);
      item.state = "received";
      item.file = null;
      item.request = null;
      this.took(item, job);
    } catch (failure) {
      await this.notSent(item, failure);
    }
    this.changed(item);
  }

  async notSent(item, failure) {
    item.request = null;
    if (!this.items.includes(item)) {
      return;
    }
    const again = failure.code === "unreachable" || failure.status === 429 || failure.status === 503;
    if (again && ++item.tries < TRIES) {
      item.state = "waiting";
      item.sent = 0;
      this.changed(item);
      await new Promise((resolve) => setTimeout(resolve, failure.retryAfter ? failure.retryAfter * 1000 : PAUSE * item.tries));
      return;
    }
    if (failure.status === 401) { // the key is at fault, not the file: it waits until someone has signed in
      item.state = "waiting";
      item.sent = 0;
      if (!this.held) {
        this.held = true;
        tell(failure);
      }
      return;
    }
    item.problem = failure;
    item.state = "failed";
    item.outcome = failure.code === "too_large" ? "TOO_LARGE" : null;
    tell(failure);
  }

  /** XMLHttpRequest says how many bytes have gone, which fetch does not. */
  post(item) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      const query = new URLSearchParams({ name: item.name, ...(item.key ? { key: item.key } : {}) });
      item.request = request;
      request.open("POST", `${path("collections", item.collection, "documents")}?${query}`);
      request.setRequestHeader("Content-Type", "application/octet-stream");
      for (const [name, value] of Object.entries(tokenHeader())) {
        request.setRequestHeader(name, value);
      }
      request.upload.onprogress = (event) => {
        item.sent = Math.min(item.size, event.loaded);
        this.changed(item);
      };
      request.onload = () => {
        let told = {};
        try {
          told = JSON.parse(request.responseText);
        } catch {
          // The status is all there is then.
        }
        if (request.status === 202) {
          resolve(told);
        } else {
          reject(new Problem({ code: `http_${request.status}`, ...told, status: request.status, retryAfter: Number(request.getResponseHeader("Retry-After")) || null }));
        }
      };
      request.onerror = () => reject(new Problem());
      request.onabort = () => reject(new Problem({ code: "cut" }));
      request.send(item.file);
    });
  }

  took(item, job) {
    item.job = job.id;
    this.jobs.push(job.id);
    this.read(job.documents[0], item);
    this.follow();
  }

  read(document, item) {
    if (!document || !item) {
      return;
    }
    item.document = document.id;
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
          await new Promise((resolve) => setTimeout(resolve, PAUSE));
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
        this.read(document, this.items.find((item) => item.job === job && (item.document === document.id || item.document === null)));
      }
    }
  }

  /** After a reload: what is being worked on, and nothing that is known already. */
  async restore() {
    const known = new Set(this.items.map((item) => item.job));
    const { jobs } = await get("/api/v1/jobs", { query: { limit: MOST_JOBS } });
    for (const summary of jobs.filter((job) => job.state === "running" && job.kind !== "reindex" && !known.has(job.id)).reverse()) {
      const job = await get(path("jobs", summary.id));
      for (const document of job.documents) {
        const item = new Item(job.collection, document.name, 0);
        item.job = job.id;
        this.items.push(item);
        this.read(document, item);
      }
      this.jobs.push(job.id);
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
