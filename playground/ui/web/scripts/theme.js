// The button in the header changes between light and dark. Streamlit has both themes and remembers
// which one was chosen, but gives a page no way to choose; its own function for that is found
// where the page hands it down.
(() => {
  if (window.themeIsChosen) return;
  window.themeIsChosen = true;
  const KEY = `stActiveTheme-${location.pathname}-v2`; // where Streamlit remembers

  const themesOfStreamlit = () => {
    const app = document.querySelector("{{app}}");
    const hook = Object.keys(app).find((key) => key.startsWith("__reactFiber$"));
    let part = app[hook];
    while (part && !part.memoizedProps?.theme?.setTheme) part = part.return;
    return part?.memoizedProps.theme;
  };

  const SETTLED = 200; // milliseconds, in which Streamlit changes its own colours
  const repaint = () => document.querySelector(".st-key-repaint button")?.click();
  matchMedia("(prefers-color-scheme: dark)").addEventListener(
    "change", () => setTimeout(repaint, SETTLED));

  document.addEventListener("click", (event) => {
    if (!event.target.closest?.(".st-key-theme button")) return;
    const name = document.querySelector(".page-facts").dataset.theme === "dark" ? "Light" : "Dark";
    const themes = themesOfStreamlit();
    const theme = themes?.availableThemes.find((each) => each.name === `Custom Theme ${name}`);
    if (theme) return themes.setTheme(theme);
    localStorage.setItem(KEY, JSON.stringify(name));
    location.reload(); // what was typed is in the address
  });
})();
