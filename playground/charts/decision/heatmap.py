"""Many classes: the probability of each class for each sample, its label framed."""

from typing import Any

import numpy as np

from playground.charts.canvas import Canvas, Chart
from playground.charts.decision.scene import Scene
from playground.charts.frame import Frame
from playground.charts.looks import MAX_NAME, as_html, class_looks, marked, shortened, text_width

LINE_HEIGHT = 16  # pixels, of type
MARKS_HEIGHT = 42  # pixels above the columns, for marks
GAP = 0.02  # of the samples, between them and the test vectors
MAX_COLUMNS = 400  # as many as there are pixels for


def by_label(targets: np.ndarray) -> np.ndarray:
    """The order of the columns: by label, and within one as in the table."""
    return np.argsort(targets, kind="stable")


def heatmap_chart(scene: Scene, canvas: Canvas) -> Chart:
    """A column for each sample, in the order of `by_label`, and a row for each class.

    ``scene``: samples and test vectors by their probabilities, [n, n_classes]; the latter stand on
    the right. The colour of a row is its class's, the stronger the more likely. Above the columns,
    rings mark wrong samples, hollow squares those held out, and crosses test vectors.
    """
    names, looks = scene.class_names, class_looks(scene.class_names)
    short = [shortened(name, MAX_NAME) for name in names]
    left = max(map(text_width, short)) + 40
    row = (Frame(canvas, (0, 1), (0, 1), left).height - MARKS_HEIGHT) / len(names)
    n, n_vectors = len(scene.samples.numbers), len(scene.vectors.numbers)
    first = n + round(GAP * n) + 1
    columns = first + n_vectors if n_vectors else n
    ranges = (-0.5, columns - 0.5), (len(names) - 0.5, -0.5 - MARKS_HEIGHT / row)
    frame = Frame(canvas, *ranges, left)
    _draw_rows(frame, scene, first)
    _draw_marks(frame, scene, list(range(first, first + n_vectors)), row)
    found = np.unique(scene.samples.targets, return_index=True, return_counts=True)
    blocks = [
        (label, start, start + count)
        for label, start, count in zip(*(part.tolist() for part in found), strict=True)
    ]
    for label, start, end in blocks:
        frame.outline((start - 0.5, end - 0.5), (label - 0.5, label + 0.5))
    chart = frame.chart((scene.title, canvas.texts("decision_heatmap_axis"), ""))
    every = int(np.ceil(LINE_HEIGHT / row))
    ticks = [marked(name, look) for name, look in zip(short, looks, strict=True)]
    chart["layout"]["xaxis"] |= {
        "ticks": "",
        "tickvals": [(start + end - 1) / 2 for _, start, end in blocks],
        "ticktext": [
            as_html(short[label])
            if text_width(short[label]) <= (end - start) * frame.width / columns - 4
            else ""
            for label, start, end in blocks
        ],
    }
    chart["layout"]["yaxis"] |= {
        "ticks": "",
        "showgrid": False,
        "tickvals": list(range(0, len(names), every)),
        "ticktext": ticks[::every],
    }
    return chart


def _draw_rows(frame: Frame, scene: Scene, first: int) -> None:
    """A row of cells for each class; test vectors begin at the column ``first``."""
    samples, vectors = scene.samples, scene.vectors
    whose: list[list[Any]] = [told[:2] for told in scene.sample_hover]
    numbers: list[list[Any]] = [[number] for number in vectors.numbers]
    for meta, start, p, told, hover in (
        ("samples", 0, samples.places, whose, "decision_heatmap_hover"),
        ("test_vectors", first, vectors.places, numbers, "decision_heatmap_vector_hover"),
    ):
        if not len(p):
            continue
        looks = class_looks(scene.class_names)
        for at, (name, look) in enumerate(zip(scene.class_names, looks, strict=True)):
            frame.add(
                {
                    "type": "heatmap",
                    "meta": meta,
                    "name": as_html(name),
                    "x0": start,
                    "dx": 1,
                    "y": [at],
                    "z": [p[:, at].tolist()],
                    "zmin": 0,
                    "zmax": 1,
                    "colorscale": [[0, frame.canvas.palette.paper], [1, look.color]],
                    "showscale": False,
                    "customdata": [told],
                    "hovertemplate": frame.canvas.hover(hover),
                }
            )


def _draw_marks(frame: Frame, scene: Scene, crosses: list[int], row: float) -> None:
    """Above the columns: who is wrong, who is selected, who is held out, and test vectors.

    ``row``: the pixels of a class.
    """
    samples, looks, palette = scene.samples, class_looks(scene.class_names), frame.canvas.palette
    held_out = [at for at, is_out in enumerate(samples.held_out) if is_out]
    chosen = [] if samples.selected is None else [samples.selected]
    colors = [looks[samples.predicted[at]].color for at in samples.wrong]
    kinds: tuple[tuple[str, list[int], float, int, str, Any], ...] = (
        ("wrong", samples.wrong, 9, 9, "circle-open", colors or palette.text),
        ("test_vector_marks", crosses, 9, 9, "x-thin-open", palette.text),
        ("held_out", held_out, 34, 9, "square-open", palette.text),
        ("selected", chosen, 20, 16, "triangle-down", palette.loss),
    )
    for meta, places, up, size, symbol, color in kinds:
        frame.marks(
            meta,
            places,
            [-0.5 - up / row] * len(places),
            marker={"symbol": symbol, "size": size, "color": color, "line": {"width": 2}},
        )
