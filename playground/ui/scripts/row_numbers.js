// The rows of a table are numbered by their place, as messages count them. Streamlit would keep
// the old numbers after a deletion and give a new row none. So its own are not painted, and these
// are laid over the "#" column; the description for screen readers gets them, too.
(() => {
  if (window.rowsAreNumbered) return;
  window.rowsAreNumbered = true;
  const EDITOR = 
    ":is(.st-key-training_table, .st-key-test_table) [data-testid=stDataFrameResizable]";
  const WIDTHS = [[1000, 44], [100, 36], [0, 32]]; // of the column of ticks, by the rows above

  const overlayOf = (editor) => {
    const found = editor.querySelector(":scope > .row-numbers");
    if (found) return found;
    const made = document.createElement("div");
    made.className = "row-numbers";
    made.setAttribute("aria-hidden", "true"); // screen readers have the description
    made.append(document.createElement("pre"));
    editor.append(made);
    return made;
  };

  const describe = (cells) => {
    for (const cell of cells) {
      const place = `${cell.parentElement.getAttribute("aria-rowindex") - 1}`;
      if (cell.textContent !== place) cell.textContent = place;
    }
  };

  const number = (editor) => {
    const table = editor.querySelector("table[role=grid]");
    const cells = [...(table?.querySelectorAll("td[aria-colindex='1']") ?? [])];
    if (!cells.length) return;
    const canGrow = cells[0].id.startsWith("glide-cell-1-"); // there are ticks, and a last row to add
    const rows = table.getAttribute("aria-rowcount") - 1 - (canGrow ? 1 : 0);
    describe(cells.filter((cell) => cell.parentElement.getAttribute("aria-rowindex") - 1 <= rows));

    const scroller = editor.querySelector(".dvn-scroller");
    const height = [...editor.querySelectorAll("canvas")].at(-1).clientHeight - 1; // of any row
    const overlay = overlayOf(editor);
    overlay.style.left = canGrow ? `${WIDTHS.find(([least]) => rows > least)?.[1] ?? 32}px` : 0;
    overlay.style.top = `${height}px`;
    overlay.style.height = `${scroller.clientHeight - height}px`;
    const above = Math.floor(scroller.scrollTop / height);
    const shown = Math.min(rows - above, Math.ceil(scroller.clientHeight / height));
    const numbers = Array.from({ length: Math.max(0, shown) }, (_, index) => above + index + 1);
    const text = overlay.firstChild;
    if (text.textContent !== numbers.join("\n")) text.textContent = numbers.join("\n");
    text.style.lineHeight = `${height}px`;
    text.style.transform = `translateY(${above * height - scroller.scrollTop}px)`;
  };

  let isDue = false;
  const numberSoon = () => {
    if (!isDue) requestAnimationFrame(() => {
      isDue = false;
      document.querySelectorAll(EDITOR).forEach(number);
    });
    isDue = true;
  };
  new MutationObserver(numberSoon).observe(document.body, { childList: true, subtree: true });
  window.addEventListener("scroll", numberSoon, true);
  window.addEventListener("resize", numberSoon);
})();
