/** The page's words in the chosen language. A word is asked for by its name; both dictionaries have the same names, which a test holds. */

import { en } from "./i18n/en.js";
import { zh } from "./i18n/zh.js";

const DICTIONARIES = { en, zh };
const KEPT = "recto.language";

/** The languages with their own names, for choosing. */
export const LANGUAGES = { en: "English", zh: "中文" };

let language = chosen();
document.documentElement.lang = tag();

function chosen() {
  const kept = read(KEPT);
  if (kept in DICTIONARIES) {
    return kept;
  }
  return (navigator.languages ?? ["en"]).map((name) => name.slice(0, 2).toLowerCase()).find((name) => name in DICTIONARIES) ?? "en";
}

/** Returns the language in use, "en" or "zh". */
export function currentLanguage() {
  return language;
}

function tag() {
  return language === "zh" ? "zh-CN" : "en-GB";
}

/** Changes the language; whoever shows words is to show them again. */
export function changeLanguage(name) {
  language = name in DICTIONARIES ? name : "en";
  keep(KEPT, language);
  document.documentElement.lang = tag();
  dispatchEvent(new Event("recto-language"));
}

/**
 * Returns words.
 *
 * @param {string} name
 * @param {object} [values] for the places in braces; with `count`, the forms "name.one" and "name.other" are chosen between
 */
export function t(name, values = {}) {
  const words = DICTIONARIES[language];
  let form = name;
  if ("count" in values) {
    const plural = `${name}.${values.count === 1 ? "one" : "other"}`; // all that these languages have; Intl.PluralRules takes tens of ms to make
    form = plural in words ? plural : `${name}.other`;
  }
  const text = words[form] ?? words[name] ?? name;
  return text.replace(/\{(\w+)\}/g, (place, key) => {
    const value = values[key];
    return value === undefined ? place : typeof value === "number" ? number(value) : String(value);
  });
}

/**
 * Adds the words of a view that is loaded when it is first opened.
 *
 * @param {{en: object, zh: object}} words both with the same names
 */
export function teach(words) {
  Object.entries(words).forEach(([name, dictionary]) => Object.assign(DICTIONARIES[name], dictionary));
}

/** Returns whether there are words of that name. */
export function known(name) {
  return name in DICTIONARIES[language];
}

const formats = new Map();

/** Making a format takes a hundred times as long as using it, and a list uses the same ones in every row. */
function format(Kind, options) {
  const name = `${Kind.name} ${tag()} ${JSON.stringify(options)}`;
  if (!formats.has(name)) {
    formats.set(name, new Kind(tag(), options));
  }
  return formats.get(name);
}

/** Returns a number as people of the language write it. Whole ones look alike in both languages, and the first view is not to wait for a format to be made. */
export function number(value, options) {
  if (options === undefined && Number.isSafeInteger(value)) {
    return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
  }
  return format(Intl.NumberFormat, options).format(value);
}

/** Returns a size in bytes, as "3.4 MB". */
export function bytes(size) {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
  let power = size < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(size) / 3));
  const value = size / 1000 ** power;
  return number(value, { style: "unit", unit: units[power], unitDisplay: power === 0 ? "long" : "short", maximumFractionDigits: value < 10 && power > 0 ? 1 : 0 });
}

/** Returns a span of time, as "2 minutes". */
export function duration(seconds) {
  const [value, unit] = seconds < 60 ? [Math.max(1, Math.round(seconds)), "second"] : seconds < 5400 ? [Math.round(seconds / 60), "minute"] : [Math.round(seconds / 3600), "hour"];
  return number(value, { style: "unit", unit, unitDisplay: "long" });
}

/** Returns a moment, as "22 Nov 2026, 14:05". */
export function moment(time) {
  return format(Intl.DateTimeFormat, { dateStyle: "medium", timeStyle: "short" }).format(new Date(time));
}

/** Returns what the browser keeps under a name, or null; a browser that keeps nothing is no reason to fail. */
export function read(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Keeps a text in the browser, where it keeps anything. */
export function keep(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Chosen again next time.
  }
}
