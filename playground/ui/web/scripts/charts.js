// Charts that stay: Streamlit puts a new chart in the place of the old one whenever a figure
// changes, and for a moment there is none. Here each has a place of its own, which is only ever
// updated. The figure comes as JSON, in an element beside it that is never shown.
const taken = new WeakMap(); // element with a figure -> the chart that has taken it over
const shown = new WeakMap(); // chart -> the element that it took over last
const ahead = document.getElementsByClassName("chart-ahead");
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

const chartOf = (source) => {
  const { box } = source.dataset; // of a figure that comes ahead of its page
  const place = box ? `.st-key-box_${box}` : '[class*="st-key-box_"]';
  return (box ? document.querySelector(place) : source.closest(place))?.querySelector(".chart");
};

const draw = (chart, source) => {
  if (!chart.clientHeight) return; // it is drawn when it is seen
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

const take = (source) => {
  const chart = chartOf(source);
  if (!chart || taken.get(source) === chart) return;
  taken.set(source, chart);
  const isNew = shown.get(chart)?.textContent !== source.textContent;
  shown.set(chart, source);
  sizes.observe(chart);
  if (isNew) draw(chart, source);
};

// Called before the browser paints: a chart never waits for a second frame.
let waiting = 0;
const drawAll = () => {
  clearTimeout(waiting);
  if (!window.Plotly) { // it comes with Streamlit's own first chart, now or in a moment
    waiting = setTimeout(drawAll, 20);
    return;
  }
  [...ahead, ...figures].forEach(take);
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
    if (!fits && window.Plotly) draw(target, shown.get(target));
  }
});
