"""The ground of a picture of decisions: a colour for each class, paler where it is unsure."""

import base64
import io
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from PIL import Image

from playground.charts.canvas import Canvas, Chart
from playground.charts.frame import Frame, Range
from playground.charts.looks import as_html, class_looks, heading
from playground.core.insight.decision import Border, Interval, Point, probabilities_on
from playground.core.model import Parameters

WIDTH, HEIGHT = 570, 372  # pixels of a picture in a window of 1280
WIDTH_BESIDE_A_LESSON = 420
COLUMNS, ROWS = 64, 44  # of the certainty image
OPACITY = 0.5  # of a class's colour where it is certain


def cells(x_range: Range, y_range: Range, columns: int = COLUMNS, rows: int = ROWS) -> np.ndarray:
    """The middles of the image's pixels, [rows · columns, 2], the lowest row first."""
    x, y = (
        low + (np.arange(n) + 0.5) / n * (high - low)
        for n, (low, high) in ((columns, x_range), (rows, y_range))
    )
    return np.stack(np.meshgrid(x, y), -1).reshape(-1, 2)


def add_background(
    frame: Frame,
    shapes: Sequence[dict[str, Any]],
    ground: Parameters,
    points: np.ndarray,
    rows: int = ROWS,
) -> None:
    """Coloured ``shapes`` and, above them, how sure ``ground`` is at ``points``, pixel by pixel."""
    p = probabilities_on(ground, torch.from_numpy(points)).amax(1).numpy()
    sure = strength(p, len(ground.bias)).reshape(rows, -1)
    frame.background(shapes, certainty_image(sure, frame.canvas.palette.paper, *frame.ranges))


def strength(largest: np.ndarray, n_classes: int) -> np.ndarray:
    """From 0, where all classes are equally likely, to 1, where one is certain."""
    least = 1 / n_classes
    return np.clip((largest - least) / (1 - least), 0, 1)


def certainty_image(sure: np.ndarray, paper: str, x_range: Range, y_range: Range) -> dict[str, Any]:
    """An image for a layout, over the rectangle of these ranges and below all traces.

    ``sure`` [rows, columns] from 0 to 1, the lowest row first; ``paper`` is "#rrggbb".
    """
    pixels = np.empty((*sure.shape, 4), dtype=np.uint8)
    pixels[..., :3] = tuple(bytes.fromhex(paper[1:]))
    pixels[..., 3] = np.round(255 * (1 - sure[::-1]))
    png = io.BytesIO()
    Image.fromarray(pixels).save(png, "PNG", compress_level=1)
    return {
        "source": "data:image/png;base64," + base64.b64encode(png.getvalue()).decode(),
        "xref": "x",
        "yref": "y",
        "x": x_range[0],
        "y": y_range[1],
        "sizex": x_range[1] - x_range[0],
        "sizey": y_range[1] - y_range[0],
        "sizing": "stretch",
        "layer": "below",
    }


def colored(areas: Sequence[Sequence[Point]], class_names: Sequence[str]) -> list[dict[str, Any]]:
    """Shapes that fill the area of each class, below all else; ``areas``: their corners."""
    looks = class_looks(class_names)
    pairs = zip(areas, looks, strict=True)
    return [_filled(corners, look.color) for corners, look in pairs if len(corners) > 2]


def colored_columns(
    frame: Frame, pieces: Sequence[Interval], class_names: Sequence[str]
) -> list[dict[str, Any]]:
    """The same of ``pieces`` of the axis across, each from the bottom of the chart to its top."""
    (bottom, top), looks = frame.ranges[1], class_looks(class_names)
    return [
        _filled(
            [(piece.low, bottom), (piece.high, bottom), (piece.high, top), (piece.low, top)],
            looks[piece.predicted_class].color,
        )
        for piece in pieces
    ]


def _filled(corners: Sequence[Point], color: str) -> dict[str, Any]:
    path = "M" + "L".join(f"{x!r},{y!r}" for x, y in corners) + "Z"
    look = {"fillcolor": color, "opacity": OPACITY, "line": {"width": 0}, "layer": "below"}
    return {"type": "path", "path": path, **look}


def draw_borders(frame: Frame, found: Sequence[Border], class_names: Sequence[str]) -> None:
    """A line for each border."""
    for border in found:
        (x0, y0), (x1, y1) = border.start, border.end
        frame.drawn(
            "boundary",
            [x0, x1],
            [y0, y1],
            mode="lines",
            line={"color": frame.canvas.palette.text, "width": 2},
            name=" | ".join(as_html(class_names[at]) for at in border.classes),
            customdata=[list(border.classes)] * 2,
        )


def blank_chart(text: str, canvas: Canvas) -> Chart:
    """A chart that says why there is none."""
    annotation = {**heading(as_html(text), 0.5, 0.5), "yanchor": "middle"}
    axis = {"visible": False, "fixedrange": True}
    layout = canvas.layout() | {"xaxis": axis, "yaxis": axis, "annotations": [annotation]}
    return {"data": [], "layout": layout}
