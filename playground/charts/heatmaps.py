"""The chart of W and b, as large as it may be: what finds room in it, and where.

Its margins are shares of its width and height, and so grow with its type, as a window does.
"""

import math
from functools import partial
from typing import Any

from playground.charts.display import format_number
from playground.charts.figures import Chart
from playground.charts.looks import (
    MAX_NAME,
    SMALL_TYPE,
    Palette,
    as_category,
    as_html,
    axis_title,
    cut,
    heading,
    in_two_lines,
    layout_of,
    shortened,
    text_width,
)
from playground.charts.scales import short_number
from playground.core.model import Parameters
from playground.texts import Texts

WIDTH, HEIGHT = 365, 184  # pixels of the chart in a window of 1280, where type is of 14
FILLED = (820, 355)  # of one that fills the page, in the same measure: there type is larger
LINE = 18  # pixels, of type
TITLE = 26  # above the heatmaps
BELOW = 46  # a line of names and the axis' title, or two lines of names
DIGIT = 7  # pixels, of a number in a cell
BAR = 8  # of the scale of colours, and to either side of it
GAP = 0.04  # between W and b, as a share of both
MIN_BIAS = 0.07  # b is as wide as one of W's columns, but never a mere line
MAX_BELOW = 0.45  # of the height, for names of features
SLANT = 60  # degrees, of names that have no room side by side
SLANTED_LINE = 13  # pixels from one such name to the next
NAMES = ("weight", "bias")  # of the traces, and of their texts
CHANGES = ("weight_change", "bias_change")  # of those from one run to another


def parameters_chart(
    parameters: Parameters,
    feature_names: tuple[str, ...],
    class_names: tuple[str, ...],
    epoch: int,
    texts: Texts,
    palette: Palette,
    limit: float,
    width: float = WIDTH,
    height: float = HEIGHT,
    names: tuple[str, str] = NAMES,
) -> Chart:
    """W and, beside it, b, as heatmaps on one scale of colours from -``limit`` to ``limit``.

    ``width`` and ``height``: of the chart in pixels, in a window of 1280. The values are exact,
    the numbers in the cells rounded, or left out where they have no room. ``names``: what the two
    are, `NAMES` or `CHANGES`.
    """
    columns, rows = list(map(as_category, feature_names)), list(map(as_category, class_names))
    left = max(text_width(shortened(name, MAX_NAME)) for name in class_names) + 12 + LINE
    right = 3 * BAR + max(text_width(short_number(-limit)), text_width("−0.5"))
    area = width - left - right
    of_bias = max((1 - GAP) / (len(columns) + 1), MIN_BIAS)
    of_weight = 1 - of_bias - GAP
    cell = area * of_weight / len(columns)
    below, ticks = _feature_axis(feature_names, cell, left, height, texts)
    row = (height - TITLE - below) / len(rows)
    every = math.ceil(LINE / row)  # only so many classes are named as have room
    bottom, top = below / height, 1 - TITLE / height
    weight_to, bias_from, bias_to = (
        (left + area * share) / width for share in (of_weight, 1 - of_bias, 1)
    )
    axis = {"fixedrange": True, "showgrid": False, "zeroline": False, "type": "category"}
    axis |= {"ticks": "", "ticklabelstandoff": 4}
    sizes = {"classes": len(class_names), "features": len(feature_names)}
    layout = {
        **layout_of(palette, epoch, left=0),
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "autoexpand": False},
        "coloraxis": _color_axis(palette, limit, (bias_to + BAR / width, bottom, top), width),
        "xaxis": {**axis, "domain": [left / width, weight_to], **ticks},
        "xaxis2": {**axis, "domain": [bias_from, bias_to]},
        "yaxis": {
            **axis,
            "domain": [bottom, top],
            "autorange": "reversed",
            "title": axis_title(texts("class_axis")),
            "tickvals": rows[::every],
            "ticktext": [as_html(shortened(name, MAX_NAME)) for name in class_names[::every]],
        },
        "annotations": [
            heading(texts(f"{names[0]}_title", **sizes), top, (left / width + weight_to) / 2),
            heading(texts(f"{names[1]}_title", **sizes), top, (bias_from + bias_to) / 2),
        ],
    }
    weight, bias = parameters.weight.tolist(), [[b] for b in parameters.bias.tolist()]
    looks = row, palette, texts
    return {
        "data": [
            _heatmap(names[0], columns, rows, weight, cell, *looks),
            {
                **_heatmap(names[1], [texts("bias_column")], rows, bias, area * of_bias, *looks),
                "xaxis": "x2",
            },
        ],
        "layout": layout,
    }


