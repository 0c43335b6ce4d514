/** Asks for a key where the service wants one. */

import { Problem } from "./api.js";
import { fill, h } from "./dom.js";
import { t } from "./i18n.js";
import { problemNote } from "./notices.js";
import { signIn } from "./session.js";

/** Fills an element with the form and calls back when a key opened. The address stays, so that the person goes on where they were. */
export function openSignIn(main, entered) {
  document.title = `${t("signin.title")} · Recto`;
  const key = h("input.input", { id: "key", type: "password", autocomplete: "current-password", required: true, maxlength: "512", spellcheck: "false" });
  const said = h("div");
  const enter = h("button.button.primary", null, t("signin.enter"));
  const form = h("form", {
    onsubmit: async (event) => {
      event.preventDefault();
      enter.disabled = true;
      try {
        await signIn(key.value.trim());
        entered();
      } catch (failure) {
        fill(said, problemNote(failure.status === 401 ? new Problem({ code: "wrong_key" }) : failure));
        enter.disabled = false;
        key.select();
      }
    },
  }, h("div.field", null, h("label", { for: "key" }, t("signin.key")), key, h("p.hint", null, t("signin.hint"))), said, enter);
  fill(main, h("div.sign-in", null, h("h1", null, t("signin.title")), form));
  key.focus();
}
