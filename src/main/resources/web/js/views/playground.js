/** The playground: one question under two settings, side by side, with evidence, scores, timings and tokens. */

import { ask, path, write } from "../api.js";
import { currentCollection, loadCollections } from "../collections.js";
import { button, fill, h, icon } from "../dom.js";
import { t, teach } from "../i18n.js";
import { words } from "../i18n/playground.js";
import { emptyState, notice, problemNote, say } from "../notices.js";
import { sends } from "../question.js";
import { note } from "../router.js";
import { may } from "../session.js";
import { style } from "../style.js";
import { outcomeOf } from "./playground/outcome.js";
import { ownSettings, settingsForm } from "./playground/settings.js";

teach(words);

/** The two sides; the second asks for less evidence, so that there is something to compare from the start. */
const SIDES = [
  { name: "one", standard: (collection) => ({ answerer: "quote", limit: "10", ...ownSettings(collection) }) },
  { name: "two", standard: () => ({ answerer: "quote", limit: "3" }) },
];

/** As the contract has it: the longest question. */
const LONGEST = 10000;

export const view = {
  title: "playground.title",
  async open(main, { query }) {
    await style("playground");
    const collection = currentCollection();
    if (collection === null) {
      fill(main, h("div.column", null, emptyState({ icon: "settings", title: t("playground.nowhere") })));
      return undefined;
    }
    const playground = new Playground(main, collection, query);
    if (query.q) {
      playground.ask();
    }
    return () => playground.close();
  },
};

/** Question and settings stand in the address, so that a reload asks the same again. */
class Playground {
  #asking = new AbortController();

  constructor(main, collection, query) {
    this.collection = collection;
    this.question = h("textarea.input", { id: "question", rows: 2, maxlength: LONGEST, required: true, placeholder: t("playground.question.hint") });
    this.question.value = query.q ?? "";
    this.question.addEventListener("keydown", (event) => {
      if (sends(event)) {
        event.preventDefault();
        this.form.requestSubmit();
      }
    });
    this.sides = SIDES.map(({ name, standard }) => ({ name, settings: settingsForm(name, standard(collection), query), keeping: h("div.row.keeping"), outcome: h("div.stack") }));
    this.sides.forEach((side) => side.settings.element.addEventListener("input", () => this.#keeping(side)));
    this.form = h("form.stack", {
      onsubmit: (event) => {
        event.preventDefault();
        this.run();
      },
    },
    h("div.field", null, h("label", { for: "question" }, t("playground.question")), this.question),
    h("div.row", null, h("button.button.primary", null, icon("play"), t("playground.run"))),
    h("div.sides", null, this.sides.map((side) => h("section.stack", { "aria-labelledby": `side-${side.name}` },
      h("h2", { id: `side-${side.name}` }, t(`playground.side_${side.name}`)), side.settings.element, side.keeping, side.outcome))));
    fill(main, h("div.column.playground.stack", null, h("h1", null, t("playground.title")), h("p.muted", null, t("playground.hint")), this.form));
    this.sides.forEach((side) => this.#keeping(side));
  }

  /** Says whether a side is how the collection is asked, or offers to make it so. */
  #keeping(side) {
    const own = ownSettings(this.collection);
    const values = side.settings.values();
    const kept = Object.keys(own).length === Object.keys(values).length && Object.entries(values).every(([name, value]) => own[name] === String(value));
    const admin = may("admin", this.collection);
    fill(side.keeping, kept ? h("span.badge.good", null, icon("check"), t("playground.kept", { name: this.collection.name }))
      : admin ? button(t("playground.keep", { name: this.collection.name }), { kind: "small", onclick: () => this.#keep(side) }) : null);
  }

  /** Makes a side's settings those of the collection; the ones before can be had back. */
  async #keep(side) {
    const before = this.collection.settings;
    try {
      await this.#set(side.settings.values());
      notice(t("playground.keeps", { name: this.collection.name }), { label: t("undo"), run: () => this.#set(before).catch((failure) => notice(failure.words())) });
    } catch (failure) {
      fill(side.keeping, problemNote(failure, () => this.#keep(side)));
    }
  }

  async #set(settings) {
    this.collection = await write("PATCH", path("collections", this.collection.name), { settings });
    this.sides.forEach((side) => this.#keeping(side));
    await loadCollections();
  }

  /** Puts question and settings into the address and asks. */
  run() {
    const question = this.question.value.trim();
    if (question !== "") {
      note("playground", { q: question, ...Object.assign({}, ...this.sides.map((side) => side.settings.query())) });
      this.ask();
    }
  }

  /** Asks both; one after the other, so that neither slows the other's timings. */
  async ask() {
    const question = this.question.value.trim();
    this.#asking.abort();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    this.sides.forEach((side) => fill(side.outcome, h("p.muted", null, t("playground.asking"))));
    for (const side of this.sides) {
      await this.#ask(side, question, signal);
    }
    if (!signal.aborted) {
      say(t("playground.done"));
    }
  }

  async #ask(side, question, signal) {
    const began = performance.now();
    try {
      const answer = await ask("POST", path("collections", this.collection.name, "ask"), { body: { question, ...side.settings.values() }, signal });
      fill(side.outcome, outcomeOf(answer, performance.now() - began));
    } catch (failure) {
      if (failure.name !== "AbortError") {
        fill(side.outcome, problemNote(failure));
      }
    }
  }

  close() {
    this.#asking.abort();
  }
}
