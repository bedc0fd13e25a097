// A click on a sample in the picture of decisions selects it; one on free ground of the plane adds a
// sample, where that is allowed.
(() => {
  if (window.picturesAnswer) return;
  window.picturesAnswer = true;
  const BOX = ".st-key-box_decision .chart";
  const TOLD = 60; // milliseconds, within which plotly says what was clicked on
  const STILL = 4; // pixels
  const tell = (...said) => window.tellPage("decision_click", ...said);
  let pickedAt = -Infinity, pressed = null;

  document.addEventListener("pointerover", ({ target }) => {
    const chart = target.closest?.(BOX);
    if (!chart?.on || chart.answers) return;
    chart.answers = true;
    chart.on("plotly_click", ({ points }) => {
      pickedAt = performance.now();
      const point = points.find(({ data }) => data.meta === "samples");
      if (point) tell("sample", point.customdata[0]);
    });
  });

  // where the mouse is on an axis, with as many digits as its pixels tell apart
  const valueOn = (axis, pixel) => {
    const step = Math.abs(axis.p2d(1) - axis.p2d(0));
    return axis.p2d(pixel).toFixed(Math.min(20, Math.max(0, Math.ceil(-Math.log10(step)))));
  };
  const add = (chart, { clientX, clientY }) => {
    const { xaxis, yaxis } = chart._fullLayout;
    const { left, top } = chart.getBoundingClientRect();
    const x = clientX - left - xaxis._offset, y = clientY - top - yaxis._offset;
    const isInside = x >= 0 && x <= xaxis._length && y >= 0 && y <= yaxis._length;
    if (isInside) tell("add", valueOn(xaxis, x), valueOn(yaxis, y));
  };

  window.addEventListener("pointerdown", (event) => { pressed = event; }, true);
  window.addEventListener("pointerup", (event) => {
    const chart = pressed?.target.closest?.(BOX);
    const way = pressed && Math.hypot(event.clientX - pressed.clientX, event.clientY - pressed.clientY);
    if (!chart || way > STILL || event.button || !document.querySelector(".decision-adds")) return;
    setTimeout(() => performance.now() - pickedAt > 2 * TOLD && add(chart, event), TOLD);
  }, true);
})();
