/** Add documents: the drop zone, and every file from its bytes to being found. */

import { currentCollection } from "../collections.js";
import { fill, h } from "../dom.js";
import { t } from "../i18n.js";
import { notice } from "../notices.js";
import { may } from "../session.js";
import { uploads } from "../upload/uploads.js";
import { dropZone } from "../upload/zone.js";

export const view = {
  title: "add.title",
  async open(main) {
    const collection = currentCollection();
    if (collection === null || !may("write", collection)) {
      fill(main, h("div.column.stack", null, h("h1", null, t("add.title")), h("p", null, t("add.forbidden"))));
      return undefined;
    }
    const left = new AbortController();
    fill(main, h("div.column.stack", null, h("h1", null, t("add.title")), h("p.muted", null, t("add.into", { collection: collection.name })), await dropZone(collection, left.signal)));
    uploads.restore().catch((failure) => notice(failure.words?.() ?? t("problem.page")));
    return () => left.abort();
  },
};
