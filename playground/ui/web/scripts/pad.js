// The pad: strokes become the pixels of a test vector, and its classes' bars move at once, by W and b
// as shown. When the pen is lifted the server is told, and its answers replace those of the browser.
// The strokes are kept here: what is drawn anew in the page is drawn with them again.
const CELLS = 4; // of the hidden drawing, along each side of a pixel
const PEN = 5.5; // cells that the pen is thick: digits then have as much ink as those of the data set
const PAUSE = 500; // milliseconds without a key, after which pixels that were set are told

let strokes = []; // each a list of points, in cells
let values = []; // of the pixels
let pen = null; // what is writing: the number of a pointer, or "keys" with those not yet told
let timer = 0;
let sent = 0; // the number of what was told last
let facts = null, taken = null; // and the element that they were read from
let place = 0; // the pixel that has the focus, or had it last
const drawings = new Map(); // the strokes that pixels were made of
const keyOf = (pixels) => pixels.map(Math.fround).join();
const isAhead = () => pen !== null || sent > facts.heard; // of what the server has answered

// --- from strokes to pixels, to probabilities ---------------------------------------------------

// the strokes, their box in the middle and scaled so that it is as large as what is on the samples
const placed = () => {
  if (!facts.centred) return strokes;
  const ends = [0, 1].map((axis) => {
    const places = strokes.flat().map((point) => point[axis]);
    return [Math.min(...places), Math.max(...places)];
  });
  const [height, width] = facts.extent;
  const by = Math.max(0, Math.min(...[width, height].map((pixels, axis) =>
    (CELLS * pixels - PEN) / Math.max(1e-9, ends[axis][1] - ends[axis][0]))));
  const middle = [facts.size[1], facts.size[0]].map((pixels) => CELLS * pixels / 2);
  return strokes.map((stroke) => stroke.map((point) => point.map((at, axis) =>
    (at - (ends[axis][0] + ends[axis][1]) / 2) * by + middle[axis])));
};

// how far a place is from a line between two points, squared
const wayTo = (x, y, [x1, y1], [x2, y2]) => {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const share = ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1);
  const at = Math.min(1, Math.max(0, share));
  return (x - x1 - at * dx) ** 2 + (y - y1 - at * dy) ** 2;
};

// of each pixel, how many of its 16 cells have their middle under the pen
const pixelsOf = () => {
  const [height, width] = facts.size;
  const isInked = new Uint8Array(CELLS * height * CELLS * width);
  const counts = Array(height * width).fill(0);
  const reach = (one, other, most) => [
    Math.max(0, Math.floor(Math.min(one, other) - PEN / 2)),
    Math.min(CELLS * most, Math.ceil(Math.max(one, other) + PEN / 2))];
  for (const stroke of strokes.length ? placed() : [])
    stroke.forEach((point, index) => {
      const before = stroke[Math.max(0, index - 1)];
      const [left, right] = reach(before[0], point[0], width);
      const [top, bottom] = reach(before[1], point[1], height);
      for (let y = top; y < bottom; y++)
        for (let x = left; x < right; x++) {
          const cell = y * CELLS * width + x;
          if (isInked[cell] || wayTo(x + 0.5, y + 0.5, before, point) > PEN * PEN / 4) continue;
          isInked[cell] = 1;
          counts[Math.floor(y / CELLS) * width + Math.floor(x / CELLS)] += 1;
        }
    });
  return counts.map((count) => facts.lowest + count / CELLS ** 2 * (facts.highest - facts.lowest));
};

const answers = () => {
  const z = facts.weight.map((row, index) =>
    row.reduce((sum, w, feature) => sum + (w ?? NaN) * values[feature], facts.bias[index] ?? NaN));
  const most = Math.max(...z);
  const e = z.map((logit) => Math.exp(logit - most));
  const sum = e.reduce((one, other) => one + other);
  return { z, p: e.map((share) => share / sum) };
};

// --- what is seen -----------------------------------------------------------------------------

const percent = (p) => p > 0 && p < 0.00005 ? "\x3c0.01%" : p >= 0.99995 && p < 1 ? ">99.99%" :
  Number.isNaN(p) ? "nan%" : `${(100 * p).toFixed(p > 0 && p < 1 ? 2 : 0)}%`;
