/** What both kinds of pages are leafed and sized with. */

import { button, h } from "../dom.js";
import { t } from "../i18n.js";

/** Makes the way to the page before and after, and to one by its number. */
export function leafing({ number, of, label, turn, go }) {
  const field = h("input.input.page-number", {
    type: "text", inputmode: "numeric", value: String(number), "aria-label": label, size: "4",
    onchange: () => {
      const wanted = Number.parseInt(field.value, 10);
      if (wanted >= 1 && wanted <= of) {
        go(wanted);
      } else {
        field.value = String(number);
      }
    },
  });
  return h("div.row.leafing", null,
    button(t("viewer.previous"), { icon: "back", square: true, kind: "quiet small", disabled: number <= 1, onclick: () => turn(-1) }),
    field, h("span.small.muted.numbers", null, t("viewer.pages", { of })),
    button(t("viewer.next"), { icon: "forward", square: true, kind: "quiet small", disabled: number >= of, onclick: () => turn(1) }));
}

/** Makes the way to see more or less. */
export function zooming({ percent, smaller, larger, fit }) {
  return h("div.row.zooming", null,
    button(t("viewer.smaller"), { icon: "minus", square: true, kind: "quiet small", onclick: smaller }),
    h("button.button.quiet.small.numbers", { type: "button", title: t("viewer.fit"), onclick: fit }, percent),
    button(t("viewer.larger"), { icon: "add", square: true, kind: "quiet small", onclick: larger }));
}
