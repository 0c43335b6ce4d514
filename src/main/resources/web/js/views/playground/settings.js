/** One side's settings: those that a question can be asked with. */

import { h } from "../../dom.js";
import { t } from "../../i18n.js";

const FIELDS = {
  answerer: { options: ["quote", "chat"] },
  limit: { type: "number", min: 1, max: 100, step: 1 },
  model: { type: "text", maxlength: 200, chat: true },
  temperature: { type: "number", min: 0, max: 2, step: 0.1, chat: true },
  max_tokens: { type: "number", min: 1, max: 65536, step: 1, chat: true },
  dense_weight: { type: "number", min: 0, max: 1, step: 0.05, placeholder: "playground.measured" },
};

/** Returns what a collection sets of its own, as a form's fields hold it. */
export function ownSettings(collection) {
  return Object.fromEntries(Object.entries(collection.settings ?? {}).filter(([, value]) => value !== null).map(([name, value]) => [name, String(value)]));
}

/**
 * Returns a side's form part: its element, its values as the route takes them, and as the address keeps them.
 *
 * @param {string} side name of the side, which its fields in the address begin with
 * @param {Object<string, string>} standard
 * @param {Object<string, string>} query
 */
export function settingsForm(side, standard, query) {
  const fields = Object.entries(FIELDS).map(([name, field]) => [name, field, control(name, field, query[`${side}_${name}`] ?? standard[name] ?? "")]);
  const answerer = fields[0][2];
  const labels = fields.map(([name, field, one]) => h("label.field", { data: { chat: field.chat ? "yes" : "no" } }, h("span", null, t(`playground.${name}`)), one));
  const element = h("div.card.settings", null, labels);
  const fit = () => labels.forEach((label) => { label.hidden = label.dataset.chat === "yes" && answerer.value !== "chat"; });
  answerer.addEventListener("change", fit);
  fit();
  const filled = () => fields.filter(([, field, one]) => one.value !== "" && (!field.chat || answerer.value === "chat"));
  return {
    element,
    values: () => Object.fromEntries(filled().map(([name, field, one]) => [name, field.type === "number" ? Number(one.value) : one.value])),
    query: () => Object.fromEntries(filled().map(([name, , one]) => [`${side}_${name}`, one.value === standard[name] ? "" : one.value])),
  };
}

function control(name, { options, chat, placeholder, ...rules }, value) {
  if (options) {
    return h("select.input", null, options.map((option) => h("option", { value: option, selected: option === value }, t(`playground.${name}.${option}`))));
  }
  return h("input.input", { ...rules, value, placeholder: chat ? t("playground.standard") : placeholder ? t(placeholder) : null, autocomplete: "off" });
}