const fourDigits = (z) => {
  const power = Math.floor(Math.log10(Math.abs(z)));
  if (!z || !Number.isFinite(power)) return Number.isNaN(z) ? "nan" : "0";
  return power < -4 || power >= 6 ? z.toExponential(3) : z.toFixed(Math.max(0, 3 - power));
};
const set = (element, name, value) => {
  if (element && element[name] !== value) element[name] = value;
};

// the browser's own answers, in the table with those of the server
const showAnswers = () => {
  const found = answers(), best = found.z.indexOf(Math.max(...found.z));
  for (const cell of document.querySelectorAll(".pad-bars [data-name]")) {
    const { name, col } = cell.dataset, value = found[name][col];
    if (Number(cell.dataset.value) === value) continue;
    cell.dataset.value = cell.title = value;
    if (name === "p") cell.querySelector(".bar").style.width = `${100 * value}%`;
    set(name === "p" ? cell.querySelector("b") : cell, "textContent",
      (name === "p" ? percent : fourDigits)(value));
    cell.parentElement.classList.toggle("most", Number(col) === best);
  }
  set(document.querySelector(".pad-bars caption b"), "textContent", facts.classes[best] ?? "");
};

const sizes = new ResizeObserver(() => paint());
const build = (pad) => {
  const [height, width] = facts.size;
  pad.querySelector(".pad-pixels").replaceChildren(...Array.from({ length: height }, (_, y) => {
    const row = document.createElement("div");
    row.setAttribute("role", "row");
    row.append(...Array.from({ length: width }, (_, x) => {
      const cell = document.createElement("span");
      cell.setAttribute("role", "gridcell");
      cell.dataset.pixel = `r${y + 1}c${x + 1}`;
      return cell;
    }));
    return row;
  }));
  place = Math.min(place, height * width - 1);
  pad.builtFor = String(facts.size);
  sizes.observe(pad.querySelector("canvas"));
};

const scaleOf = (canvas) => canvas.width / (CELLS * facts.size[1]);
const paint = () => {
  const pad = document.querySelector(".pad"), canvas = pad?.querySelector("canvas");
  if (pad && pad.builtFor !== String(facts.size)) build(pad);
  if (!canvas?.clientWidth) return;
  canvas.width = canvas.clientWidth * devicePixelRatio; // and is empty
  canvas.height = canvas.clientHeight * devicePixelRatio;
  const context = canvas.getContext("2d"), scale = scaleOf(canvas);
  Object.assign(context, { lineWidth: PEN * scale, lineCap: "round", lineJoin: "round" });
  for (const stroke of strokes) {
    context.beginPath();
    for (const [x, y] of [stroke[0], ...stroke]) context.lineTo(x * scale, y * scale);
    context.stroke();
  }
  pad.classList.toggle("blank", !strokes.length);
  pad.querySelectorAll("[role=gridcell]").forEach((cell, index) => {
    const share = (values[index] - facts.lowest) / (facts.highest - facts.lowest || 1);
    const grey = Math.round(255 * (1 - Math.min(1, Math.max(0, share))));
    cell.style.background = `rgb(${grey},${grey},${grey})`;
    cell.ariaLabel = `${cell.dataset.pixel}: ${Number(values[index].toPrecision(4))}`;
    cell.tabIndex = index === place ? 0 : -1;
  });
};

// --- what is done -----------------------------------------------------------------------------

const change = () => {
  paint();
  showAnswers();
};
const write = () => {
  values = pixelsOf();
  change();
};
const tell = () => {
  clearTimeout(timer);
  pen = null;
  drawings.set(keyOf(values), strokes);
  const told = { row: facts.row, values, said: ++sent };
  const send = () => {
    if (window.hear) window.tell("write", told);
    else setTimeout(send, 20); // the page is still being drawn for the first time
  };
  send();
};

// Called before the browser paints: the server's answers never stand beside another picture.
window.onPageChange(() => {
  const pad = document.querySelector(".pad"), source = document.querySelector(".pad-facts");
  if (!pad || !source) return;
  if (source !== taken) {
    const before = facts;
    facts = JSON.parse((taken = source).textContent);
    const isSame = before?.session === facts.session; // not one that has heard nothing yet
    sent = isSame ? Math.max(sent, facts.heard) : facts.heard;
    if (String(before?.size) !== String(facts.size)) { // another table: nothing of this is for it
      [pen, sent, values, strokes] = [null, facts.heard, [], []];
      drawings.clear();
    }
    const hasMoved = before && before.centred !== facts.centred && strokes.length;
    if (isAhead()) showAnswers();
    else if (hasMoved) {
      write();
      tell();
    } else if (keyOf(facts.vector) !== keyOf(values)) { // typed, undone, or of another row
      values = facts.vector;
      strokes = drawings.get(keyOf(values)) ?? [];
      paint();
    }
  }
  if (pad.builtFor !== String(facts.size)) paint();
});

