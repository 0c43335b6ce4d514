/** The collections: list, make, rename, delete. */

import { path, write } from "../../api.js";
import { collections, currentCollection, loadCollections } from "../../collections.js";
import { button, fill, h, icon } from "../../dom.js";
import { moment, number, t } from "../../i18n.js";
import { dialog, notice, problemNote } from "../../notices.js";
import { address, note } from "../../router.js";
import { may } from "../../session.js";

/** As the contract has it; the service checks it again. */
const NAME = "[\\p{L}\\p{M}\\p{N}][\\p{L}\\p{M}\\p{N}_.\\-]{0,63}";

const READ = ["INDEXED", "UNCHANGED", "PARTIAL"];

/** Fills the view. */
export async function openCollections(main) {
  const said = h("div");
  const list = h("ul.cards", { "aria-label": t("collections.title") });
  const tried = async (work) => {
    try {
      fill(said);
      await work();
      await loadCollections();
      fill(list, collections().map((one) => card(one, tried)));
    } catch (failure) {
      fill(said, problemNote(failure));
    }
  };
  fill(main, h("div.column.wide.stack", null,
    h("div.row.spread", null, h("h1", null, t("collections.title")), h("a.button", { href: address("library") }, icon("library"), t("library.title"))),
    h("p.muted", null, t("collections.hint")), said, may("admin") ? making(tried) : null, list));
  await tried(async () => {});
}

function making(tried) {
  const name = nameField("", "collection-new");
  return h("form.row.making", {
    onsubmit: (event) => {
      event.preventDefault();
      tried(async () => {
        const made = await write("POST", path("collections"), { name: name.value });
        name.value = "";
        notice(t("collections.made", { name: made.name }));
      });
    },
  }, h("div.field", null, h("label", { for: "collection-new" }, t("collections.new")), name), h("button.button.primary", null, icon("add"), t("collections.make")));
}

function card(collection, tried) {
  const ownSettings = Object.values(collection.settings).some((value) => value !== null);
  const failed = Object.entries(collection.outcomes).filter(([outcome]) => !READ.includes(outcome));
  return h("li.card.stack", null,
    h("h2", null, h("a", { href: address("library", { c: collection.name }) }, h("bdi", null, collection.name))),
    h("p.numbers", null, t("collections.documents", { count: collection.documents }), " · ", t("collections.passages", { count: collection.passages })),
    h("p.muted.small", null, t("collections.since", { at: moment(collection.created) })),
    h("p.small", { class: ownSettings ? "" : "muted" }, t("collections.asked"), " ", asked(collection)),
    failed.length > 0 ? h("div.row", null, failed.map(([outcome, count]) => h("span.badge.bad", null, t(`result.${outcome}`), ` ${number(count)}`))) : null,
    may("admin", collection) ? h("details.fold", null, h("summary", null, t("collections.settings"), h("span.unseen", null, ` ${collection.name}`)), h("div.stack", null, renaming(collection, tried),
      h("div.row", null, h("a.button", { href: address("playground", { c: collection.name }) }, t("collections.asked.change")),
        ownSettings ? button(t("collections.asked.reset"), { onclick: () => reset(collection, tried) }) : null),
      h("div.row", null, button(t("collections.delete"), { icon: "bin", kind: "danger", onclick: () => remove(collection, tried) })))) : null);
}

function renaming(collection, tried) {
  const id = `name-${collection.id}`;
  const name = nameField(collection.name, id);
  return h("form.row.making", {
    onsubmit: (event) => {
      event.preventDefault();
      tried(async () => {
        const was = currentCollection()?.id === collection.id;
        const renamed = await write("PATCH", path("collections", collection.id), { name: name.value });
        if (was) {
          note("library", { view: "collections", c: renamed.name });
        }
        notice(t("collections.renamed", { name: renamed.name }));
      });
    },
  }, h("div.field", null, h("label", { for: id }, t("collections.name")), name), h("button.button", null, t("collections.rename")));
}

/** How its questions are answered, in words. */
function asked({ settings }) {
  const parts = ["answerer", "model", "limit", "dense_weight", "temperature", "max_tokens"].filter((name) => settings[name] !== null && settings[name] !== undefined);
  const value = (name) => (name === "answerer" ? t(`collections.asked.answerer.${settings[name]}`) : typeof settings[name] === "number" ? number(settings[name]) : settings[name]);
  return parts.length === 0 ? t("collections.asked.standard") : parts.map((name) => t(`collections.asked.${name}`, { value: value(name), ...(name === "limit" ? { count: settings.limit } : {}) })).join(" · ");
}

async function reset(collection, tried) {
  await tried(async () => {
    await write("PATCH", path("collections", collection.id), { settings: {} });
    notice(t("collections.asked.done", { name: collection.name }), { label: t("undo"), run: () => tried(() => write("PATCH", path("collections", collection.id), { settings: collection.settings })) });
  });
}

/** So much goes at once that the name is asked for. */
async function remove(collection, tried) {
  const typed = h("input.input", { "aria-label": t("collections.delete.type", { name: collection.name }), autocomplete: "off", spellcheck: "false" });
  const done = await dialog({
    title: t("collections.delete.title", { name: collection.name }),
    content: [t("collections.delete.text", { count: collection.documents }), t("collections.delete.type", { name: collection.name }), typed],
    actions: [{ label: t("collections.delete"), value: "yes", kind: "danger" }],
  });
  if (done === null) {
    return;
  }
  if (typed.value !== collection.name) {
    notice(t("collections.delete.other"));
    return;
  }
  await tried(async () => {
    const told = await write("DELETE", path("collections", collection.id));
    if (currentCollection()?.id === collection.id) {
      note("library", { view: "collections", c: "" });
    }
    notice(t("collections.deleted", { name: told.collection, count: told.deleted }));
  });
}

function nameField(value, id) {
  return h("input.input", { value, id, required: true, maxlength: 64, pattern: NAME, title: t("collections.rule"), autocomplete: "off", spellcheck: "false" });
}
