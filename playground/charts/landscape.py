"""The loss as a landscape: contours over a plane or a surface, and the path of a run on it.

The colours are those of the logarithm of how far a loss is above the lowest in the picture: so the
valley shows its shape, and a leap of the loss does not make all else flat.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from playground.charts.canvas import Canvas, Chart
from playground.charts.display import format_number, format_probability
from playground.charts.frame import Frame
from playground.charts.scales import log_axis, log_range, power_of_ten
from playground.core.insight.landscape import Landscape
from playground.texts import Texts

WIDTH, HEIGHT = 560, 344  # pixels in a window of 1280
# pixels, of the margins: at the right is the scale of the colours, above are a title and a key
LEFT, RIGHT, TOP = 66, 84, 50
MAX_LARGE_DOTS = 60  # of a path, beyond which they are small
N_LEVELS = 14
LEVELS_A_TICK = 3
LOG_FROM = 1 / 30  # of the median height above the lowest: where the logarithm begins
MIN_RATIO_FOR_LOG = 100  # of the highest loss to the lowest, for a logarithmic axis
LINE_RAISE = 0.015  # of the axis: so far a line is above the surface
CAMERA = {"eye": {"x": 1.5, "y": -1.6, "z": 1.1}, "center": {"z": -0.2}}


@dataclass(frozen=True)
class RunPath:
    """What is drawn on the plane: a run's path, where it is now, and the lowest place."""

    epochs: Sequence[int]
    x: Sequence[float]
    y: Sequence[float]
    epoch: int  # now
    present: tuple[float, float]
    loss: float  # now, with the penalty of weight decay, as the heights have it
    is_in_picture: bool  # the present place
    lowest: tuple[float, float, float] | None  # x, y, loss; None when not in the picture
    shares: tuple[float, float] | None  # of the movement, along each axis; None without a path

    def part(self, is_ahead: bool) -> tuple[list[int], list[float], list[float]]:
        """Epochs and places up to now, with the present one; or from now on."""
        places, now = (
            list(zip(self.epochs, self.x, self.y, strict=True)),
            (self.epoch, *self.present),
        )
        if is_ahead:
            part = [now, *(place for place in places if place[0] > self.epoch)]
        else:
            part = [*(place for place in places if place[0] < self.epoch), now]
        epochs, x, y = map(list, zip(*part, strict=True))
        return epochs, x, y


class Levels:
    """Heights as logarithms of how far a loss is above the lowest."""

    def __init__(self, losses: np.ndarray, lowest: float) -> None:
        self._floor = min(lowest, float(losses.min()))
        above = losses - self._floor
        highest = float(above.max()) or 1.0
        self._soft = max(LOG_FROM * float(np.median(above)), 1e-12 * highest)
        self.low, self.high = (float(self(np.array(v))) for v in (self._floor, losses.max()))
        self.high = max(self.high, self.low + 1e-3)
        self.size = (self.high - self.low) / N_LEVELS

    @classmethod
    def of(cls, landscape: Landscape, path: RunPath) -> "Levels":
        """The heights of a landscape, down to the lowest place that is known."""
        return cls(landscape.z.numpy(), path.lowest[2] if path.lowest else math.inf)

    def __call__(self, losses: np.ndarray) -> np.ndarray:
        heights: np.ndarray = np.log10(losses - self._floor + self._soft)
        return heights

    def ticks(self) -> tuple[list[float], list[str]]:
        """Heights that have a number beside the scale, and the losses there."""
        heights = [self.low + n * self.size for n in range(0, N_LEVELS + 1, LEVELS_A_TICK)]
        losses = [10**height - self._soft + self._floor for height in heights]
        losses[0] = self._floor  # not what rounding makes of it
        return heights, _told_apart(losses)


def _told_apart(losses: list[float]) -> list[str]:
    """With as few digits as that takes, but three."""
    for digits in range(3, 8):
        texts = [_short(loss, digits) for loss in losses]
        if len(set(texts)) == len(texts):
            break
    return texts


def _short(loss: float, digits: int) -> str:
    if loss < 1e5:
        return format_number(loss, digits)
    return power_of_ten(float(f"{loss:.{digits - 2}e}"))


def landscape_chart(landscape: Landscape, path: RunPath, canvas: Canvas) -> Chart:
    """Contours of the loss: the ground on which `path_chart` is laid.

    They are one chart apart from the path, since contours take the browser long to draw, and in a
    run only the path changes from frame to frame.
    """
    frame = Frame(canvas, *landscape.ranges, LEFT, RIGHT, TOP)
    for trace in _contours(landscape, path, canvas):
        frame.add(trace)
    chart = frame.chart(_titles(path, canvas.texts))
    chart["layout"]["yaxis"]["showgrid"] = False
    return chart


def path_chart(landscape: Landscape, path: RunPath, canvas: Canvas) -> Chart:
    """The path up to now with dots, and faintly its further way; its axes are the ground's."""
    frame = Frame(canvas, *landscape.ranges, LEFT, RIGHT, TOP)
    _draw_path(frame, path)
    chart = frame.chart(("", "", ""), under=_draw_places(frame, path))
    for axis in ("xaxis", "yaxis"):
        chart["layout"][axis]["visible"] = False
    return chart


