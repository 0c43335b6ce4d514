/** Shows the original page beside an answer, the cited words marked; formats that a browser cannot draw are shown as their text. */

import { get, path } from "../api.js";
import { spot } from "../citation.js";
import { button, fill, h } from "../dom.js";
import { t } from "../i18n.js";
import { problemNote, say } from "../notices.js";
import { style } from "../style.js";
import { textPane } from "./text.js";

/** Has at hand what a citation will be shown with, for when it is about to be opened. */
export function near(one) {
  style("viewer");
  if (one.page) {
    import("./pdf.js").then(({ warm }) => warm(), () => {});
  }
}

/**
 * Opens a viewer in an element.
 *
 * @param {HTMLElement} place
 * @param {{collection: string, citations?: function(): object[], shown?: function(object|null), closed?: function, tools?: Node}} wanted
 * @returns {{show: function(object), close: function}} `close` says nothing to `shown` and `closed`, for when the view goes; `show` takes a citation, a passage of evidence, or `{ document, name, part }`, with `known` where the document was asked for already
 */
export function openViewer(place, { collection, citations = () => [], shown = () => {}, closed = null, tools = null }) {
  const head = h("header.viewer-head");
  const body = h("div.viewer-body", { tabindex: "0", role: "region", "aria-label": t("viewer") });
  let pane = null;
  let open = null;
  let now = null;
  let opener = null;
  let turn = 0;
  style("viewer");
  place.hidden = false;
  fill(place, head, body);
  addEventListener("keydown", keys);

  function keys(event) {
    const inFront = document.querySelector("dialog[open], :popover-open");
    if (event.key === "Escape" && closed && !event.isComposing && !inFront) {
      closeForGood();
    } else if (event.target === body && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
      pane?.turn?.(event.key === "ArrowLeft" ? -1 : 1);
    }
  }

  function close() {
    turn++;
    pane?.close?.();
    pane = null;
    place.hidden = true;
    removeEventListener("keydown", keys);
    fill(place);
  }

  function closeForGood() {
    close();
    shown(null);
    closed();
    opener?.focus({ preventScroll: true });
  }

  async function show(one, focus = false) {
    const mine = ++turn;
    now = one;
    if (focus && !place.contains(document.activeElement)) {
      opener = document.activeElement;
    }
    shown(one);
    drawHead(one, null);
    try {
      if (open?.id !== one.document) {
        await turnTo(one, () => mine !== turn);
        if (mine !== turn) {
          return;
        }
      }
      await pane.show(one);
      if (mine !== turn) {
        return;
      }
      say(t("viewer.shows", { name: one.name, where: spot(one) ?? "" }));
      if (focus) {
        body.focus({ preventScroll: true });
      }
    } catch (failure) {
      if (mine === turn) {
        open = null;
        fill(body, h("div.viewer-wait", null, problemNote(failure, () => show(one))));
      }
    }
  }

  /** Opens a citation's document. `open` and `pane` belong together, so that both are set at once and only by the last one asked for. */
  async function turnTo(one, gone) {
    pane?.close?.();
    pane = null;
    open = null;
    fill(body, h("p.viewer-wait", null, t("viewer.loading")));
    near(one);
    const document = one.known ?? await get(path("collections", collection, "documents", one.document));
    if (gone()) {
      return;
    }
    const made = await paneFor(document, (controls) => drawHead(now, controls));
    if (gone()) {
      made.close?.();
      return;
    }
    open = document;
    pane = made;
  }

  async function paneFor(document, drawn) {
    const source = { collection, document };
    if (document.media_type === "application/pdf") {
      const { pdfPane } = await import("./pdf.js");
      return pdfPane(body, source, drawn);
    }
    return textPane(body, source, drawn);
  }

  function drawHead(one, controls) {
    const all = citations();
    const at = all.findIndex((citation) => citation.id !== undefined && citation.id === one.id);
    const held = head.contains(document.activeElement) ? nameOf(document.activeElement) : null;
    fill(head,
      h("div.viewer-title", null,
        h("div.one-line.name", { title: one.name }, one.name),
        at >= 0 ? h("span.cite.current", { "aria-hidden": "true" }, String(one.id)) : null,
        h("span.gap"),
        at >= 0 && all.length > 1 ? h("span.row.steps", null,
          button(t("viewer.before"), { icon: "up", square: true, kind: "quiet small", disabled: at === 0, onclick: () => show(all[at - 1]) }),
          h("span.small.muted.numbers", null, t("viewer.of", { at: at + 1, of: all.length })),
          button(t("viewer.after"), { icon: "down", square: true, kind: "quiet small", disabled: at === all.length - 1, onclick: () => show(all[at + 1]) })) : null,
        tools,
        h("a.button.quiet.square.small", { href: path("collections", collection, "documents", one.document, "original"), download: one.name, "aria-label": t("viewer.original"), title: t("viewer.original") }, downloadIcon()),
        closed ? button(t("close"), { icon: "close", square: true, kind: "quiet small", onclick: closeForGood }) : null),
      controls ? h("div.viewer-controls", null, controls) : null);
    if (held !== null) { // the button that was pressed is drawn anew
      const same = [...head.querySelectorAll("a, button:not([disabled]), input")].find((element) => nameOf(element) === held);
      (same ?? body).focus({ preventScroll: true });
    }
  }

  return { show, close };
}

function nameOf(element) {
  return element.getAttribute("aria-label") ?? element.title;
}

function downloadIcon() {
  return button("", { icon: "download", square: true }).firstElementChild;
}
