"""Many classes: the probability of each class for each sample, its label framed."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from playground.charts.decision_ground import HEIGHT, WIDTH
from playground.charts.decision_samples import Shown, told
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
MOST_COLUMNS = 400  # as many as there are pixels for


def by_label(targets: np.ndarray) -> np.ndarray:
    """The order of the columns: by label, and within one as in the table."""
    return np.argsort(targets, kind="stable")


def heatmap_chart(
    shown: Shown,
    probabilities: np.ndarray,
    title: str,
    epoch: int,
    texts: Texts,
    palette: Palette,
    width: float = WIDTH,
    height: float = HEIGHT,
) -> Chart:
    """A column for each sample, in the order of `by_label`, and a row for each class.

    ``probabilities`` [n, n_classes]. The colour of a row is its class's, the stronger the more
    likely. Above the columns, rings mark wrong samples and hollow squares those held out.
    """
    names, looks = shown.class_names, class_looks(shown.class_names)
    left = max(text_width(shortened(name, MAX_NAME)) for name in names) + 40
    area = height - TOP - BELOW
    n = len(shown.numbers)
    row = area / (len(names) + 1.6)
    every = int(np.ceil(LINE / row))
    who = [one[:2] for one in told(shown)]
    traces = [
        {
            "type": "heatmap",
            "meta": "samples",
            "name": as_html(name),
            "x0": 0,
            "dx": 1,
            "y": [at],
            "z": [probabilities[:, at].tolist()],
            "zmin": 0,
            "zmax": 1,
            "colorscale": [[0, palette.paper], [1, look.color]],
            "showscale": False,
            "customdata": [who],
            "hovertemplate": texts("decision_heatmap_hover") + "<extra></extra>",
        }
        for at, (name, look) in enumerate(zip(names, looks, strict=True))
    ]
    traces += _marks(shown, palette)
    axis = {"fixedrange": True, "showgrid": False, "zeroline": False, "ticks": ""}
    layout = {
        **layout_of(palette, epoch, left=0),
        "margin": {"l": left, "r": RIGHT, "t": TOP, "b": BELOW, "autoexpand": False},
        "xaxis": {
            **axis,
            "range": [-0.5, n - 0.5],
            "title": {**axis_title(texts("decision_heatmap_axis")), "standoff": 4},
            **_labels(shown, width - left - RIGHT),
        },
        "yaxis": {
            **axis,
            "range": [len(names) - 0.5, -2.1],
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


def _marks(shown: Shown, palette: Palette) -> list[dict[str, Any]]:
    """Above the columns: who is wrong, who is held out, who is selected."""
    looks = class_looks(shown.class_names)
    wrong = [at for at, said in enumerate(shown.predicted) if said != shown.targets[at]]
    held_out = [at for at, is_out in enumerate(shown.held_out) if is_out]
    chosen = [] if shown.selected is None else [shown.selected]
    colors = [looks[shown.predicted[at]].color for at in wrong]
    kinds: tuple[tuple[str, list[int], float, str, Any], ...] = (
        ("wrong", wrong, -1.0, "circle-open", colors or palette.text),
        ("held_out", held_out, -1.7, "square-open", palette.text),
        ("selected", chosen, -1.35, "triangle-down", palette.loss),
    )
    return [
        {
            "type": "scatter",
            "meta": meta,
            "mode": "markers",
            "x": places,
            "y": [y] * len(places),
            "cliponaxis": False,
            "marker": {
                "symbol": symbol,
                "size": 16 if meta == "selected" else 9,
                "color": color,
                "line": {"width": 2},
            },
            "hoverinfo": "skip",
        }
        for meta, places, y, symbol, color in kinds
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


def _labels(shown: Shown, width: float) -> dict[str, Any]:
    """The label under its columns, as far as it has room."""
    n, values, names = len(shown.numbers), [], []
    for label, start, end in _blocks(shown.targets):
        room = (end - start) / n * width
        name = shortened(shown.class_names[label], MAX_NAME)
        values.append((start + end - 1) / 2)
        names.append(as_html(name) if text_width(name) <= room - 4 else "")
    return {"tickvals": values, "ticktext": names}
