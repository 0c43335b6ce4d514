import { view } from "./views/ask.js";

/**
 * The views of the page. To add one: write a module in views/ that exports `view`, and name it here.
 *
 *     export const view = {
 *       title: "library.title",            // the window's title, a name of the dictionaries (i18n/en.js and i18n/zh.js)
 *       open(main, place) { … }            // fills the empty element `main`; `place` is { name, query } of the address.
 *     };                                   // May be async. May return a function that ends what it began (streams, timers).
 *
 * A view is opened again whenever the address or the language changes. What a reload must not lose belongs into the address
 * (router.js: go, note) or on the service. A style sheet of its own goes into css/ and is added with `style("library")` (style.js).
 * The first view comes with the page, the others when they are opened. Where `label` is missing the view is not in the navigation, and `within`
 * names the place there that it belongs to; `role` hides it from visitors who lack that role.
 */
export const views = [
  { name: "ask", label: "nav.ask", icon: "ask", load: () => ({ view }) },
  { name: "library", label: "nav.library", icon: "library", load: () => import("./views/library.js") },
  { name: "add", label: "nav.add", icon: "upload", role: "write", load: () => import("./views/add.js") },
  { name: "conversations", label: "nav.conversations", icon: "ask", load: () => import("./views/conversations.js") },
  { name: "playground", label: "nav.playground", icon: "settings", load: () => import("./views/playground.js") },
  { name: "operations", label: "nav.operations", icon: "play", load: () => import("./views/operations.js") },
  { name: "tasks", within: "library", load: () => import("./views/tasks.js") },
  { name: "page", within: "library", load: () => import("./views/page.js") },
];
