// The label stands first in the table of samples, and last everywhere else. So whole rows that are
// copied from it have their label last, and whole rows pasted have it put first, wherever among
// "#", the label and the first feature they are pasted; a row of names above them is left out.
(() => {
  if (window.rowsArePasted) return;
  window.rowsArePasted = true;
  const TABLE = ".st-key-training_table table[role=grid]";
  const NUMBER = 1, LABEL = 2, FEATURE = 3; // places of columns
  const DESCRIBED = 250; // milliseconds after which the description says what is selected

  const tableInUse = () => document.activeElement?.closest(TABLE) ??
    document.activeElement?.closest(".st-key-training_table")?.querySelector(TABLE);
  const widthOf = (table) => table.getAttribute("aria-colcount") - 1; // features and the label
  let lastSelected = NUMBER; // in a row that may be out of sight, and so not described, by now
  const firstSelected = (table) => {
    const cell = table.querySelector("td[aria-selected=true]");
    if (cell) lastSelected = Number(cell.getAttribute("aria-colindex"));
    return lastSelected;
  };
  const cellsOf = (text) => text.replace(/\r?\n$/, "").split(/\r?\n/).map((row) => row.split("\t"));
  const textOf = (rows) => rows.map((row) => row.join("\t")).join("\n");
  const isNumber = (cell) => /\d/.test(cell) && !/[^\d\s.,eE+-]/.test(cell);

  const withLabelFirst = (rows, table) => {
    const isNamed = rows.length > 1 && rows[0].every((cell) => cell.trim() && !isNumber(cell)) &&
      rows[1].some(isNumber);
    const heading = table.querySelector(`th[aria-colindex="${LABEL}"]`)?.textContent;
    const body = isNamed ? rows.slice(1) : rows;
    if (isNamed && rows[0][0].trim() === heading) return body;
    return body.map((row) => [row.at(-1), ...row.slice(0, -1)]);
  };

  const copied = ({ clipboardData }) => {
    const table = tableInUse();
    if (!table || !clipboardData) return;
    const from = firstSelected(table);
    clipboardData.setData = (type, text) => { // called by the table, which has its own order
      const rows = cellsOf(text), width = widthOf(table) + LABEL - from;
      const isWhole = from < FEATURE && rows.every((row) => row.length === width);
      if (type === "text/html" && clipboardData.isWhole) return;
      clipboardData.isWhole = isWhole && type === "text/plain";
      const labelLast = ([label, ...features]) => [...features, label];
      const arranged = rows.map((row) => labelLast(row.slice(LABEL - from)));
      DataTransfer.prototype.setData.call(
        clipboardData, type, clipboardData.isWhole ? textOf(arranged) : text);
    };
  };
  window.addEventListener("copy", copied, true);
  window.addEventListener("cut", copied, true);

  // The table asks the browser for what is in the clipboard, which not every browser gives without
  // another click, and none to a page that came without encryption. The event has it.
  let text = "", isHeld = false;
  const clipboard = navigator.clipboard ?? {};
  clipboard.read = undefined;
  clipboard.readText = () => new Promise((resolve) => setTimeout(() => isHeld || resolve(text)));
  if (!navigator.clipboard) Object.defineProperty(navigator, "clipboard", { value: clipboard });

  const pressLeft = () => document.activeElement.dispatchEvent(new KeyboardEvent(
    "keydown", { key: "ArrowLeft", code: "ArrowLeft", keyCode: 37, bubbles: true }));
  const pasteRows = (rows) => {
    isHeld = false;
    const table = tableInUse();
    if (!table) return;
    const at = firstSelected(table);
    const arranged = at > FEATURE ? rows : withLabelFirst(rows, table);
    if (at === FEATURE) pressLeft(); // to the label, where the rows begin
    const lines = at === NUMBER ? arranged.map((row) => ["", ...row]) : arranged;
    setTimeout(() => { // the table then asks for the text
      text = textOf(lines);
      document.activeElement.dispatchEvent(new ClipboardEvent("paste", { bubbles: true }));
    }, at === FEATURE ? DESCRIBED : 0);
  };
  window.addEventListener("paste", (event) => {
    if (!event.isTrusted) return;
    isHeld = false;
    text = event.clipboardData?.getData("text/plain").replace(/\r?\n$/, "") ?? "";
    const table = tableInUse();
    if (!table) return;
    const rows = cellsOf(text);
    if (rows.some((row) => row.length !== widthOf(table))) return;
    isHeld = true;
    setTimeout(pasteRows, DESCRIBED, rows);
  }, true);
})();
