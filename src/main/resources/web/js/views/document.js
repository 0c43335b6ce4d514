/** One whole document: its pages, opened from the library. */

import { get, path } from "../api.js";
import { currentCollection } from "../collections.js";
import { fill, h } from "../dom.js";
import { t, teach } from "../i18n.js";
import { words } from "../i18n/library.js";
import { problemNote } from "../notices.js";
import { address, go } from "../router.js";
import { style } from "../style.js";
import { openViewer } from "../viewer/viewer.js";

teach(words);

export const view = {
  title: "document.title",
  async open(main, { query }) {
    await Promise.all([style("library"), style("viewer")]);
    const collection = currentCollection();
    const back = h("p", null, h("a", { href: address("library") }, t("document.back")));
    if (collection === null || query.d === undefined) {
      fill(main, h("div.column.stack", null, h("h1", null, t("document.gone")), back));
      return undefined;
    }
    try {
      const document = await get(path("collections", collection.name, "documents", query.d));
      const place = h("section.document-view", { "aria-labelledby": "document-name" });
      fill(main, h("h1.unseen", { id: "document-name" }, document.name), place);
      const viewer = openViewer(place, { collection: collection.name, closed: () => go("library", { d: query.d }) });
      viewer.show({ document: document.id, name: document.name, part: Math.max(1, Number.parseInt(query.part ?? "1", 10) || 1) }, true);
      return () => viewer.close();
    } catch (failure) {
      fill(main, h("div.column.stack", null, h("h1", null, t("document.gone")), problemNote(failure), back));
      return undefined;
    }
  },
};
