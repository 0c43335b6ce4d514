/** Fields read out of a document, each with the passage that holds it. */

import { citationMarks } from "../../answer.js";
import { ask, path } from "../../api.js";
import { copy } from "../../clipboard.js";
import { button, h, icon } from "../../dom.js";
import { t } from "../../i18n.js";

/** As the contract has it: most fields of a schema. */
const MOST = 100;

export const extract = {
  needsChat: true,
  form(kept) {
    const field = h("textarea.input", { id: "task-fields", rows: "5", required: true, spellcheck: "false", placeholder: t("tasks.extract.example"), value: kept?.text ?? "" });
    const wrong = h("p.small.over", { role: "alert", id: "task-fields-wrong" });
    field.setAttribute("aria-describedby", "task-fields-hint task-fields-wrong");
    return {
      fields: h("div.field", null, h("label", { for: "task-fields" }, t("tasks.extract.fields")), field, h("p.hint", { id: "task-fields-hint" }, t("tasks.extract.hint")), wrong),
      input() {
        const properties = propertiesOf(field.value);
        const count = Object.keys(properties).length;
        wrong.textContent = count >= 1 && count <= MOST ? "" : t("tasks.extract.wrong", { most: MOST });
        if (wrong.textContent !== "") {
          field.focus();
          return null;
        }
        return { text: field.value, schema: { type: "object", properties } };
      },
    };
  },
  work: ({ collection, document }, { schema }, signal) => ask("POST", path("collections", collection.name, "extract"), { body: { document: document.id, schema }, signal }).then((extraction) => ({ ...extraction, asked: Object.keys(schema.properties) })),
  draw({ asked, fields, citations, values, problems }, about, does) {
    const found = new Map(fields.map((one) => [one.name, one]));
    return [
      h("dl.card.extracted", null, asked.map((name) => h("div", null, h("dt", null, name), h("dd", null, valueOf(found.get(name), citations, does))))),
      problems.length === 0 ? null : h("div.note.warn", null, icon("alert"), h("div", null, problems.map((one) => h("p", null, one)))),
      h("div.row", null, button(t("tasks.extract.copy"), { icon: "copy", kind: "small", onclick: () => copy(`${JSON.stringify(values, null, 2)}\n`) })),
    ];
  },
};

/** One field a line, "name: what it is"; the second part helps the chat model and may be missing. */
function propertiesOf(text) {
  const lines = text.split("\n").map((line) => line.trim()).filter(Boolean);
  return Object.fromEntries(lines.map((line) => {
    const [, name, what] = /^([^:：]+)[:：]?\s*(.*)$/.exec(line) ?? [null, line, ""];
    return [name.trim(), what === "" ? { type: "string" } : { type: "string", description: what }];
  }));
}

/** A value that no passage holds may be made up, and is said to be. */
function valueOf(field, citations, does) {
  if (!field || field.value === null || field.value === "") {
    return h("span.muted", null, t("tasks.extract.absent"));
  }
  const text = typeof field.value === "string" ? field.value : JSON.stringify(field.value);
  return field.supported ? [h("span", null, text), citationMarks([field.citation], citations, does)]
    : [h("span.words", null, text), " ", h("span.badge.warn", null, icon("alert"), t("ask.unsupported"))];
}
