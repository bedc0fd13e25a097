"""The chart of W and b, as large as it may be: what finds room in it, and where.

It is drawn anew ten times a second, and so has fixed margins.
"""

import math
from typing import Any

from playground.charts.canvas import Canvas, Chart
from playground.charts.display import format_number
from playground.charts.frame import LINE_HEIGHT, Frame
from playground.charts.looks import (
    MAX_NAME,
    SMALL_TYPE,
    Palette,
    as_category,
    as_html,
    cut,
    heading,
    shortened,
    text_width,
)
from playground.charts.scales import short_number
from playground.core.model import Parameters

WIDTH, HEIGHT = 365, 184  # pixels of the chart in a window of 1280, where type is of 14
FILLED = (820, 355)  # of one that fills the page, in the same measure: there type is larger
TITLE_HEIGHT = 26  # above the heatmaps
MIN_BOTTOM = 46  # a line of names and the axis' title, or two lines of names
DIGIT_WIDTH = 7  # pixels, of a number in a cell
BAR_WIDTH = 8  # of the scale of colours, and to either side of it
GAP = 0.04  # between W and b, as a share of both
MIN_BIAS_WIDTH = 0.07  # b is as wide as one of W's columns, but never a mere line
MAX_BOTTOM = 0.45  # of the height, for names of features
SLANT, DOWN, ACROSS = -60, 0.87, 0.5  # degrees of names without room side by side; sine, cosine
SLANTED_ENDS = 17  # pixels that a slanted line needs below more than its length says
SLANTED_LINE_HEIGHT = 15  # pixels across from one such name to the next
NAMES = ("weight", "bias")  # of the traces, and of their texts
CHANGES = ("weight_change", "bias_change")  # of those from one run to another


def parameters_chart(
    parameters: Parameters,
    feature_names: tuple[str, ...],
    class_names: tuple[str, ...],
    limit: float,
    canvas: Canvas,
    names: tuple[str, str] = NAMES,
    guess: tuple[int, int] | None = None,
) -> Chart:
    """W and, beside it, b, as heatmaps on one scale of colours from -``limit`` to ``limit``.

    The values are exact, the numbers in the cells rounded, or left out where they have no room.
    ``names``: what the two are, `NAMES` or `CHANGES`. ``guess``: row and column, from 1, of the
    weight that was guessed.
    """
    texts, n, n_classes = canvas.texts, len(feature_names), len(class_names)
    widest = max(text_width(shortened(name, MAX_NAME)) for name in class_names)
    left = widest + 12 + LINE_HEIGHT
    right = room_of_color_bar(limit)
    of_bias = max((1 - GAP) / (n + 1), MIN_BIAS_WIDTH)
    of_weight = 1 - of_bias - GAP
    area = canvas.width - left - right
    cell = area * of_weight / n
    below, title, of_features = _feature_axis(feature_names, cell, left, canvas)
    ends = (-0.5, n - 0.5), (n_classes - 0.5, -0.5)
    frame = Frame(canvas, *ends, left, right, TITLE_HEIGHT, below)
    row = frame.height / n_classes
    columns, rows = list(map(as_category, feature_names)), list(map(as_category, class_names))
    weight, bias = parameters.weight.tolist(), [[b] for b in parameters.bias.tolist()]
    of_b = _heatmap(names[1], [texts("bias_column")], rows, bias, (area * of_bias, row), canvas)
    frame.add(_heatmap(names[0], columns, rows, weight, (cell, row), canvas))
    frame.add(of_b | {"xaxis": "x2"})
    if guess:
        frame_guess(frame, columns[guess[1] - 1], rows[guess[0] - 1], min(cell, row))
    chart = frame.chart(("", title, texts("class_axis")))
    every = math.ceil(LINE_HEIGHT / row)
    class_ticks = [shortened(name, MAX_NAME) for name in class_names[::every]]
    layout = chart["layout"]
    # unseen ticks, which keep the names from the cells
    axis = {"ticks": "outside", "ticklen": 1, "tickcolor": "rgba(0,0,0,0)"}
    axis |= {"type": "category", "showgrid": False}
    layout["xaxis2"] = layout["xaxis"] | axis | {"domain": [1 - of_bias, 1], "title": {"text": ""}}
    layout["xaxis2"]["range"] = [-0.5, 0.5]
    layout["xaxis"] |= axis | {"domain": [0, of_weight]} | of_features
    layout["yaxis"] |= axis | _named(class_names, class_ticks, every)
    for key in ("xaxis", "yaxis"):
        layout[key]["title"]["standoff"] = 10
    sizes = {"classes": n_classes, "features": n}
    layout["annotations"] = [
        heading(texts(f"{names[0]}_title", **sizes), 1, of_weight / 2),
        heading(texts(f"{names[1]}_title", **sizes), 1, 1 - of_bias / 2),
    ]
    layout["coloraxis"] = color_axis(limit, BAR_WIDTH / area, canvas.palette)
    return chart


