// The help of a button is shown when Tab gives it the focus, and not when a dialog gives it back:
// there it would lie over the buttons beside it, which are to be used next.
(() => {
  if (window.helpIsForTab) return;
  window.helpIsForTab = true;
  let pressed = ""; // the last key, unless the mouse was used since
  window.addEventListener("keydown", ({ key }) => { pressed = key; }, true);
  window.addEventListener("pointerdown", () => { pressed = ""; }, true);
  window.addEventListener("focusin", (event) => {
    const isGivenBack = ["Escape", "Enter", " "].includes(pressed);
    const hasHelp = event.target.closest?.('{{tooltip-hover-target}}');
    if (isGivenBack && hasHelp) event.stopImmediatePropagation();
  }, true);
})();
