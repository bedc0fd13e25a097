// The rows of a table are numbered by their place, as messages count them. Streamlit would keep
// the old numbers after a deletion and give a new row none. So its own are not painted, and these
// are laid over the "#" column; the description for screen readers gets them, too.
(() => {
  if (window.rowsAreNumbered) return;
  window.rowsAreNumbered = true;
  const WIDTHS = [[1000, 44], [100, 36], [0, 32]]; // of the column of ticks, by the rows above

  const overlayOf = (editor) => {
    const found = editor.querySelector(":scope > .row-numbers");
    if (found) return found;
    const made = document.createElement("div");
    made.className = "row-numbers";
    made.setAttribute("aria-hidden", "true"); // screen readers have the description
    made.append(document.createElement("pre"), document.createElement("b"));
    editor.append(made);
    return made;
  };

  const describe = (editor, rows) => {
    for (const cell of editor.querySelectorAll("td[aria-colindex='1']")) {
      const place = cell.parentElement.getAttribute("aria-rowindex") - 1;
      if (rows >= place && cell.textContent !== `${place}`) cell.textContent = place;
    }
  };

  const number = (editor, isLocked, marked) => { // locked: without ticks and without a last row to add
    const scroller = editor.querySelector("{{grid-scroller}}");
    const header = [...editor.querySelectorAll("canvas")].at(-1);
    if (!scroller || !header) return;
    const height = header.clientHeight - 1; // of any row
    const all = Math.round(scroller.querySelector("{{grid-rows}}").clientHeight / height);
    const rows = all - (isLocked ? 1 : 2);
    describe(editor, rows);

    const overlay = overlayOf(editor), text = overlay.firstChild;
    const style = getComputedStyle(scroller);
    const above = Math.floor(scroller.scrollTop / height);
    const shown = Math.min(rows - above, Math.ceil(scroller.clientHeight / height));
    const numbers = Array.from({ length: Math.max(0, shown) }, (_, index) => above + index + 1);
    overlay.style.left = isLocked ? 0 : `${WIDTHS.find(([least]) => rows > least)?.[1] ?? 32}px`;
    overlay.style.top = `${height}px`;
    overlay.style.height = `${scroller.clientHeight - height}px`;
    if (text.textContent !== numbers.join("\n")) text.textContent = numbers.join("\n");
    text.style.font = ["--gdg-base-font-style", "--gdg-font-family"]
      .map((name) => style.getPropertyValue(name)).join(" ");
    text.style.lineHeight = `${height}px`;
    text.style.transform = `translateY(${above * height - scroller.scrollTop}px)`;
    overlay.lastChild.hidden = !marked || marked > rows;
    overlay.lastChild.style.height = `${height}px`;
    overlay.lastChild.style.top = `${(marked - 1) * height - scroller.scrollTop}px`;
  };

  const numberAll = () => {
    for (const facts of document.querySelectorAll(".row-facts")) {
      const place = facts.closest(".st-key-training_table, .st-key-test_table");
      // none while the page is put together anew
      for (const editor of place?.querySelectorAll("{{data-frame-resizable}}") ?? [])
        number(editor, facts.dataset.locked === "true", Number(facts.dataset.marked));
    }
  };

  const numberSoon = window.onceAFrame(numberAll);
  window.onPageChange(numberSoon);
  window.addEventListener("scroll", numberSoon, true);
  window.addEventListener("resize", numberSoon);
})();
