/** Tokens and what they cost, by day. */

import { get } from "../../api.js";
import { fill, h } from "../../dom.js";
import { number, t } from "../../i18n.js";
import { emptyState, showProblem } from "../../notices.js";
import { chart } from "./chart.js";
import { absent } from "./generations.js";

/** Fills the part. */
export function usagePart(element) {
  const end = new AbortController();
  const place = h("div.stack");
  let drawn = null;
  const load = async () => {
    try {
      const usage = await get("/api/v1/usage", { signal: end.signal });
      drawn = show(place, usage);
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

function show(place, usage) {
  const days = daily(usage.usage ?? usage.days ?? []);
  if (days.length === 0) {
    fill(place, emptyState({ icon: "info", title: t("usage.none"), text: t("usage.none.text") }));
    return null;
  }
  const drawn = chart({
    kind: "bar", title: t("usage.tokens"), labels: days.map((day) => day.day),
    series: [{ name: t("usage.prompt"), values: days.map((day) => day.prompt) }, { name: t("usage.completion"), values: days.map((day) => day.completion) }],
  });
  const cost = days.reduce((sum, day) => sum + day.cost, 0);
  fill(place, h("p", null, t("usage.cost", { cost: number(cost, { style: "currency", currency: usage.currency ?? "USD", maximumFractionDigits: 4 }) })), drawn.element);
  return drawn;
}

/** Sums what is told by key or collection into days. */
function daily(rows) {
  const days = new Map();
  for (const row of rows) {
    const day = days.get(row.day) ?? { day: row.day, prompt: 0, completion: 0, cost: 0 };
    day.prompt += row.prompt_tokens;
    day.completion += row.completion_tokens;
    day.cost += row.cost ?? 0;
    days.set(row.day, day);
  }
  return [...days.values()].sort((one, other) => one.day.localeCompare(other.day));
}
