"""From values to charts: pure functions that describe each chart the way plotly.js takes it.

They return plain ``{"data": [trace], "layout": {}}``, made in a hundredth of the time that
``plotly.graph_objects`` takes to check as much; the tests have it check every one of them. Each
trace that shows the model says in ``meta`` what it holds, and the layout's ``meta`` is the epoch
shown. Sizes of type are set by the page's style sheet, so that they grow with the screen. Margins
are fixed, and wide enough for the largest type: margins that plotly finds by itself cost the
browser a second drawing of every frame.
"""

import math
from collections.abc import Mapping
from typing import Any

from playground.charts.display import format_number, format_probability, thin_out
from playground.charts.looks import (
    MAX_NAME,
    Palette,
    as_html,
    axis_title,
    class_color,
    heading,
    layout_of,
    shortened,
    width_of,
    wrapped,
)
from playground.core.model import Parameters
from playground.texts import Texts

Chart = dict[str, Any]

# of the curves' axis, in pixels at a root of 16; styles/4_training.css gives the slider the same
AXIS_LEFT, AXIS_RIGHT = 72, 20

FEW_POINTS = 20  # of a curve that would hardly be seen without dots
MAX_LEGEND = 12  # letters of class names that fit beside the title
MAX_ROWS_WITH_NUMBERS = 8  # of a heatmap; lower ones would not hold a line of type
MAX_BARS_WITH_NUMBERS = 2  # more would not be as high as a line of type
MIN_TICK = 24  # pixels for a feature's name
PARAMETERS_WIDTH = 365  # pixels of the chart of W and b in a window of 1280


def history_chart(
    histories: Mapping[str, list[float]],
    epoch: int,
    epochs: int,
    log_axis: bool,
    texts: Texts,
    palette: Palette,
) -> Chart:
    """The histories ``loss`` and, below it, ``accuracy``, over a common axis of ``epochs``.

    Dashed beside them ``test_loss`` and ``test_accuracy``, where there are any. Where the curves
    go on after ``epoch``, a line marks it.
    """
    traces = []
    for name in histories:
        of_loss, of_test = name.endswith("loss"), name.startswith("test")
        y_axis, color = ("y", palette.loss) if of_loss else ("y2", palette.accuracy)
        at_epochs, values = thin_out(histories[name])
        traces.append(
            {
                "type": "scatter",
                "x": at_epochs,
                "y": values,
                "yaxis": y_axis,
                "meta": name,
                "mode": "lines" if len(values) > FEW_POINTS else "lines+markers",
                "line": {"color": color, "width": 3, "dash": "dot" if of_test else "solid"},
                "marker": {"color": color, "size": 8},
                "hovertemplate": texts(f"{name}_hover") + "<extra></extra>",
            }
        )
    axis = {"gridcolor": palette.grid, "zeroline": False, "fixedrange": True}
    layout = {
        **layout_of(palette, epoch, AXIS_LEFT, AXIS_RIGHT),
        "xaxis": {
            **axis,
            "title": axis_title(texts("epoch_axis")),
            "range": [0, epochs],
            "anchor": "y2",
            "showgrid": False,
        },
        "yaxis": {
            **axis,
            "domain": [0.42, 1],
            "type": "log" if log_axis else "linear",
            "rangemode": "tozero",
            "title": axis_title(texts("loss_axis")),
            "nticks": 5,
            "exponentformat": "power",
        },
        "yaxis2": {
            **axis,
            "domain": [0, 0.24],
            "range": [-0.06, 1.06],
            "tickvals": [0, 0.5, 1],
            "tickformat": ".0%",
            "title": axis_title(texts("accuracy_axis")),
        },
        "annotations": [
            heading(
                texts("loss_title_test" if "test_loss" in histories else "loss_title"), 1.0, 0.5
            ),
            heading(texts("accuracy_title"), 0.24, 0.5),
        ],
        "shapes": [
            {
                "type": "line",
                "x0": epoch,
                "x1": epoch,
                "yref": "paper",
                "y0": 0,
                "y1": 1,
                "visible": 0 < epoch < len(histories["loss"]),
                "line": {"color": palette.text, "width": 1, "dash": "dot"},
            }
        ],
    }
    return {"data": traces, "layout": layout}


