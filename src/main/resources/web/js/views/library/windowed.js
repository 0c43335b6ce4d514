/** A table of any number of rows of which only those in sight stand in the document. */

import { h } from "../../dom.js";

/** Rows drawn above and below what is in sight, so that scrolling shows no gaps. */
const SPARE = 8;

/**
 * Draws the rows in sight, and the one with the focus. Rows have one height, which the style sheet sets. Arrow keys, Page Up, Page Down, Home and
 * End go from row to row.
 */
export class WindowedTable {
  #items = [];
  #drawn = new Map();
  #current = 0;
  #height = 0;
  #frame = 0;

  /**
   * @param {{label: string, columns: Node[], row: (item: object) => Node[]}} table the cells of the head and of an item's row, of which the
   *     first holds the row's link
   */
  constructor({ label, columns, row }) {
    this.row = row;
    this.body = h("div.windowed-body", { role: "rowgroup" });
    this.element = h("div.windowed", { role: "table", "aria-label": label },
      h("div.windowed-head", { role: "rowgroup" }, h("div.windowed-row", { role: "row", "aria-rowindex": 1 }, columns)), this.body);
    this.body.addEventListener("keydown", (event) => this.#key(event));
    this.body.addEventListener("focusin", (event) => this.#focused(event));
    this.wake = () => this.#wake();
    this.resized = () => {
      this.#height = 0;
      this.#wake();
    };
    addEventListener("scroll", this.wake, { passive: true });
    addEventListener("resize", this.resized);
  }

  /** Shows these instead of what was shown; a row whose item is the same object is left as it is. */
  show(items) {
    this.#items = items;
    this.#current = Math.min(this.#current, Math.max(0, items.length - 1));
    this.element.setAttribute("aria-rowcount", items.length + 1);
    this.#wake();
  }

  /** Draws every row again, since what the rows say beside their items has changed. */
  redraw() {
    this.#drawn.forEach(({ element }) => element.remove());
    this.#drawn.clear();
    this.#wake();
  }

  /** Puts the focus on the first item that passes, and says whether there is one. */
  focus(passes) {
    const index = this.#items.findIndex(passes);
    if (index >= 0) {
      this.#go(index);
    }
    return index >= 0;
  }

  /** Takes it out of the page's events. */
  close() {
    removeEventListener("scroll", this.wake);
    removeEventListener("resize", this.resized);
    cancelAnimationFrame(this.#frame);
  }

  #wake() {
    if (this.#frame === 0) {
      this.#frame = requestAnimationFrame(() => {
        this.#frame = 0;
        this.#draw();
      });
    }
  }

  #rowHeight() {
    if (this.#height === 0 && this.#items.length > 0) {
      const probe = this.#make(0);
      this.body.append(probe);
      this.#height = probe.offsetHeight;
      probe.remove();
      this.#drawn.forEach((drawn, index) => this.#move(drawn.element, index));
    }
    return this.#height;
  }

  #draw() {
    const height = this.#rowHeight();
    this.body.style.height = `${height * this.#items.length}px`;
    const top = this.body.getBoundingClientRect().top;
    const first = height === 0 ? 0 : Math.max(0, Math.floor(-top / height) - SPARE);
    const last = height === 0 ? -1 : Math.min(this.#items.length - 1, Math.ceil((innerHeight - top) / height) + SPARE);
    const focused = this.body.contains(document.activeElement) ? this.#current : -1;
    for (const [index, drawn] of this.#drawn) {
      const stays = index === focused || (index >= first && index <= last);
      if (!stays || this.#items[index] !== drawn.item) {
        drawn.element.remove();
        this.#drawn.delete(index);
      }
    }
    for (let index = first; index <= last; index++) {
      this.#place(index);
    }
    if (focused >= 0 && focused < this.#items.length && !this.body.contains(document.activeElement)) { // its row was drawn anew
      this.#place(focused);
      this.#drawn.get(focused).element.querySelector("a").focus({ preventScroll: true });
    }
  }

  /** Rows stand in the document in their order, which is the one that a screen reader reads. */
  #place(index) {
    if (this.#drawn.has(index)) {
      return;
    }
    const element = this.#make(index);
    this.#move(element, index);
    const after = Math.min(...[...this.#drawn.keys()].filter((other) => other > index));
    this.body.insertBefore(element, this.#drawn.get(after)?.element ?? null);
    this.#drawn.set(index, { item: this.#items[index], element });
  }

  #move(element, index) {
    element.style.transform = `translateY(${index * this.#height}px)`;
  }

  #make(index) {
    const element = h("div.windowed-row", { role: "row", "aria-rowindex": index + 2, data: { index } }, this.row(this.#items[index]));
    const link = element.querySelector("a");
    link.tabIndex = index === this.#current ? 0 : -1;
    return element;
  }

  #focused(event) {
    const row = event.target.closest("[data-index]");
    this.#drawn.get(this.#current)?.element.querySelector("a").setAttribute("tabindex", "-1");
    this.#current = Number(row.dataset.index);
    row.querySelector("a").tabIndex = 0;
  }

  #key(event) {
    const sight = Math.max(1, Math.floor(innerHeight / (this.#height || 1)) - 2);
    const goals = {
      ArrowDown: this.#current + 1,
      ArrowUp: this.#current - 1,
      PageDown: this.#current + sight,
      PageUp: this.#current - sight,
      Home: 0,
      End: this.#items.length - 1,
    };
    if (event.key in goals && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      this.#go(Math.min(Math.max(goals[event.key], 0), this.#items.length - 1));
    }
  }

  #go(index) {
    const height = this.#rowHeight();
    const top = this.body.getBoundingClientRect().top + index * height;
    if (top < 3 * height) {
      scrollBy(0, top - 3 * height);
    } else if (top + 2 * height > innerHeight) {
      scrollBy(0, top + 2 * height - innerHeight);
    }
    this.#place(index);
    this.#drawn.get(index).element.querySelector("a").focus({ preventScroll: true });
    this.#wake();
  }
}
