/** What the service is doing and has done, as it goes on. */

import { get, path } from "../../api.js";
import { fill, h } from "../../dom.js";
import { moment, number, t } from "../../i18n.js";
import { emptyState, problemNote } from "../../notices.js";
import { address } from "../../router.js";
import { outcomeWords } from "../library/row.js";

/** Jobs that are shown. */
const SHOWN = 50;

/** How long between two looks while something runs, and while nothing does, in ms. */
const BUSY = 1000;
const IDLE = 5000;

/** Fills the part; the lines stay and change in place, so that nothing that is open closes. */
export function jobsPart(element) {
  const end = new AbortController();
  const said = h("div");
  const list = h("ul.lines", { "aria-label": t("operations.jobs") });
  const lines = new Map();
  let timer = 0;

  async function look() {
    let running = false;
    try {
      const { jobs } = await get("/api/v1/jobs", { query: { limit: SHOWN }, signal: end.signal });
      running = jobs.some((job) => job.state === "running");
      fill(said, jobs.length === 0 ? emptyState({ icon: "check", title: t("jobs.none"), text: t("jobs.none.text") }) : null);
      show(jobs);
    } catch (failure) {
      if (failure.name === "AbortError") {
        return;
      }
      const told = problemNote(failure);
      if (told.textContent !== said.textContent) { // said once, not at every look
        fill(said, told);
      }
    }
    timer = setTimeout(look, running ? BUSY : IDLE);
  }

  function show(jobs) {
    const wanted = jobs.map((job) => {
      const line = lines.get(job.id) ?? jobLine(job);
      lines.set(job.id, line);
      line.show(job);
      return line.element;
    });
    wanted.forEach((one, at) => {
      if (list.children[at] !== one) {
        list.insertBefore(one, list.children[at] ?? null);
      }
    });
    while (list.childElementCount > wanted.length) {
      list.lastElementChild.remove();
    }
  }

  element.append(said, list);
  look();
  return () => {
    end.abort();
    clearTimeout(timer);
  };
}

function jobLine(first) {
  const state = h("span.badge");
  const counted = h("span");
  const bar = h("progress", { max: 1, "aria-label": t("jobs.progress") });
  const outcomes = h("span");
  const inside = h("div");
  const more = h("details.fold.bare", null, h("summary.small", null, t("jobs.documents"), h("span.unseen", null, ` ${moment(first.created)}`)), inside);
  let job = first;
  more.addEventListener("toggle", () => more.open && documents(job, inside));
  const element = h("li.card.stack.tight", null,
    h("div.row.spread", null, h("div.row", null, h("strong", null, known(first)), h("bdi.muted", null, first.collection), state), h("span.muted.small.numbers", null, moment(first.created))),
    bar, h("p.muted.small.numbers", null, counted, outcomes), first.kind === "reindex" ? null : more);
  return {
    element,
    show(now) {
      const moved = now.done !== job.done;
      job = now;
      const running = now.state === "running";
      state.className = running ? "badge" : ended(now);
      fill(state, t(`jobs.state.${now.state}`));
      bar.hidden = !running;
      bar.value = now.total === 0 ? 0 : now.done / now.total;
      fill(counted, t("jobs.counted", { done: now.done, count: now.total }));
      fill(outcomes, [now.reindex?.sentence, ...Object.entries(now.outcomes).map(([outcome, count]) => `${t(`result.${outcome}`)} ${number(count)}`)].filter(Boolean).map((said) => ` · ${said}`));
      if (moved && more.open) {
        documents(now, inside);
      }
    },
  };
}

function known(job) {
  return t(`jobs.kind.${job.kind}`);
}

function ended(job) {
  const bad = Object.keys(job.outcomes).some((outcome) => !["INDEXED", "UNCHANGED", "PARTIAL"].includes(outcome)) || ["FAILED", "REFUSED"].includes(job.reindex?.outcome);
  return bad ? "badge warn" : "badge good";
}

async function documents(job, element) {
  try {
    const { documents: all } = await get(path("jobs", job.id));
    fill(element, h("ul.lines.small", null, all.map((one) => h("li.row", null,
      h("a", { href: address("library", { c: job.collection, d: one.id }) }, h("bdi", null, one.name)),
      h("span.muted", null, outcomeWords(one) || t(one.outcome ? `result.${one.outcome}` : `state.${one.state}`))))),
    all.length < job.total ? h("p.muted.small", null, t("jobs.most", { count: all.length })) : null);
  } catch (failure) {
    fill(element, problemNote(failure));
  }
}
