"""The loss over a plane as a surface that can be turned, with the path of a run on it."""

import math
from typing import Any

import numpy as np

from playground.charts.figures import Chart
from playground.charts.landscape.landscape_data import Heights, Levels, Trail, as_lists, colorscale
from playground.charts.looks import Palette, layout_of
from playground.charts.scales import log_range, log_ticks, power_of_ten
from playground.texts import Texts

STEEP = 100  # highest over lowest loss, from which on it stands on a logarithmic axis
RAISED = 0.015  # of the axis: so far a line is above the surface
CAMERA = {"eye": {"x": 1.5, "y": -1.6, "z": 1.1}, "center": {"z": -0.2}}


def landscape_surface(heights: Heights, trail: Trail, texts: Texts, palette: Palette) -> Chart:
    """The surface, in the colours of the contours; the path lies on it."""
    x, y, z = as_lists(heights)
    losses = np.asarray(z)
    levels = Levels(losses, trail.lowest[2] if trail.lowest else math.inf)
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
        "hovertemplate": texts("landscape_hover") + "<extra></extra>",
    }
    lines = [
        _line_above(heights, trail, is_ahead, color, texts)
        for is_ahead, color in ((True, palette.text), (False, palette.accuracy))
    ]
    lines.append(_present(heights, trail, palette))
    titles = *(texts("landscape_axis", number=at) for at in (1, 2)), texts("loss_axis")
    axis = {"gridcolor": palette.grid, "color": palette.text, "showspikes": False}
    scene: dict[str, Any] = {
        name: {**axis, "title": {"text": title}, "nticks": 5}
        for name, title in zip(("xaxis", "yaxis", "zaxis"), titles, strict=True)
    }
    scene["zaxis"] |= _loss_axis(losses)
    scene["camera"] = CAMERA
    layout = layout_of(palette, trail.epoch, left=0) | {
        "scene": scene | {"aspectmode": "manual", "aspectratio": {"x": 1.3, "y": 1.3, "z": 0.8}},
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "autoexpand": False},
        "dragmode": "turntable",
        "uirevision": "camera",
    }
    return {"data": [surface, *lines], "layout": layout}


def _loss_axis(losses: np.ndarray) -> dict[str, Any]:
    """Logarithmic where the highest loss is many times the lowest."""
    if not _is_steep(losses):
        return {}
    low, high = log_range(losses.ravel().tolist())
    ticks = log_ticks(low, high, 5)
    return {"type": "log", "tickvals": ticks, "ticktext": list(map(power_of_ten, ticks))}


def _is_steep(losses: np.ndarray) -> bool:
    return bool(0 < losses.min() * STEEP <= losses.max())


def _line_above(
    heights: Heights, trail: Trail, is_ahead: bool, color: str, texts: Texts
) -> dict[str, Any]:
    epochs, x, y = trail.part(is_ahead)
    return {
        "type": "scatter3d",
        "meta": "path_ahead" if is_ahead else "path",
        "x": x,
        "y": y,
        "z": [_height(heights, *place) for place in zip(x, y, strict=True)],
        "customdata": epochs,
        "mode": "lines",
        "line": {"color": color, "width": 2 if is_ahead else 4},
        "hovertemplate": texts("landscape_path_hover") + "<extra></extra>",
    }


def _present(heights: Heights, trail: Trail, palette: Palette) -> dict[str, Any]:
    """Where the run is now."""
    x, y = trail.present
    return {
        "type": "scatter3d",
        "meta": "present",
        "x": [x],
        "y": [y],
        "z": [_height(heights, x, y)],
        "mode": "markers",
        "marker": {"color": palette.accuracy, "size": 6},
        "hoverinfo": "skip",
    }


def _height(heights: Heights, x: float, y: float) -> float | None:
    """Just above the surface as it is drawn between its points, to be seen; None beside it."""
    xs, ys, zs = (np.asarray(part, float) for part in (heights.x, heights.y, heights.z))
    if not (xs[0] <= x <= xs[-1] and ys[0] <= y <= ys[-1]):
        return None
    height = float(np.interp(y, ys, [np.interp(x, xs, row) for row in zs]))
    if _is_steep(zs):
        return height * float(zs.max() / zs.min()) ** RAISED
    return height + RAISED * float(zs.max() - zs.min())
