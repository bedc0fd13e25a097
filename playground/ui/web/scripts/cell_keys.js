// The keys of a table, one after the other. A cell opens, takes up what is typed, and closes a moment
// after the key that it does so for, and a row is added as late; a key that comes before would be
// lost, or bring back the old text. It is kept until then, as are those behind it.
const MOMENT = 50; // milliseconds in which it is idle again; more when the computer is busy
const OPENING = 300, ADDING = 1500; // milliseconds in which a field opens, if it does, and a new row's
const TURNS = 10; // at least, in each of which the browser has come to all that is due
const PARTS = "{{data-frame}} canvas, {{data-frame}} canvas *, {{cell-input}}"; // no search, no tools
const EDITS = { Backspace: "delete", Delete: "forwardDelete" };
const whenIdle = window.requestIdleCallback ?? ((act) => setTimeout(act, MOMENT));
let kept = [];
let typedAt = -Infinity, passes = false; // for the moment: a key that was kept
let awaited = 0, begun = 0; // what the table is told to do, by its number; 0 once it has
window.areKeysKept = () => kept.length > 0;

const isTyped = ({ key }) => key.length === 1;
const isEdit = (event) => isTyped(event) || event.key in EDITS;
const isField = (target) => target.matches("{{cell-input}}");
const isOpen = () => isField(document.activeElement);
const isEnd = ({ key, target }) => isField(target) && ["Enter", "Tab", "Escape"].includes(key);
const selectedIn = (table) => table.querySelector("td[aria-selected=true]");

// Keep keys until the table has done what it was told, or would have.
const rest = (isDone = () => true, most = 0, otherwise = () => {}) => {
  const own = awaited = ++begun, end = performance.now() + most;
  let turns = 0;
  const look = () => {
    turns += 1;
    if (own !== awaited) return;
    if (!isDone() && (turns < TURNS || performance.now() < end)) return soon(look);
    if (!isDone()) otherwise();
    awaited = 0;
    while (kept.length && !awaited) give(kept.shift());
  };
  soon(look);
};
const soon = (act) => requestAnimationFrame(() => whenIdle(act, { timeout: 1000 }));
const give = (event) => {
  const { activeElement } = document;
  const target = activeElement.matches(PARTS) ? activeElement : event.target;
  if (isField(target) && isEdit(event)) {
    if (target === activeElement) document.execCommand(EDITS[event.key] ?? "insertText", false, event.key);
    if (kept.length && !isEdit(kept[0])) rest();
    return;
  }
  passes = true;
  target.dispatchEvent(new KeyboardEvent(event.type, event));
  passes = false;
};

// What is typed in the row below the last, where Enter adds one, adds one as well. That row is not
// described to screen readers: the last row was the last of which a cell was.
let above = null; // the table in which it was
const noteSelected = ({ target }) => {
  if (!target.matches?.("{{data-frame}} td")) return;
  const count = target.closest("table").getAttribute("aria-rowcount"); // with that row, and the header
  const isLast = target.closest("tr").getAttribute("aria-rowindex") === `${count - 1}`;
  above = isLast ? target.closest("{{data-frame}}") : null;
};
const typeBelow = (event) => {
  const table = event.target.closest("{{data-frame}}");
  if (table !== above || selectedIn(table)) return;
  above = null; // if none is added, this one key is typed in vain
  const enter = { key: "Enter", code: "Enter", keyCode: 13, bubbles: true, cancelable: true };
  kept.unshift({ type: event.type, target: event.target, ...enter }, event);
};

const noteKey = (event) => {
  if (isField(event.target)) return isEnd(event) && rest();
  const cell = selectedIn(event.target.closest("{{data-frame}}"));
  if (cell?.getAttribute("aria-readonly") === "true") return; // it does not open
  if (event.key === "Enter") rest(isOpen, cell ? OPENING : ADDING);
  else if (isTyped(event)) rest(isOpen, OPENING, () => typeBelow(event));
};
// A click in that row adds one, too, as soon as the button is let go. What was kept for another cell
// is not for the one that is clicked.
const notePress = ({ target, clientY, button }) => {
  if (!target.closest?.("{{grid-scroller}}")) return;
  kept = [];
  awaited = 0;
  const facts = target.closest(".st-key-training_table, .st-key-test_table")?.querySelector(".row-facts");
  if (facts?.dataset.locked !== "false" || button !== 0) return;
  const table = target.closest("{{data-frame}}"), header = [...table.querySelectorAll("canvas")].at(-1);
  const { bottom } = table.querySelector("{{grid-rows}}").getBoundingClientRect();
  if (clientY < bottom && clientY > bottom - header.clientHeight) rest(isOpen, ADDING);
};
window.addEventListener("focusin", noteSelected, true);
window.addEventListener("pointerdown", notePress, true);
window.addEventListener("input", ({ target }) => {
  if (target.matches?.("{{cell-input}}")) typedAt = performance.now();
}, true);
window.addEventListener("keydown", (event) => {
  const isShortcut = (event.ctrlKey || event.metaKey) && !event.getModifierState("AltGraph");
  if (!event.target.matches?.(PARTS) || isShortcut) return;
  if (event.isComposing || event.keyCode === 229) return; // of an input method
  const isEarly = awaited || (isEnd(event) && performance.now() - typedAt < MOMENT);
  if (passes || !isEarly) return noteKey(event);
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!event.repeat) kept.push(event);
  if (!awaited) rest();
}, true);
