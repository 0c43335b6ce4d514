/** Who may do what: keys are made, listed and revoked; a key itself is seen once. */

import { all, path, write } from "../../api.js";
import { collections } from "../../collections.js";
import { button, fill, h } from "../../dom.js";
import { moment, t } from "../../i18n.js";
import { confirmed, dialog, notice, problemNote, say } from "../../notices.js";
import { currentVisitor } from "../../session.js";

const ROLES = ["read", "write", "admin"];

/** Fills the part. */
export function keysPart(element) {
  const said = h("div");
  const list = h("ul.lines", { "aria-label": t("operations.keys") });
  const tried = async (work) => {
    try {
      fill(said);
      await work();
      const keys = await all("/api/v1/keys", "keys");
      fill(list, keys.length === 0 ? h("li.muted", null, t("keys.none")) : keys.sort(byState).map((key) => keyLine(key, tried)));
    } catch (failure) {
      fill(said, problemNote(failure));
    }
  };
  element.append(h("p.muted", null, t("keys.hint")), keyForm(tried), said, list);
  return tried(async () => {}).then(() => undefined);
}

/** Those that open something first, the newest of them first. */
function byState(one, other) {
  return Number(one.revoked !== null) - Number(other.revoked !== null) || other.created.localeCompare(one.created);
}

function keyForm(tried) {
  const name = h("input.input", { id: "key-name", required: true, maxlength: 100, autocomplete: "off" });
  const access = h("input.input", { id: "key-access", autocomplete: "off", spellcheck: "false", "aria-describedby": "key-access-hint" });
  const grants = h("div.stack.tight", null, grant());
  return h("form.card.stack", {
    onsubmit: (event) => {
      event.preventDefault();
      tried(() => make({ name, access, grants }));
    },
  },
  h("h3", null, t("keys.new")),
  h("div.field", null, h("label", { for: "key-name" }, t("keys.name")), name),
  h("fieldset.plain", null, h("legend.label", null, t("keys.roles")), grants,
    h("div.row", null, button(t("keys.another"), { icon: "add", kind: "small", onclick: () => grants.append(grant()) }))),
  h("details.fold", null, h("summary", null, t("keys.access")), h("div.field", null, h("label.unseen", { for: "key-access" }, t("keys.access")), access, h("p.hint", { id: "key-access-hint" }, t("keys.access.hint")))),
  h("div.row", null, h("button.button.primary", null, t("keys.make"))));
}

function grant() {
  return h("div.row.grant", null,
    h("select.input", { "aria-label": t("collection") }, h("option", { value: "*" }, t("keys.all")), collections().map((one) => h("option", { value: one.name }, one.name))),
    h("select.input", { "aria-label": t("keys.role") }, ROLES.map((role) => h("option", { value: role }, t(`keys.role.${role}`)))));
}

async function make({ name, access, grants }) {
  const roles = Object.fromEntries([...grants.children].map((row) => [...row.querySelectorAll("select")].map((select) => select.value)));
  const labels = access.value.split(/[\s,，、]+/u).filter(Boolean);
  const made = await write("POST", "/api/v1/keys", { name: name.value.trim(), roles, ...(labels.length > 0 ? { access: labels } : {}) });
  name.value = "";
  access.value = "";
  await showOnce(made);
}

/** The service keeps only its hash; whoever closes this without copying makes another. */
async function showOnce(made) {
  const shown = h("input.input.mono", { value: made.key, readonly: true, "aria-label": t("keys.key"), onfocus: (event) => event.target.select() });
  const copy = button(t("keys.copy"), {
    icon: "copy",
    onclick: async () => {
      try {
        await navigator.clipboard.writeText(made.key);
        say(t("keys.copied"));
        fill(copy, t("keys.copied"));
      } catch {
        shown.focus(); // selected, for a browser that lets no page copy
      }
    },
  });
  await dialog({ title: t("keys.made", { name: made.name }), content: [t("keys.once"), shown, h("div.row", null, copy)], actions: [{ label: t("keys.kept"), value: "yes" }] });
}

function keyLine(key, tried) {
  const own = currentVisitor()?.visitor === key.id;
  const roles = Object.entries(key.roles).map(([collection, role]) => `${collection === "*" ? t("keys.all") : collection}: ${t(`keys.role.${role}`)}`).join(" · ");
  return h("li.card.row.spread", { class: key.revoked ? "faded" : "" },
    h("div.stack.tight", null,
      h("div.row", null, h("strong", null, h("bdi", null, key.name)), own ? h("span.badge", null, t("keys.own")) : null, key.revoked ? h("span.badge.bad", null, t("keys.revoked")) : null),
      h("p.small", null, roles, key.access.length > 0 ? ` · ${t("keys.labels", { labels: key.access.join(", ") })}` : ""),
      h("p.muted.small.numbers", null, t("keys.since", { at: moment(key.created) }), key.revoked ? ` · ${t("keys.until", { at: moment(key.revoked) })}` : "")),
    key.revoked ? null : button(t("keys.revoke"), { kind: "danger", "aria-label": t("keys.revoke.name", { name: key.name }), onclick: () => revoke(key, own, tried) }));
}

async function revoke(key, own, tried) {
  const wanted = await confirmed({ title: t("keys.revoke.title", { name: key.name }), text: t(own ? "keys.revoke.own" : "keys.revoke.text"), action: t("keys.revoke"), danger: true });
  if (wanted) {
    await tried(async () => {
      await write("DELETE", path("keys", key.id));
      notice(t("keys.gone", { name: key.name }));
    });
  }
}
