// Runs before the first paint, so that the chosen theme never follows a flash of the other one.
(() => {
  let theme = null;
  try {
    theme = localStorage.getItem("recto.theme");
  } catch {
    // A browser that keeps nothing gets the system's theme.
  }
  if (theme === "light" || theme === "dark") {
    document.documentElement.dataset.theme = theme;
  }
})();
