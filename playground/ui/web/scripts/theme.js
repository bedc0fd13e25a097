// The button in the header changes between light and dark. Streamlit has both themes and remembers
// which one was chosen, but gives a page no way to choose; its own function for that is found
// where the page hands it down.
const SETTLED = 200; // milliseconds, in which Streamlit changes its own colours
matchMedia("(prefers-color-scheme: dark)").addEventListener(
  "change", () => setTimeout(window.tell, SETTLED, "repaint"));

document.addEventListener("click", ({ target }) => {
  if (!target.closest?.(".st-key-theme button")) return;
  const app = document.querySelector("{{app}}");
  let part = app[Object.keys(app).find((key) => key.startsWith("__reactFiber$"))];
  while (!part.memoizedProps?.theme?.setTheme) part = part.return;
  const { availableThemes, setTheme } = part.memoizedProps.theme;
  const other = document.documentElement.dataset.theme === "dark" ? "Light" : "Dark";
  setTheme(availableThemes.find(({ name }) => name === `Custom Theme ${other}`));
});
