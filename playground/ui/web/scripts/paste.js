// What is pasted fills the cells as it is seen. A table drops what has no place in it, and reads
// quotes in its own way, without a word: all that is not just numbers in their places goes to the
// server, which writes it into the table or asks about it.
(() => {
  if (window.rowsArePasted) return;
  window.rowsArePasted = true;
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

  const cellsOf = (text) => text.split(/\r?\n/).map((row) => row.split("\t"));
  const isNumber = (cell) => /^\s*[+-]?\.?\d[\d.]*([eE][+-]?\d+)?\s*$/.test(cell);
  const fitsAsItIs = (box, { row, column }) => {
    const table = box.querySelector("table[role=grid]");
    const hasLabel = box.matches(".st-key-training_table");
    const rows = cellsOf(text), room = table.getAttribute("aria-colcount") - 1 - column;
    const isPlain = !/["\u{10000}-\u{10ffff}]/u.test(text) && rows.at(-1).at(-1) !== "";
    const isTooLong = box.matches(".st-key-parameters_table") // which has a row for each class
      && rows.length > table.getAttribute("aria-rowcount") - 1 - row;
    return column >= 0 && isPlain && !isTooLong && rows.every((cells) => cells.length <= room
      && cells.every((cell, at) => (hasLabel && column + at === 0) || cell === "" || isNumber(cell)));
  };

  // The table asks the browser for what is in the clipboard, which not every browser gives without
  // another click, and none to a page that came without encryption. The event has it.
  let text = "", isHeld = false;
  const { clipboard } = navigator;
  clipboard.read = undefined;
  clipboard.readText = () => new Promise((resolve) => setTimeout(() => isHeld || resolve(text)));

  const paste = (box) => {
    isHeld = false;
    if (boxInUse() !== box) return;
    const selected = selectedIn(box);
    if (fitsAsItIs(box, selected)) { // the table then asks for the text
      document.activeElement.dispatchEvent(new ClipboardEvent("paste", { bubbles: true }));
      return;
    }
    const table = NAMES.find((each) => box.matches(`.st-key-${each}`));
    window.tell("paste", { table, ...selected, text });
  };
  window.addEventListener("paste", (event) => {
    if (!event.isTrusted) return;
    isHeld = false;
    text = event.clipboardData?.getData("text/plain").replace(/\r?\n$/, "") ?? "";
    const box = boxInUse();
    const isLocked = box?.querySelector(".row-facts")?.dataset.locked === "true";
    if (!box || isLocked || !/[\t\n]/.test(text)) return;
    isHeld = true;
    setTimeout(paste, DESCRIBED, box);
  }, true);
})();
