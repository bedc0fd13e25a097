// In the view of the samples a click on a row chooses it, one on a cell of the confusion matrix
// leaves only its samples: the page is told by a field that is never shown.
(() => {
  if (window.resultsLead) return;
  window.resultsLead = true;
  let last = null; // the button that was used last, by a selector: the table is drawn anew

  document.addEventListener("click", ({ target }) => {
    const row = target.closest?.(".st-key-results [data-sample]");
    const cell = target.closest?.(".st-key-results_confusion td:has(button)");
    if (row) {
      last = `.st-key-results [data-sample="${row.dataset.sample}"] button`;
      window.tellPage("results_said", "row", row.dataset.sample);
    } else if (cell) {
      const { row: label, col } = cell.dataset;
      last = `.st-key-results_confusion [data-row="${label}"][data-col="${col}"] button`;
      window.tellPage("results_said", "cell", label, col);
    } else last = null;
  });

  new MutationObserver(() => {
    if (last && document.activeElement === document.body)
      document.querySelector(last)?.focus({ preventScroll: true });
  }).observe(document.body, { childList: true, subtree: true });
})();
