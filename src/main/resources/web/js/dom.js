/**
 * Makes elements. Text always becomes text: nothing here, and nothing that uses it, reads a string as HTML, so what stands in a file's name or an
 * answer can only ever be shown.
 */

/**
 * Makes an element.
 *
 * @param {string} what a name with classes, as "p.small.muted"
 * @param {object} [properties] "onclick" and its like listen; "class" adds classes; "data" sets data attributes; what is null, undefined or
 *   false is left out; the rest become attributes
 * @param {...(Node|string|number|null|Array)} children
 */
export function h(what, properties, ...children) {
  const [name, ...classes] = what.split(".");
  const element = document.createElement(name);
  element.classList.add(...classes);
  for (const [key, value] of Object.entries(properties ?? {})) {
    set(element, key, value);
  }
  element.append(...nodes(children));
  return element;
}

function set(element, key, value) {
  if (value === null || value === undefined || value === false) {
    return;
  }
  if (key.startsWith("on")) {
    element.addEventListener(key.slice(2), value);
  } else if (key === "class") {
    element.classList.add(...String(value).split(" ").filter(Boolean));
  } else if (key === "data") {
    Object.assign(element.dataset, value);
  } else if (key === "value" || key === "checked" || key === "selected" || key === "indeterminate") {
    element[key] = value;
  } else if (key === "href") {
    element.setAttribute("href", safe(String(value)));
  } else {
    element.setAttribute(key, value === true ? "" : String(value));
  }
}

/** Addresses lead to places of this page or to http(s) alone, never to "javascript:" or "data:". */
function safe(address) {
  return /^(#|\/(?!\/)|https?:\/\/|blob:)/i.test(address) ? address : "#";
}

function nodes(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false && child !== "");
}

/** Puts children in the place of what an element holds. */
export function fill(element, ...children) {
  element.replaceChildren(...nodes(children));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

/** Drawn on 24 by 24, as strokes. */
const ICONS = {
  add: "M12 5v14M5 12h14",
  alert: "M12 8v5M12 16.5v.01M10.3 3.9 2.4 17.6A2 2 0 0 0 4.1 20.6h15.8a2 2 0 0 0 1.7-3L13.7 3.9a2 2 0 0 0-3.4 0z",
  ask: "M21 12a8.5 8.5 0 0 1-12.6 7.4L3.5 20.5l1.2-4.6A8.5 8.5 0 1 1 21 12z",
  back: "M15 5l-7 7 7 7",
  bin: "M4 7h16M9 7V4.5h6V7M6.5 7l.8 13h9.4l.8-13M10 11v5.5M14 11v5.5",
  check: "M5 12.5l4.5 4.5L19 7.5",
  close: "M6 6l12 12M18 6L6 18",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  document: "M6 3h8l5 5v13H6zM14 3v5h5",
  down: "M6 9l6 6 6-6",
  download: "M12 4v11M7 10.5l5 5 5-5M5 20h14",
  folder: "M3.5 6.5h6l2 2.5h9v10.5h-17z",
  forward: "M9 5l7 7-7 7",
  info: "M12 11v6M12 7.5v.01M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z",
  key: "M15 9.5a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0zM13.6 12.7 20 19M17 16l2-2",
  language: "M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0zM3.5 9h17M3.5 15h17M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18",
  leave: "M14 4h5v16h-5M10 8l-4 4 4 4M6 12h9",
  library: "M4 4h4v16H4zM10 4h4v16h-4zM16.2 4.8l3.8-.9 3.3 15.2-3.8.9z",
  link: "M10 13.5a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.700-5.700l-1.200 1.200M14 10.500a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.700 5.700l1.200-1.200",
  menu: "M4 7h16M4 12h16M4 17h16",
  minus: "M5 12h14",
  moon: "M20 14.500A8.500 8.500 0 0 1 9.500 4a8.500 8.500 0 1 0 10.500 10.500z",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  play: "M7 5l12 7-12 7z",
  print: "M7 9V3.500h10V9M7 17H4V9h16v8h-3M7 14h10v6.500H7z",
  search: "M17 10.500a6.500 6.500 0 1 1-13 0 6.500 6.500 0 0 1 13 0zM15.500 15.500 20.500 20.500",
  send: "M12 19V5M6 11l6-6 6 6",
  settings: "M4 7h9M17 7h3M4 17h3M11 17h9M17 7a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM11 17a2 2 0 1 1-4 0 2 2 0 0 1 4 0z",
  stop: "M7 7h10v10H7z",
  translate: "M4 6.500h9M8.500 4v2.500M11.500 6.500c-.8 4-3.200 6.700-7 8M6 9.500c1 2.200 2.800 3.900 5.300 5M13 20.500l4-9.500 4 9.500M14.400 17.300h5.200",
  up: "M6 15l6-6 6 6",
  upload: "M12 16V5M7 9.500l5-5 5 5M5 20h14",
};

/** Makes an icon; it says nothing to a screen reader, which hears the text or name beside it. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name] ?? ICONS.document);
  svg.append(path);
  return svg;
}

/** Makes a button with an icon and, unless `square`, its words beside it. */
export function button(label, { icon: drawn, square = false, kind = "", ...properties } = {}) {
  const names = square ? { "aria-label": label, title: label } : {};
  return h("button.button", { type: "button", class: `${kind} ${square ? "square" : ""}`, ...names, ...properties },
    drawn ? icon(drawn) : null, square ? null : label);
}
