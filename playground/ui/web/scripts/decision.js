// A click on a sample in the picture of decisions selects it. In the plane of two features, where
// that is allowed, one on free ground adds a sample, and a sample can be dragged.
const STILL = 4; // pixels
const REACH = 20; // pixels, within which a sample is meant
const ring = document.createElement("div"); // it follows the mouse that drags a sample
ring.className = "decision-ring";
let pressed = null; // the chart, sample and event of the button that is down

const wayFrom = (start, { clientX, clientY }) =>
  Math.hypot(clientX - start.clientX, clientY - start.clientY);

const sampleAt = (chart, event) => {
  const { left, top } = chart.getBoundingClientRect();
  const { xaxis, yaxis } = chart._fullLayout;
  const samples = chart.data.filter(({ meta }) => meta === "samples").flatMap(
    ({ x, y, customdata }) => x.map((value, index) => ({
      number: customdata[index][0],
      way: wayFrom({ clientX: left + xaxis._offset + xaxis.d2p(value),
        clientY: top + yaxis._offset + yaxis.d2p(y[index]) }, event),
    })));
  const nearest = samples.reduce((best, each) => (each.way >= best.way ? best : each), { way: REACH });
  return nearest.number;
};

// the values where the mouse is, with as many digits as pixels tell apart; none outside the axes
const valuesAt = (chart, { clientX, clientY }) => {
  const { xaxis, yaxis } = chart._fullLayout;
  const { left, top } = chart.getBoundingClientRect();
  const places = [[xaxis, clientX - left], [yaxis, clientY - top]].map(
    ([axis, pixel]) => [axis, pixel - axis._offset]);
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
  const isOpen = document.querySelector(".decision-adds");
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
  if (number && !isDragged) return window.tell("sample", { number });
  const values = document.querySelector(".decision-adds") && valuesAt(chart, event);
  if (values && number) window.tell("move", { number, values });
  else if (values && !isDragged) window.tell("add", { values });
}, true);
