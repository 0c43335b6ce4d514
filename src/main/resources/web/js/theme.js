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
  if (!window.CSS?.supports?.("color", "light-dark(#000, #fff)") || !("showPopover" in HTMLElement.prototype)) {
    addEventListener("DOMContentLoaded", () => {
      const told = document.createElement("p");
      told.textContent = "This browser is too old for this page: it needs Chrome or Edge 123, Firefox 125, or Safari 17.5, or newer. "
        + "此浏览器版本过低：本页需要 Chrome 或 Edge 123、Firefox 125、Safari 17.5 或更新的版本。";
      document.body.prepend(told);
    });
  }
})();
