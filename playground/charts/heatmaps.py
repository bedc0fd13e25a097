"""The chart of W and b, as large as it may be: what finds room in it, and where.

Its margins are shares of its width and height, and so grow with its type, as a window does.
"""

import math
from functools import partial
from typing import Any

from playground.charts.canvas import Canvas, Chart
from playground.charts.display import format_number
from playground.charts.looks import (
    MAX_NAME,
    SMALL_TYPE,
    as_category,
    as_html,
    cut,
    heading,
    in_two_lines,
    shortened,
    text_width,
)
from playground.charts.scales import short_number
from playground.core.model import Parameters

WIDTH, HEIGHT = 365, 184  # pixels of the chart in a window of 1280, where type is of 14
FILLED = (820, 355)  # of one that fills the page, in the same measure: there type is larger
LINE_HEIGHT = 18  # pixels, of type
TITLE_HEIGHT = 26  # above the heatmaps
MIN_BOTTOM = 46  # a line of names and the axis' title, or two lines of names
DIGIT_WIDTH = 7  # pixels, of a number in a cell
BAR_WIDTH = 8  # of the scale of colours, and to either side of it
GAP = 0.04  # between W and b, as a share of both
MIN_BIAS_WIDTH = 0.07  # b is as wide as one of W's columns, but never a mere line
MAX_BOTTOM = 0.45  # of the height, for names of features
SLANT = 60  # degrees, of names that have no room side by side
SLANTED_LINE_HEIGHT = 13  # pixels from one such name to the next
NAMES = ("weight", "bias")  # of the traces, and of their texts
CHANGES = ("weight_change", "bias_change")  # of those from one run to another


def parameters_chart(
    parameters: Parameters,
    feature_names: tuple[str, ...],
    class_names: tuple[str, ...],
    limit: float,
    canvas: Canvas,
    names: tuple[str, str] = NAMES,
) -> Chart:
    """W and, beside it, b, as heatmaps on one scale of colours from -``limit`` to ``limit``.

    The values are exact, the numbers in the cells rounded, or left out where they have no room.
    ``names``: what the two are, `NAMES` or `CHANGES`.
    """
    texts, width, height = canvas.texts, canvas.width, canvas.height
    columns, rows = list(map(as_category, feature_names)), list(map(as_category, class_names))
    widest = max(text_width(shortened(name, MAX_NAME)) for name in class_names)
    left = widest + 12 + LINE_HEIGHT
    right = 3 * BAR_WIDTH + max(text_width(short_number(-limit)), text_width("−0.5"))
    area = width - left - right
    of_bias = max((1 - GAP) / (len(columns) + 1), MIN_BIAS_WIDTH)
    of_weight = 1 - of_bias - GAP
    cell = area * of_weight / len(columns)
    below, feature_axis = _feature_axis(feature_names, cell, left, canvas)
    row = (height - TITLE_HEIGHT - below) / len(rows)
    bottom, top = below / height, 1 - TITLE_HEIGHT / height
    weight_from, weight_to, bias_from, bias_to = (
        (left + area * share) / width for share in (0, of_weight, 1 - of_bias, 1)
    )
    axis = {"fixedrange": True, "showgrid": False, "zeroline": False, "type": "category"}
    axis |= {"ticks": "", "ticklabelstandoff": 4}
    sizes = {"classes": len(class_names), "features": len(feature_names)}
    weight, bias = parameters.weight.tolist(), [[b] for b in parameters.bias.tolist()]
    of_b = _heatmap(names[1], [texts("bias_column")], rows, bias, (area * of_bias, row), canvas)
    layout = {
        **canvas.layout(),
        "coloraxis": {
            "colorscale": [[at / 4, color] for at, color in enumerate(canvas.palette.diverging)],
            "cmin": -limit,
            "cmax": limit,
            "colorbar": _color_bar(limit, bias_to + BAR_WIDTH / width, (bottom, top), width),
        },
        "xaxis": {**axis, "domain": [weight_from, weight_to], **feature_axis},
        "xaxis2": {**axis, "domain": [bias_from, bias_to]},
        "yaxis": {
            **axis,
            "domain": [bottom, top],
            "autorange": "reversed",
            **_class_axis(class_names, row, texts("class_axis")),
        },
        "annotations": [
            heading(texts(f"{names[0]}_title", **sizes), top, (weight_from + weight_to) / 2),
            heading(texts(f"{names[1]}_title", **sizes), top, (bias_from + bias_to) / 2),
        ],
    }
    of_w = _heatmap(names[0], columns, rows, weight, (cell, row), canvas)
    return {"data": [of_w, of_b | {"xaxis": "x2"}], "layout": layout}


