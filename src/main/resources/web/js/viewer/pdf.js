/** One page of a PDF as pdf.js draws it, its text selectable, the cited words marked by their boxes. */

import { get, path } from "../api.js";
import { fill, h } from "../dom.js";
import { number as inWords, t } from "../i18n.js";
import { notice } from "../notices.js";
import { leafing, zooming } from "./controls.js";
import { pagePicture } from "./picture.js";

const LIBRARY = new URL("../../lib/pdfjs/", import.meta.url).href;
/** Bytes that one request of pdf.js asks for: a page at the end of a long file needs few of them. Chosen. */
const RANGE = 131072;
const LEAST_ZOOM = 0.25;
const MOST_ZOOM = 5;
const STEP = 1.25;
/** A page fits its place up to this width, in CSS pixels: a wider one is harder to read. Chosen. */
const WIDEST = 960;
/** Most device pixels of one drawing, so that a zoomed page never asks for more than browsers give. */
const MOST_PIXELS = 16_000_000;

let library = null;
let worker = null;
/** Fails when the worker cannot be started; nothing would ever answer then. */
let broken = null;

/** Has pdf.js ready before the page is asked for. One that cannot be had is told of when it is needed. */
export function warm() {
  load().catch(() => {});
}

/** One worker serves all documents: starting it takes longer than reading a page, so it starts while the library is still on its way. */
function load() {
  library ??= begin().catch((failure) => {
    library = null;
    throw failure;
  });
  return library;
}

async function begin() {
  const port = new Worker(`${LIBRARY}legacy/build/pdf.worker.min.mjs`, { type: "module" });
  broken = new Promise((resolve, reject) => {
    port.addEventListener("error", () => {
      library = null;
      reject(new Error("The worker of pdf.js could not be started."));
    });
  });
  broken.catch(() => {});
  try {
    const pdfjs = await import("../../lib/pdfjs/legacy/build/pdf.min.mjs");
    worker = new pdfjs.PDFWorker({ port });
    return pdfjs;
  } catch (failure) {
    port.terminate();
    throw failure;
  }
}

/**
 * Opens a document.
 *
 * @param {HTMLElement} place
 * @param {{collection: string, document: object}} source
 * @param {function(Node[])} drawn is given the controls after each drawing
 */
export async function pdfPane(place, source, drawn) {
  const address = path("collections", source.collection, "documents", source.document.id, "original");
  let pdfjs;
  let task;
  let file;
  try {
    pdfjs = await load();
    task = pdfjs.getDocument({
      url: address, worker, rangeChunkSize: RANGE, disableAutoFetch: true, disableStream: true, isEvalSupported: false, enableXfa: false, useSystemFonts: false,
      cMapUrl: `${LIBRARY}cmaps/`, cMapPacked: true, standardFontDataUrl: `${LIBRARY}standard_fonts/`, wasmUrl: `${LIBRARY}wasm/`, iccUrl: `${LIBRARY}iccs/`,
      verbosity: 0,
    });
    file = await Promise.race([task.promise, broken]);
  } catch (failure) {
    console.warn("pdf.js could not open the document; the service draws it instead.", failure);
    task?.destroy();
    return pagePicture(place, source, drawn);
  }
  return new PdfPane(place, source, { pdfjs, task, file }, drawn);
}

class PdfPane {
  constructor(place, source, opened, drawn) {
    Object.assign(this, { place, source, drawn, ...opened });
    this.number = 1;
    this.zoom = null;
    this.marked = null;
    this.drawing = 0;
    this.follow = new ResizeObserver(() => this.zoom === null && this.width !== this.place.clientWidth && this.width !== undefined && this.redraw());
    this.follow.observe(place);
  }

  /** Shows the page of a citation or passage and marks it. */
  async show(one) {
    const part = Math.min(one.part ?? one.page ?? 1, this.file.numPages);
    this.wanted = one;
    const boxes = one.boxes ?? await this.boxes(one);
    if (this.wanted === one) {
      this.number = part;
      this.marked = { part, boxes };
      await this.draw(true);
    }
  }

  /** A passage of evidence has offsets alone: the lines that they lie on are marked. */
  async boxes(one) {
    if (one.start === undefined) {
      return [];
    }
    const part = await get(path("collections", this.source.collection, "documents", this.source.document.id, "parts", String(one.part)));
    return part.lines.filter((line) => line.start < one.end && line.end > one.start).map((line) => line.box);
  }

  turn(by) {
    this.go(Math.max(1, Math.min(this.file.numPages, this.number + by)));
  }

  go(number) {
    if (number !== this.number) {
      this.number = number;
      this.redraw(true);
    }
  }

