/** The folders that a collection follows by itself, and the answer to one that asks. */

import { get, path, write } from "../../api.js";
import { button, fill, h } from "../../dom.js";
import { moment, t } from "../../i18n.js";
import { confirmed, notice, problemNote } from "../../notices.js";

/** Returns the list, which loads itself; nothing where no folder is followed, or for who may not see this machine's folders. */
export function watchedPart(collection, admin) {
  const place = `${path("collections", collection.name)}/watched`;
  const element = h("div");
  const load = () => get(place).then(({ folders }) => fill(element, folders.length > 0 ? list(folders, agree) : null), (failure) => {
    if (failure.status !== 403 && failure.status !== 404) {
      fill(element, problemNote(failure));
    }
  });
  const agree = async (folder) => {
    if (await confirmed({ title: t("watched.delete"), text: folder.asks, action: t("watched.delete"), danger: true })) {
      try {
        const { documents } = await write("POST", `${place}/delete-missing`, { folder: folder.folder });
        notice(t("watched.deleted", { number: documents }));
      } catch (failure) {
        element.append(problemNote(failure));
      }
    }
  };
  if (admin) {
    load();
  }
  return element;
}

function list(folders, agree) {
  return h("section.card.stack", null, h("h3", null, t("watched.title")), h("ul.lines", null, folders.map((folder) => h("li.stack", null,
    h("span.mono", null, folder.folder),
    h("p.muted", null, folder.looked_at ? t("watched.looked", { files: folder.files, missing: folder.missing, at: moment(folder.looked_at) }) : t("watched.never")),
    folder.asks ? h("p", { role: "alert" }, folder.asks) : null,
    folder.asks ? button(t("watched.delete"), { kind: "danger", onclick: () => agree(folder) }) : null))));
}
