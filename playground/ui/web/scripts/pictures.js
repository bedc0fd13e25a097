// Charts as pictures to be saved: each as it is on show, on white paper whatever the theme is, in
// a size for print. What lies over another chart comes into one picture with it.
const PIXELS = 4; // of a PNG, for each pixel that the chart has in a window of 1280

const figureIn = (box) =>
  window.chartFigure(box.querySelector(".chart-print") ?? box.querySelector(".chart-figure"));

// the figure that shows all of these boxes, the first one lowest
const figureOf = ([ground, ...above]) => {
  const { data, layout } = figureIn(ground);
  for (const box of above) {
    const over = figureIn(box);
    data.push(...over.data);
    for (const part of ["annotations", "shapes"])
      layout[part] = [...(layout[part] ?? []), ...(over.layout[part] ?? [])];
  }
  const camera = ground.querySelector(".chart").layout?.scene?.camera; // a surface as it is turned
  if (camera) layout.scene = { ...layout.scene, camera };
  const config = { plotGlPixelRatio: PIXELS };
  return { data, layout: { ...layout, paper_bgcolor: "#ffffff" }, config };
};

document.addEventListener("click", async ({ target }) => {
  const button = target.closest?.(".picture button");
  if (!button) return;
  const { boxes, file, kind: format } = button.dataset;
  const found = boxes.split(" ").map((name) => document.querySelector(`.st-key-box_${name}`));
  const { clientWidth: width, clientHeight: height } = found[0].querySelector(".chart");
  const scale = format === "png" ? PIXELS / window.chartScale() : 1;
  const link = document.createElement("a"); // not on the page: a click there would close Share
  link.href = await window.Plotly.toImage(figureOf(found), { format, width, height, scale });
  link.download = `${file}.${format}`;
  link.click();
});
