/** A part as text, for what has no pages to draw: a sheet with its rows, a slide, a mail, a chapter, lines of code. The passage is marked. */

import { fill, h } from "../dom.js";
import { t } from "../i18n.js";
import { partsPane } from "./parts.js";

/** Rows or blocks that are drawn at once; the rest are drawn where the passage is, or when they are asked for. */
const MOST_BLOCKS = 2000;

/** Shows parts as text; takes and returns what the other panes do. */
export function textPane(place, open, drawn) {
  function draw(part, number, shown) {
    const range = shown.part === number && shown.start !== undefined ? shown : null;
    fill(place, h("article.part-text", { lang: /[\u3400-\u9fff]/.test(part.text.slice(0, 2000)) ? "zh" : null, class: `kind-${part.kind}` },
      part.label ? h("h2", null, part.label) : null, blocks(part, range)));
    return () => {
      const mark = place.querySelector("mark");
      const above = mark ? mark.getBoundingClientRect().top - place.getBoundingClientRect().top + place.scrollTop - place.clientHeight / 3 : 0;
      place.scrollTo({ top: Math.max(0, above) });
    };
  }

  return partsPane(open, draw, drawn, (part) => t(`viewer.part.${part.kind}`));
}

/** Draws blocks in order; rows that follow each other make a table. */
function blocks(part, range) {
  const all = part.blocks.length > 0 ? part.blocks : [{ kind: "paragraph", level: 0, start: 0, end: part.text.length }];
  const around = range === null ? 0 : Math.max(0, all.findIndex((block) => block.end > range.start));
  const from = Math.max(0, Math.min(around - MOST_BLOCKS / 2, all.length - MOST_BLOCKS));
  const near = all.slice(from, from + MOST_BLOCKS);
  const drawn = [];
  let rows = null;
  let list = null;
  for (const block of near) {
    const kind = block.kind.toLowerCase();
    if (kind === "table_row") {
      if (rows === null) {
        rows = h("tbody");
        drawn.push(h("div.scrolled", { tabindex: "0", role: "region", "aria-label": t("viewer.table") }, h("table", null, rows)));
      }
      rows.append(h("tr", null, cells(part, block, range)));
      list = null;
    } else if (kind === "list_item") {
      if (list === null) {
        list = h("ul.listed");
        drawn.push(list);
      }
      list.append(h("li", null, text(part, block.start, block.end, range)));
      rows = null;
    } else {
      rows = null;
      list = null;
      drawn.push(plain(part, block, kind, range));
    }
  }
  return [from > 0 ? more() : null, drawn, from + MOST_BLOCKS < all.length ? more() : null];
}

function more() {
  return h("p.muted.small", null, t("viewer.part.cut"));
}

function plain(part, block, kind, range) {
  const content = text(part, block.start, block.end, range);
  if (kind === "heading") {
    return h("h3", { class: `level-${Math.min(block.level, 4)}` }, content);
  }
  if (kind === "code") {
    return h("pre.code", { tabindex: "0" }, content);
  }
  return h("p", { class: kind === "furniture" || kind === "footnote" ? "muted small" : "" }, content);
}

/** A row's cells stand between tabs. */
function cells(part, block, range) {
  const drawn = [];
  let start = block.start;
  for (const cell of part.text.slice(block.start, block.end).split("\t")) {
    drawn.push(h("td", null, text(part, start, start + cell.length, range)));
    start += cell.length + 1;
  }
  return drawn;
}

/** Text from start to end, what of it lies in the range marked. */
function text(part, start, end, range) {
  const from = range === null ? end : Math.min(Math.max(range.start, start), end);
  const to = range === null ? end : Math.min(Math.max(range.end, start), end);
  if (from >= to) {
    return [part.text.slice(start, end)];
  }
  return [part.text.slice(start, from), h("mark", null, part.text.slice(from, to)), part.text.slice(to, end)];
}
