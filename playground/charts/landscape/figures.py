"""The loss as a landscape: contours over a plane, and the path of a run on it."""

import math
from typing import Any

import numpy as np

from playground.charts.canvas import Canvas, Chart
from playground.charts.display import format_number, format_probability
from playground.charts.frame import Frame
from playground.charts.landscape.landscape_data import (
    Levels,
    RunPath,
    as_lists,
    colorscale,
    line_color,
)
from playground.core.insight.landscape import Landscape
from playground.texts import Texts

WIDTH, HEIGHT = 560, 344  # pixels in a window of 1280
# pixels, of the margins: at the right is the scale of the colours, above are a title and a key
LEFT, RIGHT, TOP = 66, 84, 50
MAX_LARGE_DOTS = 60  # of a path, beyond which they are small


def landscape_chart(landscape: Landscape, path: RunPath, canvas: Canvas) -> Chart:
    """Contours of the loss: the ground on which `path_chart` is laid.

    They are one chart apart from the path, since contours take the browser long to draw, and in a
    run only the path changes from frame to frame.
    """
    frame = _frame(landscape, canvas)
    for trace in _contours(landscape, path, canvas):
        frame.add(trace)
    chart = frame.chart(_titles(path, canvas.texts))
    for axis in ("xaxis", "yaxis"):
        chart["layout"][axis] |= {"showgrid": False, "exponentformat": "e"}
    return chart


def path_chart(landscape: Landscape, path: RunPath, canvas: Canvas) -> Chart:
    """The path up to now with dots, and faintly its further way; its axes are the ground's."""
    frame = _frame(landscape, canvas)
    _draw_path(frame, path)
    chart = frame.chart(("", "", ""), under=_draw_places(frame, path))
    for axis in ("xaxis", "yaxis"):
        chart["layout"][axis]["visible"] = False
    return chart


def _frame(landscape: Landscape, canvas: Canvas) -> Frame:
    return Frame(canvas, *landscape.ranges, LEFT, RIGHT, TOP)


def _titles(path: RunPath, texts: Texts) -> tuple[str, str, str]:
    axes = []
    for at in (0, 1):
        if path.shares is None:
            axes.append(texts("landscape_axis", number=at + 1))
        else:
            share = format_probability(path.shares[at])
            axes.append(texts("landscape_axis_share", number=at + 1, share=share))
    return texts("landscape_title"), axes[0], axes[1]


def _contours(landscape: Landscape, path: RunPath, canvas: Canvas) -> list[dict[str, Any]]:
    """The picture, of the logarithms; and unseen above it the losses, for the mouse to read."""
    x, y, z = as_lists(landscape)
    levels = Levels(np.asarray(z), path.lowest[2] if path.lowest else math.inf)
    tick_heights, tick_texts = levels.ticks()
    seen = {
        "type": "contour",
        "meta": "levels",
        "x": x,
        "y": y,
        "z": np.round(levels(np.asarray(z)), 4).tolist(),
        "autocontour": False,
        "contours": {"start": levels.low, "end": levels.high, "size": levels.size},
        "colorscale": colorscale(canvas.palette),
        "zmin": levels.low,
        "zmax": levels.high,
        "line": {"width": 0.6, "color": line_color(canvas.palette)},
        "hoverinfo": "skip",
        "colorbar": {
            "thicknessmode": "fraction",
            "thickness": 0.025,
            "outlinewidth": 0,
            "tickvals": tick_heights,
            "ticktext": tick_texts,
            "title": {"text": canvas.texts("loss_axis"), "side": "top"},
            "tickfont": {"color": canvas.palette.text},
        },
    }
    read = {
        "type": "contour",
        "meta": "landscape",
        "x": x,
        "y": y,
        "z": z,
        "autocontour": False,
        # one contour, where no loss is: plotly would draw it all the same
        "contours": {"start": -1, "end": -1, "size": 1, "coloring": "none", "showlines": False},
        "showscale": False,
        "hovertemplate": canvas.hover("landscape_hover"),
    }
    return [seen, read]


def _draw_path(frame: Frame, path: RunPath) -> None:
    palette = frame.canvas.palette
    _, x, y = path.part(is_ahead=True)
    if len(x) > 1:
        frame.line("path_ahead", x, y, palette.text, width=1.5, dash="dot", opacity=0.6)
    epochs, x, y = path.part(is_ahead=False)
    frame.line(
        "path",
        x,
        y,
        palette.accuracy,
        width=2,
        mode="lines+markers",
        marker={"size": 4 if len(x) > MAX_LARGE_DOTS else 6, "color": palette.accuracy},
        customdata=epochs,
    )


def _draw_places(frame: Frame, path: RunPath) -> str:
    """Marks where the path began, where it is, and the lowest place; returns the key to them."""
    texts, palette, said = frame.canvas.texts, frame.canvas.palette, []
    edge = {"color": palette.text, "width": 2}
    if path.epochs and path.epochs[0] < path.epoch:
        marker = {"symbol": "circle-open", "size": 13, "color": palette.text, "line": edge}
        frame.marks("start", path.x[:1], path.y[:1], marker=marker)
        said.append(f"○ {texts('landscape_start')}")
    if path.is_in_picture:
        x, y = path.present
        marker = {"size": 13, "color": palette.accuracy, "line": edge}
        frame.marks("present", [x], [y], marker=marker)
        now = texts("landscape_present", epoch=path.epoch, loss=format_number(path.loss))
        said.append(f'<span style="color:{palette.accuracy}">●</span> {now}')
    if path.lowest:
        x, y, loss = path.lowest
        marker = {"symbol": "x-thin", "size": 12, "line": {**edge, "width": 3}}
        frame.marks("lowest", [x], [y], marker=marker)
        said.append(f"✕ {texts('landscape_lowest', loss=format_number(loss))}")
    return "   ".join(said)


def landscape_alt(path: RunPath, texts: Texts) -> str:
    """The contours in words."""
    if path.lowest is None:
        return texts("landscape_alt")
    return texts("landscape_alt_lowest", lowest=format_number(path.lowest[2]))


def path_alt(path: RunPath, texts: Texts) -> str:
    """The path in words."""
    return texts("landscape_path_alt", epoch=path.epoch, loss=format_number(path.loss))