  resize(zoom) {
    this.zoom = zoom === null ? null : Math.max(LEAST_ZOOM, Math.min(MOST_ZOOM, zoom));
    this.redraw();
  }

  /** Draws where nobody waits for it; what another drawing or the end has overtaken fails unheard. */
  redraw(arrived) {
    const turn = this.drawing + 1;
    this.draw(arrived).catch(() => turn === this.drawing && notice(t("problem.unreachable")));
  }

  async draw(arrived = false) {
    const turn = ++this.drawing;
    this.rendering?.cancel();
    const page = await this.file.getPage(this.number);
    if (turn !== this.drawing) {
      return;
    }
    this.width = this.place.clientWidth;
    const natural = page.getViewport({ scale: 1 });
    const scale = this.zoom ?? Math.max(LEAST_ZOOM, Math.min(this.width - 32, WIDEST) / natural.width);
    this.scale = scale;
    const viewport = page.getViewport({ scale });
    const sheet = this.sheet(viewport);
    const canvas = this.canvas(viewport);
    const layer = h("div.textLayer");
    const marks = this.marks(page, viewport);
    this.rendering = page.render({ canvas, viewport, transform: [canvas.width / viewport.width, 0, 0, canvas.height / viewport.height, 0, 0] });
    const text = new this.pdfjs.TextLayer({ textContentSource: page.streamTextContent({ includeMarkedContent: true, disableNormalization: true }), container: layer, viewport });
    try {
      await Promise.all([this.rendering.promise, text.render()]);
    } catch (failure) {
      if (failure.name === "RenderingCancelledException" || turn !== this.drawing) {
        return;
      }
      throw failure;
    }
    // pdf.js measures text on a canvas of its own, which nobody needs to hear of
    document.querySelectorAll("body > .hiddenCanvasElement").forEach((own) => own.setAttribute("aria-hidden", "true"));
    if (turn !== this.drawing) {
      return;
    }
    sheet.append(canvas, marks, layer);
    const scrolled = { left: this.place.scrollLeft, top: this.place.scrollTop };
    fill(this.place, sheet);
    this.drawn(this.controls());
    this.place.scrollTo(scrolled);
    if (arrived) {
      this.toMark(marks);
    }
  }

  sheet(viewport) {
    const sheet = h("div.sheet", { data: { page: this.number } });
    sheet.style.width = `${viewport.width}px`;
    sheet.style.height = `${viewport.height}px`;
    sheet.style.setProperty("--total-scale-factor", String(viewport.scale));
    sheet.style.setProperty("--scale-round-x", "1px");
    sheet.style.setProperty("--scale-round-y", "1px");
    return sheet;
  }

  canvas(viewport) {
    const density = Math.min(devicePixelRatio || 1, Math.sqrt(MOST_PIXELS / (viewport.width * viewport.height)));
    const canvas = h("canvas", { "aria-hidden": "true" });
    canvas.width = Math.floor(viewport.width * density);
    canvas.height = Math.floor(viewport.height * density);
    return canvas;
  }

  /** Boxes are in points of the page as it is displayed, from its top left; a page may set its own unit. */
  marks(page, viewport) {
    const layer = h("div.marks", { "aria-hidden": "true" });
    if (this.marked === null || this.marked.part !== this.number) {
      return layer;
    }
    const [left, bottom, right, top] = page.view;
    const upright = viewport.rotation % 180 === 0;
    const factor = viewport.width / (upright ? right - left : top - bottom);
    for (const box of this.marked.boxes) {
      const mark = h("div.mark");
      mark.style.left = `${box.x * factor}px`;
      mark.style.top = `${box.y * factor}px`;
      mark.style.width = `${box.width * factor}px`;
      mark.style.height = `${box.height * factor}px`;
      layer.append(mark);
    }
    return layer;
  }

  toMark(marks) {
    const first = marks.firstElementChild;
    this.place.scrollTo({ top: first ? Math.max(0, first.offsetTop - this.place.clientHeight / 3) : 0, left: first ? Math.max(0, first.offsetLeft - 48) : 0 });
  }

  controls() {
    return [
      leafing({ number: this.number, of: this.file.numPages, label: t("viewer.page"), turn: (by) => this.turn(by), go: (number) => this.go(number) }),
      zooming({ percent: inWords(this.scale, { style: "percent" }), smaller: () => this.resize(this.scale / STEP), larger: () => this.resize(this.scale * STEP), fit: () => this.resize(null) }),
    ];
  }

  close() {
    this.drawing++;
    this.follow.disconnect();
    this.rendering?.cancel();
    this.task.destroy();
  }
}