def parameters_chart(
    parameters: Parameters,
    feature_names: tuple[str, ...],
    class_names: tuple[str, ...],
    epoch: int,
    texts: Texts,
    palette: Palette,
) -> Chart:
    """W and, beside it, b, as heatmaps on one scale of colours with zero in its middle.

    The values are exact, the numbers in the cells rounded.
    """
    columns, rows = list(map(as_html, feature_names)), list(map(as_html, class_names))
    left = width_of(class_names) + 26
    share = 1 / (len(columns) + 1.35)  # of the width, for a column
    cell = (PARAMETERS_WIDTH - left - 12) * share
    weight = parameters.weight.tolist()
    bias = [[value] for value in parameters.bias.tolist()]
    traces = [
        _heatmap("weight", columns, rows, weight, cell, texts),
        {**_heatmap("bias", [texts("bias_column")], rows, bias, cell, texts), "xaxis": "x2"},
    ]
    finite = [abs(v) for row in [*weight, *bias] for v in row if math.isfinite(v)]
    limit = max(finite, default=0) or 1
    steps = zip((0, 0.25, 0.5, 0.75, 1), palette.diverging, strict=True)
    split = 1 - max(share, 0.08)  # b is as wide as one of W's columns, but never a mere line
    axis = {"fixedrange": True, "showgrid": False, "zeroline": False, "type": "category"}
    axis |= {"ticks": "", "ticklabelstandoff": 4}
    sizes = {"classes": len(class_names), "features": len(feature_names)}
    every = math.ceil(MIN_TICK / cell)  # only so many features are named as have room
    ticks = [wrapped(name, every * cell) for name in feature_names[::every]]
    below = math.ceil(len(rows) / MAX_ROWS_WITH_NUMBERS)
    title = texts("feature_axis")  # gives way to names of two lines
    layout = {
        **layout_of(palette, epoch, left=left, right=12),
        "coloraxis": {
            "colorscale": [list(step) for step in steps],
            "cmin": -limit,
            "cmax": limit,
            "showscale": False,
        },
        "xaxis": {
            **axis,
            "domain": [0, split - 0.03],
            "title": axis_title("" if any("<br>" in tick for tick in ticks) else title),
            "tickvals": columns[::every],
            "ticktext": ticks,
            "tickangle": 0,
        },
        "xaxis2": {**axis, "domain": [split + 0.01, 1]},
        "yaxis": {
            **axis,
            "autorange": "reversed",
            "title": axis_title(texts("class_axis")),
            "tickvals": rows[::below],
            "ticktext": [as_html(shortened(name, MAX_NAME)) for name in class_names[::below]],
        },
        "annotations": [
            heading(texts("weight_title", **sizes), 1.0, (split - 0.03) / 2),
            heading(texts("bias_title", **sizes), 1.0, (split + 1.01) / 2),
        ],
    }
    return {"data": traces, "layout": layout}


def _heatmap(
    name: str,
    columns: list[str],
    rows: list[str],
    cells: list[list[float]],
    width: float,
    texts: Texts,
) -> Chart:
    """``width``: of a cell in pixels, which decides how many digits it shows, if any."""
    digits = 4 if width > 55 else 2
    few = width > 38 and len(rows) <= MAX_ROWS_WITH_NUMBERS
    return {
        "type": "heatmap",
        "x": columns,
        "y": rows,
        "z": cells,
        "text": [[format_number(value, digits) for value in row] for row in cells],
        "meta": name,
        "coloraxis": "coloraxis",
        "texttemplate": "%{text}" if few else "",
        "hovertemplate": texts(f"{name}_hover") + "<extra></extra>",
        "xgap": 2 if width > 12 else 0,  # small cells would be little but gaps
        "ygap": 2 if len(rows) <= MAX_ROWS_WITH_NUMBERS else 0,
    }


def probability_chart(
    probabilities: list[list[float]],
    rows: list[int],
    class_names: tuple[str, ...],
    epoch: int,
    texts: Texts,
    palette: Palette,
) -> Chart:
    """A bar for each test vector, divided among the classes.

    ``probabilities`` [n_test_samples][n_classes]; ``rows``: the numbers of the test vectors.
    """
    names = [f"#{row}" for row in rows]
    least = 0.12 if len(rows) <= MAX_BARS_WITH_NUMBERS else math.inf  # of a bar for a number
    traces = []
    for index, name in enumerate(class_names):
        shares = [row[index] for row in probabilities]
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": as_html(name),
                "x": shares,
                "y": names,
                "text": [format_probability(share) if share >= least else "" for share in shares],
                "meta": "probability",
                "marker": {"color": class_color(index), "line": {"width": 0}},
                "textposition": "inside",
                "insidetextanchor": "middle",
                "hovertemplate": texts("probability_hover") + "<extra></extra>",
            }
        )
    axis = {"fixedrange": True, "zeroline": False}
    layout = {
        **layout_of(palette, epoch, left=width_of(names) + 26),
        "barmode": "stack",
        "bargap": 0.25,
        "showlegend": sum(len(name) + 2 for name in class_names) <= MAX_LEGEND,
        "legend": {
            "orientation": "h",
            "x": 1,
            "xanchor": "right",
            "y": 1,
            "yanchor": "bottom",
            "traceorder": "normal",
            "itemclick": False,
            "itemdoubleclick": False,
        },
        "xaxis": {
            **axis,
            "range": [0, 1],
            "tickformat": ".0%",
            "tickvals": [0, 0.25, 0.5, 0.75, 1],
            "gridcolor": palette.grid,
            "title": axis_title(texts("probability_axis")),
        },
        "yaxis": {
            **axis,
            "autorange": "reversed",
            "type": "category",
            "showgrid": False,
            "ticklabelstandoff": 4,
            "title": axis_title(texts("test_axis")),
        },
        "annotations": [{**heading(texts("probability_title"), 1.0, 0, "left"), "xshift": -40}],
    }
    return {"data": traces, "layout": layout}
