/** The panel of one document: its facts, what can be done with it, and what happened to it. */

import { get, path, write } from "../../api.js";
import { currentCollection } from "../../collections.js";
import { button, fill, h, icon } from "../../dom.js";
import { bytes, known, moment, number, t } from "../../i18n.js";
import { confirmed, problemNote, say } from "../../notices.js";
import { address } from "../../router.js";
import { may } from "../../session.js";
import { inWork } from "./documents.js";
import { tasksMenu } from "../tasks/menu.js";
import { metadataForm } from "./metadata.js";
import { receiptSection } from "./receipt.js";
import { outcomeWords, stateBadge } from "./row.js";

/** How often a document that is being read is looked at, in ms. */
const NEWS = 1000;

/** From how many characters on a fact has a line of its own. */
const WIDE = 40;

/** Most entries of a ledger that are shown. */
const MOST_ENTRIES = 200;

/**
 * Returns a panel, which loads itself.
 *
 * @param {{close: () => void, changed: () => void}} heard
 */
export function documentPanel(collection, id, heard) {
  const panel = new DocumentPanel(path("collections", collection, "documents", id), heard);
  panel.element.dataset.document = id;
  panel.load();
  return panel;
}

class DocumentPanel {
  #end = new AbortController();
  #timer = 0;
  #seen = "";

  constructor(place, heard) {
    this.path = place;
    this.heard = heard;
    this.title = h("h2", { id: "document-title", tabindex: "-1" }, t("document.loading"));
    this.said = h("div");
    this.status = h("div.stack");
    this.ledger = h("div", null, h("p.muted", null, t("document.loading")));
    this.history = h("details.fold", { ontoggle: () => this.history.open && this.#drawLedger() }, h("summary", null, t("document.ledger")), this.ledger);
    this.metadata = h("div");
    this.body = h("div.stack", { hidden: true }, this.status, this.metadata, this.history);
    this.element = h("section.card.stack.panel", { "aria-labelledby": "document-title" },
      h("div.row.spread.panel-head", null, this.title, button(t("close"), { icon: "close", square: true, kind: "quiet small", onclick: heard.close })),
      this.said, this.body);
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !document.querySelector(":popover-open")) {
        heard.close();
      }
    });
  }

  /** Ends what it began. */
  close() {
    this.#end.abort();
    clearTimeout(this.#timer);
  }

  /** Asks for the document and shows it. */
  load() {
    return this.#tried(async () => {
      const document = await get(this.path, { signal: this.#end.signal });
      fill(this.title, h("bdi", null, document.name));
      this.#draw(document);
      this.title.focus({ preventScroll: innerWidth > 900 });
      if (inWork(document)) {
        this.#follow();
      }
    });
  }

  #draw(document) {
    this.body.hidden = false;
    this.#drawStatus(document);
    fill(this.metadata, h("details.fold", null, h("summary", null, t("document.metadata")), metadataForm(document, (metadata) => this.#describe(metadata))));
  }

  /** What changes while the document is read; what is being typed and what was unfolded stay as they are. */
  #drawStatus(document) {
    this.#seen = seenOf(document);
    const held = this.status.contains(globalThis.document.activeElement);
    fill(this.status,
      h("p", null, stateBadge(document), outcomeWords(document) ? ` ${outcomeWords(document)}` : ""),
      outcomeWords(document) && document.sentence ? h("p.small.muted", null, document.sentence) : null,
      this.#actions(document), facts(document));
    if (held) {
      this.title.focus({ preventScroll: true });
    }
    if (this.history.open) {
      this.#drawLedger();
    }
  }

  #actions(document) {
    const write = may("write", currentCollection() ?? undefined);
    const inner = document.parent !== null;
    return h("div.stack.tight", null, h("div.row", null,
      document.parts > 0 ? h("a.button.primary", { href: address("page", { d: document.id }) }, icon("document"), t("document.open")) : null,
      document.state === "indexed" ? tasksMenu(document.id) : null,
      document.sha256 ? h("a.button", { href: `${this.path}/original`, download: document.name }, icon("download"), t("document.original")) : null,
      write ? button(t("document.reread"), { onclick: () => this.#reread() }) : null,
      write ? button(t("document.delete"), { icon: "bin", kind: "danger", disabled: inner, onclick: () => this.#delete(document) }) : null),
    inner ? h("p.muted.small", null, t("document.inner")) : null);
  }

  #drawLedger() {
    return this.#tried(async () => {
      const { entries, next } = await get(`${this.path}/ledger`, { query: { limit: MOST_ENTRIES }, signal: this.#end.signal });
      fill(this.ledger, h("ol.timeline", null, entries.map(entryLine)), next === null ? null : h("p.muted.small", null, t("document.ledger.most", { count: MOST_ENTRIES })));
    });
  }

  #describe(metadata) {
    return this.#tried(async () => {
      this.#drawStatus(await write("PATCH", this.path, { metadata }));
      this.#tell(t("document.described"));
      this.heard.changed();
    });
  }

  #reread() {
    return this.#tried(async () => {
      await write("POST", `${this.path}/reread`);
      this.#tell(t("document.rereading"));
      this.heard.changed();
      this.#follow();
    });
  }

  /** Looks again until the document has come to rest. */
  #follow() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tried(async () => {
      const document = await get(this.path, { signal: this.#end.signal });
      if (seenOf(document) !== this.#seen) {
        this.#drawStatus(document);
      }
      if (inWork(document)) {
        this.#follow();
        return;
      }
      this.#tell(outcomeWords(document) || t(`state.${document.state}`));
      this.heard.changed();
    }), NEWS);
  }

  async #delete(document) {
    const wanted = await confirmed({ title: t("document.delete.title"), text: t("document.delete.text", { name: document.name, count: document.passages }), action: t("document.delete"), danger: true });
    if (!wanted) {
      return;
    }
    clearTimeout(this.#timer);
    this.#tell(t("document.deleting"));
    this.body.inert = true;
    this.title.focus();
    await this.#tried(async () => {
      const receipt = await write("DELETE", this.path);
      fill(this.title, t("receipt.title"));
      fill(this.said);
      fill(this.body, receiptSection(receipt, document.name));
      say(t("receipt.said", { name: document.name }));
      this.title.focus();
      this.heard.changed();
    });
    this.body.inert = false;
  }

  #tell(text) {
    fill(this.said, h("p.note", { role: "status" }, text));
  }

  async #tried(work) {
    try {
      await work();
    } catch (failure) {
      if (failure.name === "AbortError") {
        return;
      }
      if (this.body.hidden) {
        fill(this.title, t("document.gone"));
      }
      fill(this.said, problemNote(failure));
    }
  }
}

