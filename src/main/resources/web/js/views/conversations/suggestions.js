/** Questions that a collection can answer: made from what its documents are headed with, and asked before they are shown. */

import { ask, get, path } from "../../api.js";
import { currentLanguage, t } from "../../i18n.js";
import { recalled, remember } from "../../remembered.js";

/** Documents whose headings are looked at, and headings of each that are tried. */
const DOCUMENTS = 8;
const HEADINGS = 4;

/** Questions that are shown at most, and tried at most. */
const SHOWN = 5;
const TRIED = 16;

/** Shortest and longest heading that makes a question, in characters. */
const SHORTEST = 2;
const LONGEST = 60;

/** Yields each question that the service has just answered from the documents; what it has found is remembered for this tab and generation. */
export async function* suggestions(collection, signal) {
  const name = `recto.suggestions.${collection.id}.${collection.generation}.${collection.documents}.${currentLanguage()}`;
  const known = recalled(name);
  if (known !== null) {
    yield* known;
    return;
  }
  const found = [];
  let tried = 0;
  for await (const heading of headings(collection, signal)) {
    if (found.length >= SHOWN || tried >= TRIED) {
      break;
    }
    tried++;
    const question = t(/\p{Script=Han}/u.test(heading) ? "suggestions.question.zh" : "suggestions.question.en", { heading });
    const answer = await ask("POST", path("collections", collection.name, "ask"), { body: { question, answerer: "quote", limit: 3 }, signal });
    if (answer.outcome === "grounded") {
      found.push(question);
      yield question;
    }
  }
  remember(name, found);
}

/** Yields headings, one of each document in turn, so that one long document does not ask everything. */
async function* headings(collection, signal) {
  const place = path("collections", collection.name, "documents");
  const { documents } = await get(place, { query: { state: "indexed", limit: DOCUMENTS }, signal });
  const each = await Promise.all(documents.map((document) => ofDocument(`${place}/${encodeURIComponent(document.id)}`, signal)));
  const seen = new Set();
  for (let turn = 0; turn < HEADINGS; turn++) {
    for (const heading of each.map((all) => all[turn]).filter((one) => one && !seen.has(one))) {
      seen.add(heading);
      yield heading;
    }
  }
}

async function ofDocument(place, signal) {
  const { passages } = await get(`${place}/passages`, { query: { limit: 50 }, signal });
  const last = passages.map((one) => plain((one.section ?? "").split(/ [>›] /u).pop())).filter((one) => one.length >= SHORTEST && one.length <= LONGEST);
  return [...new Set(last)];
}

/** A heading without its number: "4.2 Notice" asks for "Notice". */
function plain(heading) {
  return heading.replace(/^[\s\d.．、()（）第章节条一二三四五六七八九十]+(?=\S)/u, "").trim();
}
