/** Draws an answer: its sentences with their citations, what it stands on, and what can be done with it. */

import { get, path } from "./api.js";
import { awaited, focusOn } from "./awaited.js";
import { asMarkdown, asText, spot, whereabouts } from "./citation.js";
import { copy } from "./clipboard.js";
import { button, fill, h, icon } from "./dom.js";
import { known, number, t } from "./i18n.js";
import { notice, problemNote } from "./notices.js";
import { address } from "./router.js";
import { currentVisitor } from "./session.js";
import { tipFor } from "./tip.js";
import { otherLanguage, translate, translationParts } from "./translation.js";

/** From where on a confidence is called high or fair; below it is low. Chosen after the risk–coverage curve in EVALUATION.md. */
const HIGH = 0.8;
const FAIR = 0.5;

/** From how many characters on a question is set small, so that its answer stays in sight. */
const LONG_QUESTION = 240;

/**
 * Draws an answer as far as it has come. Where a citation had the focus it has it again.
 *
 * @param {HTMLElement} place
 * @param {Asking} asking
 * @param {{open: function(object), near: function(object), again: function}} does what a click on a citation or passage, coming near one, and
 *   trying again do
 */
export function drawAnswer(place, asking, does) {
  const cited = place.contains(document.activeElement) ? document.activeElement.dataset.cite : undefined;
  fill(place, h("h1.asked", { class: asking.question.length >= LONG_QUESTION ? "long" : "" }, asking.task ? t("ask.summary", { name: asking.question }) : asking.question),
    answerParts(asking, does));
  if (cited !== undefined) {
    place.querySelector(`[data-cite="${cited}"]`)?.focus({ preventScroll: true });
  }
}

/** Returns an answer as far as it has come, without its heading; takes what `drawAnswer` does. */
export function answerParts(asking, does) {
  const translated = h("div.outcome", { tabindex: "-1" });
  return [
    h("div.answer", { class: asking.answer?.answerer === "chat" ? "flowing" : "", "aria-busy": asking.state === "asking" ? "true" : null },
      body(asking, does)),
    state(asking, does),
    asking.state === "done" ? [degraded(asking.answer), about(asking, (to) => showTranslation(translated, asking, to, does)), translated] : null,
    asking.citations.length > 0 ? sources(asking, does) : null,
    asking.state === "done" && !asking.task ? passages(asking, does) : null,
  ];
}

function body(asking, does) {
  if (asking.answer?.outcome === "not_found") {
    return notFound(asking);
  }
  if (asking.sentences.length === 0) {
    return asking.state === "asking" ? h("p.waiting", null, h("span.dots", { "aria-hidden": "true" }), t(asking.evidence ? "ask.reading" : "ask.searching")) : null;
  }
  return asking.sentences.map((one) => [sentence(one, asking, does), " "]);
}

function sentence(one, asking, does) {
  return h("p.sentence", { class: one.supported ? "" : "unsupported" },
    h("span.words", null, cells(one.text)),
    citationMarks(one.citations, asking.citations, does),
    one.supported ? null : [h("span.badge.warn", null, icon("alert"), t("ask.unsupported")), h("span.small.muted", null, " ", why(one))]);
}

/** Returns the numbers of citations, each of which shows its words and opens its page. */
export function citationMarks(ids, citations, does) {
  return ids.map((id) => mark(citations.find((citation) => citation.id === id), does));
}

async function showTranslation(place, asking, to, does) {
  const translation = await awaited(place, t("translate.working"), (signal) => translate(asking.collection, asking.answer.id, to, signal), () => showTranslation(place, asking, to, does));
  if (translation !== null) {
    fill(place, translationParts(translation, (ids) => citationMarks(ids, translation.citations, does)));
    focusOn(place);
  }
}

/** Returns why a sentence's citations do not back it, in words. */
export function why(one) {
  const name = `reason.${one.reason}`;
  return known(name) ? t(name, { detail: cells(one.detail ?? "") }) : t("ask.unsupported.why");
}

/** A citation's number, which shows its words when it is pointed at and the page when it is opened. */
function mark(citation, does) {
  if (!citation) {
    return null;
  }
  const shown = h("button.cite", {
    type: "button", data: { cite: citation.id }, "aria-label": t("cite", { id: String(citation.id), where: whereabouts(citation) }), onclick: () => does.open(citation),
  }, String(citation.id));
  shown.addEventListener("pointerenter", () => does.near(citation), { once: true });
  shown.addEventListener("focus", () => does.near(citation), { once: true });
  tipFor(shown, () => [h("p.small.muted", null, whereabouts(citation)), h("p", null, t("quote", { quote: short(citation.quote) }))]);
  return shown;
}

/** A row of a table has its cells between tabs. */
function cells(text) {
  return text.replaceAll("\t", " · ");
}

function short(text) {
  const line = cells(text.length > 420 ? `${text.slice(0, 400)}…` : text);
  return line.replace(/\s*\n\s*/g, " ");
}

