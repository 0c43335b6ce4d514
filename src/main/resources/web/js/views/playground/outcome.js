/** What one side gave: the answer, how sure it is, what it took, and the evidence with its scores. */

import { degraded, why } from "../../answer.js";
import { spot } from "../../citation.js";
import { h } from "../../dom.js";
import { number, t } from "../../i18n.js";
import { address } from "../../router.js";

/** Characters of a passage that are shown before the rest is asked for. */
const SHORT = 220;

/**
 * Returns the elements of an answer.
 *
 * @param {number} waited from question to answer as this browser saw it, in ms
 */
export function outcomeOf(answer, waited) {
  const cited = new Set(answer.citations.map((one) => one.passage));
  return [
    h("div.card.stack", null, head(answer), sentences(answer), degraded(answer)),
    figures(answer, waited),
    h("h3", null, t("playground.evidence", { count: answer.evidence.length })),
    h("ol.stack.tight", null, answer.evidence.map((one, at) => evidence(one, at + 1, cited.has(one.passage)))),
  ];
}

function head(answer) {
  const found = answer.outcome === "grounded";
  return h("div.row.spread", null,
    h("span.badge", { class: found ? "good" : "warn" }, t(`playground.outcome.${answer.outcome}`)),
    h("span.muted.small.numbers", null, t("playground.confidence", { share: number(answer.confidence, { style: "percent" }) })));
}

function sentences(answer) {
  if (answer.sentences.length === 0) {
    return h("p", null, t("playground.notfound"));
  }
  return h("div.said", null, answer.sentences.map((sentence) => h("p", { class: sentence.supported ? "" : "unsupported" }, sentence.text,
    sentence.citations.map((id) => [" ", h("a.cite", { href: address("ask", { q: answer.question, a: answer.id, cite: id }), "aria-label": t("playground.citation", { id }) }, `[${id}]`)]),
    sentence.supported ? null : [h("span.badge.warn", null, t("ask.unsupported")), h("span.small.muted", null, " ", why(sentence))])));
}

function figures(answer, waited) {
  const { embed, retrieve, answer: answering } = answer.timings_ms;
  const ms = (value) => t("playground.ms", { value: number(value, { maximumFractionDigits: value < 10 ? 1 : 0 }) });
  const { prompt_tokens: prompt, completion_tokens: completion, cost, currency } = answer.usage;
  const pairs = [
    ["embed", ms(embed)], ["retrieve", ms(retrieve)], ["answer", ms(answering)], ["waited", ms(waited)],
    ["prompt_tokens", number(prompt)], ["completion_tokens", number(completion)],
    ["cost", number(cost, { style: "currency", currency, maximumFractionDigits: 5 })], ["by", answer.model ?? t(`playground.answerer.${answer.answerer}`)],
  ];
  return h("dl.card.figures.numbers", null, pairs.map(([name, value]) => h("div", null, h("dt.muted.small", null, t(`playground.figure.${name}`)), h("dd", null, value))));
}

function evidence(one, rank, cited) {
  const long = one.text.length > SHORT;
  return h("li.card.stack.tight", { class: cited ? "cited" : "" },
    h("div.row.spread", null,
      h("span.small", null, h("strong.numbers", null, `${rank} `), h("bdi", null, one.name), spot(one) ? ` · ${spot(one)}` : "", one.section ? h("span.muted", null, " · ", h("bdi", null, one.section)) : null),
      cited ? h("span.badge.good", null, t("playground.cited")) : null),
    h("div.scores", null, score("score", one.score, one.score), score("dense", one.dense, one.dense), score("lexical", null, one.lexical)),
    long ? h("details.passage", null, h("summary.small", null, `${one.text.slice(0, SHORT)}…`), h("p.small", null, one.text.slice(SHORT))) : h("p.small", null, one.text));
}

/** BM25 has no top, so that it is a number without a bar. */
function score(name, share, value) {
  return h("span.score.small.numbers", null, h("span.muted", null, t(`playground.score.${name}`)), ` ${number(value, { maximumFractionDigits: 2 })}`,
    share === null ? null : h("meter", { min: 0, max: 1, value: share, "aria-label": t(`playground.score.${name}`) }));
}
