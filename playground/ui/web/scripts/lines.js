// A click on a number, in the heatmaps, among the answers or in a lesson, opens the line of the code
// that made it. And the line that is chosen is kept in sight.
(() => {
  if (window.numbersLead) return;
  window.numbersLead = true;
  const NAMES = { weight: "W", bias: "b" }; // of the traces of the heatmaps
  const open = (name, row = 0, column = 0) =>
    window.tell("number", { name, row: Number(row), column: Number(column) });

  // plotly knows which cell is under the mouse
  document.addEventListener("pointerover", ({ target }) => {
    const chart = target.closest?.(".st-key-box_parameters .chart");
    if (!chart?.on || chart.leadsToLines) return;
    chart.leadsToLines = true;
    chart.on("plotly_click", ({ points: [point] }) =>
      open(NAMES[point.data.meta], ...point.pointIndex));
  });

  document.addEventListener("click", ({ target }) => {
    const number = target.closest?.(".st-key-prediction [data-name], .st-key-lesson [data-name]");
    if (number) {
      const { name, row, col } = number.dataset;
      open(number.closest(".st-key-lesson") ? name : `test_${name}`, row, col);
    } else if (target.closest?.(".st-key-status p")) open("batch_loss");
  });

  let chosen = null;
  window.onPageChange(() => {
    const line = document.querySelector(".st-key-code label:has(input:checked)");
    const code = line?.closest(".st-key-code");
    if (!line || chosen === line.textContent && code.contains(line.seen ? line : null)) return;
    chosen = line.textContent;
    line.seen = true;
    const { top, bottom } = line.getBoundingClientRect(), box = code.getBoundingClientRect();
    if (top < box.top || bottom > box.bottom)
      code.scrollTop += top - box.top - box.height / 3;
  });
})();