def _titles(path: RunPath, texts: Texts) -> tuple[str, str, str]:
    across, up = (texts("landscape_axis", number=at) for at in (1, 2))
    if path.shares is not None:
        shares = enumerate(map(format_probability, path.shares), 1)
        across, up = (texts("landscape_axis_share", number=at, share=share) for at, share in shares)
    return texts("landscape_title"), across, up


def _contours(landscape: Landscape, path: RunPath, canvas: Canvas) -> list[dict[str, Any]]:
    """The picture, of the logarithms; and unseen above it the losses, for the mouse to read."""
    levels = Levels.of(landscape, path)
    tick_heights, tick_texts = levels.ticks()
    places = {"x": landscape.x.tolist(), "y": landscape.y.tolist()}
    grid = {"type": "contour", "autocontour": False, **places}
    seen = grid | {
        "meta": "levels",
        "z": np.round(levels(landscape.z.numpy()), 4).tolist(),
        "contours": {"start": levels.low, "end": levels.high, "size": levels.size},
        "colorscale": list(enumerate(canvas.palette.landscape)),
        "zmin": levels.low,
        "zmax": levels.high,
        "line": {"width": 0.6, "color": canvas.palette.contour},
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
    read = grid | {
        "meta": "landscape",
        "z": landscape.z.tolist(),
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


def landscape_surface(landscape: Landscape, path: RunPath, canvas: Canvas) -> Chart:
    """The surface, in the colours of the contours; the path lies on it."""
    texts, palette = canvas.texts, canvas.palette
    losses, levels = landscape.z.numpy(), Levels.of(landscape, path)
    surface = {
        "type": "surface",
        "meta": "landscape",
        "x": landscape.x.tolist(),
        "y": landscape.y.tolist(),
        "z": landscape.z.tolist(),
        "surfacecolor": np.round(levels(losses), 4).tolist(),
        "cmin": levels.low,
        "cmax": levels.high,
        "colorscale": list(enumerate(palette.landscape)),
        "showscale": False,
        "opacity": 0.92,
        "hovertemplate": canvas.hover("landscape_hover"),
    }
    hover = {"hovertemplate": canvas.hover("landscape_path_hover")}
    ahead = {"mode": "lines", "line": {"color": palette.text, "width": 2}, **hover}
    behind = {"mode": "lines", "line": {"color": palette.accuracy, "width": 4}, **hover}
    now = {"mode": "markers", "marker": {"color": palette.accuracy, "size": 6}, "hoverinfo": "skip"}
    (x, y), epoch = path.present, path.epoch
    lines = [
        _above("path_ahead", landscape, path.part(is_ahead=True)) | ahead,
        _above("path", landscape, path.part(is_ahead=False)) | behind,
        _above("present", landscape, ([epoch], [x], [y])) | now,
    ]
    titles = *(texts("landscape_axis", number=at) for at in (1, 2)), texts("loss_axis")
    axis = {"gridcolor": palette.grid, "color": palette.text, "showspikes": False}
    scene: dict[str, Any] = {
        name: {**axis, "title": {"text": title}, "nticks": 5}
        for name, title in zip(("xaxis", "yaxis", "zaxis"), titles, strict=True)
    }
    if _is_steep(losses):
        scene["zaxis"] |= log_axis(*log_range(losses.ravel().tolist()), most=5)
    scene["camera"] = CAMERA
    layout = canvas.layout() | {
        "scene": scene | {"aspectmode": "manual", "aspectratio": {"x": 1.3, "y": 1.3, "z": 0.8}},
        "dragmode": "turntable",
        "uirevision": "camera",
    }
    return {"data": [surface, *lines], "layout": layout}


def _is_steep(losses: np.ndarray) -> bool:
    """Whether the highest loss is many times the lowest, so that a logarithmic axis is due."""
    return bool(0 < losses.min() * MIN_RATIO_FOR_LOG <= losses.max())


def _above(
    meta: str, landscape: Landscape, places: tuple[list[int], list[float], list[float]]
) -> dict[str, Any]:
    """Epochs at their places, on the surface."""
    epochs, x, y = places
    z = [_height(landscape, *place) for place in zip(x, y, strict=True)]
    return {"type": "scatter3d", "meta": meta, "x": x, "y": y, "z": z, "customdata": epochs}


def _height(landscape: Landscape, x: float, y: float) -> float | None:
    """Just above the surface as it is drawn between its points, to be seen; None beside it."""
    xs, ys, zs = (part.numpy() for part in (landscape.x, landscape.y, landscape.z))
    if not (xs[0] <= x <= xs[-1] and ys[0] <= y <= ys[-1]):
        return None
    height = float(np.interp(y, ys, [np.interp(x, xs, row) for row in zs]))
    if _is_steep(zs):
        return height * float(zs.max() / zs.min()) ** LINE_RAISE
    return height + LINE_RAISE * float(zs.max() - zs.min())
