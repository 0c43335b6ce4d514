/** A page of a PDF as the service draws it, for browsers and files that pdf.js cannot cope with. */

import { get, path } from "../api.js";
import { fill, h } from "../dom.js";
import { t } from "../i18n.js";
import { notice } from "../notices.js";
import { leafing } from "./controls.js";

/** Shows pages as pictures; takes and returns what the other panes do. */
export function pagePicture(place, { collection, document }, drawn) {
  let shown = null;
  let number = 1;
  let turned = 0;

  async function draw() {
    const mine = ++turned;
    const part = await get(path("collections", collection, "documents", document.id, "parts", String(number)));
    if (mine !== turned) {
      return;
    }
    const picture = h("img", { src: `${path("collections", collection, "documents", document.id, "parts", String(number), "image")}?dpi=144`, alt: t("viewer.picture", { number: String(number) }) });
    const sheet = h("div.sheet.pictured", null, picture, h("div.marks", { "aria-hidden": "true" }, shown.part === number ? boxes(part) : []));
    fill(place, h("p.viewer-wait.small.muted", null, t("viewer.pictured")), sheet);
    drawn([leafing({ number, of: document.parts, label: t("viewer.page"), turn: (by) => leaf(number + by), go: leaf })]);
    sheet.querySelector(".mark")?.scrollIntoView({ block: "center" });
  }

  function boxes(part) {
    const found = shown.boxes ?? part.lines.filter((line) => shown.start !== undefined && line.start < shown.end && line.end > shown.start).map((line) => line.box);
    return found.map((box) => {
      const mark = h("div.mark");
      mark.style.left = `${(100 * box.x) / part.width}%`;
      mark.style.top = `${(100 * box.y) / part.height}%`;
      mark.style.width = `${(100 * box.width) / part.width}%`;
      mark.style.height = `${(100 * box.height) / part.height}%`;
      return mark;
    });
  }

  function go(wanted) {
    number = Math.max(1, Math.min(document.parts, wanted));
    return draw();
  }

  function leaf(wanted) {
    return go(wanted).catch((failure) => notice(failure.words()));
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
