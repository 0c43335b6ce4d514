/** What is said beside the view: to a screen reader alone, in a notice that goes by itself, or in a dialog that wants an answer. */

import { button, fill, h, icon } from "./dom.js";
import { t } from "./i18n.js";

/** How long a notice stays, in ms, and one with something to do; longer while it is pointed at or has the focus. */
const STAY = 6000;
const STAY_TO_ACT = 20000;

const spoken = h("div.unseen", { "aria-live": "polite" });
const region = h("div.notices", { role: "status" });

/** Puts the places for notices into the page. */
export function placeNotices() {
  document.body.append(spoken, region);
}

/** Says something to screen readers. */
export function say(text) {
  spoken.textContent = "";
  requestAnimationFrame(() => { spoken.textContent = text; });
}

/**
 * Shows a notice.
 *
 * @param {string} text
 * @param {{label: string, run: function}} [action] such as undo
 */
export function notice(text, action) {
  const shown = h("div.notice", null, h("span", null, text),
    action ? h("button.link", { type: "button", onclick: () => { shown.remove(); action.run(); } }, action.label) : null,
    h("button.close", { type: "button", "aria-label": t("close"), onclick: () => shown.remove() }, icon("close")));
  region.append(shown);
  const stay = action ? STAY_TO_ACT : STAY;
  const go = () => (shown.matches(":hover, :focus-within") ? setTimeout(go, stay) : shown.remove());
  setTimeout(go, stay);
  while (region.childElementCount > 3) {
    region.firstElementChild.remove();
  }
}

/** Returns a block that says what went wrong, with a way to try again. */
export function problemNote(problem, again) {
  return h("div.note.bad", { role: "alert" }, icon("alert"), h("div", null,
    h("p", null, typeof problem.words === "function" ? problem.words() : t("problem.page")),
    problem.requestId ? h("p.small.muted", null, t("problem.request", { id: problem.requestId })) : null,
    again ? h("button.link", { type: "button", onclick: again }, t("again")) : null));
}

/** Returns what stands where there is nothing yet. */
export function emptyState({ icon: drawn, title, text, actions = [] }) {
  return h("div.empty", null, icon(drawn), h("h2", null, title), text ? h("p", null, text) : null, h("div.row", null, actions));
}

/**
 * Opens a dialog and returns a promise of what it was closed with: an action's value, or null.
 *
 * @param {{title: string, content: (Node|string)[], actions: {label: string, value: string, kind?: string}[]}} wanted
 */
export function dialog({ title, content = [], actions }) {
  return new Promise((resolve) => {
    const heading = h("h2", { id: "dialog-title" }, title);
    const form = h("form", { method: "dialog" }, heading, content.map((part) => (typeof part === "string" ? h("p", null, part) : part)),
      h("div.actions", null, button(t("cancel"), { onclick: () => element.close("") }),
        actions.map(({ label, value, kind = "primary" }) => h("button.button", { class: kind, value }, label))));
    const element = h("dialog.dialog", { "aria-labelledby": "dialog-title" }, form);
    element.addEventListener("close", () => {
      resolve(element.returnValue === "" ? null : element.returnValue);
      element.remove();
    });
    document.body.append(element);
    element.showModal();
  });
}

/** Asks whether to do what cannot be undone. */
export async function confirmed({ title, text, action, danger = false }) {
  return (await dialog({ title, content: [text], actions: [{ label: action, value: "yes", kind: danger ? "danger" : "primary" }] })) === "yes";
}

/** Puts a problem into an element, unless the work was given up on purpose. */
export function showProblem(element, failure, again) {
  if (failure.name !== "AbortError") {
    fill(element, problemNote(failure, again));
  }
}