def _class_axis(names: tuple[str, ...], row: float, title: str) -> dict[str, Any]:
    """The names of as many classes as have room, one every ``row`` pixels."""
    every = math.ceil(LINE_HEIGHT / row)
    ticks = [as_html(shortened(name, MAX_NAME)) for name in names]
    return _named(names, ticks[::every], every, title)


def _feature_axis(
    names: tuple[str, ...], cell: float, left: float, canvas: Canvas
) -> tuple[float, dict[str, Any]]:
    """The pixels below the heatmaps, and W's axis there.

    Names stand level, in two lines if need be, or else slanted; where they would lie on one
    another, only some are there. The axis' title gives way to names that need its room.
    """
    title = canvas.texts("feature_axis")
    for lines in ([[name] for name in names], list(map(in_two_lines, names))):
        if all(text_width(line) <= cell - 4 for name in lines for line in name):
            ticks = ["<br>".join(map(as_html, name)) for name in lines]
            shown = title if all(len(name) == 1 for name in lines) else ""
            return MIN_BOTTOM, _named(names, ticks, 1, shown)
    sine, cosine = math.sin(math.radians(SLANT)), math.cos(math.radians(SLANT))
    every = math.ceil(SLANTED_LINE_HEIGHT / sine / cell)
    ends = 8 + LINE_HEIGHT * cosine  # of a slanted line, and what keeps it from the heatmap
    room = (MAX_BOTTOM * canvas.height - ends) / sine
    ticks = [
        cut(names[at], min(room, (left + (at + 0.5) * cell) / cosine))
        for at in range(0, len(names), every)
    ]
    below = max(MIN_BOTTOM, ends + sine * max(map(text_width, ticks)))
    shown = title if below + LINE_HEIGHT <= MAX_BOTTOM * canvas.height else ""
    if shown:
        below += LINE_HEIGHT
    return below, _named(names, list(map(as_html, ticks)), every, shown, -SLANT)


def _named(
    names: tuple[str, ...], ticks: list[str], every: int, title: str, angle: int = 0
) -> dict[str, Any]:
    return {
        "tickvals": [as_category(name) for name in names[::every]],
        "ticktext": ticks,
        "tickangle": angle,
        "title": {"text": title, "standoff": 10},
    }


def _color_bar(limit: float, x: float, ends: tuple[float, float], width: float) -> dict[str, Any]:
    """The scale of colours as a slim bar from its left end ``x`` and between its lower and upper.

    All in shares of the chart, which is ``width`` pixels wide.
    """
    ticks = [-limit, 0.0, limit]
    return {
        "x": x,
        "xanchor": "left",
        "xpad": 0,
        "thicknessmode": "fraction",
        "thickness": BAR_WIDTH / width,
        "y": ends[0],
        "yanchor": "bottom",
        "ypad": 0,
        "len": ends[1] - ends[0],
        "outlinewidth": 0,
        "ticks": "",
        "tickvals": ticks,
        "ticktext": list(map(short_number, ticks)),
    }


def _heatmap(
    name: str,
    columns: list[str],
    rows: list[str],
    cells: list[list[float]],
    size: tuple[float, float],
    canvas: Canvas,
) -> Chart:
    """``size``: of a cell in pixels, across and up: how many digits it has room for, if any."""
    width, height = size
    digits = min(4, int((width - 4) / DIGIT_WIDTH) - 2)  # beside a sign, a zero and a point
    readable = digits >= 2 and height >= LINE_HEIGHT - 2
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
        "textfont": {"color": canvas.palette.ink, "size": SMALL_TYPE},
        "hovertemplate": canvas.hover(f"{name}_hover"),
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
