"""The script of a run as a Jupyter notebook (format 4.5), explained cell by cell."""

import json
import math
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from playground.core.picture import picture_size
from playground.core.run import TrainingRun
from playground.sharing.script import Line, script, source, tables
from playground.sharing.script_data import Rows, classes_are_named

# which topics stand in one cell; what a topic is explained by stands above it
CELLS = {
    "data": ("imports", "seed", "samples", "features", "targets", "split", "standardise"),
    "model": ("module", "init", "linear", "forward"),
    "parts": (
        *("model", "zero_weights", "given_weights"),
        *("class_weights", "criterion", "optimizer"),
    ),
    "loop": (
        *("epochs", "batches", "learning_rate", "logits", "loss"),
        *("zero_grad", "backward", "step", "print", "complete"),
    ),
    "answers": ("test", "no_grad", "test_logits", "probabilities", "predicted_class", "answer"),
}
CELL_OF = {topic: cell for cell, topics in CELLS.items() for topic in topics}

# matplotlib is not asked for by the script itself
CURVE = """\
import matplotlib.pyplot as plt

figure, axis = plt.subplots()
axis.plot(range(1, len(losses) + 1), losses)
axis.set_xlabel("epoch")
axis.set_ylabel("loss")
plt.show()"""
HEATMAPS = """\
W, b = model.fc.weight.detach(), model.fc.bias.detach()[:, None]
limit = max(W.abs().max(), b.abs().max()).item()
figure, axes = plt.subplots(1, 2, width_ratios=[W.shape[1], 1])
for axis, values, name in zip(axes, (W, b), "Wb"):
    image = axis.imshow(values.tolist(), cmap="RdBu_r", vmin=-limit, vmax=limit, aspect="auto")
    axis.set_title(f"{name} {list(values.squeeze(1).shape)}")
figure.colorbar(image)
plt.show()"""

# the same where features are the pixels of a picture
PICTURES = """\
W, b = model.fc.weight.detach(), model.fc.bias.tolist()
limit = W.abs().max().item()
figure, axes = plt.subplots({rows}, {columns}, squeeze=False, layout="constrained")
for axis in axes.flat:
    axis.axis("off")
for axis, row, b_of_class, name in zip(axes.flat, W, b, {names}):
    picture = row.reshape({height}, {width}).tolist()
    image = axis.imshow(picture, cmap="RdBu_r", vmin=-limit, vmax=limit)
    axis.set_title(f"{{name}}, b = {{b_of_class:.3g}}", fontsize="small", parse_math=False)
figure.colorbar(image, ax=axes)
plt.show()"""
PICTURES_A_ROW = 5


def plots(run: TrainingRun) -> dict[str, str]:
    """The code of the pictures that stand below the loop, by what explains them."""
    dataset, size = run.dataset, picture_size(run.dataset.feature_names)
    if size is None:
        return {"curve": CURVE, "heatmaps": HEATMAPS}
    n = dataset.n_classes
    pictures = PICTURES.format(
        rows=math.ceil(n / PICTURES_A_ROW),
        columns=min(n, PICTURES_A_ROW),
        names="class_names" if classes_are_named(dataset) else f"range({n})",
        **size._asdict(),
    )
    return {"curve": CURVE, "pictures": pictures}


def notebook(
    run: TrainingRun,
    query_vectors: Rows,
    title: str,
    explained: Mapping[str, str],
    comments: Mapping[str, str] | None = None,
) -> bytes:
    """The notebook of all epochs of ``run``; it prints, and comes to, what the script does.

    ``title`` is the Markdown of its first cell; ``explained`` maps topics to the Markdown above
    the cell in which they stand, and what `plots` has to that above each of them.
    Tables that are too large for the code are written to files by cells of their own.
    """
    cells = [_markdown("title", title)]
    for name, content in tables(run, query_vectors).items():
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
        cells.append(_code(f"table-{len(cells)}", f"%%writefile {name}\n{text}".rstrip("\n")))
    lines = _recorded(script(run, query_vectors, comments=comments))
    told: set[str] = set()
    for place, (cell, part) in enumerate(_cells(lines)):
        topics = dict.fromkeys(line.topic for line in part if line.topic)
        words = [explained[topic] for topic in topics if topic in explained and topic not in told]
        told |= set(topics)
        if words:
            cells.append(_markdown(f"about-{cell}-{place}", "\n\n".join(words)))
        cells.append(_code(f"{cell}-{place}", source(part).strip("\n")))
        if cell == "loop":
            for name, code in plots(run).items():
                cells.append(_markdown(f"about-{name}", explained[name]))
                cells.append(_code(name, code))
    return (
        json.dumps(_document(cells), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    ).encode()


def _cells(lines: list[Line]) -> Iterable[tuple[str, list[Line]]]:
    """The lines of each cell, with its name; comments and blank lines go with what follows."""
    names: list[str] = []
    name = "data"
    for line in reversed(lines):
        name = CELL_OF.get(line.topic, name)
        names.append(name)
    for name, part in groupby(zip(reversed(names), lines, strict=True), key=lambda pair: pair[0]):
        yield name, [line for _, line in part]


def _recorded(lines: list[Line]) -> list[Line]:
    """The lines, with two that keep the loss of each epoch for the picture."""
    first = next(at for at, line in enumerate(lines) if line.topic == "print")
    loop = next(at for at, line in enumerate(lines) if line.topic == "epochs")
    loss = lines[first + 1].code.split("Loss: {")[1].split(":")[0]
    keep = Line(f"    losses.append({loss})", "print")
    return [*lines[:loop], Line("losses = []", "epochs"), *lines[loop:first], keep, *lines[first:]]


def _markdown(name: str, text: str) -> dict[str, Any]:
    lines = text.splitlines(keepends=True)  # as Jupyter itself writes them
    return {"cell_type": "markdown", "id": name, "metadata": {}, "source": lines}


def _code(name: str, text: str) -> dict[str, Any]:
    code: dict[str, Any] = {"cell_type": "code", "execution_count": None, "outputs": []}
    return _markdown(name, text) | code


def _document(cells: list[dict[str, Any]]) -> dict[str, Any]:
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
