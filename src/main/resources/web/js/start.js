/** Starts the page: the top bar around one view, chosen by the address. */

import { Problem } from "./api.js";
import { currentCollection, loadCollections } from "./collections.js";
import { fill, h } from "./dom.js";
import { t } from "./i18n.js";
import { notice, placeNotices, problemNote } from "./notices.js";
import { address, followPlace, go, place } from "./router.js";
import { currentVisitor, forget, may, recognise } from "./session.js";
import { drawTop } from "./top.js";
import { droppedFiles } from "./upload/dropped.js";
import { views } from "./views.js";

const main = document.getElementById("main");
let shown = null;
let opened = 0;
let last = null;

function end() {
  if (typeof shown === "function") {
    shown();
  }
  shown = null;
}

/** Opens the view that the address names; one that was asked for meanwhile wins. */
async function openPlace() {
  const turn = ++opened;
  end();
  const here = place();
  const wanted = views.find((view) => view.name === (here.name || "ask"));
  drawTop(wanted?.name);
  if (!wanted) {
    document.title = `${t("nowhere")} · Recto`;
    fill(main, h("div.column.stack", null, h("h1", null, t("nowhere")), h("p", null, h("a", { href: "#/ask" }, t("nowhere.start")))));
    return;
  }
  try {
    const { view } = await wanted.load();
    if (turn !== opened) {
      return;
    }
    document.title = `${t(view.title)} · Recto`;
    const stage = h("div.stage"); // of this view alone: one that is left while it opens fills what is no longer shown
    fill(main, stage);
    main.className = `view-${wanted.name}`;
    const ending = await view.open(stage, here);
    performance.mark("recto-view"); // for whoever measures how long a person waits
    (window.requestIdleCallback ?? setTimeout)(fetchViewer);
    if (turn === opened) {
      shown = ending;
      if (turn > 1 && document.activeElement === document.body) {
        main.focus({ preventScroll: true });
      }
    } else if (typeof ending === "function") {
      ending();
    }
  } catch (failure) {
    if (turn === opened) {
      failed(failure);
    }
  }
}

/** Small modules that a person needs next; pdf.js itself waits until a citation is come near. */
function fetchViewer() {
  Promise.all([import("./viewer/viewer.js"), import("./viewer/pdf.js")]).catch(() => {}); // told of when they are needed
}

/** A view whose files cannot be had is of an older build or behind a cut: loading the page again helps in both cases. */
function failed(failure) {
  if (failure.status === 401) {
    return;
  }
  const problem = failure instanceof Problem ? failure : new Problem({ code: "view" });
  if (!(failure instanceof Problem)) {
    console.error(failure);
  }
  const gone = problem.status === 404; // looking again would find nothing again
  fill(main, h("div.column.stack", null, problemNote(problem, gone ? null : () => (problem.code === "view" ? location.reload() : begin())),
    gone ? h("p", null, h("a", { href: address("library") }, t("nav.library"))) : null));
}

/** Finds out who is there and what there is, then opens the view. Another visitor than the last one begins with a page that remembers nothing. */
async function begin() {
  try {
    const [{ visitor }] = await Promise.all([recognise(), loadCollections()]);
    if (last !== null && last !== visitor) {
      startOver();
      return;
    }
    last = visitor;
  } catch (failure) {
    failed(failure);
    return;
  }
  if (place().query.c !== undefined && currentCollection() === null) {
    fill(main, h("div.column.stack", null, h("h1", null, t("collection.gone")), h("p", null, h("a", { href: "#/ask" }, t("nowhere.start")))));
    drawTop(null);
    return;
  }
  await openPlace();
}

function startOver() {
  try {
    sessionStorage.clear();
  } finally {
    location.reload(); // a browser that keeps nothing has nothing to clear
  }
}

async function askForKey() {
  const turn = ++opened;
  end();
  forget();
  drawTop(null);
  try {
    const { openSignIn } = await import("./signin.js");
    if (turn === opened) {
      openSignIn(main, begin);
    }
  } catch (failure) {
    failed(failure);
  }
}

document.body.prepend(h("a.skip", { href: "#main", onclick: (event) => { event.preventDefault(); main.focus(); } }, t("skip")));
placeNotices();
drawTop(place().name || "ask");
followPlace(() => moved());
addEventListener("recto-language", () => (currentVisitor() === null ? begin() : openPlace()));
addEventListener("recto-signed-out", askForKey);

/** Files may be dropped anywhere; a browser would leave the page for them. */
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", async (event) => {
  event.preventDefault();
  const collection = currentCollection();
  if (collection !== null && may("write", collection) && event.dataTransfer.types.includes("Files")) {
    let missed = 0;
    const files = await droppedFiles(event.dataTransfer, (count) => { missed = count; });
    try {
      const { take, unreadable } = await import("./upload/zone.js");
      if (missed > 0) {
        unreadable(missed);
      }
      take(collection, files);
      go("add");
    } catch {
      notice(t("problem.view"));
    }
  }
});

/** A move inside known ground needs no new look at who is there. */
function moved() {
  if (currentVisitor() === null || currentCollection() === null) {
    begin();
  } else {
    openPlace();
  }
}

begin();
