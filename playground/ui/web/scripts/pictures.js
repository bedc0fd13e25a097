// Charts as pictures to be saved: each as it is on show, on white paper whatever the theme is, in
// a size for print. What lies over another chart comes into one picture with it.
const PIXELS = 4; // of a PNG, for each pixel that the chart has in a window of 1280
const FONT = "Source Sans";

// A picture does not see the style of the page: it is given its font, and the one size of type.
const styleOfPage = async () => {
  const rule = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).find(({ style }) =>
    style?.src && style.fontFamily.includes(FONT) && style.fontStyle !== "italic");
  const [, url] = rule.style.src.match(/url\("?([^")]+)"?\)/);
  const font = await fetch(new URL(url, rule.parentStyleSheet.href ?? location));
  const reader = new FileReader();
  reader.readAsDataURL(await font.blob());
  await new Promise((resolve) => { reader.onload = resolve; });
  return `text { font-size: ${14 * window.chartScale()}px !important; }
    @font-face { font-family: "${FONT}"; font-weight: 200 900; src: url("${reader.result}"); }`;
};

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

const save = async ({ boxes, file, kind }) => {
  const found = boxes.split(" ").map((name) => document.querySelector(`.st-key-box_${name}`));
  const { clientWidth: width, clientHeight: height } = found[0].querySelector(".chart");
  const svg = await window.Plotly.toImage(
    figureOf(found), { width, height, format: "svg", imageDataOnly: true });
  const at = svg.indexOf(">") + 1; // no tag is written out: Streamlit would drop the script
  const style = `\x3cstyle>${await styleOfPage()}\x3c/style>`;
  const link = document.createElement("a"); // not on the page: a click there would close Share
  link.href = `data:image/svg+xml,${encodeURIComponent(svg.slice(0, at) + style + svg.slice(at))}`;
  if (kind === "png") {
    const by = PIXELS / window.chartScale();
    const canvas = document.createElement("canvas"), image = new Image();
    [canvas.width, canvas.height] = [width * by, height * by];
    image.src = link.href;
    await image.decode();
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    link.href = canvas.toDataURL();
  }
  link.download = `${file}.${kind}`;
  link.click();
};

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.(".picture button");
  if (button) save(button.dataset);
});
