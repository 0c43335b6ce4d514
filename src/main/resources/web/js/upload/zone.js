/** Where files go in, and how they fare. */

import { button, fill, h, icon } from "../dom.js";
import { bytes, duration, number, t } from "../i18n.js";
import { notice, say } from "../notices.js";
import { address, go } from "../router.js";
import { style } from "../style.js";
import { workingPlace } from "../top.js";
import { droppedFiles, pickedFiles } from "./dropped.js";
import { uploads } from "./uploads.js";

/** Rows on the page at once, however many files there are. */
const MOST_ROWS = 60;
/** How often the list is drawn, in ms. */
const BEAT = 250;

let telling = 0;

/** Says in the top bar how it goes, wherever the person is. */
uploads.addEventListener("change", () => {
  telling ||= setTimeout(() => {
    telling = 0;
    const sum = uploads.summary();
    fill(workingPlace(), sum.open > 0 ? h("a.working", { href: address("add"), "aria-label": `${t("add.working")} ${t("add.count", { done: sum.done, all: sum.all })}` }, icon("upload"), " ", t("add.count", { done: sum.done, all: sum.all })) : null);
  }, BEAT);
});

/** Takes files on for a collection; says so where there is nothing in them. */
export function take(collection, files) {
  const full = files.filter(({ file }) => file.size > 0);
  if (full.length < files.length) {
    notice(t("add.emptyfiles", { count: files.length - full.length }));
  }
  uploads.add(collection.name, full);
}

/** Says that some of what was dropped could not be read. */
export function unreadable(count) {
  notice(t("add.unreadable", { count }));
}

/**
 * Makes the place to drop, paste and pick, with the list of files beneath it.
 *
 * @param {AbortSignal} left fires when the view is left
 */
export async function dropZone(collection, left) {
  await style("upload");
  const picker = h("input.unseen", { type: "file", multiple: true, tabindex: "-1", "aria-hidden": "true", onchange: () => { take(collection, pickedFiles(picker.files)); picker.value = ""; } });
  const folder = h("input.unseen", { type: "file", webkitdirectory: true, multiple: true, tabindex: "-1", "aria-hidden": "true", onchange: () => { take(collection, pickedFiles(folder.files)); folder.value = ""; } });
  const zone = h("div.zone", {
    ondragenter: (event) => over(event, true), ondragover: (event) => over(event, true), ondragleave: (event) => over(event, false),
    ondrop: async (event) => {
      over(event, false);
      take(collection, await droppedFiles(event.dataTransfer, unreadable));
    },
  }, icon("upload"), h("p.lead", null, t("add.drop")),
  h("div.row", null, button(t("add.files"), { kind: "primary", onclick: () => picker.click() }), button(t("add.folder"), { onclick: () => folder.click() })),
  h("p.small.muted", null, t("add.formats")), picker, folder);

  function over(event, is) {
    event.preventDefault();
    event.stopPropagation();
    zone.classList.toggle("over", is);
  }

  const list = h("div.uploads");
  const element = h("div.stack", null, zone, list);
  followList(list, collection, left);
  return element;
}

