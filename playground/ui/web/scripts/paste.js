// What is pasted fills the cells as it is seen. A table drops what has no place in it, and reads
// quotes in its own way, without a word: all that is not just numbers in their places goes to the
// server, which writes it into the table or asks about it.
const NAMES = ["training_table", "test_table", "parameters_table"];
const DESCRIBED = 250; // milliseconds after which the description says what is selected

const boxInUse = () => {
  const { activeElement } = document;
  const isField = activeElement?.matches("input, textarea"); // for a search, say
  return isField ? null : activeElement?.closest(NAMES.map((name) => `.st-key-${name}`).join());
};
// a cell may be out of sight, and so not described, by now
const lastSelected = new WeakMap();
const selectedIn = (box) => {
  const cell = box.querySelector("td[aria-selected=true]");
  if (cell) lastSelected.set(box, {
    row: cell.closest("tr").getAttribute("aria-rowindex") - 2,
    column: cell.getAttribute("aria-colindex") - 2, // -1 is that of the numbers
  });
  return lastSelected.get(box) ?? { row: 0, column: 0 };
};

const isNumber = (cell) => /^\s*[+-]?\.?\d[\d.]*([eE][+-]?\d+)?\s*$/.test(cell);
const fitsAsItIs = (box, text, { row, column }) => {
  const table = box.querySelector("table[role=grid]");
  const room = table.getAttribute("aria-colcount") - 1 - column;
  const rows = text.split(/\r?\n/).map((line) => line.split("\t"));
  const isPlain = !/["\u{10000}-\u{10ffff}]/u.test(text) && rows.at(-1).at(-1) !== "";
  const isTooLong = box.matches(".st-key-parameters_table") // which has a row for each class
    && rows.length > table.getAttribute("aria-rowcount") - 1 - row;
  const isLabel = (at) => box.matches(".st-key-training_table") && column + at === 0;
  return column >= 0 && isPlain && !isTooLong && rows.every((cells) => cells.length <= room
    && cells.every((cell, at) => isLabel(at) || cell === "" || isNumber(cell)));
};

// The table asks the browser for what is in the clipboard, which not every browser gives without
// another click, and none to a page that came without encryption. The event has it.
let text = "";
navigator.clipboard.read = undefined;
navigator.clipboard.readText = async () => text;

const paste = (box) => {
  if (boxInUse() !== box) return;
  const selected = selectedIn(box);
  if (fitsAsItIs(box, text, selected)) // the table then asks for the text
    return document.activeElement.dispatchEvent(new ClipboardEvent("paste", { bubbles: true }));
  const table = NAMES.find((each) => box.matches(`.st-key-${each}`));
  window.tell("paste", { table, ...selected, text });
};
window.addEventListener("paste", (event) => {
  if (!event.isTrusted) return;
  text = event.clipboardData?.getData("text/plain").replace(/\r?\n$/, "") ?? "";
  const box = boxInUse();
  const isLocked = box?.querySelector(".row-facts")?.dataset.locked === "true";
  if (!box || isLocked || !/[\t\n]/.test(text)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  setTimeout(paste, DESCRIBED, box);
}, true);
