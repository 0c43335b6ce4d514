/** The library: a collection's documents with their state, or the collections themselves. */

import { get } from "../api.js";
import { currentCollection } from "../collections.js";
import { fill, h, icon } from "../dom.js";
import { currentLanguage, number, t, teach } from "../i18n.js";
import { words } from "../i18n/library.js";
import { emptyState, showProblem } from "../notices.js";
import { address, go, note } from "../router.js";
import { style } from "../style.js";
import { openCollections } from "./library/collections.js";
import { documentPanel } from "./library/document.js";
import { chosen, countGroups, GROUP_NAMES, inWork, MOST_DOCUMENTS, ORDER_NAMES, readDocuments } from "./library/documents.js";
import { documentCells, headCells } from "./library/row.js";
import { WindowedTable } from "./library/windowed.js";

/** How often the service is asked for news while documents are on their way in, in ms. */
const NEWS = 2000;

/** Keystrokes that come closer than this are searched for together, in ms. */
const TYPING = 120;

teach(words);

export const view = {
  title: "library.title",
  async open(main, place) {
    await style("library");
    if (place.query.view === "collections") {
      return openCollections(main);
    }
    const library = new Library(main, place.query);
    library.start();
    return () => library.close();
  },
};

/** Search, group, order and the open document stand in the address, so that nothing is lost on reload. */
class Library {
  #documents = [];
  #more = false;
  #end = new AbortController();
  #timers = {};
  #jobs = "";
  #turn = 0;

