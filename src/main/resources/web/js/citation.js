/** Citations as people read them: where something stands, and an answer as text to take along. */

import { t } from "./i18n.js";

/** Returns where a citation or passage stands, without the document's name: "p. 12", "cell B4", "line 30". */
export function spot(one) {
  if (one.cell) {
    return t("where.cell", { cell: one.cell });
  }
  if (one.line) {
    return t("where.line", { line: String(one.line) });
  }
  if (one.page) {
    return t("where.page", { page: String(one.page) });
  }
  return one.label ?? null;
}

/** Returns where it stands in one line: "lease.pdf, p. 12". */
export function whereabouts(one) {
  return [one.name, spot(one)].filter(Boolean).join(t("where.join"));
}

/** Returns an answer as plain text with its citations. */
export function asText(asking) {
  const lines = [asking.question, "", ...sentences(asking, (id) => `[${id}]`)];
  if (asking.citations.length > 0) {
    lines.push("", ...asking.citations.map((one) => `[${one.id}] ${whereabouts(one)}: ${t("quote", { quote: oneLine(one.quote) })}`));
  }
  return lines.join("\n") + "\n";
}

/** Returns an answer as Markdown with footnotes. */
export function asMarkdown(asking) {
  const lines = [`**${escaped(asking.question)}**`, "", ...sentences(asking, (id) => `[^${id}]`, escaped)];
  if (asking.citations.length > 0) {
    lines.push("", ...asking.citations.map((one) => `[^${one.id}]: ${escaped(whereabouts(one))}: ${t("quote", { quote: escaped(oneLine(one.quote)) })}`));
  }
  return lines.join("\n") + "\n";
}

function sentences(asking, mark, form = (text) => text) {
  if (asking.answer?.outcome === "not_found") {
    return [t("ask.notfound")];
  }
  return asking.sentences.map((one) =>
    `${form(one.text)}${one.citations.length > 0 ? " " : ""}${one.citations.map(mark).join("")}${one.supported ? "" : ` (${t("ask.unsupported")})`}`);
}

function oneLine(text) {
  return text.replace(/\s+/g, " ").trim();
}

/** What Markdown would take for its own is to stay what it was. */
function escaped(text) {
  return text.replace(/[\\`*_[\]<>#|!~]/g, "\\$&");
}
