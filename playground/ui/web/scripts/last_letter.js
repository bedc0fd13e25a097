// A table takes up what is typed into a cell a moment later, and a key that ends the cell before that
// would bring back its old text. Such a key waits for as long.
const MOMENT = 50; // milliseconds in which it is idle again; more when the computer is busy
const whenIdle = window.requestIdleCallback ?? ((act) => setTimeout(act, MOMENT));
let typedAt = -Infinity, waiting = false;
window.addEventListener("input", ({ target }) => {
  if (target.closest?.("{{portal}}")) typedAt = performance.now(); // where cells that are typed in lie
}, true);
window.addEventListener("keydown", (event) => {
  const { target, key } = event;
  const isEnd = (key === "Enter" || key === "Tab") && !event.isComposing && event.keyCode !== 229;
  if (!isEnd || !(waiting || performance.now() - typedAt < MOMENT)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (waiting) return; // the same key twice: the first one ends the cell
  waiting = true;
  const again = () => {
    waiting = false;
    typedAt = -Infinity;
    target.dispatchEvent(new KeyboardEvent(event.type, event));
  };
  requestAnimationFrame(() => whenIdle(again, { timeout: 1000 }));
}, true);
