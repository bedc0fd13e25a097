// Charts that stay: Streamlit puts a new chart in the place of the old one whenever a figure
// changes, and for a moment there is none. Here each has a place of its own, which is only ever
// updated. The figure comes as JSON, in an element beside it that is never shown.
const drawn = new WeakMap(); // chart -> the element whose figure it shows
const figures = document.getElementsByClassName("chart-figure");
const epochs = document.getElementsByClassName("chart-epoch");
const CONFIG = { displayModeBar: false };

// Figures are described for a root of 16 pixels; the page's grows with the window.
const LENGTHS = new Set(["l", "r", "t", "b", "size", "width", "standoff",
  "xshift", "yshift", "xgap", "ygap"]);
window.chartScale = () => parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
const scaled = (part, by) => {
  for (const [name, value] of Object.entries(part)) {
    if (LENGTHS.has(name)) part[name] = value * by;
    else if (value && typeof value === "object" && typeof value[0] !== "number") scaled(value, by);
  }
  return part;
};
window.chartFigure = (source) => scaled(JSON.parse(source.textContent), window.chartScale());

const chartOf = (source) => source.closest('[class*="st-key-box_"]')?.querySelector(".chart");

const draw = (source) => {
  const chart = chartOf(source);
  if (!chart || drawn.get(chart) === source) return;
  sizes.observe(chart);
  if (!chart.clientHeight) return; // it is drawn when it is seen
  drawn.set(chart, source);
  try {
    const { alt, stale, data, layout } = window.chartFigure(source);
    const { clientWidth: width, clientHeight: height } = chart;
    const isFirst = !chart.layout;
    chart.setAttribute("aria-label", alt);
    chart.classList.toggle("stale", stale);
    window.Plotly.react(chart, data, { ...layout, width, height }, CONFIG);
    if (isFirst) chart.on("plotly_click", ({ points: [detail] }) =>
      chart.dispatchEvent(new CustomEvent("chartclick", { bubbles: true, detail })));
  } catch (error) {
    console.error(error); // the other charts are drawn all the same
  }
};

// Called before the browser paints: a chart never waits for a second frame.
const drawAll = () => {
  if (!window.Plotly) return; // it comes with Streamlit's own first chart
  [...figures].forEach(draw);
  // a chart that did not have to change says which epoch it holds at
  for (const source of epochs) {
    const { layout } = chartOf(source) ?? {};
    if (layout) layout.meta = Number(source.textContent);
  }
};
window.onPageChange(drawAll);

const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const { width, height } = target._fullLayout ?? {};
    const fits = width === target.clientWidth && height === target.clientHeight;
    if (!fits && target.clientHeight) drawn.delete(target);
  }
  drawAll();
});
