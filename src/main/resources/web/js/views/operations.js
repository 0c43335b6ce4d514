/** Operations: what the service is doing, the index, how good it is, what it costs, and who may use it. */

import { fill, h } from "../dom.js";
import { t, teach } from "../i18n.js";
import { words as libraryWords } from "../i18n/library.js";
import { words } from "../i18n/operations.js";
import { address } from "../router.js";
import { may } from "../session.js";
import { style } from "../style.js";
import { evaluationPart } from "./operations/evaluation.js";
import { generationsPart } from "./operations/generations.js";
import { jobsPart } from "./operations/jobs.js";
import { keysPart } from "./operations/keys.js";
import { usagePart } from "./operations/usage.js";

teach(libraryWords);
teach(words);

/** Each fills an element and may return what ends it. */
const PARTS = { jobs: jobsPart, index: generationsPart, quality: evaluationPart, usage: usagePart, keys: keysPart };

export const view = {
  title: "operations.title",
  async open(main, place) {
    await Promise.all([style("library"), style("operations")]);
    const names = Object.keys(PARTS).filter((name) => !["keys", "usage"].includes(name) || may("admin"));
    const name = names.includes(place.query.view) ? place.query.view : "jobs";
    const part = h("section.stack", { "aria-labelledby": "part" }, h("h2.unseen", { id: "part" }, t(`operations.${name}`)));
    fill(main, h("div.column.wide.stack", null, h("h1", null, t("operations.title")),
      h("nav.parts", { "aria-label": t("operations.parts") }, names.map((one) => h("a", { href: address("operations", { view: one === "jobs" ? "" : one }), "aria-current": one === name ? "page" : null }, t(`operations.${one}`)))),
      part));
    return PARTS[name](part);
  },
};
