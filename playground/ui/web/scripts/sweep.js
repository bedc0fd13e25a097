// A click on a point of a sweep takes its value over.
(() => {
  if (window.sweepLeads) return;
  window.sweepLeads = true;
  document.addEventListener("pointerover", ({ target }) => {
    const chart = target.closest?.(".st-key-box_sweep .chart");
    if (!chart?.on || chart.leadsToValues) return;
    chart.leadsToValues = true;
    chart.on("plotly_click", ({ points: [{ data, pointIndex, x }] }) => {
      const all = chart.data.find(({ meta }) => meta === "sweep").x;
      window.tell("sweep", { place: data.meta === "sweep" ? pointIndex : all.indexOf(x) });
    });
  });
})();