  constructor(main, query) {
    this.wish = { search: query.search ?? "", group: query.group ?? "all", order: query.order ?? "changed", d: query.d ?? "" };
    this.table = new WindowedTable({
      label: t("library.title"),
      columns: headCells(),
      row: (document) => documentCells(document, { address: this.#address(document.id), open: document.id === this.wish.d }),
    });
    this.table.element.hidden = true; // until there are rows
    this.table.element.addEventListener("click", (event) => this.#clicked(event));
    this.groups = h("div.row.chips", { role: "group", "aria-label": t("library.group") });
    this.said = h("p.muted.small", { role: "status" });
    this.rest = h("div");
    this.side = h("div.library-side");
    this.frame = h("div.column.library", null,
      h("div.library-main.stack", null,
        h("div.row.spread", null, h("h1", null, t("library.title")),
          h("a.button", { href: address("library", { view: "collections" }) }, icon("folder"), t("collections.title"))),
        this.#tools(), this.said, this.rest, this.table.element),
      this.side);
    fill(main, this.frame);
  }

  /** Begins to read. */
  start() {
    this.#openPanel();
    this.#load();
  }

  /** Ends what was begun. */
  close() {
    this.#end.abort();
    Object.values(this.#timers).forEach(clearTimeout);
    this.table.close();
    this.panel?.close();
  }

  #tools() {
    const search = h("input.input", { type: "search", value: this.wish.search, placeholder: t("library.search"), "aria-label": t("library.search"), autocomplete: "off", spellcheck: "false" });
    const order = h("select.input", null, ORDER_NAMES.map((name) => h("option", { value: name, selected: name === this.wish.order }, t(`library.order.${name}`))));
    search.addEventListener("input", () => {
      clearTimeout(this.#timers.typing);
      this.#timers.typing = setTimeout(() => this.#wished({ search: search.value }), TYPING);
    });
    order.addEventListener("change", () => this.#wished({ order: order.value }));
    return h("div.library-tools", null, search, this.groups, h("label.order", null, h("span.muted.small", null, t("library.order")), order));
  }

  /** Reads all documents; a reading that a later one has overtaken draws nothing. */
  async #load() {
    const turn = ++this.#turn;
    const collection = currentCollection();
    if (collection === null) {
      fill(this.rest, emptyState({ icon: "library", title: t("library.nowhere") }));
      return;
    }
    try {
      await readDocuments(collection.name, this.#end.signal, (documents, more) => {
        if (turn !== this.#turn || (more && documents.length < this.#documents.length)) {
          return; // a list that is read again does not shrink meanwhile
        }
        const first = this.#documents.length === 0;
        this.#documents = [...documents];
        this.#more = more;
        if (first || !more) {
          this.#draw();
        } else { // sorting and drawing all of them again after each stretch would be felt
          this.said.textContent = this.#sentence(0);
        }
      });
      if (turn === this.#turn && this.#documents.some(inWork)) {
        this.#listen();
      }
    } catch (failure) {
      if (turn === this.#turn) {
        showProblem(this.rest, failure, () => this.#load());
      }
    }
  }

  /** Looks again when a job has moved on; cheap, since only the list of jobs is asked for. */
  #listen() {
    clearTimeout(this.#timers.news);
    this.#timers.news = setTimeout(async () => {
      try {
        const { jobs } = await get("/api/v1/jobs", { query: { limit: 20 }, signal: this.#end.signal });
        const now = jobs.map((job) => `${job.id} ${job.state} ${job.done}`).join();
        if (now === this.#jobs) {
          this.#listen();
        } else {
          this.#jobs = now;
          await this.#load();
        }
      } catch (failure) {
        if (failure.name !== "AbortError") {
          this.#listen(); // the service may be back at the next look
        }
      }
    }, NEWS);
  }

  #wished(change) {
    Object.assign(this.wish, change);
    note("library", this.#query());
    this.#draw();
  }

  /** What differs from how the library opens. */
  #query(change = {}) {
    const standard = { search: "", group: "all", order: "changed", d: "" };
    return Object.fromEntries(Object.entries({ ...this.wish, ...change }).filter(([name, value]) => value !== standard[name]));
  }

  #address(id) {
    return address("library", this.#query({ d: id }));
  }

  #draw() {
    const shown = chosen(this.#documents, this.wish, currentLanguage());
    const empty = this.#documents.length === 0 && !this.#more;
    this.table.show(shown);
    this.table.element.hidden = shown.length === 0;
    this.said.textContent = empty ? "" : this.#sentence(shown.length);
    fill(this.rest, empty ? emptyState({ icon: "library", title: t("library.empty"), text: t("library.empty.text"), actions: [h("a.button.primary", { href: address("add") }, icon("upload"), t("library.upload"))] })
      : shown.length === 0 && !this.#more ? emptyState({ icon: "search", title: t("library.none"), actions: [h("button.button", { type: "button", onclick: () => go("library") }, t("library.clear"))] }) : null);
    const counts = countGroups(this.#documents);
    fill(this.groups, GROUP_NAMES.map((name) => h("button.chip", { type: "button", "aria-pressed": String(this.wish.group === name), onclick: () => this.#grouped(name) },
      t(`library.group.${name}`), h("span.numbers.muted", null, ` ${number(counts[name])}`))));
  }

  /** The buttons are drawn anew; the focus stays where it was. */
  #grouped(name) {
    this.#wished({ group: name });
    this.groups.children[GROUP_NAMES.indexOf(name)].focus();
  }

  #sentence(shown) {
    const count = this.#documents.length;
    if (this.#more && count < MOST_DOCUMENTS) {
      return t("library.reading", { count });
    }
    return (shown === count ? t("library.count", { count }) : t("library.shown", { shown, count })) + (this.#more ? ` ${t("library.most", { count: MOST_DOCUMENTS })}` : "");
  }

  /** A plain click opens the panel beside the list, which stays as it is; back closes it again. */
  #clicked(event) {
    const link = event.target.closest("a");
    if (link === null || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) {
      return;
    }
    event.preventDefault();
    const d = new URLSearchParams(link.getAttribute("href").split("?")[1]).get("d");
    history.pushState(null, "", this.#address(d)); // the row may be of an earlier search
    this.wish.d = d;
    this.#openPanel();
    this.table.redraw();
  }

  #openPanel() {
    this.panel?.close();
    this.frame.classList.toggle("with-side", this.wish.d !== "");
    if (this.wish.d === "") {
      fill(this.side);
      return;
    }
    this.panel = documentPanel(currentCollection()?.name ?? "default", this.wish.d, { close: () => this.#closePanel(), changed: () => this.#load() });
    fill(this.side, this.panel.element);
  }

  #closePanel() {
    const closed = this.wish.d;
    this.#wished({ d: "" });
    this.#openPanel();
    this.table.redraw();
    this.table.focus((document) => document.id === closed);
  }
}
