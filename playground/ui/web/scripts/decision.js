// A click on a sample in the picture of decisions selects it. In the plane of two features, where
// that is allowed, one on free ground adds a sample, and a sample can be dragged; or a border that is
// guessed is drawn.
const STILL = 4; // pixels
const REACH = 20; // pixels, within which a sample is meant
const ring = document.createElement("div"); // it follows the mouse that drags a sample
ring.className = "decision-ring";
let pressed = null; // the chart, sample and event of the button that is down

const wayFrom = (start, event) =>
  Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY);

// both axes, and how far from its beginning the mouse is on each, in pixels
const placeIn = (chart, { clientX, clientY }) => {
  const { left, top } = chart.getBoundingClientRect();
  const { xaxis, yaxis } = chart._fullLayout;
  return [[xaxis, clientX - left - xaxis._offset], [yaxis, clientY - top - yaxis._offset]];
};

// the sample that plotly shows the name of, unless the mouse has left it, else the nearest
const sampleAt = (chart, event) => {
  const [[xaxis, left], [yaxis, top]] = placeIn(chart, event);
  const near = chart.data.filter(({ meta }) => meta === "samples")
    .flatMap(({ x, y, customdata }) => customdata.map(([number], index) => (
      { number, way: Math.hypot(xaxis.d2p(x[index]) - left, yaxis.d2p(y[index]) - top) })))
    .filter(({ way }) => way <= REACH).sort((one, other) => one.way - other.way);
  const named = chart._hoverdata?.find(({ data }) => data.meta === "samples")?.customdata[0];
  return (near.find(({ number }) => number === named) ?? near[0])?.number;
};

// the values where the mouse is, with as many digits as pixels tell apart; none outside the axes
const valuesAt = (chart, event) => {
  const places = placeIn(chart, event);
  if (places.some(([axis, pixel]) => !(pixel >= 0 && pixel <= axis._length))) return null;
  return places.map(([axis, pixel]) => {
    const step = Math.abs(axis.p2d(1) - axis.p2d(0));
    return Number(axis.p2d(pixel).toFixed(Math.min(20, Math.max(0, Math.ceil(-Math.log10(step))))));
  });
};

window.addEventListener("pointerdown", (event) => {
  const chart = event.target.closest?.(".st-key-box_decision .chart");
  const counts = chart?.layout && !event.button;
  pressed = counts ? { chart, event, number: sampleAt(chart, event) } : null;
}, true);
window.addEventListener("pointermove", (event) => {
  const isOpen = document.querySelector(".decision-adds:not(.guess-draws)");
  if (!pressed?.number || !isOpen || wayFrom(pressed.event, event) <= STILL) return;
  document.body.append(ring);
  ring.style.translate = `${event.clientX}px ${event.clientY}px`;
}, true);
window.addEventListener("pointerup", (event) => {
  ring.remove();
  if (!pressed) return;
  const { chart, event: start, number } = pressed;
  pressed = null;
  const isDragged = wayFrom(start, event) > STILL;
  if (document.querySelector(".guess-draws")) { // two clicks, or one drag, draw a border
    for (const end of isDragged ? [start, event] : [event]) {
      const values = valuesAt(chart, end);
      if (values) window.tell("add", { values });
    }
    return;
  }
  if (number && !isDragged) return window.tell("sample", { number });
  const values = document.querySelector(".decision-adds") && valuesAt(chart, event);
  if (values && number) window.tell("move", { number, values });
  else if (values && !isDragged) window.tell("add", { values });
}, true);
