/**
 * What can be made of one document: `#/tasks?d=<document>&task=<name>`. What was made stays for this tab, so that a reload asks no chat model
 * again; its citations open the page beside it.
 */

import { get, path } from "../api.js";
import { awaited, focusOn } from "../awaited.js";
import { currentCollection } from "../collections.js";
import { fill, h, icon } from "../dom.js";
import { moment, t, teach } from "../i18n.js";
import { words } from "../i18n/tasks.js";
import { recalled, remember } from "../remembered.js";
import { address } from "../router.js";
import { currentVisitor } from "../session.js";
import { style } from "../style.js";
import { openViewer } from "../viewer/viewer.js";
import { classify } from "./tasks/classify.js";
import { extract } from "./tasks/extract.js";
import { summarise } from "./tasks/summarise.js";
import { translateSummary } from "./tasks/translate.js";

teach(words);

/**
 * Each has `needsChat`; `form(kept)` with `{ fields, input }`, where `input()` returns what to ask with, or null where the form says what is missing;
 * `work(about, input, signal)`, which asks; and `draw(result, about, does)`, which returns nodes. `about` is `{ collection, document }`.
 */
const TASKS = { summarise, extract, translate: translateSummary, classify };

export const view = {
  title: "tasks.title",
  async open(main, { query }) {
    await style("tasks");
    const collection = currentCollection();
    const document = await get(path("collections", collection.name, "documents", query.d ?? ""));
    const name = query.task in TASKS ? query.task : "summarise";
    return new TaskPage(main, { collection, document }, name).open();
  },
};

class TaskPage {
  #left = new AbortController();
  #viewer = null;

  constructor(main, about, name) {
    this.main = main;
    this.about = about;
    this.name = name;
    this.task = TASKS[name];
    this.place = `recto.task.${about.collection.id}.${about.document.id}.${about.document.version}.${name}`;
    this.waiting = h("div");
    this.outcome = h("div.stack.outcome", { tabindex: "-1" });
    this.side = h("aside.side", { "aria-label": t("viewer"), hidden: true });
  }

  open() {
    const { document } = this.about;
    const tabs = h("nav.parts", { "aria-label": t("tasks.title") }, Object.keys(TASKS).map((one) =>
      h("a", { href: address("tasks", { d: document.id, task: one }), "aria-current": one === this.name ? "page" : null }, t(`tasks.${one}`))));
    fill(this.main, h("div.ask-layout", null, h("div.column.stack", null,
      h("p.small", null, h("a", { href: address("library", { d: document.id }) }, t("tasks.back"))),
      h("h1.asked", null, h("bdi", null, document.name)), tabs, this.#body()), this.side));
    return () => {
      this.#left.abort();
      this.#viewer?.close();
    };
  }

  #body() {
    const chat = currentVisitor()?.chat === true;
    if (this.about.document.state !== "indexed") {
      return h("p.note", null, t("tasks.notready"));
    }
    const what = h("div", null, h("p.muted", null, t(`tasks.${this.name}.what`)), chat || this.task.needsChat ? null : h("p.muted", null, t(`tasks.${this.name}.nochat`)));
    if (this.task.needsChat && !chat) {
      return [what, h("div.note", null, icon("info"), h("div", null, h("p", null, t("tasks.nochat"))))];
    }
    const kept = recalled(this.place);
    const form = this.task.form(kept?.input, this.about);
    const element = h("form.stack", {
      onsubmit: (event) => {
        event.preventDefault();
        const input = form.input();
        if (input !== null) {
          this.#run(input);
        }
      },
    }, form.fields, h("div.row", null, h("button.button.primary", null, t(`tasks.${this.name}.run`))));
    if (kept !== null) {
      this.#draw(kept);
    }
    return [what, element, this.waiting, this.outcome];
  }

  async #run(input) {
    fill(this.outcome);
    const result = await awaited(this.waiting, t(`tasks.${this.name}.working`), (signal) => this.task.work(this.about, input, signal), () => this.#run(input), this.#left.signal);
    if (result !== null && !this.#left.signal.aborted) {
      const made = { input, result, at: Date.now() };
      remember(this.place, made);
      this.#draw(made);
      focusOn(this.outcome);
    }
  }

  #draw({ result, at }) {
    const does = { open: (one) => this.#show(one), near() {}, again() {} };
    fill(this.outcome, this.task.draw(result, this.about, does), h("p.small.muted", null, t("tasks.made", { at: moment(at) })));
  }

  #show(one) {
    this.#viewer ??= openViewer(this.side, { collection: this.about.collection.name, citations: () => [], shown: (cited) => this.#marked(cited), closed: () => { this.#viewer = null; } });
    this.#viewer.show(one, true);
  }

  #marked(cited) {
    this.main.querySelector(".ask-layout").classList.toggle("beside", cited !== null);
    this.outcome.querySelectorAll("[data-cite], [data-source]").forEach((element) =>
      element.classList.toggle("current", cited !== null && String(cited.id) === (element.dataset.cite ?? element.dataset.source)));
  }
}
