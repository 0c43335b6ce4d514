/** When a collection is re-indexed by itself. */

import { get, path, write } from "../../api.js";
import { fill, h } from "../../dom.js";
import { moment, t } from "../../i18n.js";
import { notice, problemNote } from "../../notices.js";

/** Returns the form, which loads itself; nothing where the service knows no schedule. */
export function schedulePart(collection, admin) {
  const place = `${path("collections", collection.name)}/schedule`;
  const element = h("div");
  const draw = (schedule) => fill(element, form(schedule, admin, async (wanted, said) => {
    try {
      draw(await write("PUT", place, wanted));
      notice(t("schedule.kept"));
    } catch (failure) {
      fill(said, problemNote(failure));
    }
  }));
  get(place).then(draw, (failure) => {
    if (failure.status !== 404 && failure.status !== 501) {
      fill(element, problemNote(failure));
    }
  });
  return element;
}

function form(schedule, admin, save) {
  const said = h("div");
  const cron = h("input.input.mono", { id: "cron", value: schedule.own ? schedule.cron : "", placeholder: schedule.cron, maxlength: 200, autocomplete: "off", spellcheck: "false", "aria-describedby": "cron-hint", readonly: !admin });
  const zone = h("input.input", { id: "zone", value: schedule.own ? schedule.time_zone : "", placeholder: schedule.time_zone, maxlength: 100, autocomplete: "off", spellcheck: "false", readonly: !admin });
  return h("form.card.stack", {
    onsubmit: (event) => {
      event.preventDefault();
      save({ cron: cron.value.trim() || null, time_zone: zone.value.trim() || null }, said);
    },
  },
  h("h3", null, t("schedule.title")),
  h("p.muted", null, schedule.next ? t("schedule.next", { at: moment(schedule.next) }) : t("schedule.never"), schedule.last ? ` ${t("schedule.last", { at: moment(schedule.last) })}` : ""),
  h("div.pairs", null,
    h("div.field", null, h("label", { for: "cron" }, t("schedule.cron")), cron, h("p.hint", { id: "cron-hint" }, t("schedule.cron.hint"))),
    h("div.field", null, h("label", { for: "zone" }, t("schedule.zone")), zone)),
  said, admin ? h("div.row", null, h("button.button", null, t("schedule.save"))) : null);
}
