/** The menu of what can be made of a document. */

import { h, icon } from "../../dom.js";
import { t, teach } from "../../i18n.js";
import { words } from "../../i18n/tasks.js";
import { address } from "../../router.js";

teach(words);

const NAMES = ["summarise", "extract", "translate", "classify"];

/**
 * Returns a button with its menu.
 *
 * @param {string} id the document's
 * @param {string} [kind] the button's classes
 */
export function tasksMenu(id, kind = "") {
  const menu = h("div.menu.beside", { popover: "auto", id: "tasks-menu" }, h("nav", { "aria-label": t("tasks.title") },
    NAMES.map((name) => h("a", { href: address("tasks", { d: id, task: name }) }, t(`tasks.${name}`)))));
  const opener = h("button.button", { type: "button", class: kind, popovertarget: "tasks-menu" }, t("tasks.title"), icon("down"));
  menu.addEventListener("toggle", (event) => event.newState === "open" && placeBelow(menu, opener));
  menu.addEventListener("click", (event) => event.target.closest("a") && menu.hidePopover());
  return h("span", null, opener, menu);
}

function placeBelow(menu, opener) {
  const at = opener.getBoundingClientRect();
  const size = menu.getBoundingClientRect();
  const above = at.bottom + size.height + 8 > innerHeight;
  menu.style.left = `${Math.max(8, Math.min(at.left, innerWidth - size.width - 8))}px`;
  menu.style.top = `${above ? at.top - size.height - 4 : at.bottom + 4}px`;
}
