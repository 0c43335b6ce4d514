/** The one field that a question goes into. */

import { h, icon } from "./dom.js";
import { t } from "./i18n.js";
import { recalled, remember } from "./remembered.js";

const DRAFT = "recto.draft";

/** Longest question that the service's contract takes, in UTF-16 units; a service may be set to less and says so then. */
const LONGEST = 10000;

/**
 * Makes the form.
 *
 * @param {{asked: function(string), stop: function, text?: string}} wanted `text` stands in it from the start, instead of what was being written
 */
export function questionForm({ asked, stop, text }) {
  const field = h("textarea", {
    id: "question", rows: "1", placeholder: t("ask.placeholder"), "aria-label": t("ask.field"), enterkeyhint: "send", autocomplete: "off",
    value: text ?? recalled(DRAFT) ?? "",
    oninput: () => {
      remember(DRAFT, field.value);
      follow();
    },
    onkeydown: (event) => {
      if (sends(event)) {
        event.preventDefault();
        form.requestSubmit();
      }
    },
  });
  const send = h("button.button.primary.square", { "aria-label": t("ask.send"), title: t("ask.send") }, icon("send"));
  const halt = h("button.button.square", { type: "button", "aria-label": t("ask.stop"), title: t("ask.stop"), hidden: true, onclick: stop }, icon("stop"));
  const said = h("p.small.over", { role: "alert" });
  const form = h("form.question", {
    onsubmit: (event) => {
      event.preventDefault();
      const question = field.value.trim();
      if (question !== "" && question.length <= LONGEST) {
        remember(DRAFT, "");
        asked(question);
      } else {
        field.focus();
      }
    },
  }, field, halt, send);

  function follow() {
    const over = field.value.trim().length - LONGEST;
    said.textContent = over > 0 ? t("ask.toolong", { most: LONGEST, over }) : "";
    send.disabled = over > 0;
    if (!CSS.supports("field-sizing", "content")) {
      field.style.height = "auto";
      field.style.height = `${Math.min(field.scrollHeight, 240)}px`;
    }
  }

  follow();
  return {
    element: h("div.asking", null, form, said),
    field,
    /** Shows the stop button while an answer is on its way. */
    busy(is) {
      halt.hidden = !is;
      send.hidden = is;
    },
  };
}

/** Returns whether a key sends what was written. One that ends the choice of a character does not; Safari calls it 229. */
export function sends(event) {
  return event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229;
}
