// What a click tells the server: on a number, the line of the code that made it; on a row or a cell
// of the confusion matrix, the samples; on a point of a sweep, its value.
const number = ({ name, row, col }, prefix = "") =>
  ["number", { name: prefix + name, row: Number(row), column: Number(col) }];
const ACTS = [ // a place, what is clicked in it, and what its attributes then say
  [".st-key-prediction", "[data-name]", (data) => number(data, "test_")],
  [".st-key-explained", "[data-name]", (data) => number(data)],
  [".st-key-status", "p:not(.st-key-guess_question p)",
    () => number({ name: "batch_loss", row: 0, col: 0 })],
  [".st-key-results", "[data-sample]", ({ sample }) => ["sample", { number: Number(sample) + 1 }]],
  [".st-key-results_confusion", "td:has(button)",
    ({ row, col }) => ["cell", { label: Number(row), predicted: Number(col) }]],
];
let pressed = null; // where the mouse went down: in a run all is drawn anew before it comes up
let used = ""; // the selector of the button that was used last: its table is drawn anew

document.addEventListener("pointerdown", ({ target }) => { pressed = target; }, true);
document.addEventListener("click", ({ target }) => {
  used = "";
  for (const [place, part, act] of ACTS) {
    const isInPlace = target.closest?.(place), isGone = pressed && !pressed.isConnected;
    const clicked = isInPlace && (target.closest(part) ?? (isGone ? pressed.closest(part) : null));
    if (!clicked) continue;
    const attributes = [...clicked.attributes].filter(({ name }) => name.startsWith("data-"))
      .map(({ name, value }) => `[${name}="${CSS.escape(value)}"]`);
    used = `${place} ${attributes.join("")} button`;
    window.tell(...act(clicked.dataset));
  }
  pressed = null;
});
window.addEventListener("focusin", ({ target }) => {
  if (used && target !== document.querySelector(used)) used = ""; // another is in use now
}, true);
window.onPageChange(() => {
  if (used && document.activeElement === document.body)
    document.querySelector(used)?.focus({ preventScroll: true });
});

const NAMES = { weight: "W", weight_picture: "W", bias: "b" }; // of the traces of the heatmaps
document.addEventListener("chartclick", ({ target, detail: { data, pointIndex, x, curveNumber } }) => {
  if (target.closest(".st-key-box_parameters")) {
    let [row, col] = pointIndex;
    if (data.meta === "weight_picture")
      [row, col] = [curveNumber, row * data.z[0].length + col];
    window.tell(...number({ name: NAMES[data.meta], row, col }));
  } else if (target.closest(".st-key-box_sweep")) {
    const all = target.data.find(({ meta }) => meta === "sweep").x;
    window.tell("sweep", { place: data.meta === "sweep" ? pointIndex : all.indexOf(x) });
  }
});

// The line that is chosen is kept in sight.
let chosen = "";
window.onPageChange(() => {
  const line = document.querySelector(".st-key-code label:has(input:checked)");
  if (!line || line.seenAs === line.textContent && line.textContent === chosen) return;
  line.seenAs = chosen = line.textContent;
  const code = line.closest(".st-key-code");
  const { top, bottom } = line.getBoundingClientRect(), box = code.getBoundingClientRect();
  if (top < box.top || bottom > box.bottom)
    code.scrollTop += top - box.top - box.height / 3;
});
