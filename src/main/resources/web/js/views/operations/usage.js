/** What chat models read, wrote and cost: by day as a chart, and by key, collection or model as a table. */

import { get } from "../../api.js";
import { fill, h } from "../../dom.js";
import { number, t } from "../../i18n.js";
import { emptyState, showProblem } from "../../notices.js";
import { chart } from "./chart.js";
import { absent } from "./generations.js";

const WAYS = ["model", "collection", "key"];

/** Days that are shown, today included. */
const DAYS = 30;

const DAY = 24 * 60 * 60 * 1000;

/** Fills the part. */
export function usagePart(element) {
  const end = new AbortController();
  const place = h("div.stack");
  let drawn = null;
  const load = async () => {
    const from = new Date(Date.now() - (DAYS - 1) * DAY).toISOString().slice(0, 10);
    const by = (way) => get("/api/v1/usage", { query: { by: way, from }, signal: end.signal });
    try {
      const days = await by("day");
      const others = await Promise.all(WAYS.map(by));
      drawn = show(place, days, others);
    } catch (failure) {
      if (failure.status === 404 || failure.status === 501) {
        fill(place, absent(t("usage.absent")));
      } else {
        showProblem(place, failure, load);
      }
    }
  };
  element.append(place);
  load();
  return () => {
    end.abort();
    drawn?.close();
  };
}

function show(place, { from, to, usage: days }, others) {
  if (days.length === 0) {
    fill(place, emptyState({ icon: "info", title: t("usage.none"), text: t("usage.none.text") }));
    return null;
  }
  const sum = (name) => days.reduce((whole, day) => whole + day[name], 0);
  const drawn = chart({
    kind: "bar", title: t("usage.tokens"), labels: days.map((day) => day.day),
    series: [{ name: t("usage.prompt"), values: days.map((day) => day.prompt_tokens) }, { name: t("usage.completion"), values: days.map((day) => day.completion_tokens) }],
  });
  fill(place,
    h("p", null, t("usage.cost", { from, to, cost: money(sum("cost"), days[0].currency) })),
    h("p.muted", null, t("usage.answers", { count: sum("answers"), degraded: sum("degraded") }), sum("estimated") > 0 ? ` ${t("usage.estimated", { count: sum("estimated") })}` : ""),
    drawn.element, others.map((one, at) => table(WAYS[at], one.usage)));
  return drawn;
}

function table(way, rows) {
  const named = (row) => (way === "model" ? row.model : row.name ?? (["local", "owner"].includes(row.key) ? row.key : t("usage.gone")));
  const head = [t(`usage.by.${way}`), t("usage.column.answers"), t("usage.prompt"), t("usage.completion"), t("usage.column.cost")];
  return h("div.card.scrolls", { tabindex: 0, role: "region", "aria-label": t(`usage.by.${way}`) }, h("table.numbers", null,
    h("thead", null, h("tr", null, head.map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", null, rows.map((row) => h("tr", null, h("th", { scope: "row" }, h("bdi", null, named(row))),
      [number(row.answers), number(row.prompt_tokens), number(row.completion_tokens), money(row.cost, row.currency)].map((value) => h("td", null, value)))))));
}

function money(cost, currency) {
  return number(cost, { style: "currency", currency, maximumFractionDigits: 4 });
}
