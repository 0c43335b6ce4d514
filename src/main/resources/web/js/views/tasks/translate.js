/** What a document says, in another language: its summary, translated. */

import { citationMarks } from "../../answer.js";
import { h } from "../../dom.js";
import { currentLanguage, LANGUAGES, t } from "../../i18n.js";
import { translate, translationParts } from "../../translation.js";
import { summaryOf } from "./summarise.js";

export const translateSummary = {
  needsChat: true,
  form(kept) {
    const wanted = kept?.to ?? currentLanguage();
    const to = h("select.input", { id: "task-to" }, Object.entries(LANGUAGES).map(([value, name]) => h("option", { value, selected: value === wanted }, name)));
    return { fields: h("div.field.narrow", null, h("label", { for: "task-to" }, t("tasks.translate.to")), to), input: () => ({ to: to.value }) };
  },
  async work(about, { to }, signal) {
    const summary = await summaryOf(about, signal);
    return summary.sentences.length === 0 ? summary : translate(about.collection.name, summary.id, to, signal);
  },
  draw(translation, about, does) {
    if (translation.sentences.length === 0) {
      return h("p", null, t("tasks.summarise.none"));
    }
    return translationParts(translation, (ids) => citationMarks(ids, translation.citations, does));
  },
};
