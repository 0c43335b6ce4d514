/** The bar at the top: where one can go, the collection, and the page's own settings. */

import { collections, currentCollection } from "./collections.js";
import { button, fill, h, icon } from "./dom.js";
import { changeLanguage, currentLanguage, keep, LANGUAGES, t } from "./i18n.js";
import { notice } from "./notices.js";
import { address, go, place } from "./router.js";
import { currentVisitor, may, signOut } from "./session.js";
import { views } from "./views.js";

/** The page comes with it, so that there is something to see before any module has run. */
const bar = document.querySelector("header.top");
const menu = h("div.menu", { popover: "auto", id: "menu" });
const working = h("span");
const THEMES = ["system", "light", "dark"];
let shownView = null;
let drawnNames = null;

/** Returns the place in the bar where a view's background work says how it goes. */
export function workingPlace() {
  return working;
}

/** Draws the bar for the view that is shown, or for none. */
export function drawTop(name) {
  shownView = name;
  drawnNames = names();
  const known = currentVisitor() !== null;
  fill(bar, brand(), known ? placeLinks("nav only-wide") : null, h("div.gap"), working, known ? chooser() : null, menuButton(), drawMenu());
}

/** What has not changed stays, and with it an open menu and the focus. */
addEventListener("recto-collections", () => drawnNames !== names() && drawTop(shownView));

function names() {
  return collections().map((one) => one.name).join("\n");
}

function brand() {
  const mark = bar.querySelector(".brand");
  mark.href = address("ask");
  mark.setAttribute("aria-label", t("brand"));
  return mark;
}

function reachable() {
  return views.filter((view) => view.label && (!view.role || may(view.role, currentCollection() ?? undefined)));
}

function link(view, drawn) {
  const around = views.find((one) => one.name === shownView)?.within;
  return h("a", { href: address(view.name), "aria-current": view.name === shownView ? "page" : view.name === around ? "true" : null }, drawn ? icon(view.icon) : null, t(view.label));
}

function placeLinks(classes) {
  return h("nav", { class: classes, "aria-label": t("nav") }, reachable().map((view) => link(view, false)));
}

function chooser() {
  const there = collections();
  if (there.length < 2) {
    return null;
  }
  const chosen = currentCollection();
  return h("select.chooser", {
    "aria-label": t("collection"),
    title: t("collection"),
    onchange: (event) => go(place().name || "ask", { c: event.target.value }),
  }, there.map((one) => h("option", { value: one.name, selected: one.id === chosen?.id }, one.name)));
}

function menuButton() {
  return h("button.button.quiet.square", { type: "button", popovertarget: "menu", "aria-label": t("menu"), title: t("menu") }, icon("menu"));
}

function drawMenu() {
  const visitor = currentVisitor();
  const narrow = visitor === null ? [] : reachable();
  return fill(menu,
    narrow.length > 0 ? h("nav", { "aria-label": t("nav") }, narrow.map((view) => link(view, true))) : null,
    narrow.length > 0 ? h("hr", { class: "only-narrow" }) : null,
    h("button", { type: "button", onclick: nextLanguage }, icon("language"), t("language"), h("span.value", null, LANGUAGES[currentLanguage()])),
    h("button.theme", { type: "button", onclick: nextTheme }, icon("moon"), t("theme"), h("span.value", null, t(`theme.${theme()}`))),
    visitor?.csrf_token ? [h("hr"), h("button", { type: "button", onclick: leave }, icon("leave"), t("signout"))] : null);
}

function nextLanguage() {
  changeLanguage(currentLanguage() === "en" ? "zh" : "en");
}

function theme() {
  return document.documentElement.dataset.theme ?? "system";
}

function nextTheme() {
  const next = THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length];
  keep("recto.theme", next);
  if (next === "system") {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = next;
  }
  drawMenu().querySelector(".theme").focus();
}

async function leave() {
  menu.hidePopover();
  try {
    await signOut();
  } catch (failure) {
    notice(failure.words());
    return;
  }
  dispatchEvent(new Event("recto-signed-out"));
}

menu.addEventListener("click", (event) => {
  if (event.target.closest("a")) {
    menu.hidePopover();
  }
});
