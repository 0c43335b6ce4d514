/** A document under one of several labels, with the sentence that shows it. */

import { citationMarks } from "../../answer.js";
import { ask, path } from "../../api.js";
import { h, icon } from "../../dom.js";
import { known, number, t } from "../../i18n.js";
import { recalled, remember } from "../../remembered.js";

/** As the contract has it: labels, and characters of each. */
const FEWEST = 2;
const MOST = 100;
const LONGEST = 100;

/** Labels are mostly the same for the next document. */
const LAST = "recto.labels";

export const classify = {
  needsChat: false,
  form(kept) {
    const field = h("textarea.input", { id: "task-labels", rows: "4", required: true, spellcheck: "false", placeholder: t("tasks.classify.example"), value: (kept?.labels ?? recalled(LAST) ?? []).join("\n") });
    const wrong = h("p.small.over", { role: "alert", id: "task-labels-wrong" });
    field.setAttribute("aria-describedby", "task-labels-wrong");
    return {
      fields: h("div.field", null, h("label", { for: "task-labels" }, t("tasks.classify.labels")), field, wrong),
      input() {
        const labels = [...new Set(field.value.split("\n").map((line) => line.trim()).filter(Boolean))];
        const fit = labels.length >= FEWEST && labels.length <= MOST && labels.every((label) => label.length <= LONGEST);
        wrong.textContent = fit ? "" : t("tasks.classify.wrong", { fewest: FEWEST, most: MOST, longest: LONGEST });
        if (!fit) {
          field.focus();
          return null;
        }
        remember(LAST, labels);
        return { labels };
      },
    };
  },
  work: ({ collection, document }, { labels }, signal) => ask("POST", path("collections", collection.name, "classify"), { body: { document: document.id, labels }, signal }),
  draw({ by, model, degraded, documents, citations }, about, does) {
    const [{ label, citation, scores }] = documents;
    const shown = citations.find((one) => one.id === citation);
    return [
      h("div.card.stack", null,
        label === null ? h("p", null, t("tasks.classify.none")) : h("p.label-found", null, h("strong", null, label), citation === null ? null : citationMarks([citation], citations, does)),
        shown ? h("blockquote.muted", null, t("quote", { quote: shown.quote.replaceAll("\t", " · ") })) : null,
        h("p.small.muted", null, by === "chat" ? t("tasks.classify.by.chat", { model }) : t("tasks.classify.by.similarity"))),
      degraded ? h("div.note.warn", null, icon("info"), h("div", null, h("p", null, t("tasks.classify.degraded", { why: known(`degraded.${degraded}`) ? t(`degraded.${degraded}`) : degraded })))) : null,
      scoresOf(scores),
    ];
  },
};

/** How near each label is, the nearest first; a chat model says nothing of that. */
function scoresOf(scores) {
  const ranked = Object.entries(scores).sort(([, one], [, other]) => other - one);
  return ranked.length === 0 ? null : h("dl.likeness", { "aria-label": t("tasks.classify.scores") }, ranked.map(([label, score]) => h("div", null,
    h("dt", null, label), h("dd.numbers", null, h("meter", { min: 0, max: 1, value: Math.max(0, score), "aria-label": label }), number(score, { maximumFractionDigits: 2, minimumFractionDigits: 2 })))));
}
