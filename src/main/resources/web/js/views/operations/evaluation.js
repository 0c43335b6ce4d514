/** How well a collection answers questions with known answers: what the service measured, as charts, or a report of “recto eval … --json”. */

import { get, path } from "../../api.js";
import { currentCollection } from "../../collections.js";
import { button, fill, h } from "../../dom.js";
import { known, moment, t } from "../../i18n.js";
import { emptyState, showProblem } from "../../notices.js";
import { chart } from "./chart.js";

/** Largest report that is read, in bytes. */
const MOST = 2000000;

/** What a set of a report holds beside its figures. */
const BESIDE = ["intervals", "differences", "latency_ms"];

/** Most charts that are drawn of a report, most figures of an evaluation, and those that are followed over time. */
const DRAWN = 12;
const COMPARED = 20;
const FOLLOWED = ["document@1", "page@1", "any_sentence", "first_sentence", "answered", "refused"];
const MOST_FOLLOWED = 4;

/** Fills the part with the collection's evaluations, or with a report that was opened, which stays in this browser. */
export async function evaluationPart(element) {
  const collection = currentCollection();
  const place = h("div.stack");
  const said = h("div", { role: "status" });
  const file = h("input", { type: "file", accept: ".json,application/json", class: "unseen", "aria-label": t("quality.open"), tabindex: -1 });
  let charts = [];
  const show = (drawn, ...heading) => {
    charts.forEach((one) => one.close());
    charts = drawn.map(chart);
    fill(place, heading, charts.map((one) => one.element));
  };
  file.addEventListener("change", async () => {
    const chosen = file.files[0];
    file.value = "";
    const report = chosen ? await parsed(chosen) : null;
    fill(said, chosen && report === null ? h("p.note.bad", null, t("quality.other")) : null);
    if (report !== null) {
      show(figures(report), h("p.muted.small", null, h("bdi", null, chosen.name), ` · ${moment(chosen.lastModified)}`));
    }
  });
  element.append(h("p.muted", null, t("quality.hint", { name: collection?.name ?? "default" })), place, said,
    h("div.row", null, button(t("quality.open"), { icon: "document", onclick: () => file.click() }), file));
  try {
    const { evaluations } = collection === null ? { evaluations: [] } : await get(`${path("collections", collection.name)}/evaluations`);
    if (charts.length === 0) {
      showKept(evaluations, show);
    }
  } catch (failure) {
    showProblem(place, failure);
  }
  return () => charts.forEach((one) => one.close());
}

/** The newest against the one before it, and the same questions over time. */
function showKept(evaluations, show) {
  if (evaluations.length === 0) {
    show([], emptyState({ icon: "info", title: t("quality.none"), text: t("quality.none.text") }));
    return;
  }
  const [last] = evaluations;
  const same = evaluations.filter((one) => one.questions === last.questions);
  const names = Object.keys(values(last)).slice(0, COMPARED);
  const compared = same.slice(0, 2).reverse();
  const drawn = [{
    kind: "bar",
    across: true,
    title: t(compared.length > 1 ? "quality.last" : "quality.only"),
    labels: names.map(nameOf),
    series: compared.map((one) => ({ name: moment(one.at), values: names.map((name) => values(one)[name] ?? null) })).reverse(),
    digits: 3,
    most: 1,
  }];
  if (same.length > 2) {
    const followed = FOLLOWED.filter((name) => name in values(last)).slice(0, MOST_FOLLOWED);
    const inTime = [...same].reverse();
    drawn.push({
      kind: "line",
      title: t("quality.over"),
      labels: inTime.map((one) => moment(one.at)),
      series: followed.map((name) => ({ name: nameOf(name), values: inTime.map((one) => values(one)[name] ?? null) })),
      digits: 3,
      most: 1,
    });
  }
  const { questions } = last.sets[0] ?? {};
  show(drawn, h("p.small", null, h("bdi", null, last.questions), questions ? ` · ${t("quality.questions", { count: questions })}` : "",
    ` · ${t(`quality.cause.${last.cause}`)} · ${t("quality.generation", { number: last.generation })}`, h("span.muted", null, ` · ${moment(last.at)}`)));
}

/** The product's own figures of an evaluation that are shares. */
function values(evaluation) {
  const own = evaluation.sets[0]?.fused ?? {};
  return Object.fromEntries(Object.entries(own).filter(([, value]) => share(value)));
}

function nameOf(figure) {
  return known(`quality.figure.${figure}`) ? t(`quality.figure.${figure}`) : figure;
}

async function parsed(file) {
  try {
    const report = file.size > MOST ? null : JSON.parse(await file.text());
    return figures(report).length > 0 ? report : null;
  } catch {
    return null;
  }
}

/** Returns one chart for each figure that is a share; each way of ranking is a series in it. */
function figures(report) {
  const sets = (report?.sets ?? []).filter((set) => typeof set.name === "string");
  const ways = [...new Set(sets.flatMap((set) => Object.keys(set).filter((name) => !BESIDE.includes(name) && typeof set[name] === "object" && set[name] !== null && !Array.isArray(set[name]))))];
  const names = [...new Set(sets.flatMap((set) => ways.flatMap((way) => Object.keys(set[way] ?? {}).filter((name) => share(set[way][name])))))];
  return names.slice(0, DRAWN).map((name) => ({
    kind: "bar",
    title: nameOf(name),
    labels: sets.map((set) => set.name),
    series: ways.filter((way) => sets.some((set) => share(set[way]?.[name]))).map((way) => ({
      name: known(`quality.${way}`) ? t(`quality.${way}`) : way,
      values: sets.map((set) => (share(set[way]?.[name]) ? set[way][name] : null)),
    })),
    digits: 3,
    most: 1,
  }));
}

function share(value) {
  return typeof value === "number" && value >= 0 && value <= 1;
}
