/** A document's own keys and values, to change. */

import { button, h } from "../../dom.js";
import { t } from "../../i18n.js";

/** As the contract has it; the service checks it again. */
const KEY = "[a-z][a-z0-9_]{0,63}";
const MOST = 64;

/**
 * Returns a form.
 *
 * @param {(metadata: Object<string, string>) => void} save
 */
export function metadataForm(document, save) {
  const rows = h("div.stack.tight", null, Object.entries(document.metadata).map(([key, value]) => pair(key, value)));
  return h("form.stack", {
    onsubmit: (event) => {
      event.preventDefault();
      const pairs = [...rows.children].map((row) => [...row.querySelectorAll("input")].map((input) => input.value.trim()));
      save(Object.fromEntries(pairs.filter(([key, value]) => key && value)));
    },
  },
  h("p.muted.small", null, t("metadata.hint")), rows,
  h("div.row", null, button(t("metadata.add"), { icon: "add", onclick: () => add(rows) }), h("button.button.primary", null, t("metadata.save"))));
}

function add(rows) {
  if (rows.childElementCount < MOST) {
    rows.append(pair("", ""));
    rows.lastElementChild.querySelector("input").focus();
  }
}

function pair(key, value) {
  const row = h("div.pair", null,
    h("input.input", { value: key, "aria-label": t("metadata.key"), placeholder: t("metadata.key"), pattern: KEY, title: t("metadata.rule"), maxlength: 64, autocomplete: "off", spellcheck: "false" }),
    h("input.input", { value, "aria-label": t("metadata.value"), placeholder: t("metadata.value"), maxlength: 1000, autocomplete: "off" }),
    button(t("metadata.remove"), { icon: "close", square: true, kind: "quiet", onclick: () => row.remove() }));
  return row;
}
