/** An answer in another language, sentence by sentence, with the citations of its own. */

import { ask, path, Problem } from "./api.js";
import { h, icon } from "./dom.js";
import { known, t } from "./i18n.js";

/** Returns the language that sentences are most likely wanted in: the one that they are not in. */
export function otherLanguage(sentences) {
  return /\p{Script=Han}/u.test(sentences.map((one) => one.text).join("")) ? "en" : "zh";
}

/** Asks for a kept answer in another language. */
export async function translate(collection, answer, to, signal) {
  try {
    return await ask("POST", path("collections", collection, "answers", answer, "translate"), { body: { to }, signal });
  } catch (failure) {
    throw failure.status === 404 ? new Problem({ code: "not_kept" }) : failure;
  }
}

/**
 * Returns a translation to be read beside its original.
 *
 * @param {function(number[]): Node[]} marks draws citations
 */
export function translationParts(translation, marks) {
  return h("section.card.stack.translation", { "aria-label": t(`translate.title.${translation.language}`) },
    h("h2.small.muted", null, t(`translate.title.${translation.language}`)),
    translation.sentences.map((one) => h("div", { class: one.supported ? "" : "unsupported" },
      h("p", { lang: translation.language }, h("span.words", null, one.text), marks(one.citations)),
      one.supported ? null : h("p.small", null, h("span.badge.warn", null, icon("alert"), t("translate.check")), h("span.muted", null, " ", fault(one))),
      h("p.small.muted", null, one.original.replaceAll("\t", " · ")))),
    h("p.small.muted", null, t("translate.by", { model: translation.model })));
}

function fault(one) {
  const name = [`translate.reason.${one.reason}`, `reason.${one.reason}`].find(known);
  return name ? t(name, { detail: one.detail ?? "" }) : t("ask.unsupported.why");
}
