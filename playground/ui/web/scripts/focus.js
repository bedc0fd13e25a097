// A button that is disabled by its own click gives the focus to the one that comes next, so that
// who works by keyboard goes on from there and not from the top of the page.
(() => {
  if (window.focusIsKept) return;
  window.focusIsKept = true;
  const NEXT = {
    train: ["train", "pause"],
    pause: ["pause", "resume", "train"],
    resume: ["resume", "pause", "train"],
    step: ["step", "train"],
    reset: ["reset", "train"],
  };
  const SETTLED = 100; // milliseconds: the buttons are drawn one after the other
  let kept = null; // the button that has the focus, or had it when it was disabled
  let timer = 0;

  const nameOf = (target) => target.closest?.(".st-key-buttons") && target.closest("button") &&
    Object.keys(NEXT).find((name) => target.closest(`.st-key-${name}`));
  const focusOn = (name) => {
    const button = [...document.querySelectorAll(`.st-key-${name} button:enabled`)]
      .find((each) => each.checkVisibility());
    button?.focus({ preventScroll: true });
    return Boolean(button);
  };
  const isLost = () => {
    const { activeElement } = document;
    return activeElement === document.body || activeElement?.matches(".st-key-buttons :disabled");
  };

  const isDrawing = () => document.querySelector("{{script-state}}")
    ?.dataset.testScriptState !== "notRunning";
  const settle = () => {
    if (!kept || !isLost() || NEXT[kept].slice(0, 2).some(focusOn)) return;
    if (isDrawing()) timer = setTimeout(settle, SETTLED); // the successor may be on its way
    else NEXT[kept].some(focusOn);
  };

  const note = ({ target }) => { kept = nameOf(target) ?? null; };
  for (const type of ["focusin", "pointerdown"]) window.addEventListener(type, note, true);

  window.onPageChange(() => {
    clearTimeout(timer);
    if (kept && isLost() && !NEXT[kept].slice(0, 2).some(focusOn)) timer = setTimeout(settle, SETTLED);
  });
})();
