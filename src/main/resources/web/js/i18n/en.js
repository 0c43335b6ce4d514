/** The page's words in English. */
export const en = {
  // shell
  "again": "Try again",
  "brand": "Recto, to the start",
  "cancel": "Cancel",
  "close": "Close",
  "collection": "Collection",
  "collection.gone": "There is no such collection, or your key may not read it.",
  "language": "Language",
  "menu": "Menu",
  "nav": "Places",
  "nowhere": "There is nothing at this address.",
  "signout": "Sign out",
  "skip": "Skip to the content",
  "theme": "Theme",
  "theme.system": "as the system",
  "theme.light": "light",
  "theme.dark": "dark",
  "nav.ask": "Ask",
  "nav.library": "Library",
  "nav.conversations": "Conversations",
  "nav.playground": "Playground",
  "nav.operations": "Operations",

  // sign-in
  "signin.title": "Sign in",
  "signin.key": "Key",
  "signin.hint": "The key that you were given. Whoever runs this service makes one with “recto keys create”.",
  "signin.enter": "Sign in",

  // problems, by their code; what is not here is said in the service's own words
  "problem.cut": "The connection was cut before the end. What was shown is kept; try again.",
  "problem.csrf": "This page’s session is not the newest one. Load the page again.",
  "problem.forbidden": "Your key does not allow this here. Ask whoever runs this service for a key with the right role.",
  "problem.not_found": "It is not there (any more), or your key may not see it.",
  "problem.other": "The service answered with status {status} and no reason. Try again; if it stays so, its log says more.",
  "problem.page": "Something on this page went wrong. Load it again; nothing that was taken in is lost.",
  "problem.request": "Request {id}",
  "problem.too_many_requests": "Too many requests at once. Try again in {seconds} seconds.",
  "problem.unauthorized": "A key is needed, or yours was revoked. Sign in to go on.",
  "problem.unreachable": "The service cannot be reached. It may be starting again, or the network is cut. Try again in a moment.",
  "problem.view": "This part of the page could not be loaded. Load the page again.",
  "problem.wrong_key": "This key opens nothing here. It may be mistyped or revoked.",

  // ask
  "ask.title": "Ask",
};