/** What a document is drawn again for. */
function seenOf(document) {
  return `${document.state} ${document.changed}`;
}

function facts(document) {
  const said = [
    ["pages", document.parts && number(document.parts)], ["passages", document.passages && number(document.passages)], ["size", bytes(document.size)],
    ["received", moment(document.received)], ["changed", moment(document.changed)], ["version", document.version > 1 && number(document.version)],
    ["type", document.media_type], ["key", document.key !== document.sha256 && document.key],
    ["access", document.access.join() !== "everyone" && document.access.join(", ")], ["sha256", document.sha256],
  ];
  return factList(said.filter(([, value]) => value).map(([name, value]) => [t(`document.${name}`), value]));
}

/** Returns names with their values. */
export function factList(pairs) {
  return h("dl.facts", null, pairs.map(([name, value]) => h("div", { class: String(value).length > WIDE ? "whole" : "" }, h("dt.muted", null, name), h("dd", null, h("bdi", null, value)))));
}

/** That a document was taken in needs no saying; any other cause is named. */
function entryLine(entry) {
  const why = [known(`cause.${entry.cause}`) ? t(`cause.${entry.cause}`) : null, entry.outcome ? t(`result.${entry.outcome}`) : null].filter(Boolean).join(" · ");
  return h("li", null, h("time.muted.small.numbers", { datetime: entry.at }, moment(entry.at)), h("div", null, h("strong", null, t(`state.${entry.state}`)), h("span.muted", null, ` ${why}`)),
    entry.sentence ? h("p.small.muted", null, entry.sentence) : null);
}
