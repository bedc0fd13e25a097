"""Many classes: the probability of each class for each sample, its label framed."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from playground.charts.decision.ground import HEIGHT, WIDTH
from playground.charts.decision.samples import Shown, Vectors, told
from playground.charts.figures import Chart
from playground.charts.looks import (
    MAX_NAME,
    Palette,
    as_html,
    axis_title,
    class_looks,
    heading,
    layout_of,
    shortened,
    text_width,
)
from playground.texts import Texts

TOP, RIGHT, BELOW = 30, 14, 46  # pixels, of the margins
LINE = 16  # pixels, of type
MARKS = 42  # pixels above the columns, for marks
GAP = 0.02  # of the samples, between them and the test vectors
MOST_COLUMNS = 400  # as many as there are pixels for


def by_label(targets: np.ndarray) -> np.ndarray:
    """The order of the columns: by label, and within one as in the table."""
    return np.argsort(targets, kind="stable")


def heatmap_chart(
    samples: tuple[Shown, np.ndarray],
    vectors: tuple[Vectors, np.ndarray],
    title: str,
    epoch: int,
    texts: Texts,
    palette: Palette,
    width: float = WIDTH,
    height: float = HEIGHT,
) -> Chart:
    """A column for each sample, in the order of `by_label`, and a row for each class.

    Samples and test vectors come with their probabilities, [n, n_classes]; the latter stand on the
    right. The colour of a row is its class's, the stronger the more likely. Above the columns,
    rings mark wrong samples, hollow squares those held out, and crosses test vectors.
    """
    shown, probabilities = samples
    names, looks = shown.class_names, class_looks(shown.class_names)
    left = max(text_width(shortened(name, MAX_NAME)) for name in names) + 40
    row = (height - TOP - BELOW - MARKS) / len(names)
    every = int(np.ceil(LINE / row))
    n, first = len(shown.numbers), len(shown.numbers) + round(GAP * len(shown.numbers)) + 1
    crosses, theirs = vectors
    columns = first + len(theirs) if len(theirs) else n
    who, these = [one[:2] for one in told(shown)], [[number] for number in crosses.numbers]
    hovers = (texts(f"decision_heatmap{kind}_hover") for kind in ("", "_vector"))
    parts = (("samples", 0, probabilities, who), ("test_vectors", first, theirs, these))
    traces = [
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
            "colorscale": [[0, palette.paper], [1, look.color]],
            "showscale": False,
            "customdata": [told_of],
            "hovertemplate": hover + "<extra></extra>",
        }
        for (meta, start, p, told_of), hover in zip(parts, hovers, strict=True)
        for at, (name, look) in enumerate(zip(names, looks, strict=True))
        if len(p)
    ]
    places = list(range(first, first + len(theirs)))
    traces += _marks(shown, places, row, palette)
    axis = {"fixedrange": True, "showgrid": False, "zeroline": False, "ticks": ""}
    layout = {
        **layout_of(palette, epoch, left=0),
        "margin": {"l": left, "r": RIGHT, "t": TOP, "b": BELOW, "autoexpand": False},
        "xaxis": {
            **axis,
            "range": [-0.5, columns - 0.5],
            "title": {**axis_title(texts("decision_heatmap_axis")), "standoff": 4},
            **_labels(shown, (width - left - RIGHT) / columns),
        },
        "yaxis": {
            **axis,
            "range": [len(names) - 0.5, -0.5 - MARKS / row],
            "tickvals": list(range(0, len(names), every)),
            "ticktext": [
                f'<span style="color:{look.color}">{look.mark}</span> '
                + as_html(shortened(name, MAX_NAME))
                for name, look in zip(names[::every], looks[::every], strict=True)
            ],
        },
        "annotations": [{**heading(as_html(title), 1, 0, "left"), "xshift": 4 - left, "yshift": 4}],
        "shapes": _frames(shown, palette),
    }
    return {"data": traces, "layout": layout}


def _marks(shown: Shown, crosses: list[int], row: float, palette: Palette) -> list[dict[str, Any]]:
    """Above the columns: who is wrong, who is selected, who is held out, and test vectors.

    ``row``: the pixels of a class.
    """
    looks = class_looks(shown.class_names)
    wrong = [at for at, said in enumerate(shown.predicted) if said != shown.targets[at]]
    held_out = [at for at, is_out in enumerate(shown.held_out) if is_out]
    chosen = [] if shown.selected is None else [shown.selected]
    colors = [looks[shown.predicted[at]].color for at in wrong]
    kinds: tuple[tuple[str, list[int], float, str, Any], ...] = (
        ("wrong", wrong, 9, "circle-open", colors or palette.text),
        ("test_vector_marks", crosses, 9, "x-thin-open", palette.text),
        ("held_out", held_out, 34, "square-open", palette.text),
        ("selected", chosen, 20, "triangle-down", palette.loss),
    )
    return [
        {
            "type": "scatter",
            "meta": meta,
            "mode": "markers",
            "x": places,
            "y": [-0.5 - up / row] * len(places),
            "cliponaxis": False,
            "marker": {
                "symbol": symbol,
                "size": 16 if meta == "selected" else 9,
                "color": color,
                "line": {"width": 2},
            },
            "hoverinfo": "skip",
        }
        for meta, places, up, symbol, color in kinds
    ]


def _blocks(targets: Sequence[int]) -> list[tuple[int, int, int]]:
    """Of each label its class, its first column, and the one after its last."""
    own = np.asarray(targets)
    return [
        (
            int(label),
            int(np.flatnonzero(own == label)[0]),
            int(np.flatnonzero(own == label)[-1]) + 1,
        )
        for label in np.unique(own)
    ]


def _frames(shown: Shown, palette: Palette) -> list[dict[str, Any]]:
    """Around the cells of each label in its own row."""
    return [
        {
            "type": "rect",
            "x0": start - 0.5,
            "x1": end - 0.5,
            "y0": label - 0.5,
            "y1": label + 0.5,
            "line": {"color": palette.text, "width": 2},
        }
        for label, start, end in _blocks(shown.targets)
    ]


def _labels(shown: Shown, column: float) -> dict[str, Any]:
    """The label under its columns of so many pixels, as far as it has room."""
    values, names = [], []
    for label, start, end in _blocks(shown.targets):
        room = (end - start) * column
        name = shortened(shown.class_names[label], MAX_NAME)
        values.append((start + end - 1) / 2)
        names.append(as_html(name) if text_width(name) <= room - 4 else "")
    return {"tickvals": values, "ticktext": names}
