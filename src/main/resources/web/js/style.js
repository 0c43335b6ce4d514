/** Style sheets that only some views need. */

import { h } from "./dom.js";

const added = new Map();

/** Adds a style sheet of css/ and returns a promise of its being there. */
export function style(name) {
  if (!added.has(name)) {
    added.set(name, new Promise((resolve) => {
      const link = h("link", { rel: "stylesheet" });
      link.href = new URL(`../css/${name}.css`, import.meta.url);
      link.onload = resolve;
      link.onerror = resolve;
      document.head.append(link);
    }));
  }
  return added.get(name);
}
