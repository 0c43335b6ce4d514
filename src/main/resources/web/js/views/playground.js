/** The playground: one question under two settings, side by side, with evidence, scores, timings and tokens. */

import { ask, path } from "../api.js";
import { currentCollection } from "../collections.js";
import { fill, h, icon } from "../dom.js";
import { t, teach } from "../i18n.js";
import { words } from "../i18n/playground.js";
import { emptyState, problemNote, say } from "../notices.js";
import { note } from "../router.js";
import { style } from "../style.js";
import { outcomeOf } from "./playground/outcome.js";
import { settingsForm } from "./playground/settings.js";

teach(words);

/** The two sides; the second asks for less evidence, so that there is something to compare from the start. */
const SIDES = [
  { name: "one", standard: { answerer: "quote", limit: "10" } },
  { name: "two", standard: { answerer: "quote", limit: "3" } },
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
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.form.requestSubmit();
      }
    });
    this.sides = SIDES.map(({ name, standard }) => ({ name, settings: settingsForm(name, standard, query), outcome: h("div.stack", { "aria-live": "polite" }) }));
    this.form = h("form.stack", {
      onsubmit: (event) => {
        event.preventDefault();
        this.run();
      },
    },
    h("div.field", null, h("label", { for: "question" }, t("playground.question")), this.question),
    h("div.row", null, h("button.button.primary", null, icon("play"), t("playground.run"))),
    h("div.sides", null, this.sides.map((side) => h("section.stack", { "aria-labelledby": `side-${side.name}` },
      h("h2", { id: `side-${side.name}` }, t(`playground.side_${side.name}`)), side.settings.element, side.outcome))));
    fill(main, h("div.column.playground.stack", null, h("h1", null, t("playground.title")), h("p.muted", null, t("playground.hint")), this.form));
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
