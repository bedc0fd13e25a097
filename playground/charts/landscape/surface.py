"""The loss over a plane as a surface that can be turned, with the path of a run on it."""

import math
from typing import Any

import numpy as np

from playground.charts.canvas import Canvas, Chart
from playground.charts.landscape.landscape_data import Levels, RunPath, as_lists, colorscale
from playground.charts.scales import log_axis, log_range
from playground.core.insight.landscape import Landscape

MIN_RATIO_FOR_LOG = 100  # of the highest loss to the lowest, for a logarithmic axis
LINE_RAISE = 0.015  # of the axis: so far a line is above the surface
CAMERA = {"eye": {"x": 1.5, "y": -1.6, "z": 1.1}, "center": {"z": -0.2}}


def landscape_surface(landscape: Landscape, path: RunPath, canvas: Canvas) -> Chart:
    """The surface, in the colours of the contours; the path lies on it."""
    texts, palette = canvas.texts, canvas.palette
    x, y, z = as_lists(landscape)
    losses = np.asarray(z)
    levels = Levels(losses, path.lowest[2] if path.lowest else math.inf)
    surface = {
        "type": "surface",
        "meta": "landscape",
        "x": x,
        "y": y,
        "z": z,
        "surfacecolor": np.round(levels(losses), 4).tolist(),
        "cmin": levels.low,
        "cmax": levels.high,
        "colorscale": colorscale(palette),
        "showscale": False,
        "opacity": 0.92,
        "hovertemplate": canvas.hover("landscape_hover"),
    }
    lines = [
        _line_above(landscape, path, is_ahead, color, canvas)
        for is_ahead, color in ((True, palette.text), (False, palette.accuracy))
    ]
    lines.append(_present(landscape, path, canvas))
    titles = *(texts("landscape_axis", number=at) for at in (1, 2)), texts("loss_axis")
    axis = {"gridcolor": palette.grid, "color": palette.text, "showspikes": False}
    scene: dict[str, Any] = {
        name: {**axis, "title": {"text": title}, "nticks": 5}
        for name, title in zip(("xaxis", "yaxis", "zaxis"), titles, strict=True)
    }
    scene["zaxis"] |= _loss_axis(losses)
    scene["camera"] = CAMERA
    layout = canvas.layout() | {
        "scene": scene | {"aspectmode": "manual", "aspectratio": {"x": 1.3, "y": 1.3, "z": 0.8}},
        "dragmode": "turntable",
        "uirevision": "camera",
    }
    return {"data": [surface, *lines], "layout": layout}


def _loss_axis(losses: np.ndarray) -> dict[str, Any]:
    """Logarithmic where the highest loss is many times the lowest."""
    if not _is_steep(losses):
        return {}
    return log_axis(*log_range(losses.ravel().tolist()), most=5)


def _is_steep(losses: np.ndarray) -> bool:
    return bool(0 < losses.min() * MIN_RATIO_FOR_LOG <= losses.max())


def _line_above(
    landscape: Landscape, path: RunPath, is_ahead: bool, color: str, canvas: Canvas
) -> dict[str, Any]:
    epochs, x, y = path.part(is_ahead)
    return {
        "type": "scatter3d",
        "meta": "path_ahead" if is_ahead else "path",
        "x": x,
        "y": y,
        "z": [_height(landscape, *place) for place in zip(x, y, strict=True)],
        "customdata": epochs,
        "mode": "lines",
        "line": {"color": color, "width": 2 if is_ahead else 4},
        "hovertemplate": canvas.hover("landscape_path_hover"),
    }


def _present(landscape: Landscape, path: RunPath, canvas: Canvas) -> dict[str, Any]:
    """Where the run is now."""
    x, y = path.present
    return {
        "type": "scatter3d",
        "meta": "present",
        "x": [x],
        "y": [y],
        "z": [_height(landscape, x, y)],
        "mode": "markers",
        "marker": {"color": canvas.palette.accuracy, "size": 6},
        "hoverinfo": "skip",
    }


def _height(landscape: Landscape, x: float, y: float) -> float | None:
    """Just above the surface as it is drawn between its points, to be seen; None beside it."""
    xs, ys, zs = (part.numpy() for part in (landscape.x, landscape.y, landscape.z))
    if not (xs[0] <= x <= xs[-1] and ys[0] <= y <= ys[-1]):
        return None
    height = float(np.interp(y, ys, [np.interp(x, xs, row) for row in zs]))
    if _is_steep(zs):
        return height * float(zs.max() / zs.min()) ** LINE_RAISE
    return height + LINE_RAISE * float(zs.max() - zs.min())
