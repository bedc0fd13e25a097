// In the view of the samples a click on a row chooses it, one on a cell of the confusion matrix
// leaves only its samples.
(() => {
  if (window.resultsLead) return;
  window.resultsLead = true;
  let pressed = null; // where the mouse went down: in a run all is drawn anew before it comes up
  let last = null; // the button that was used last, by a selector: the table is drawn anew

  // What is to be said of a click there, if anything.
  const under = (target) => {
    const row = target.closest?.(".st-key-results [data-sample]");
    const cell = target.closest?.(".st-key-results_confusion td:has(button)");
    if (row) return ["sample", { number: Number(row.dataset.sample) + 1 }];
    return cell ? ["cell", { label: Number(cell.dataset.row), predicted: Number(cell.dataset.col) }] : null;
  };

  document.addEventListener("pointerdown", ({ target }) => { pressed = under(target); }, true);
  document.addEventListener("click", ({ target }) => {
    const inside = target.closest?.(".st-key-results, .st-key-results_confusion");
    const said = under(target) ?? (inside ? pressed : null);
    pressed = last = null;
    if (!said) return;
    const [what, { number, label, predicted }] = said;
    last = what === "sample" ? `.st-key-results [data-sample="${number - 1}"] button` :
      `.st-key-results_confusion [data-row="${label}"][data-col="${predicted}"] button`;
    window.tell(...said);
  });

  window.onPageChange(() => {
    if (last && document.activeElement === document.body)
      document.querySelector(last)?.focus({ preventScroll: true });
  });
})();
