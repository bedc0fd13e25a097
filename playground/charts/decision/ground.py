"""The ground of a picture of decisions: a colour for each class, veiled where it is unsure."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch

from playground.charts.decision.certainty_image import fog, strength
from playground.charts.figures import Chart
from playground.charts.frame import Frame
from playground.charts.label_placer import Range
from playground.charts.looks import Palette, as_html, class_looks, heading, layout_of
from playground.core.insight.decision import (
    Border,
    Interval,
    Point,
    borders,
    probabilities_on,
    regions,
)
from playground.core.model import Parameters

WIDTH, HEIGHT = 570, 372  # pixels of a picture in a window of 1280
COLUMNS, ROWS = 64, 44  # of the veil
OPACITY = 0.5  # of a class's colour where it is certain


def cells(x_range: Range, y_range: Range, columns: int = COLUMNS, rows: int = ROWS) -> np.ndarray:
    """The middles of the veil's cells, [rows · columns, 2], the lowest row first."""
    x, y = (
        low + (np.arange(n) + 0.5) / n * (high - low)
        for n, (low, high) in ((columns, x_range), (rows, y_range))
    )
    return np.stack(np.meshgrid(x, y), -1).reshape(-1, 2)


def veil(
    ground: Parameters,
    points: np.ndarray,
    x_range: Range,
    y_range: Range,
    palette: Palette,
    rows: int = ROWS,
) -> dict[str, Any]:
    """The veil over a rectangle: ``points`` are where ``ground`` is asked, cell by cell."""
    p = probabilities_on(ground, torch.from_numpy(points)).amax(1).numpy()
    sure = strength(p, len(ground.bias)).reshape(rows, -1)
    return fog(sure, palette.paper, x_range, y_range)


def colored(areas: Sequence[Sequence[Point]], class_names: Sequence[str]) -> list[dict[str, Any]]:
    """Shapes that fill the area of each class, below all else; ``areas``: their corners."""
    looks = class_looks(class_names)
    return [
        {
            "type": "path",
            "path": "M" + "L".join(f"{x!r},{y!r}" for x, y in corners) + "Z",
            "fillcolor": look.color,
            "opacity": OPACITY,
            "line": {"width": 0},
            "layer": "below",
        }
        for corners, look in zip(areas, looks, strict=True)
        if len(corners) > 2
    ]


def draw_borders(
    frame: Frame, found: Sequence[Border], class_names: Sequence[str], palette: Palette
) -> None:
    """A line for each border."""
    for border in found:
        (x0, y0), (x1, y1) = border.start, border.end
        name = " | ".join(as_html(class_names[at]) for at in border.classes)
        frame.drawn(
            "boundary",
            [x0, x1],
            [y0, y1],
            mode="lines",
            line={"color": palette.text, "width": 2},
            name=name,
            customdata=[list(border.classes)] * 2,
        )


Under = tuple[list[dict[str, Any]], dict[str, Any]]  # coloured shapes, and the veil above them


def on_plane(
    frame: Frame,
    ground: Parameters,
    x_range: Range,
    y_range: Range,
    class_names: Sequence[str],
    palette: Palette,
) -> Under:
    """Draws the borders of ``ground``; its coloured shapes and its veil, for `laid_under`."""
    draw_borders(frame, borders(ground, x_range, y_range), class_names, palette)
    shapes = colored(regions(ground, x_range, y_range), class_names)
    points = cells(x_range, y_range)
    return shapes, veil(ground, points, x_range, y_range, palette)


def across_pieces(
    pieces: Sequence[Interval],
    ground: Parameters,
    values: np.ndarray,
    ranges: tuple[Range, Range],
    class_names: Sequence[str],
    palette: Palette,
) -> Under:
    """The ground of a picture that is the same all the way up.

    ``pieces``: of the axis across; ``values`` [n]: where ``ground`` is asked, from left to right.
    """
    bottom, top = ranges[1]
    shapes = []
    for piece in pieces:
        areas: list[list[Point]] = [[] for _ in class_names]
        ends = ((piece.low, bottom), (piece.high, bottom), (piece.high, top), (piece.low, top))
        areas[piece.predicted_class] = list(ends)
        shapes += colored(areas, class_names)
    return shapes, veil(ground, values[:, None], *ranges, palette, rows=1)


def laid_under(chart: Chart, shapes: list[dict[str, Any]], image: dict[str, Any]) -> Chart:
    """The chart with a ground below all it has; images lie above shapes there."""
    layout = chart["layout"]
    layout["shapes"] = shapes + layout["shapes"]
    layout["images"] = [image]
    layout["yaxis"]["showgrid"] = False
    return chart


def blank_chart(text: str, epoch: int, palette: Palette) -> Chart:
    """A chart that says why there is none."""
    annotation = {**heading(as_html(text), 0.5, 0.5), "yanchor": "middle"}
    axis = {"visible": False, "fixedrange": True}
    layout = layout_of(palette, epoch, left=0, right=0)
    layout |= {"xaxis": axis, "yaxis": axis, "annotations": [annotation]}
    return {"data": [], "layout": layout}
