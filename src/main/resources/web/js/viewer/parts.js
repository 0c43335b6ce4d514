/** What panes share that show one part of a document at a time: which part it is, leafing, and what comes too late. */

import { get, path } from "../api.js";
import { t } from "../i18n.js";
import { notice } from "../notices.js";
import { leafing } from "./controls.js";

/**
 * @param {object} open collection and document
 * @param {(part: object, number: number, shown: object) => () => void} draw draws a part that was fetched; what it returns scrolls to the place, once the
 *   controls stand
 * @param {(controls: Array|null) => void} drawn told the pane's controls with each drawing
 * @param {(part: object) => string} label names the field for the part's number
 */
export function partsPane({ collection, document }, draw, drawn, label) {
  let shown = null;
  let number = 1;
  let turned = 0;

  async function fetchAndDraw() {
    const mine = ++turned;
    const part = await get(path("collections", collection, "documents", document.id, "parts", String(number)));
    if (mine !== turned) {
      return;
    }
    const scroll = draw(part, number, shown);
    drawn(document.parts > 1 ? [leafing({ number, of: document.parts, label: label(part), turn: (by) => leaf(number + by), go: leaf })] : null);
    scroll();
  }

  function go(wanted) {
    number = Math.max(1, Math.min(document.parts, wanted));
    return fetchAndDraw();
  }

  function leaf(wanted) {
    return go(wanted).catch((failure) => notice(failure.words?.() ?? t("problem.view")));
  }

  return {
    show(one) {
      shown = one;
      return go(one.part);
    },
    turn: (by) => leaf(number + by),
    close: () => turned++,
  };
}
