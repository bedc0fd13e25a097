"""W as pictures, one for each class: which pixels speak for it, and which against."""

import math
from typing import Any

import numpy as np

from playground.charts.canvas import Canvas, Chart
from playground.charts.frame import LINE_HEIGHT, Frame
from playground.charts.heatmaps import BAR_WIDTH, color_axis, frame_guess, room_of_color_bar
from playground.charts.looks import as_html, cut, heading, text_width
from playground.core.model import Parameters
from playground.core.picture import Size, as_pictures, pixel_names

NAME = "weight_picture"  # of the traces, and of their texts
CHANGE = "weight_picture_change"  # of those from one run to another
GAP = 6  # pixels from one picture to the next, at least
MARGIN = 10  # above and below, for the numbers of the scale


def weight_pictures(
    parameters: Parameters,
    size: Size,
    class_names: tuple[str, ...],
    limit: float,
    canvas: Canvas,
    guess: tuple[int, int] | None = None,
    name: str = NAME,
) -> Chart:
    """A picture of each row of W, its class and b above it, on one scale of colours from -``limit``
    to ``limit``.

    The values are exact: ``z`` [height][width], from the upper left pixel on. ``guess``: class and
    feature, from 1, of the weight that was guessed. ``name``: what they are, `NAME` or `CHANGE`.
    """
    frame = Frame(canvas, (0, 1), (0, 1), 0, room_of_color_bar(limit), MARGIN, MARGIN)
    columns, pixel = _arrangement(len(class_names), size, frame.width, frame.height)
    across = frame.width / columns
    rows = math.ceil(len(class_names) / columns)
    down = frame.height / rows
    wide, high = pixel * size.width, pixel * size.height
    frame.ranges = (0, frame.width), (frame.height, 0)  # in pixels, downwards
    titles, corners = [], []
    numbers = zip(
        as_pictures(parameters.weight, size).tolist(),
        parameters.bias.tolist(),
        class_names,
        strict=True,
    )
    for at, (picture, b, class_name) in enumerate(numbers):
        middle = (at % columns + 0.5) * across
        top = (at // columns + 0.5) * down - (high - LINE_HEIGHT) / 2
        place = middle - wide / 2, top, pixel
        frame.add(_picture(picture, class_name, size, place, canvas, name))
        titles.append(_title(class_name, _of_scale(b, limit), (middle, top), across - 4))
        corners.append((middle - wide / 2, top))
    if guess:
        left, top = corners[guess[0] - 1]
        row, column = divmod(guess[1] - 1, size.width)
        frame_guess(frame, left + (column + 0.5) * pixel, top + (row + 0.5) * pixel, pixel)
    chart = frame.chart(("", "", ""))
    layout = chart["layout"]
    for axis in ("xaxis", "yaxis"):
        layout[axis] |= {"visible": False}
    layout["annotations"] = titles
    layout["coloraxis"] = color_axis(limit, BAR_WIDTH / frame.width, canvas.palette)
    return chart


def _arrangement(count: int, size: Size, width: float, height: float) -> tuple[int, float]:
    """How many pictures side by side make them largest, and the length of a pixel's side then."""

    def pixel(columns: int) -> float:
        rows = math.ceil(count / columns)
        across = (width / columns - GAP) / size.width
        return min(across, (height / rows - LINE_HEIGHT - GAP / 2) / size.height)

    columns = max(range(1, count + 1), key=pixel)
    return columns, pixel(columns)


def _picture(
    picture: list[list[float]],
    class_name: str,
    size: Size,
    place: tuple[float, float, float],
    canvas: Canvas,
    name: str,
) -> dict[str, Any]:
    """``place``: where its left and its upper edge are, and how long the side of a pixel is."""
    left, top, pixel = place
    return {
        "type": "heatmap",
        "meta": name,
        "name": as_html(class_name),
        **{"x0": left + pixel / 2, "dx": pixel, "y0": top + pixel / 2, "dy": pixel},
        "z": picture,
        "text": np.reshape(pixel_names(size), size).tolist(),
        "coloraxis": "coloraxis",
        "hovertemplate": canvas.hover(f"{name}_hover"),
    }


def _title(name: str, b: str, at: tuple[float, float], room: float) -> dict[str, Any]:
    """A class and its b, if there is room for it, above the middle of its picture."""
    own = heading("", at[1], at[0]) | {"xref": "x", "yref": "y"}
    has_room = text_width(f"{name}  {b}") <= room
    return own | {"text": f"<b>{as_html(cut(name, room))}</b>" + f"  {b}" * has_room}


def _of_scale(value: float, limit: float) -> str:
    """A number to a hundredth of what the scale ends with."""
    decimals = max(0, 2 - math.floor(math.log10(limit)))
    return f"{round(value, decimals) + 0.0:.{decimals}f}"
