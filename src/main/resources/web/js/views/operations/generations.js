/** The index's generations: which one answers, building a new one, going back, and the nightly run. */

import { get, path, write } from "../../api.js";
import { currentCollection, loadCollections } from "../../collections.js";
import { button, fill, h, icon } from "../../dom.js";
import { known, moment, t } from "../../i18n.js";
import { confirmed, emptyState, notice, problemNote } from "../../notices.js";
import { may } from "../../session.js";
import { schedulePart } from "./schedule.js";
import { watchedPart } from "./watched.js";

/** How long between two looks while a re-index runs, and while none does, in ms. */
const BUSY = 1500;
const IDLE = 8000;

/** Fills the part. */
export function generationsPart(element) {
  const collection = currentCollection();
  if (collection === null) {
    element.append(emptyState({ icon: "library", title: t("library.nowhere") }));
    return undefined;
  }
  const generations = new Generations(collection, element);
  generations.look();
  return () => generations.close();
}

class Generations {
  #end = new AbortController();
  #timer = 0;
  #told = "";

  constructor(collection, element) {
    this.collection = collection;
    this.place = path("collections", collection.name);
    this.said = h("div");
    this.running = h("div", { role: "status" });
    this.events = h("div.stack");
    this.list = h("ul.lines", { "aria-label": t("index.generations") });
    this.beside = h("div.stack");
    const admin = may("admin", collection);
    this.admin = admin;
    this.actions = h("div.row", { hidden: true }, button(t("index.reindex"), { kind: "primary", onclick: () => this.#reindex(false) }), button(t("index.force"), { onclick: () => this.#reindex(true) }));
    element.append(h("p.muted", null, t("index.hint")),
      this.actions, this.running, this.said, this.list, this.events, this.beside);
  }

  close() {
    this.#end.abort();
    clearTimeout(this.#timer);
  }

  /** Asks how it stands, and again later. */
  async look() {
    clearTimeout(this.#timer);
    const job = await this.#tried(() => this.#draw());
    if (!this.#end.signal.aborted) { // a look that failed is no reason to stop looking
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.look(), job ? BUSY : IDLE);
    }
  }

  async #draw() {
    const signal = this.#end.signal;
    const [{ generations, events, up_to_date: current }, { jobs }] = await Promise.all([get(`${this.place}/generations`, { signal }), get("/api/v1/jobs", { query: { limit: 50 }, signal })]);
    fill(this.said);
    if (!this.beside.hasChildNodes()) { // they ask for themselves, once the service answers at all
      fill(this.beside, schedulePart(this.collection, this.admin), watchedPart(this.collection, this.admin));
    }
    this.actions.hidden = !this.admin;
    const told = JSON.stringify([generations, events, current]);
    if (told !== this.#told) { // what has not changed stays, and with it the focus
      this.#told = told;
      fill(this.list, [...generations].sort((one, other) => other.number - one.number).map((one) => this.#line(one)));
      fill(this.events, current ? null : h("p.note.warn", null, icon("alert"), h("span", null, t("index.behind"))), history(events));
    }
    const mine = jobs.filter((job) => job.kind === "reindex" && job.collection === this.collection.name);
    const job = mine.find((one) => one.state === "running") ?? null;
    fill(this.running, job ? running(job) : mine[0]?.reindex?.sentence ? h("p.note", null, mine[0].reindex.sentence) : null);
    return job;
  }

  #line(generation) {
    const { live, ready } = generation;
    const models = Object.keys(generation.models).join(", ");
    return h("li.card.row.spread", null,
      h("div.stack.tight", null,
        h("div.row", null, h("strong", null, t("index.generation", { number: generation.number })), live ? h("span.badge.good", null, t("index.live")) : ready ? h("span.badge", null, t("index.kept")) : h("span.badge", null, t("index.building"))),
        h("p.muted.small.numbers", null, t("index.since", { at: moment(generation.created) }), generation.live_since ? ` · ${t("index.live_since", { at: moment(generation.live_since) })}` : "", models === "" ? "" : ` · ${models}`)),
      this.admin && ready && !live ? button(t("index.activate"), { "aria-label": t("index.activate.name", { number: generation.number }), onclick: () => this.#activate(generation) }) : null);
  }

  async #reindex(force) {
    await this.#tried(async () => {
      await write("POST", `${this.place}/reindex`, force ? { force: true } : {});
      notice(t("index.asked"));
    });
    this.look();
  }

  async #activate(generation) {
    const wanted = await confirmed({ title: t("index.activate.title", { number: generation.number }), text: t("index.activate.text"), action: t("index.activate") });
    if (!wanted) {
      return;
    }
    await this.#tried(async () => {
      await write("POST", `${this.place}/generations/${generation.number}/activate`);
      notice(t("index.asked"));
      await loadCollections();
    });
    this.look();
  }

  async #tried(work) {
    try {
      return await work();
    } catch (failure) {
      if (failure.name !== "AbortError") {
        const told = failure.status === 404 || failure.status === 501 ? absent(t("index.absent")) : problemNote(failure);
        if (told.textContent !== this.said.textContent) { // said once, not at every look
          fill(this.said, told);
        }
      }
      return undefined;
    }
  }
}

function history(events) {
  return events.length === 0 ? null : h("details.fold", null, h("summary", null, t("index.events")), h("ol.timeline", null, events.map((one) => h("li", null,
    h("time.muted.small.numbers", { datetime: one.at }, moment(one.at)),
    h("div", null, h("strong", null, t(`index.event.${one.event}`, { number: one.generation })), h("span.muted", null, ` ${known(`index.cause.${one.cause}`) ? t(`index.cause.${one.cause}`) : one.cause}`)),
    one.sentence ? h("p.small.muted", null, one.sentence) : null))));
}

function running(job) {
  return h("div.card.stack.tight", null, h("p", null, t("index.running", { done: job.done, count: job.total })),
    h("progress", { max: Math.max(1, job.total), value: job.done, "aria-label": t("jobs.progress") }));
}

/** Returns what says that a service of this kind or age does not do something. */
export function absent(text) {
  return h("div.note", { role: "status" }, icon("info"), h("p", null, text));
}
