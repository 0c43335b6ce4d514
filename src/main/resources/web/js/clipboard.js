/** Copies text, also where the browser hands its clipboard to encrypted pages alone. */

import { notice } from "./notices.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";

/** Copies a text and says so. */
export async function copy(text, said = t("copied")) {
  try {
    await navigator.clipboard.writeText(text);
    notice(said);
  } catch {
    notice(copyOldWay(text) ? said : t("copy.refused"));
  }
}

function copyOldWay(text) {
  const field = h("textarea.unseen", { value: text, "aria-hidden": "true", tabindex: "-1" });
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}
