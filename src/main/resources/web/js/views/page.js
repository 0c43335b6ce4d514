/**
 * One document by itself: `#/page?d=<document>&n=<part>`, with `s` and `e` the offsets of what is to be marked. For lists of documents; answers show
 * their pages beside them.
 */

import { get, path } from "../api.js";
import { currentCollection } from "../collections.js";
import { fill, h } from "../dom.js";
import { openViewer } from "../viewer/viewer.js";
import { tasksMenu } from "./tasks/menu.js";

export const view = {
  title: "viewer",
  async open(main, { query }) {
    const collection = currentCollection();
    const side = h("section.side.alone");
    const heading = h("h1.unseen");
    fill(main, heading, side);
    const document = await get(path("collections", collection.name, "documents", query.d ?? ""));
    heading.textContent = document.name;
    const viewer = openViewer(side, { collection: collection.name, tools: document.state === "indexed" ? tasksMenu(document.id, "quiet small") : null });
    const range = query.s && query.e ? { start: Number(query.s), end: Number(query.e) } : {};
    viewer.show({ known: document, document: document.id, page: document.media_type === "application/pdf" ? Number(query.n) || 1 : null, name: document.name, part: Number(query.n) || 1, ...range });
    return () => viewer.close();
  },
};
