// Charts that stay: Streamlit puts a new chart in the place of the old one whenever a figure
// changes, and for a moment there is none. Here each has a place of its own, which is only ever
// updated. The figure comes as JSON, in an element beside it that is never shown.
(() => {
  if (window.chartsAreDrawn) return;
  window.chartsAreDrawn = true;
  const drawn = new WeakMap(); // chart -> the element whose figure it shows
  const figures = document.getElementsByClassName("chart-figure");
  const epochs = document.getElementsByClassName("chart-epoch");
  const CONFIG = { displayModeBar: false };

  // Figures are described for a root of 16 pixels; the page's grows with the window.
  const LENGTHS = new Set(["l", "r", "t", "b", "size", "width", "standoff",
    "xshift", "yshift", "xgap", "ygap"]);
  const scale = () => parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
  const scaled = (part, by) => {
    for (const [name, value] of Object.entries(part)) {
      if (LENGTHS.has(name)) part[name] = value * by;
      else if (value && typeof value === "object" && typeof value[0] !== "number") scaled(value, by);
    }
    return part;
  };
  window.chartScale = scale;
  window.chartFigure = (source) => scaled(JSON.parse(source.textContent), scale());

  const chartOf = (source) =>
    source.closest('[class*="st-key-box_"]')?.querySelector(".chart");
  // a chart that did not have to change says which epoch it holds at
  const setEpoch = (source) => {
    const chart = chartOf(source);
    if (chart?.layout) chart.layout.meta = Number(source.textContent);
  };

  const draw = (source) => {
    const chart = chartOf(source);
    if (!chart || drawn.get(chart) === source) return;
    sizes.observe(chart);
    if (!chart.clientHeight) return; // it is drawn when it is seen
    drawn.set(chart, source);
    try {
      const { alt, stale, data, layout } = window.chartFigure(source);
      const { clientWidth: width, clientHeight: height } = chart;
      chart.setAttribute("aria-label", alt);
      chart.classList.toggle("stale", stale);
      window.Plotly.react(chart, data, { ...layout, width, height }, CONFIG);
    } catch (error) {
      console.error(error); // the other charts are drawn all the same
    }
  };

  let waiting = 0; // for Plotly, which comes with Streamlit's own first chart
  const drawAll = () => {
    clearTimeout(waiting);
    if (window.Plotly) {
      [...figures].forEach(draw);
      [...epochs].forEach(setEpoch);
    } else waiting = setTimeout(drawAll, 20);
  };

  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const { width, height } = target._fullLayout ?? {};
      const fits = width === target.clientWidth && height === target.clientHeight;
      if (fits || !target.clientHeight) continue;
      drawn.delete(target);
    }
    drawAll();
  });

  // Called before the browser paints: a chart never waits for a second frame.
  window.onPageChange(() => figures.length && drawAll());
})();
