/** Conversations that are kept: to go on with, rename or delete; and questions that the collection can answer. */

import { all, get, path, write } from "../api.js";
import { currentCollection } from "../collections.js";
import { button, fill, h, icon } from "../dom.js";
import { moment, t, teach } from "../i18n.js";
import { words } from "../i18n/conversations.js";
import { confirmed, dialog, emptyState, notice, problemNote, showProblem } from "../notices.js";
import { address, go } from "../router.js";
import { style } from "../style.js";
import { suggestions } from "./conversations/suggestions.js";

teach(words);

/** Most conversations that are shown. */
const MOST = 1000;

/** Longest title, in characters. */
const LONGEST_TITLE = 200;

export const view = {
  title: "conversations.title",
  async open(main) {
    await Promise.all([style("library"), style("operations")]);
    const collection = currentCollection();
    if (collection === null) {
      fill(main, h("div.column", null, emptyState({ icon: "ask", title: t("conversations.nowhere") })));
      return undefined;
    }
    const end = new AbortController();
    const list = h("div.stack");
    const ideas = h("section.stack", { "aria-labelledby": "ideas" });
    fill(main, h("div.column.stack", null,
      h("div.row.spread", null, h("h1", null, t("conversations.title")), button(t("conversations.new"), { icon: "add", kind: "primary", onclick: () => begin(collection) })),
      list, ideas));
    showConversations(list, collection, end.signal).then((shown) => shown && showIdeas(ideas, collection, end.signal));
    return () => end.abort();
  },
};

/** Goes on with the newest where nothing was asked in it yet. Where none are kept, a question stands for itself. */
async function begin(collection) {
  const place = path("collections", collection.name, "conversations");
  try {
    const { conversations: [newest] } = await get(place, { query: { limit: 1 } });
    const { id } = newest !== undefined && bare(newest) ? newest : await write("POST", place, {});
    go("ask", { conversation: id });
  } catch (failure) {
    const off = failure.code === "conversations_off";
    notice(off ? t("conversations.absent") : failure.words());
    if (off) {
      go("ask");
    }
  }
}

/** Returns whether a conversation was begun and nothing asked in it: there is nothing in it to go back to. */
function bare({ turns, title }) {
  return turns === 0 && title === "";
}

/** Returns whether the service answered: one that is away is told of once. */
async function showConversations(list, collection, signal) {
  const place = path("collections", collection.name, "conversations");
  try {
    const kept = (await all(place, "conversations", { most: MOST, signal })).filter((one) => !bare(one));
    const load = () => showConversations(list, collection, signal);
    fill(list, kept.length === 0 ? emptyState({ icon: "ask", title: t("conversations.none"), text: t("conversations.none.text") })
      : h("ul.lines", { "aria-label": t("conversations.title") }, kept.map((one) => line(one, place, load))));
    return true;
  } catch (failure) {
    if (failure.status === 404 || failure.status === 501) {
      fill(list, h("div.note", null, icon("info"), h("p", null, t("conversations.absent"))));
      return true;
    }
    showProblem(list, failure);
    return false;
  }
}

function line(conversation, place, load) {
  const one = `${place}/${encodeURIComponent(conversation.id)}`;
  const title = conversation.title || t("conversations.untitled");
  return h("li.card.row.spread", null,
    h("div.stack.tight", null, h("a", { href: address("ask", { conversation: conversation.id }) }, h("bdi", null, title)),
      h("span.muted.small.numbers", null, moment(conversation.changed ?? conversation.created))),
    h("div.row", null,
      button(t("conversations.rename"), { kind: "small", "aria-label": t("conversations.rename.name", { title }), onclick: () => rename(one, title, load) }),
      button(t("conversations.delete"), { kind: "small danger", "aria-label": t("conversations.delete.name", { title }), onclick: () => remove(one, title, load) })));
}

async function rename(place, title, load) {
  const field = h("input.input", { value: title, maxlength: LONGEST_TITLE, "aria-label": t("conversations.name"), autocomplete: "off" });
  const done = await dialog({ title: t("conversations.rename"), content: [field], actions: [{ label: t("conversations.rename"), value: "yes" }] });
  if (done !== null && field.value.trim() !== "") {
    await tried(() => write("PATCH", place, { title: field.value.trim() }), load);
  }
}

async function remove(place, title, load) {
  if (await confirmed({ title: t("conversations.delete.title", { title }), text: t("conversations.delete.text"), action: t("conversations.delete"), danger: true })) {
    await tried(() => write("DELETE", place), load);
  }
}

async function tried(work, load) {
  try {
    await work();
    await load();
  } catch (failure) {
    notice(failure.words());
  }
}

/** Ideas come one by one, since each was asked first. */
async function showIdeas(section, collection, signal) {
  const list = h("ul.lines");
  try {
    for await (const question of suggestions(collection, signal)) {
      if (list.childElementCount === 0) {
        fill(section, h("h2", { id: "ideas" }, t("suggestions.title")), h("p.muted", null, t("suggestions.hint")), list);
      }
      list.append(h("li", null, h("a.card.suggestion", { href: address("ask", { q: question }) }, icon("ask"), h("bdi", null, question))));
    }
  } catch (failure) {
    if (failure.name !== "AbortError") {
      fill(section, problemNote(failure));
    }
  }
}
