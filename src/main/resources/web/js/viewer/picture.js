/** A page of a PDF as the service draws it, for browsers and files that pdf.js cannot cope with. */

import { path } from "../api.js";
import { fill, h } from "../dom.js";
import { t } from "../i18n.js";
import { partsPane } from "./parts.js";

/** Shows pages as pictures; takes and returns what the other panes do. */
export function pagePicture(place, open, drawn) {
  function draw(part, number, shown) {
    const image = path("collections", open.collection, "documents", open.document.id, "parts", String(number), "image");
    const picture = h("img", { src: `${image}?dpi=144`, alt: t("viewer.picture", { number: String(number) }) });
    const sheet = h("div.sheet.pictured", null, picture, h("div.marks", { "aria-hidden": "true" }, shown.part === number ? boxes(part, shown) : []));
    fill(place, h("p.viewer-wait.small.muted", null, t("viewer.pictured")), sheet);
    return () => sheet.querySelector(".mark")?.scrollIntoView({ block: "center" });
  }

  return partsPane(open, draw, drawn, () => t("viewer.page"));
}

function boxes(part, shown) {
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