const pointsOf = (canvas, event) => {
  const { left, top, width } = canvas.getBoundingClientRect();
  const scale = CELLS * facts.size[1] / width;
  const moves = event.getCoalescedEvents?.() ?? [];
  return (moves.length ? moves : [event])
    .map(({ clientX, clientY }) => [(clientX - left) * scale, (clientY - top) * scale]);
};
const canvasOf = ({ target }) => facts && target.closest?.(".pad canvas");
document.addEventListener("pointerdown", (event) => {
  const canvas = canvasOf(event);
  if (!canvas || event.button || pen !== null && pen !== "keys") return;
  canvas.setPointerCapture(event.pointerId);
  clearTimeout(timer);
  pen = event.pointerId;
  strokes = [...strokes, pointsOf(canvas, event).slice(-1)];
  write();
});
document.addEventListener("pointermove", (event) => {
  const canvas = canvasOf(event);
  if (!canvas || event.pointerId !== pen) return;
  strokes.at(-1).push(...pointsOf(canvas, event));
  write();
});
for (const type of ["pointerup", "pointercancel"])
  document.addEventListener(type, ({ pointerId }) => {
    if (pointerId === pen) tell();
  });

const redo = (kept) => {
  strokes = kept;
  write();
  tell();
};
document.addEventListener("click", ({ target }) => {
  const button = facts && target.closest?.(".pad-buttons button");
  if (!button) return;
  const isFirst = button === document.querySelector(".pad-buttons button"); // of Clear and Undo
  if (isFirst || strokes.length) redo(isFirst ? [] : strokes.slice(0, -1));
});

// --- by keyboard ------------------------------------------------------------------------------

const cellsOf = (grid) => [...grid.querySelectorAll("[role=gridcell]")];
document.addEventListener("focusin", ({ target }) => {
  const grid = target.closest?.(".pad-pixels");
  if (!grid || !facts) return;
  place = cellsOf(grid).indexOf(target);
  cellsOf(grid).forEach((cell, index) => { cell.tabIndex = index === place ? 0 : -1; });
});
document.addEventListener("focusout", ({ relatedTarget }) => {
  if (pen === "keys" && !relatedTarget?.closest(".pad-pixels")) tell();
});

const step = () => (facts.highest - facts.lowest) / CELLS ** 2;
const setTo = (key, value) => {
  const { lowest, highest } = facts;
  if (/^[0-9]$/.test(key)) return lowest + key * step();
  if (key === " ") return value === lowest ? highest : lowest;
  if (key === "+" || key === "=") return Math.min(highest, value + step());
  return key === "-" ? Math.max(lowest, value - step()) : null;
};
const moveTo = (key, at) => {
  const [height, width] = facts.size, row = Math.floor(at / width), column = at % width;
  const moves = { ArrowLeft: [row, column - 1], ArrowRight: [row, column + 1],
    ArrowUp: [row - 1, column], ArrowDown: [row + 1, column],
    Home: [row, 0], End: [row, width - 1] };
  if (!moves[key]) return null;
  const within = (place, most) => Math.min(most - 1, Math.max(0, place));
  return within(moves[key][0], height) * width + within(moves[key][1], width);
};
document.addEventListener("keydown", (event) => {
  const grid = event.target.closest?.(".pad-pixels");
  if (!grid || !facts || event.ctrlKey || event.metaKey || event.altKey) return;
  const to = moveTo(event.key, place), value = setTo(event.key, values[place]);
  if (to === null && value === null) return;
  event.preventDefault();
  if (to !== null) return cellsOf(grid)[to].focus();
  values = Object.assign([...values], { [place]: value });
  strokes = []; // they are no longer what the pixels were made of
  pen = "keys";
  clearTimeout(timer);
  timer = setTimeout(tell, PAUSE);
  change();
  set(document.querySelector(".pad-said"), "textContent", cellsOf(grid)[place].ariaLabel);
});
