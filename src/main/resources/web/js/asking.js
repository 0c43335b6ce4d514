/** A question while it is answered: what has come so far, and who wants to know of more. */

import { events, get, path, Problem } from "./api.js";

/** How long a question waits for a service that went away, in ms, and how often it looks. */
const PATIENCE = 60000;
const LOOK = 1500;

/** One question to one collection and its answer as it grows. Dispatches "change" whenever more is known. */
export class Asking extends EventTarget {
  /**
   * @param {string} collection the collection's name
   * @param {?string} conversation the id of the one that the question goes on
   */
  constructor(collection, question, conversation = null) {
    super();
    this.conversation = conversation;
    this.collection = collection;
    this.question = question;
    this.state = "asking";
    this.problem = null;
    this.clear();
  }

  /** Returns an answer that is already there, as the service kept it. */
  static of(collection, answer) {
    const asking = new Asking(collection, answer.asked ?? answer.question, answer.conversation ?? null);
    asking.take(answer);
    return asking;
  }

  /** Gets a kept answer. */
  static async kept(collection, id, signal) {
    return Asking.of(collection, await get(path("collections", collection, "answers", id), { signal }));
  }

  clear() {
    this.answer = null;
    this.sentences = [];
    this.citations = [];
    this.evidence = null;
    this.task = null; // "summarise" where it is a summary and not an answer
  }

  take(answer) {
    this.answer = answer;
    this.sentences = answer.sentences;
    this.citations = answer.citations;
    this.evidence = answer.evidence;
    this.task = answer.task ?? null;
    this.state = "done";
  }

  changed() {
    this.dispatchEvent(new Event("change"));
  }

  /** Asks, and asks once more where the service went away meanwhile and came back. */
  async run() {
    this.waited = false;
    await this.attempt();
  }

  async attempt() {
    this.control = new AbortController();
    this.clear();
    this.problem = null;
    this.state = "asking";
    this.changed();
    try {
      await this.stream();
    } catch (failure) {
      await this.failed(failure);
    }
    this.changed();
  }

  async stream() {
    const body = { question: this.question, ...(this.conversation === null ? {} : { conversation: this.conversation }) };
    for await (const { event, data } of events("POST", path("collections", this.collection, "ask"), { body, signal: this.control.signal })) {
      if (event === "evidence") {
        this.evidence = data.evidence;
      } else if (event === "citation") {
        this.citations.push(data);
      } else if (event === "sentence") {
        this.sentences.push(data);
      } else if (event === "done") {
        this.take(data);
      }
      this.changed();
    }
  }

  async failed(failure) {
    if (failure.name === "AbortError") {
      this.state = "stopped";
      return;
    }
    this.problem = failure instanceof Problem ? failure : new Problem({ code: "page" });
    const away = ["cut", "unreachable"].includes(this.problem.code) || this.problem.status === 503;
    if (away && !this.waited) {
      this.waited = true;
      this.state = "waiting";
      this.changed();
      if (await this.serviceIsBack()) {
        await this.attempt();
        return;
      }
    }
    this.state = this.control.signal.aborted ? "stopped" : "failed";
  }

  async serviceIsBack() {
    const until = Date.now() + PATIENCE;
    while (Date.now() < until && !this.control.signal.aborted) {
      await new Promise((resolve) => {
        setTimeout(resolve, LOOK);
        this.control.signal.addEventListener("abort", resolve, { once: true });
      });
      try {
        if ((await fetch("/health/ready", { signal: this.control.signal })).ok) {
          return true;
        }
      } catch {
        // Not yet.
      }
    }
    return false;
  }

  /** Stops asking; what has come stays. */
  stop() {
    this.control?.abort();
  }
}
