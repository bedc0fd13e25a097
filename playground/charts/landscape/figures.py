"""The loss as a landscape: contours over a plane, and the path of a run on it.

Described as in ``figures.py``.
"""

import math
from typing import Any

import numpy as np

from playground.charts.display import format_number, format_probability
from playground.charts.figures import Chart
from playground.charts.frame import Frame
from playground.charts.landscape.landscape_data import (
    Heights,
    Levels,
    Trail,
    as_lists,
    colorscale,
    line_color,
)
from playground.charts.looks import Palette
from playground.texts import Texts

WIDTH, HEIGHT = 560, 344
LEFT, RIGHT = 66, 84  # pixels, of the margins; the right one holds the scale of the colours
FEW_DOTS = 60  # of a path, beyond which they are small


def landscape_chart(
    heights: Heights,
    trail: Trail,
    texts: Texts,
    palette: Palette,
    width: float = WIDTH,
    height: float = HEIGHT,
) -> Chart:
    """Contours of the loss: the ground on which `path_chart` is laid.

    They are one chart apart from the path, since contours take the browser long to draw, and in a
    run only the path changes from frame to frame.
    """
    x, y, z = as_lists(heights)
    frame = Frame(width, height, (x[0], x[-1]), (y[0], y[-1]), palette, left=LEFT, right=RIGHT)
    chart = frame.chart(trail.epoch, _titles(trail, texts))
    levels = Levels(np.asarray(z), trail.lowest[2] if trail.lowest else math.inf)
    chart["data"] = _contours(x, y, z, levels, texts, palette)
    for axis in ("xaxis", "yaxis"):
        chart["layout"][axis] |= {"showgrid": False, "exponentformat": "e"}
    return chart


def path_chart(
    heights: Heights,
    trail: Trail,
    texts: Texts,
    palette: Palette,
    width: float = WIDTH,
    height: float = HEIGHT,
) -> Chart:
    """The path up to now with dots, and faintly its further way; its axes are the ground's."""
    ranges = [(float(ends[0]), float(ends[-1])) for ends in (heights.x, heights.y)]
    frame = Frame(width, height, ranges[0], ranges[1], palette, left=LEFT, right=RIGHT)
    _draw_path(frame, trail, palette)
    _draw_places(frame, trail, texts, palette)
    chart = frame.chart(trail.epoch, ("", "", ""))
    for axis in ("xaxis", "yaxis"):
        chart["layout"][axis]["visible"] = False
    return chart


def _titles(trail: Trail, texts: Texts) -> tuple[str, str, str]:
    axes = []
    for at in (0, 1):
        if trail.shares is None:
            axes.append(texts("landscape_axis", number=at + 1))
        else:
            share = format_probability(trail.shares[at])
            axes.append(texts("landscape_axis_share", number=at + 1, share=share))
    return texts("landscape_title"), axes[0], axes[1]


def _contours(
    x: list[float],
    y: list[float],
    z: list[list[float]],
    levels: Levels,
    texts: Texts,
    palette: Palette,
) -> list[dict[str, Any]]:
    """The picture, of the logarithms; and unseen above it the losses, for the mouse to read."""
    tick_heights, tick_texts = levels.ticks()
    seen = {
        "type": "contour",
        "meta": "levels",
        "x": x,
        "y": y,
        "z": np.round(levels(np.asarray(z)), 4).tolist(),
        "autocontour": False,
        "contours": {"start": levels.low, "end": levels.high, "size": levels.size},
        "colorscale": colorscale(palette),
        "zmin": levels.low,
        "zmax": levels.high,
        "line": {"width": 0.6, "color": line_color(palette)},
        "hoverinfo": "skip",
        "colorbar": {
            "thicknessmode": "fraction",
            "thickness": 0.025,
            "outlinewidth": 0,
            "tickvals": tick_heights,
            "ticktext": tick_texts,
            "title": {"text": texts("loss_axis"), "side": "top"},
            "tickfont": {"color": palette.text},
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
        "hovertemplate": texts("landscape_hover") + "<extra></extra>",
    }
    return [seen, read]


def _draw_path(frame: Frame, trail: Trail, palette: Palette) -> None:
    _, x, y = trail.part(is_ahead=True)
    if len(x) > 1:
        frame.line("path_ahead", x, y, palette.text, width=1.5, dash="dot", opacity=0.6)
    epochs, x, y = trail.part(is_ahead=False)
    frame.line(
        "path",
        x,
        y,
        palette.accuracy,
        width=2,
        mode="lines+markers",
        marker={"size": 4 if len(x) > FEW_DOTS else 6, "color": palette.accuracy},
        customdata=epochs,
    )


def _draw_places(frame: Frame, trail: Trail, texts: Texts, palette: Palette) -> None:
    """Where the path began, where it is, and the lowest place, each with its name."""
    edge = {"color": palette.text, "width": 2}
    if trail.lowest:
        x, y, loss = trail.lowest
        marker = {"symbol": "x-thin", "size": 12, "line": {**edge, "width": 3}}
        frame.marks("lowest", [x], [y], marker=marker, hoverinfo="skip")
        frame.label(texts("landscape_lowest", loss=format_number(loss)), [(x, y)])
    if trail.epochs and trail.epochs[0] < trail.epoch:
        marker = {"symbol": "circle-open", "size": 13, "color": palette.text, "line": edge}
        start = trail.x[0], trail.y[0]
        frame.marks("start", [start[0]], [start[1]], marker=marker, hoverinfo="skip")
        frame.label(texts("landscape_start"), [start])
    if trail.is_in_picture:
        x, y = trail.present
        marker = {"size": 13, "color": palette.accuracy, "line": edge}
        frame.marks("present", [x], [y], marker=marker, hoverinfo="skip")
        told = {"epoch": trail.epoch, "loss": format_number(trail.loss)}
        frame.label(texts("landscape_present", **told), [(x, y)])


def landscape_alt(trail: Trail, texts: Texts) -> str:
    """The contours in words."""
    if trail.lowest is None:
        return texts("landscape_alt")
    return texts("landscape_alt_lowest", lowest=format_number(trail.lowest[2]))


def path_alt(trail: Trail, texts: Texts) -> str:
    """The path in words."""
    return texts("landscape_path_alt", epoch=trail.epoch, loss=format_number(trail.loss))
