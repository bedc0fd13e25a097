// The rows of a table are numbered by their place, as messages count them. Streamlit would keep
// the old numbers after a deletion and give a new row none. So its own are not painted, and these
// are laid over the "#" column, where they scroll with the table; the description for screen readers
// gets them, too.
const WIDTHS = [[1000, 44], [100, 36], [0, 32]]; // of the column of ticks, by the rows above

const describe = (editor, rows) => {
  for (const cell of editor.querySelectorAll("td[aria-colindex='1']")) {
    const place = cell.parentElement.getAttribute("aria-rowindex") - 1;
    if (rows >= place && cell.textContent !== `${place}`) cell.textContent = place;
  }
};

const number = (editor, { locked, marked, open }) => { // locked: without ticks and without a last row to add
  const inside = editor.querySelector("{{grid-rows}}");
  const header = [...editor.querySelectorAll("canvas")].at(-1);
  if (!inside || !header) return;
  const height = header.clientHeight - 1; // of any row
  const rows = Math.max(0, Math.round(inside.clientHeight / height) - (locked === "true" ? 1 : 2));
  describe(editor, rows);

  if (!inside.querySelector(".row-numbers")) {
    const made = document.createElement("div");
    made.className = "row-numbers";
    made.setAttribute("aria-hidden", "true"); // screen readers have the description
    made.append(document.createElement("pre"), document.createElement("b"));
    inside.prepend(made);
  }
  const overlay = inside.querySelector(".row-numbers"), [text, mark] = overlay.children;
  const left = locked === "true" ? 0 : WIDTHS.find(([least]) => rows > least)?.[1] ?? 32;
  for (const [name, value] of Object.entries({ height: `${height}px`, left: `${left}px`, marked }))
    if (editor.style.getPropertyValue(`--${name}`) !== value)
      editor.style.setProperty(`--${name}`, value);
  mark.hidden = marked === "0" || marked > rows;
  if (text.dataset.seen === `${rows} ${open}`) return;
  text.dataset.seen = `${rows} ${open}`;
  const pencils = new Set(open.split(" "));
  const numbers = Array.from({ length: rows }, (_, index) => `${index + 1}`);
  text.textContent = numbers.map((row) => pencils.has(row) ? `✎${row}` : row).join("\n");
};

const numberAll = () => {
  for (const facts of document.querySelectorAll(".row-facts"))
    for (const editor of facts.closest(".st-key-training_table, .st-key-test_table")
      ?.querySelectorAll("{{data-frame-resizable}}") ?? []) number(editor, facts.dataset);
};
window.onPageChange(window.onceAFrame(numberAll));
