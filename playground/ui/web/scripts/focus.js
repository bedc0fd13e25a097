// A button that is disabled by its own click gives the focus to the one that comes next, so that
// who works by keyboard goes on from there and not from the top of the page.
// One that is replaced, as those of a lesson's step, gives it to the one in its place.
const NEXT = { train: "pause", pause: "resume", resume: "pause", step: "train", reset: "train",
  lesson_next: "lesson_back", lesson_back: "lesson_next", lesson_hint: "lesson_next" };
const SETTLED = 300; // milliseconds: that the page is at rest is known before its buttons are drawn
let focused = ""; // the name of the button that has the focus, or had it when it was disabled

const note = ({ target }) => {
  focused = Object.keys(NEXT).find((name) => target.closest?.(`.st-key-${name} button`)) ?? "";
};
for (const type of ["focusin", "pointerdown"]) window.addEventListener(type, note, true);

const isLost = () => focused &&
  (document.activeElement === document.body || document.activeElement?.matches(":disabled"));
const giveFocus = (...names) => {
  const button = names.map(window.buttonOf).find((each) => each && !each.disabled);
  button?.focus({ preventScroll: true });
  return Boolean(button);
};
let timer = 0;
window.onPageChange(() => {
  clearTimeout(timer);
  if (!isLost() || giveFocus(focused, NEXT[focused]) || !window.isAtRest()) return;
  // Train, which can be pressed after all of them, only once no other button is on its way
  timer = setTimeout(() => isLost() && giveFocus(focused, NEXT[focused], "train"), SETTLED);
});

// The help of a button is shown when Tab gives it the focus, and not when a dialog gives it back:
// there it would lie over the buttons beside it, which are to be used next.
let key = ""; // the last one, unless the mouse was used since
window.addEventListener("keydown", (event) => { key = event.key; }, true);
window.addEventListener("pointerdown", () => { key = ""; }, true);
window.addEventListener("focusin", (event) => {
  const isGivenBack = ["Escape", "Enter", " "].includes(key);
  if (isGivenBack && event.target.closest?.("{{tooltip-hover-target}}"))
    event.stopImmediatePropagation();
}, true);
