/** An evaluation as a chart: a report of “recto eval … --json”, read in this browser and sent nowhere. */

import { button, fill, h } from "../../dom.js";
import { keep, known, moment, read, t } from "../../i18n.js";
import { emptyState } from "../../notices.js";
import { chart } from "./chart.js";

const KEPT = "recto.evaluation";

/** Largest report that is read, in bytes. */
const MOST = 2000000;

/** What a set of a report holds beside its figures. */
const BESIDE = ["intervals", "differences", "latency_ms"];

/** Most figures that are drawn. */
const DRAWN = 12;

/** Fills the part; the last report stays in this browser. */
export function evaluationPart(element) {
  const place = h("div.stack");
  const said = h("div", { role: "status" });
  const file = h("input", { type: "file", accept: ".json,application/json", class: "unseen", "aria-label": t("quality.open"), tabindex: -1 });
  let charts = [];
  const show = (kept) => {
    charts.forEach((one) => one.close());
    charts = kept === null ? [] : figures(kept.report).map(chart);
    fill(place, kept === null ? emptyState({ icon: "info", title: t("quality.none"), text: t("quality.none.text") })
      : [h("p.muted.small", null, h("bdi", null, kept.name), ` · ${moment(kept.at)}`), charts.map((one) => one.element)]);
  };
  file.addEventListener("change", async () => {
    const chosen = file.files[0];
    file.value = "";
    const report = chosen ? await parsed(chosen) : null;
    if (report === null) {
      fill(said, chosen ? h("p.note.bad", null, t("quality.other")) : null);
      return;
    }
    const kept = { report, name: chosen.name, at: chosen.lastModified };
    keep(KEPT, JSON.stringify(kept));
    fill(said);
    show(kept);
  });
  element.append(h("p.muted", null, t("quality.hint")), h("div.row", null, button(t("quality.open"), { icon: "document", onclick: () => file.click() }), file), said, place);
  show(remembered());
  return () => charts.forEach((one) => one.close());
}

function remembered() {
  try {
    const kept = JSON.parse(read(KEPT) ?? "null");
    return kept !== null && figures(kept.report).length > 0 ? kept : null;
  } catch {
    return null; // not as this page keeps it: as good as nothing
  }
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
    title: name,
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