def _feature_axis(
    names: tuple[str, ...], cell: float, left: float, height: float, texts: Texts
) -> tuple[float, dict[str, Any]]:
    """The pixels below the heatmaps, and W's axis there.

    Names stand level, in two lines if need be, or else slanted; where they would lie on one
    another, only some are there. The axis' title gives way to names that need its room.
    """
    title = texts("feature_axis")
    for lines in ([[name] for name in names], list(map(in_two_lines, names))):
        if all(text_width(line) <= cell - 4 for name in lines for line in name):
            ticks = ["<br>".join(map(as_html, name)) for name in lines]
            shown = title if all(len(name) == 1 for name in lines) else ""
            return BELOW, _named(names, ticks, 1, 0, shown)
    sine, cosine = math.sin(math.radians(SLANT)), math.cos(math.radians(SLANT))
    every = math.ceil(SLANTED_LINE / sine / cell)
    ends = 8 + LINE * cosine  # of a slanted line, and what keeps it from the heatmap
    room = (MAX_BELOW * height - ends) / sine
    ticks = [
        cut(names[at], min(room, (left + (at + 0.5) * cell) / cosine))
        for at in range(0, len(names), every)
    ]
    below = max(BELOW, ends + sine * max(map(text_width, ticks)))
    shown = title if below + LINE <= MAX_BELOW * height else ""
    if shown:
        below += LINE
    return below, _named(names, list(map(as_html, ticks)), every, -SLANT, shown)


def _named(
    names: tuple[str, ...], ticks: list[str], every: int, angle: int, title: str
) -> dict[str, Any]:
    return {
        "tickvals": [as_category(name) for name in names[::every]],
        "ticktext": ticks,
        "tickangle": angle,
        "title": axis_title(title),
    }


def _color_axis(
    palette: Palette, limit: float, place: tuple[float, float, float], width: float
) -> dict[str, Any]:
    """The scale of colours, with a slim bar at ``place``: its left, lower and upper end."""
    x, bottom, top = place
    ticks = (-limit, 0.0, limit)
    return {
        "colorscale": [[at / 4, color] for at, color in enumerate(palette.diverging)],
        "cmin": -limit,
        "cmax": limit,
        "colorbar": {
            "x": x,
            "xanchor": "left",
            "xpad": 0,
            "thicknessmode": "fraction",
            "thickness": BAR / width,
            "y": bottom,
            "yanchor": "bottom",
            "ypad": 0,
            "len": top - bottom,
            "outlinewidth": 0,
            "ticks": "",
            "tickvals": list(ticks),
            "ticktext": list(map(short_number, ticks)),
        },
    }


def _heatmap(
    name: str,
    columns: list[str],
    rows: list[str],
    cells: list[list[float]],
    width: float,
    height: float,
    palette: Palette,
    texts: Texts,
) -> Chart:
    """``width``, ``height``: of a cell in pixels, which decide how many digits it shows, if any."""
    digits = min(4, int((width - 4) / DIGIT) - 2)  # beside a sign, a zero and a point
    readable = digits >= 2 and height >= LINE - 2
    as_text = partial(_number, digits=digits, width=width) if readable else format_number
    return {
        "type": "heatmap",
        "x": columns,
        "y": rows,
        "z": cells,
        "text": [[as_text(value) for value in row] for row in cells],
        "meta": name,
        "coloraxis": "coloraxis",
        "texttemplate": "%{text}" if readable else "",
        "textfont": {"color": palette.ink, "size": SMALL_TYPE},
        "hovertemplate": texts(f"{name}_hover") + "<extra></extra>",
        "xgap": 2 if width > 12 else 0,  # small cells would be little but gaps
        "ygap": 2 if height > 12 else 0,
    }


def _number(value: float, digits: int, width: float) -> str:
    """With so many digits, fewer if it is long, or nothing if it has no room at all."""
    for fewer in range(digits, 0, -1):
        text = format_number(value, fewer)
        if text_width(text) <= width - 3:
            return text
    return ""