function followList(list, collection, left) {
  const total = h("div.uploads-total");
  const rows = h("ul.upload-rows");
  const rest = h("p.small.muted");
  const drawn = new Map();
  let due = 0;
  let spoken = null;

  function draw() {
    due = 0;
    if (left.aborted) {
      return;
    }
    const sum = uploads.summary();
    list.hidden = sum.all === 0;
    fill(total, totals(sum, collection));
    const shown = [...uploads.items].sort((a, b) => rank(a) - rank(b) || a.id - b.id).slice(0, MOST_ROWS);
    const now = new Set(shown);
    for (const [item, row] of drawn) {
      if (!now.has(item)) {
        row.element.remove();
        drawn.delete(item);
      }
    }
    shown.forEach((item, at) => {
      let row = drawn.get(item);
      if (!row) {
        row = { element: h("li.upload-row"), version: -1 };
        drawn.set(item, row);
      }
      if (row.version !== item.version) {
        row.version = item.version;
        fill(row.element, rowOf(item));
      }
      if (rows.children[at] !== row.element) {
        rows.insertBefore(row.element, rows.children[at] ?? null);
      }
    });
    rest.textContent = sum.all > shown.length ? t("add.more", { count: sum.all - shown.length }) : "";
    if (sum.all > 0 && sum.open === 0 && spoken !== sum.all) {
      spoken = sum.all;
      say(t("add.finished", { done: sum.done - sum.failed, failed: sum.failed }));
    }
    if (sum.open > 0) {
      soon();
    }
  }
  function soon() {
    due ||= setTimeout(draw, BEAT);
  }
  function pasted(event) {
    if (event.clipboardData?.files.length > 0) {
      event.preventDefault();
      take(collection, pickedFiles(event.clipboardData.files));
    }
  }
  fill(list, total, rows, rest);
  uploads.addEventListener("change", soon, { signal: left });
  addEventListener("paste", pasted, { signal: left });
  draw();
}

/** What moves comes first, then what needs a look, then what waits, then what is done. */
function rank(item) {
  return item.state === "failed" ? 1 : item.state === "done" ? 3 : ["waiting", "again"].includes(item.state) ? 2 : 0;
}

function totals(sum, collection) {
  if (sum.open > 0) {
    const parts = [t("add.count", { done: sum.done, all: sum.all }), sum.rate > 0 && sum.sent < sum.bytes ? t("add.rate", { rate: bytes(sum.rate) }) : null, sum.left === null ? null : t("add.left", { time: duration(sum.left) })];
    return [h("div.row.spread", null, h("strong", null, t("add.working")), h("span.small.muted.numbers", null, parts.filter(Boolean).join(" · "))),
      h("progress", { max: "1", value: progressOf(sum), "aria-label": t("add.working") }),
      uploads.away ? h("p.note.warn.small", { role: "status" }, icon("alert"), t("add.away")) : null];
  }
  return h("div.row.spread", null,
    h("strong", null, sum.failed === 0 ? t("add.ready", { count: sum.done }) : t("add.finished", { done: sum.done - sum.failed, failed: sum.failed })),
    h("span.row", null, button(t("add.clear"), { kind: "quiet small", onclick: () => uploads.clear() }),
      sum.done > sum.failed ? button(t("add.ask"), { kind: "primary small", onclick: () => go("ask", { c: collection.name, q: null, a: null }) }) : null));
}

/** Sending and reading count half each. */
function progressOf(sum) {
  const sent = sum.bytes === 0 ? 1 : sum.sent / sum.bytes;
  return (sent + sum.done / Math.max(1, sum.all)) / 2;
}

function rowOf(item) {
  const words = wordsOf(item);
  return [
    h("span.upload-state", { class: item.state }, icon(item.state === "failed" ? "alert" : item.state === "done" ? "check" : "document")),
    h("div.upload-what", null, h("div.one-line", { title: item.key ?? item.name }, item.key ?? item.name),
      item.state === "sending" ? h("progress", { max: "1", value: item.size === 0 ? 0 : item.sent / item.size, "aria-label": item.name }) : null,
      h("div.small", { class: item.state === "failed" ? "bad-words" : "muted" }, words)),
    h("span.small.muted.numbers.upload-size", null, item.size > 0 ? bytes(item.size) : ""),
    item.state === "failed" && item.file ? button(t("again"), { kind: "small", onclick: () => uploads.again(item) })
      : ["waiting", "again", "sending"].includes(item.state) ? button(t("add.remove", { name: item.name }), { icon: "close", square: true, kind: "quiet small", onclick: () => uploads.drop(item) }) : null,
  ];
}

function wordsOf(item) {
  if (item.outcome !== null) {
    return t(`outcome.${item.outcome}`);
  }
  if (item.problem) {
    return item.problem.words();
  }
  return item.state === "sending" ? t("add.sending", { percent: number(item.size === 0 ? 0 : item.sent / item.size, { style: "percent" }) }) : t(`add.state.${item.state}`);
}
