/** Work that a person waits for. */

import { button, fill, h } from "./dom.js";
import { duration, t } from "./i18n.js";
import { problemNote, say } from "./notices.js";

/** From when on it is said how long it has taken, in ms: before that it would only flicker. */
const LONG = 3000;

/** Brings the focus to what was waited for, unless the person has gone on elsewhere meanwhile. */
export function focusOn(element) {
  if (document.activeElement === document.body) {
    element.focus({ preventScroll: true });
  }
}

/**
 * Does work, and shows in an element that it goes on, since when, how to stop it, and what went wrong. Once it is done the element is empty again.
 *
 * @param {HTMLElement} place
 * @param {string} doing in words
 * @param {function(AbortSignal): Promise} work
 * @param {function} again tries it once more
 * @param {AbortSignal} [left] fires when the view is left
 * @returns {Promise} what the work gave, or null where it was stopped or failed
 */
export async function awaited(place, doing, work, again, left) {
  const control = new AbortController();
  const since = Date.now();
  const time = h("span.muted.small.numbers", { "aria-hidden": "true" });
  const timer = setInterval(() => { time.textContent = Date.now() - since < LONG ? "" : duration((Date.now() - since) / 1000); }, 1000);
  const stop = button(t("ask.stop"), { icon: "stop", kind: "small", onclick: () => control.abort() });
  left?.addEventListener("abort", () => control.abort());
  fill(place, h("div.waiting", null, h("span.dots", { "aria-hidden": "true" }), h("span", null, doing), time, stop));
  say(doing);
  stop.focus({ preventScroll: true });
  try {
    const given = await work(control.signal);
    fill(place);
    say(t("ask.said.done"));
    return given;
  } catch (failure) {
    const held = place.contains(document.activeElement);
    if (failure.name === "AbortError") {
      fill(place, h("div.note", { role: "status" }, h("div", null, h("p", null, t("awaited.stopped")), h("button.link", { type: "button", onclick: again }, t("again")))));
    } else {
      fill(place, problemNote(failure, again));
    }
    if (held) {
      place.querySelector("button")?.focus({ preventScroll: true });
    }
    return null;
  } finally {
    clearInterval(timer);
  }
}