def _feature_axis(
    names: tuple[str, ...], cell: float, left: float, canvas: Canvas
) -> tuple[float, str, dict[str, Any]]:
    """The pixels below the heatmaps, the title of W's axis there, and what else it has.

    Names stand level, in two lines if need be, or else slanted and as long as there is room for the
    first; where they would lie on one another, only some are there. The title gives way to names
    that need its room.
    """
    title = canvas.texts("feature_axis")
    for shown, lines in ((title, [[name] for name in names]), ("", [*map(_in_two_lines, names)])):
        if all(text_width(line) <= cell - 4 for name in lines for line in name):
            return MIN_BOTTOM, shown, _named(names, list(map("\n".join, lines)), 1)
    every, most = math.ceil(SLANTED_LINE_HEIGHT / cell), MAX_BOTTOM * canvas.height
    room = min((most - SLANTED_ENDS) / DOWN, (left + cell / 2) / ACROSS)
    ticks = [cut(name, room) for name in names[::every]]
    below = max(MIN_BOTTOM, SLANTED_ENDS + DOWN * max(map(text_width, ticks)))
    axis = _named(names, ticks, every) | {"tickangle": SLANT}
    has_room = below + LINE_HEIGHT <= most
    return below + LINE_HEIGHT * has_room, title if has_room else "", axis


def _in_two_lines(name: str) -> list[str]:
    """A name broken at the space that leaves the shortest lines, if it has one."""
    words = name.split(" ")
    breaks = [[" ".join(words[:at]), " ".join(words[at:])] for at in range(1, len(words))]
    return min(breaks, default=[name], key=lambda lines: max(map(text_width, lines)))


def _named(names: tuple[str, ...], ticks: list[str], every: int) -> dict[str, Any]:
    """An axis on which every so many of ``names`` have ``ticks``."""
    texts = [as_html(tick).replace("\n", "<br>") for tick in ticks]
    return {
        "tickvals": [as_category(name) for name in names[::every]],
        "ticktext": texts,
        "tickangle": 0,
    }


def room_of_color_bar(limit: float) -> float:
    """The pixels at the right for the scale of colours and its numbers.

    They are the same for limits of a size: as one grows in a run, nothing moves.
    """
    least = "−0.25" if limit < 0.5 else "−0.5"
    return 3 * BAR_WIDTH + max(text_width(short_number(-limit)), text_width(least))


def color_axis(limit: float, width: float, palette: Palette) -> dict[str, Any]:
    """The colours from -``limit`` to ``limit``; the scale is ``width`` of the heatmaps wide."""
    return {
        "colorscale": [[at / 4, color] for at, color in enumerate(palette.diverging)],
        "cmin": -limit,
        "cmax": limit,
        "colorbar": _color_bar(limit, width),
    }


def _color_bar(limit: float, width: float) -> dict[str, Any]:
    """The scale of colours as a slim bar at the right, ``width`` of the heatmaps' wide."""
    ticks = [-limit, 0.0, limit]
    return {
        **{"x": 1 + width, "xanchor": "left", "xpad": 0},
        **{"y": 0, "yanchor": "bottom", "ypad": 0, "len": 1},
        "thicknessmode": "fraction",
        "thickness": width,
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
    return {
        "type": "heatmap",
        "x": columns,
        "y": rows,
        "z": cells,
        "text": [[_number(value, digits, width) for value in row] for row in cells],
        "meta": name,
        "coloraxis": "coloraxis",
        "texttemplate": "%{text}" if readable else "",
        "textfont": {"color": canvas.palette.ink, "size": SMALL_TYPE},
        "hovertemplate": canvas.hover(f"{name}_hover"),
        "xgap": 2 if width > 12 else 0,  # small cells would be little but gaps
        "ygap": 2 if height > 12 else 0,
    }


def frame_guess(frame: Frame, column: str | float, row: str | float, size: float) -> None:
    """A frame within the cell of a weight, ``size`` pixels wide at most; clicks go through it."""
    line = {"width": 3}
    color = frame.canvas.palette.guess
    look = {"symbol": "square-open", "size": max(size - 6, 6), "color": color, "line": line}
    frame.marks("guess", [column], [row], marker=look)


def _number(value: float, digits: int, width: float) -> str:
    """With so many digits, fewer if it is long, or nothing if it has no room at all."""
    for fewer in range(digits, 0, -1):
        text = format_number(value, fewer)
        if text_width(text) <= width - 3:
            return text
    return ""
