"""One feature: the probability of each class over it, the borders, and the samples below."""

import itertools
from typing import Any

import numpy as np
import torch

from playground.charts.canvas import Canvas, Chart
from playground.charts.decision.ground import (
    add_background,
    cells,
    colored_columns,
    draw_borders,
)
from playground.charts.decision.scene import Scene, draw_scene
from playground.charts.display import format_number
from playground.charts.frame import Frame, Range
from playground.charts.looks import as_html, class_looks, cut, key
from playground.core.insight.decision import Border, intervals, probabilities_on
from playground.core.model import Parameters

LEFT = 62
ROW_HEIGHT = 0.075  # of the axis of p: from one row of samples to the next
MAX_ROWS_HEIGHT = 0.5  # of that axis, for all rows
TOP_OF_AXIS = 1.06
CURVE_POINTS = 240
BORDER_NAME_AT = 1.02  # of the axis of p: where a border is named
MAX_NAME_WIDTH = 90  # pixels of the feature's name beside a border


def line_chart(
    scene: Scene, ground: Parameters, feature: str, x_range: Range, canvas: Canvas
) -> Chart:
    """``ground``: scores as functions of ``feature``.

    ``scene``: samples and test vectors by their values, [n]; they stand below the curves, a row
    for each label, the last one for test vectors.
    """
    names, values, of_vectors = scene.class_names, scene.samples.places, scene.vectors.places
    row = min(ROW_HEIGHT, MAX_ROWS_HEIGHT / (len(names) + 1))
    bottom = -(len(names) + 1.8) * row
    frame = Frame(canvas, x_range, (bottom, TOP_OF_AXIS), left=LEFT)
    pieces = intervals(ground, *x_range)
    middles = cells(*frame.ranges, CURVE_POINTS, 1)[:, :1]
    add_background(frame, colored_columns(frame, pieces, names), ground, middles, rows=1)
    found = [
        Border(
            (one.predicted_class, other.predicted_class),
            (one.high, bottom),
            (one.high, TOP_OF_AXIS),
        )
        for one, other in itertools.pairwise(pieces)
    ]
    draw_borders(frame, found, names)
    _draw_curves(frame, ground, names)
    rows = -(np.asarray(scene.samples.targets) + 1) * row
    last = np.full(len(of_vectors), -(len(names) + 1) * row)
    places = np.column_stack([values, rows]), np.column_stack([of_vectors, last])
    draw_scene(frame, scene, *places)
    _name_borders(frame, found, feature)
    titles = scene.title, cut(feature, frame.width), canvas.texts("decision_p_of_classes")
    chart = frame.chart(titles, key(names, frame.beside_title(scene.title)))
    chart["layout"]["yaxis"] |= {"tickvals": [0, 0.25, 0.5, 0.75, 1]}
    return chart


def _draw_curves(frame: Frame, ground: Parameters, class_names: tuple[str, ...]) -> None:
    x = torch.linspace(*frame.ranges[0], CURVE_POINTS, dtype=torch.float64)
    curves = probabilities_on(ground, x[:, None]).t().tolist()
    for name, look, p in zip(class_names, class_looks(class_names), curves, strict=True):
        frame.drawn(
            "p",
            x.tolist(),
            p,
            mode="lines",
            line={"color": look.color, "width": 3},
            name=as_html(name),
            hovertemplate=frame.canvas.hover("decision_curve_hover"),
        )


def _name_borders(frame: Frame, found: list[Border], feature: str) -> None:
    """Where the borders are, beside their upper ends, as far as there is room."""
    for border in found:
        place = border.start[0], BORDER_NAME_AT
        text = f" {cut(feature, MAX_NAME_WIDTH)} = {format_number(border.start[0])} "
        sides = ("middle right", "middle left")
        text, side = frame.words_beside(text, place, 0, sides, most_blanks=0)
        if text:
            written: dict[str, Any] = {
                "mode": "text",
                "text": [as_html(text)],
                "textposition": side,
            }
            frame.drawn("border_names", [place[0]], [place[1]], **written)
