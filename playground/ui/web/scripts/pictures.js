// Charts as pictures to be saved: each as it is on show, on white paper whatever the theme is, in
// a size for print. What lies over another chart comes into one picture with it.
(() => {
  if (window.chartsAreSaved) return;
  window.chartsAreSaved = true;
  const PIXELS = 4; // of a PNG, for each pixel that the chart has in a window of 1280
  const FONT = "Source Sans"; // a picture does not see those of the page: it is given this one

  const asAddress = (blob) => new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.readAsDataURL(blob);
  });

  const fontOfPage = async () => {
    const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
    const rule = rules.find(({ style }) => style?.src && style.fontFamily.includes(FONT)
      && style.fontStyle !== "italic");
    const [, url] = rule?.style.src.match(/url\("?([^")]+)"?\)/) ?? [];
    if (!url) return "";
    const font = await asAddress(await (await fetch(new URL(url, rule.parentStyleSheet.href ?? location))).blob());
    return `@font-face { font-family: "${FONT}"; font-weight: 200 900; src: url("${font}"); }`;
  };
  let font = null;

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
    return { data, layout: { ...layout, paper_bgcolor: "#ffffff" } };
  };

  const drawn = async (boxes, size) => {
    const config = { plotGlPixelRatio: PIXELS };
    const svg = await window.Plotly.toImage(
      { ...figureOf(boxes), config }, { ...size, format: "svg", imageDataOnly: true });
    // one size of type, as the page has it
    const type = `text { font-size: ${14 * window.chartScale()}px !important; }`;
    font ??= fontOfPage();
    const at = svg.indexOf(">") + 1; // no tag is written out: Streamlit would drop the script
    return `${svg.slice(0, at)}\x3cstyle>${await font} ${type}\x3c/style>${svg.slice(at)}`;
  };

  const painted = async (svg, { width, height }) => {
    const by = PIXELS / window.chartScale();
    const canvas = document.createElement("canvas"), image = new Image();
    [canvas.width, canvas.height] = [width * by, height * by];
    image.src = await asAddress(svg);
    await image.decode();
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((resolve) => canvas.toBlob(resolve));
  };

  const save = async ({ boxes, file, kind }) => {
    const found = boxes.split(" ").map((name) => document.querySelector(`.st-key-box_${name}`));
    const { clientWidth: width, clientHeight: height } = found[0].querySelector(".chart");
    const size = { width, height };
    const svg = new Blob([await drawn(found, size)], { type: "image/svg+xml" });
    const link = document.createElement("a"); // not on the page: a click there would close Share
    link.href = URL.createObjectURL(kind === "svg" ? svg : await painted(svg, size));
    link.download = `${file}.${kind}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };

  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.(".picture button");
    if (button) save(button.dataset);
  });
})();
