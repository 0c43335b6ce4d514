/** Charts, drawn by Chart.js, each with its numbers as a table for whoever cannot see it. */

import { fill, h } from "../../dom.js";
import { number, t } from "../../i18n.js";

let library = null;

/** The library stands in one file that leaves its name behind; it is loaded when the first chart is drawn. */
async function load() {
  library ??= import("../../../lib/chart/dist/chart.umd.min.js").then(() => globalThis.Chart);
  return library;
}

/** Chart.js asks for these as `c(name)`; a canvas knows no light-dark(), so the browser works each one out. */
function colour(name) {
  const probe = h("span");
  probe.style.color = `var(--${name})`;
  document.body.append(probe);
  const worked = getComputedStyle(probe).color;
  probe.remove();
  return worked;
}

/** Height of a lying bar and of what stands around the bars, in rem. */
const BAR = 1.25;
const AROUND = 4;

const SERIES = ["accent", "mark", "muted", "bad"];

/**
 * Returns a bar or line chart; `close()` it. Bars with long names lie: `across`.
 *
 * @param {{kind: "bar"|"line", title: string, labels: string[], series: {name: string, values: number[]}[], digits?: number, most?: number, across?: boolean}} data
 */
export function chart(data) {
  const canvas = h("canvas", { role: "img", "aria-label": data.title });
  const place = h("div.chart", null, canvas);
  if (data.across) {
    place.style.height = `${AROUND + data.labels.length * data.series.length * BAR}rem`;
  }
  const element = h("figure.card.stack.figure", null, h("figcaption", null, h("strong", null, data.title)), place,
    h("details.fold.bare", null, h("summary.small", null, t("chart.numbers")), table(data)));
  let drawn = null;
  let closed = false;
  const draw = async () => {
    try {
      const Chart = await load();
      if (!closed) {
        drawn?.destroy();
        drawn = new Chart(canvas, options(data));
      }
    } catch {
      fill(place, h("p.muted", null, t("chart.none")));
    }
  };
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const chosen = new MutationObserver(draw);
  dark.addEventListener("change", draw);
  chosen.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  draw();
  return {
    element,
    close() {
      closed = true;
      drawn?.destroy();
      dark.removeEventListener("change", draw);
      chosen.disconnect();
    },
  };
}

function options({ kind, labels, series, digits = 0, most, across = false }) {
  const ink = colour("muted");
  const line = colour("line");
  const font = { family: getComputedStyle(document.body).fontFamily, size: 12 };
  const said = (value) => number(value, { maximumFractionDigits: digits });
  const names = { ticks: { color: ink, font, autoSkip: !across }, grid: { display: false }, border: { color: line } };
  const values = { beginAtZero: true, max: most, ticks: { color: ink, font, callback: said }, grid: { color: line }, border: { display: false } };
  return {
    type: kind,
    data: {
      labels,
      datasets: series.map(({ name, values }, at) => ({ label: name, data: values, backgroundColor: colour(SERIES[at]), borderColor: colour(SERIES[at]), borderWidth: kind === "line" ? 2 : 0, borderRadius: 3, maxBarThickness: 36, tension: 0.2, pointRadius: 2 })),
    },
    options: {
      responsive: true,
      maintainAspectRatio: false,
      animation: false,
      interaction: { mode: "index", intersect: false },
      indexAxis: across ? "y" : "x",
      scales: across ? { x: values, y: names } : { x: names, y: values },
      plugins: { legend: { display: series.length > 1, position: "bottom", labels: { color: ink, font, boxWidth: 12, boxHeight: 12 } }, tooltip: { callbacks: { label: (item) => `${item.dataset.label}: ${said(across ? item.parsed.x : item.parsed.y)}` } } },
    },
  };
}

function table({ title, labels, series, digits = 0 }) {
  return h("div.scrolls", { tabindex: 0, role: "region", "aria-label": title }, h("table.numbers", null,
    h("thead", null, h("tr", null, h("th", { scope: "col" }, t("chart.label")), series.map(({ name }) => h("th", { scope: "col" }, name)))),
    h("tbody", null, labels.map((label, at) => h("tr", null, h("th", { scope: "row" }, label), series.map(({ values }) => h("td", null, values[at] === null || values[at] === undefined ? "–" : number(values[at], { maximumFractionDigits: digits }))))))));
}
