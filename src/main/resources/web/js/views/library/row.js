/** One document's row in the library. */

import { h } from "../../dom.js";
import { bytes, known, moment, number, t } from "../../i18n.js";
import { inWork } from "./documents.js";

const COLUMNS = ["name", "state", "pages", "passages", "size", "changed"];

/** Returns the cells of the table's head. */
export function headCells() {
  return COLUMNS.map((name) => h(`span.cell-${name}`, { role: "columnheader" }, t(`library.column.${name}`)));
}

/**
 * Returns the cells of a document's row.
 *
 * @param {{address: string, open: boolean}} place where its panel is, and whether that is shown
 */
export function documentCells(document, { address, open }) {
  return [
    h("div.cell-name", { role: "cell" },
      h("a", { href: address, title: document.name, "aria-current": open ? "true" : null }, h("bdi", null, document.name)),
      h("span.muted.small.one-line", null, h("bdi", null, subtitle(document)))),
    h("div.cell-state", { role: "cell" }, stateBadge(document)),
    counted("pages", document.parts),
    counted("passages", document.passages),
    h("div.cell-size.muted.numbers", { role: "cell" }, bytes(document.size)),
    h("div.cell-changed.muted.numbers", { role: "cell" }, moment(document.changed)),
  ];
}

/** Returns a document's state in words; the colour only repeats them. */
export function stateBadge(document) {
  if (document.state === "failed") {
    return h("span.badge.bad", null, t(`result.${document.outcome ?? "FAILED"}`));
  }
  if (inWork(document)) {
    return h("span.badge", null, t(`state.${document.state}`));
  }
  return document.outcome === "PARTIAL" ? h("span.badge.warn", null, t("result.PARTIAL")) : h("span.badge.good", null, t(`state.${document.state}`));
}

function counted(name, value) {
  return h(`div.cell-${name}.numbers`, { role: "cell" },
    value === 0 ? "–" : [number(value), h("span.cell-unit", null, ` ${t(`library.unit.${name}`, { count: value })}`)]);
}

/** Returns what came of reading a document and what to do, in the person's language; nothing where it simply went well. */
export function outcomeWords(document) {
  const { outcome } = document;
  if (outcome === null || outcome === "INDEXED" || outcome === "UNCHANGED") {
    return "";
  }
  if (outcome === "NO_TEXT" && document.size === 0) {
    return t("outcome.EMPTY");
  }
  return known(`outcome.${outcome}`) ? t(`outcome.${outcome}`) : document.sentence ?? "";
}

function subtitle(document) {
  const says = outcomeWords(document) || document.title;
  return says && says !== document.name ? says : "";
}