function notFound(asking) {
  const none = asking.evidence.length === 0;
  return h("div.not-found", null, h("p.sentence", null, t("ask.notfound")), h("p.muted", null, t(none ? "ask.notfound.none" : "ask.notfound.near")));
}

function state(asking, does) {
  if (asking.state === "failed") {
    return problemNote(asking.problem, does.again);
  }
  if (asking.state === "waiting") {
    return h("div.note.warn", { role: "alert" }, icon("alert"), h("div", null, h("p", null, t("ask.waiting"))));
  }
  if (asking.state === "stopped") {
    return h("div.note", null, icon("info"), h("div", null, h("p", null, t("ask.stopped")), h("button.link", { type: "button", onclick: does.again }, t("ask.again"))));
  }
  return null;
}

/** Says why the chat model did not write an answer, or not to its end: then it ends where the model failed; otherwise it is quoted instead. */
export function degraded({ degraded: cause, answerer }) {
  if (!cause) {
    return null;
  }
  const name = `degraded.${cause}`;
  return h("div.note.warn", null, icon("info"), h("div", null,
    h("p", null, t(answerer === "chat" ? "ask.degraded.cut" : "ask.degraded", { why: known(name) ? t(name) : cause }))));
}

/** Returns a confidence in words. */
export function confidence(value) {
  return t(value >= HIGH ? "confidence.high" : value >= FAIR ? "confidence.fair" : "confidence.low");
}

/** A row of a table is quoted with its header, so that it is not word for word what its citation marks. */
function wayAnswered(asking) {
  if (asking.answer.answerer !== "quote") {
    return t("answerer.chat");
  }
  const plain = (text) => text.replace(/\s+/g, " ").trim();
  const quotes = new Map(asking.citations.map((one) => [one.id, plain(one.quote)]));
  const rows = asking.sentences.filter((one) => !one.citations.some((id) => quotes.get(id) === plain(one.text))).length;
  return t(rows === 0 ? "answerer.quote" : rows === asking.sentences.length ? "answerer.quote.rows" : "answerer.quote.some");
}

function about(asking, translate) {
  const { answer } = asking;
  const found = answer.outcome === "grounded";
  const to = otherLanguage(asking.sentences);
  const percent = number(answer.confidence, { style: "percent" });
  return h("div.about.row", null,
    found && !asking.task ? h("span.badge", { class: answer.confidence >= HIGH ? "good" : answer.confidence >= FAIR ? "" : "warn", title: t("confidence.title", { percent }) }, confidence(answer.confidence)) : null,
    found ? h("span.muted.small", null, wayAnswered(asking)) : null,
    h("span.tools.row", null,
      found && currentVisitor()?.chat ? button(t(`translate.to.${to}`), { icon: "translate", square: true, kind: "quiet small", onclick: () => translate(to) }) : null,
      button(t("ask.copy"), { icon: "copy", square: true, kind: "quiet small", onclick: () => copy(asText(asking)) }),
      h("button.button.quiet.small", { type: "button", title: t("ask.markdown"), "aria-label": t("ask.markdown"), onclick: () => copy(asMarkdown(asking)) }, "Markdown"),
      button(t("ask.share"), { icon: "link", square: true, kind: "quiet small", onclick: () => share(asking) }),
      button(t("ask.print"), { icon: "print", square: true, kind: "quiet small", onclick: () => print() })));
}

/** A link is only worth something while the answer behind it is kept. */
async function share(asking) {
  try {
    await get(path("collections", asking.collection, "answers", asking.answer.id));
    await copy(location.origin + location.pathname + address("ask", { c: asking.collection, a: asking.answer.id }), t("ask.shared"));
  } catch (failure) {
    notice(failure.status === 404 ? t("ask.notkept") : failure.words());
  }
}

function sources(asking, does) {
  return h("section.sources", { "aria-label": t("ask.sources") }, h("h2", null, t("ask.sources")),
    h("ol", null, asking.citations.map((one) => h("li", null, h("button.source", { type: "button", data: { source: one.id }, onclick: () => does.open(one) },
      h("span.number", null, String(one.id)),
      h("span.what", null, h("span.row", null, h("span.name.one-line", { title: one.name }, one.name), spot(one) ? h("span.badge", null, spot(one)) : null),
        one.section ? h("span.muted.small.one-line", null, one.section) : null,
        h("span.quote", null, short(one.quote))))))));
}

function passages(asking, does) {
  const found = asking.answer.outcome === "grounded";
  if (asking.evidence.length === 0) {
    return null;
  }
  const list = h("ol.passages", null, asking.evidence.map((one) => h("li", null, h("button.source", { type: "button", onclick: () => does.open(one) },
    h("span.what", null, h("span.row", null, h("span.name.one-line", { title: one.name }, one.name), spot(one) ? h("span.badge", null, spot(one)) : null),
      one.section ? h("span.muted.small.one-line", null, one.section) : null,
      h("span.quote", null, short(one.text)))))));
  const heading = t(found ? "ask.considered" : "ask.nearest", { count: asking.evidence.length });
  return h("details.considered", { open: !found }, h("summary", null, heading), list);
}
