// A click on a sample in the picture of decisions selects it. In the plane of two features, where
// that is allowed, one on free ground adds a sample, and a sample can be dragged.
(() => {
  if (window.picturesAnswer) return;
  window.picturesAnswer = true;
  const BOX = ".st-key-box_decision .chart";
  const TOLD = 60; // milliseconds, within which plotly says what was clicked on
  const STILL = 4; // pixels
  const REACH = 24; // pixels, from which on plotly no longer takes the mouse to be on a sample
  let isPicked = false, isDragged = false, pressed = null; // since the button went down

  // whether a click on free ground adds a sample
  const isOpen = () => document.querySelector(".decision-adds");
  const isNear = (chart, { x, y, xaxis, yaxis }, { clientX, clientY }) => {
    const { left, top } = chart.getBoundingClientRect();
    return Math.hypot(clientX - left - xaxis._offset - xaxis.d2p(x),
      clientY - top - yaxis._offset - yaxis.d2p(y)) <= REACH;
  };

  document.addEventListener("pointerover", ({ target }) => {
    const chart = target.closest?.(BOX);
    if (!chart?.on || chart.answers) return;
    chart.answers = true;
    chart.on("plotly_click", ({ points, event }) => {
      // of a quick click plotly tells what the mouse was on before: then it is on free ground
      if (isOpen() && !points.some((point) => isNear(chart, point, event))) return;
      isPicked = true;
      const point = points.find(({ data }) => data.meta === "samples");
      if (point && !isDragged) window.tell("sample", { number: point.customdata[0] });
    });
  });

  // where the mouse is on an axis, with as many digits as its pixels tell apart
  const valueOn = (axis, pixel) => {
    const step = Math.abs(axis.p2d(1) - axis.p2d(0));
    return Number(axis.p2d(pixel).toFixed(Math.min(20, Math.max(0, Math.ceil(-Math.log10(step))))));
  };
  const placeIn = (chart, { clientX, clientY }) => {
    const { xaxis, yaxis } = chart._fullLayout;
    const { left, top } = chart.getBoundingClientRect();
    const x = clientX - left - xaxis._offset, y = clientY - top - yaxis._offset;
    const isInside = x >= 0 && x <= xaxis._length && y >= 0 && y <= yaxis._length;
    return isInside ? [valueOn(xaxis, x), valueOn(yaxis, y)] : null;
  };
  const add = (chart, event) => {
    const place = placeIn(chart, event);
    if (place) window.tell("add", { values: place });
  };

  // a sample that is dragged: a ring follows the mouse, and the sample comes when it is let go
  const ring = document.createElement("div");
  ring.className = "decision-ring";
  const sampleUnder = (chart, event) => chart._hoverdata?.find(
    (point) => point.data.meta === "samples" && isNear(chart, point, event));
  const wayFrom = ({ clientX, clientY }, event) =>
    Math.hypot(event.clientX - clientX, event.clientY - clientY);

  window.addEventListener("pointerdown", (event) => {
    const chart = event.target.closest?.(BOX);
    isPicked = isDragged = false;
    const counts = chart && !event.button && isOpen();
    pressed = counts ? { event, chart, sample: sampleUnder(chart, event) } : null;
  }, true);
  window.addEventListener("pointermove", (event) => {
    if (!pressed?.sample || wayFrom(pressed.event, event) <= STILL) return;
    document.body.append(ring);
    ring.style.translate = `${event.clientX}px ${event.clientY}px`;
  }, true);
  window.addEventListener("pointerup", (event) => {
    ring.remove();
    if (!pressed) return;
    const { chart, sample, event: start } = pressed;
    pressed = null;
    if (wayFrom(start, event) > STILL) {
      const place = sample && placeIn(chart, event);
      isDragged = true; // plotly takes it for a click
      if (place) window.tell("move", { number: sample.customdata[0], values: place });
    } else setTimeout(() => isPicked || add(chart, event), TOLD);
  }, true);
})();
