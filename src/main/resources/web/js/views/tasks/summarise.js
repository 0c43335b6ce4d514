/** A document in a few sentences, each with its citation. */

import { answerParts } from "../../answer.js";
import { ask, path } from "../../api.js";
import { Asking } from "../../asking.js";
import { h } from "../../dom.js";
import { t } from "../../i18n.js";

export const summarise = {
  needsChat: false,
  form: () => ({ fields: null, input: () => ({}) }),
  work: (about, input, signal) => summaryOf(about, signal),
  draw(summary, { collection }, does) {
    return summary.sentences.length === 0 ? h("p", null, t("tasks.summarise.none")) : answerParts(Asking.of(collection.name, summary), does);
  },
};

/** Asks for a document's summary. */
export async function summaryOf({ collection, document }, signal) {
  const summary = await ask("POST", path("collections", collection.name, "summarise"), { body: { document: document.id }, signal });
  return { ...summary, task: "summarise" };
}
