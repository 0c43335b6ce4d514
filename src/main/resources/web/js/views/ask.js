/** Ask: one field, and the answer with its citations; the page that a citation names is shown beside it. */

import { drawAnswer } from "../answer.js";
import { get, path } from "../api.js";
import { Asking } from "../asking.js";
import { currentCollection, loadCollections } from "../collections.js";
import { fill, h } from "../dom.js";
import { t } from "../i18n.js";
import { notice, problemNote, say } from "../notices.js";
import { questionForm } from "../question.js";
import { address, go, note, place } from "../router.js";
import { may } from "../session.js";

/** The answer on the screen: it outlives a change of language and a look at a citation. */
let lastAsked = null;

export const view = {
  title: "ask.title",
  open(main, { query }) {
    const collection = currentCollection();
    if (collection === null) {
      return openNothing(main);
    }
    if (query.q || query.a) {
      return openAnswer(main, collection, query);
    }
    return query.conversation ? openConversation(main, collection, query.conversation) : openStart(main, collection);
  },
};

function openNothing(main) {
  fill(main, h("div.column", null, h("div.empty", null, h("h1", null, t("ask.nocollection")), h("p", null, t("ask.nocollection.what")))));
}

/** Where nothing was asked yet. Documents may have come in since the collections were last looked at. */
async function openStart(main, known) {
  const looked = known.documents > 0 ? known : (await loadCollections(), currentCollection());
  const collection = looked ?? known;
  const empty = collection.documents === 0;
  const form = questionForm({ asked: (question) => go("ask", { c: collection.name, q: question }), stop() {} });
  const column = h("div.column.start", null, h("h1", null, t(empty ? "ask.empty" : "ask.start")), h("p.muted", null, !empty ? holds(collection) : t(may("write", collection) ? "ask.empty.what" : "add.forbidden")));
  fill(main, column);
  const left = new AbortController();
  if (empty && may("write", collection)) {
    const { dropZone } = await import("../upload/zone.js");
    column.append(await dropZone(collection, left.signal));
  } else if (!empty) {
    column.append(form.element);
    form.field.focus({ preventScroll: true });
  }
  return () => left.abort();
}

/** A conversation as it stands, and the field that goes on with it. */
async function openConversation(main, collection, id) {
  const kept = await get(path("collections", collection.name, "conversations", id));
  const form = questionForm({ asked: (question) => go("ask", { c: collection.name, q: question, conversation: id }), stop() {} });
  fill(main, h("div.column.start", null, h("h1.asked", null, kept.title || t("ask.start")),
    h("ol.turns", null, kept.turn_list.map((turn) => h("li", null,
      h("a", { href: address("ask", { conversation: id, q: turn.question, a: turn.answer }) }, turn.question),
      turn.said ? h("p.muted.small", null, turn.said) : null))),
    form.element));
  form.field.focus({ preventScroll: true });
}

function holds(collection) {
  return [t("ask.documents", { count: collection.documents }), t("ask.passages", { count: collection.passages })].join(t("where.join"));
}

/** Returns the answer that an address names: the one on the screen, a kept one, or one that is still to come. */
async function answerOf(collection, query, signal) {
  const same = lastAsked !== null && lastAsked.collection === collection.name && lastAsked.conversation === (query.conversation ?? null);
  if (same && (query.a ? lastAsked.answer?.id === query.a : lastAsked.question === query.q && lastAsked.state !== "done")) {
    return lastAsked;
  }
  lastAsked?.stop();
  lastAsked = null;
  if (query.a) {
    return Asking.kept(collection.name, query.a, signal);
  }
  const asking = new Asking(collection.name, query.q, query.conversation ?? null);
  asking.run();
  return asking;
}

async function openAnswer(main, collection, query) {
  const control = new AbortController();
  const answer = h("div.answer-place.stack");
  const { conversation } = query;
  const form = questionForm({ asked, stop: () => lastAsked?.stop(), text: "" });
  const side = h("aside.side", { "aria-label": t("viewer"), hidden: true });
  function asked(question) {
    if (lastAsked?.question === question && ["stopped", "failed"].includes(lastAsked.state)) {
      lastAsked.run(); // the same question again: its address is this one
    } else {
      go("ask", { c: collection.name, q: question, conversation });
    }
  }
  const before = conversation ? h("p.small", null, h("a", { href: address("ask", { conversation }) }, t("ask.conversation"))) : null;
  fill(main, h("div.ask-layout", null, h("div.column.answering", null, before, answer, h("div.dock", null, form.element)), side));
  let viewer = null;
  let asking;
  try {
    asking = await answerOf(collection, query, control.signal);
  } catch (failure) {
    if (!control.signal.aborted) {
      fill(answer, query.q ? h("h1.asked", null, query.q) : null,
        failure.status === 404 ? goneNote(collection, query) : problemNote(failure, () => go("ask", query)));
    }
    return undefined;
  }
  if (!answer.isConnected) { // another view was opened meanwhile, whose address this one must not change
    return undefined;
  }
  lastAsked = asking;
  asking.conversation ??= conversation ?? null;

  async function show(one, focus = false) {
    let openViewer;
    try {
      ({ openViewer } = await import("../viewer/viewer.js"));
    } catch {
      notice(t("problem.view"));
      return;
    }
    if (control.signal.aborted) {
      return;
    }
    viewer ??= openViewer(side, { collection: collection.name, citations: () => asking.citations, shown: marked, closed });
    viewer.show(one, focus);
  }
  function near(one) {
    import("../viewer/viewer.js").then((viewing) => viewing.near(one), () => {});
  }
  function marked(one) {
    for (const element of answer.querySelectorAll("[data-cite], [data-source]")) {
      element.classList.toggle("current", one?.id !== undefined && String(one.id) === (element.dataset.cite ?? element.dataset.source));
    }
    main.querySelector(".ask-layout").classList.toggle("beside", one !== null);
    if (one === null || one.id !== undefined) {
      noteHere(one?.id);
    }
  }
  function closed() {
    viewer = null;
    marked(null);
  }
  function noteHere(cite) {
    note("ask", { c: collection.name, conversation, q: asking.question, a: asking.answer?.id, cite });
  }

  let told = null;
  function draw() {
    drawAnswer(answer, asking, { open: (one) => show(one, true), near, again: () => asking.run() });
    form.busy(asking.state === "asking" || asking.state === "waiting");
    if (asking.state === told) {
      return;
    }
    told = asking.state;
    if (told === "done") {
      say(asking.answer.outcome === "grounded" ? asking.sentences.map((one) => one.text).join(" ") : t("ask.notfound"));
      noteHere(query.cite);
    } else {
      say(t(`ask.said.${told}`));
    }
  }
  asking.addEventListener("change", draw);
  draw();
  document.title = `${asking.question.slice(0, 80)} · Recto`;
  const cited = asking.citations.find((one) => String(one.id) === query.cite);
  if (cited) {
    show(cited);
  }
  return () => {
    control.abort();
    asking.removeEventListener("change", draw);
    viewer?.close();
    if (["stopped", "failed"].includes(asking.state) && place().query.q !== asking.question && lastAsked === asking) {
      lastAsked = null; // left for somewhere else: who asks it again wants it asked
    }
  };
}

function goneNote(collection, query) {
  return h("div.note", null, h("div", null, h("p", null, t("ask.gone")),
    query.q ? h("a", { href: address("ask", { c: collection.name, conversation: query.conversation, q: query.q }) }, t("ask.again")) : null));
}
