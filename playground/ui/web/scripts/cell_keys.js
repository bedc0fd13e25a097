// The keys of a table, one after the other. A cell opens, takes up what is typed, and closes a moment
// after the key that it does so for, and a row is added as late; a key that comes before would be
// lost, or bring back the old text. It is kept until then, as are those behind it.
const MOMENT = 50; // milliseconds in which it is idle again; more when the computer is busy
const OPENING = 300, ADDING = 1500; // milliseconds in which a field opens, if it does, and a new row's
const TURNS = 10; // at least, in each of which the browser has come to all that is due
const TABLE = "{{data-frame}}, {{portal}}"; // cells that are typed in lie in the portal
const EDITS = { Backspace: "delete", Delete: "forwardDelete" };
const whenIdle = window.requestIdleCallback ?? ((act) => setTimeout(act, MOMENT));
const kept = [];
let typedAt = -Infinity, isBusy = false, passes = false; // for the moment: a key that was kept
window.areKeysKept = () => kept.length > 0;

const isTyped = ({ key }) => key.length === 1;
const isEdit = (event) => isTyped(event) || event.key in EDITS;
const isField = (target) => target.matches("{{cell-input}}");
const isOpen = () => isField(document.activeElement);
const isEnd = ({ key, target }) => isField(target) && (key === "Enter" || key === "Tab");

// Keep keys until the table has done what it was told, or would have.
const rest = (isDone = () => true, most = 0, otherwise = () => {}) => {
  isBusy = true;
  const end = performance.now() + most;
  let turns = 0;
  const look = () => {
    turns += 1;
    if (!isDone() && (turns < TURNS || performance.now() < end)) return soon(look);
    if (!isDone()) otherwise();
    isBusy = false;
    giveNext();
  };
  soon(look);
};
const soon = (act) => requestAnimationFrame(() => whenIdle(act, { timeout: 1000 }));
const giveNext = () => {
  while (kept.length && !isBusy) give(kept.shift());
};
const give = (event) => {
  const { activeElement } = document;
  const target = activeElement.closest(TABLE) ? activeElement : event.target;
  if (isField(target) && isEdit(event)) {
    document.execCommand(EDITS[event.key] ?? "insertText", false, event.key);
    if (kept.length && !isEdit(kept[0])) rest();
    return;
  }
  passes = true;
  target.dispatchEvent(new KeyboardEvent(event.type, event));
  passes = false;
};

// What is typed in the row below the last, where Enter adds one, adds one as well: there no cell is
// selected, as the description for screen readers says.
const typeBelow = (event) => {
  const table = event.target.closest("{{data-frame}}");
  if (!table || table.querySelector("td[aria-selected=true]")) return;
  const enter = { key: "Enter", code: "Enter", keyCode: 13, bubbles: true, cancelable: true };
  kept.unshift({ type: event.type, target: event.target, ...enter }, event);
};

const note = (event) => {
  if (isEnd(event)) rest();
  else if (isField(event.target)) return;
  else if (event.key === "Enter") rest(isOpen, ADDING);
  else if (isTyped(event)) rest(isOpen, OPENING, () => typeBelow(event));
};
// A click in that row adds one, too, as soon as the button is let go. What was kept for another cell
// is not for the one that is clicked.
const notePress = ({ target, clientY }) => {
  const table = target.closest?.("{{data-frame}}"), rows = table?.querySelector("{{grid-rows}}");
  if (!rows) return;
  kept.length = 0;
  const height = [...table.querySelectorAll("canvas")].at(-1).clientHeight; // of its head, and of a row
  if (clientY > rows.getBoundingClientRect().bottom - height) rest(isOpen, ADDING);
};
window.addEventListener("pointerdown", notePress, true);
window.addEventListener("input", ({ target }) => {
  if (target.closest?.("{{portal}}")) typedAt = performance.now();
}, true);
window.addEventListener("keydown", (event) => {
  const isOfIts = event.target.closest?.(TABLE) && !event.isComposing && event.keyCode !== 229;
  if (!isOfIts || event.ctrlKey || event.metaKey || event.altKey) return;
  const isEarly = isBusy || (isEnd(event) && performance.now() - typedAt < MOMENT);
  if (passes || !isEarly) return note(event);
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!event.repeat) kept.push(event);
  if (!isBusy) rest();
}, true);
