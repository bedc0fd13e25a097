// Streamlit builds a chart anew whenever its figure changes, and for a moment there is none.
// So that nothing flashes, a copy of the last picture stands in its place until the new one is
// drawn. Each box of the style sheet (st-key-box_...) holds one chart.
(() => {
  if (window.chartsAreSteady) return;
  window.chartsAreSteady = true;
  const BOX = '[class*="st-key-box_"]';
  const pictures = new WeakMap(); // box -> { of: the chart, copy: its stand-in }
  const changed = new Set(); // boxes to look at in the next frame

  // Streamlit keeps an old chart, marked stale and hidden, beside the new one until its script ends
  const chartOf = (box) => {
    const elements = [...box.querySelectorAll(".stElementContainer")];
    const current = elements.find((element) => element.dataset.stale !== "true") ?? elements[0];
    return current?.querySelector(".svg-container:has(.subplot)");
  };

  // before anything is painted: put the stand-in up where a chart is gone, down where one is back
  const standIn = (box) => {
    const picture = pictures.get(box);
    if (!picture) return;
    if (chartOf(box)) picture.copy.remove();
    else if (!picture.copy.isConnected) box.append(picture.copy);
  };

  const copyPicture = (box) => {
    const chart = chartOf(box);
    if (!chart || pictures.get(box)?.of === chart) return;
    pictures.get(box)?.copy.remove();
    const copy = document.createElement("div");
    copy.className = "stand-in";
    copy.setAttribute("aria-hidden", "true");
    copy.append(...[...chart.children].map((part) => part.cloneNode(true)));
    pictures.set(box, { of: chart, copy });
  };

  const copyChanged = () => {
    changed.forEach(copyPicture);
    changed.clear();
  };

  new MutationObserver((mutations) => {
    const boxes = new Set(mutations.map(({ target }) => target.closest?.(BOX)));
    boxes.delete(null);
    if (!boxes.size) return;
    if (!changed.size) requestAnimationFrame(copyChanged);
    for (const box of boxes) {
      standIn(box);
      changed.add(box);
    }
  }).observe(document.body, { childList: true, subtree: true });
})();
