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
from dataclasses import dataclass
from typing import Any

from playground.display import format_number, format_probability, thin_out
from playground.model import Parameters
from playground.texts import Texts

Chart = dict[str, Any]

FEW_POINTS = 20  # of a curve that would hardly be seen without dots
MAX_LEGEND_CLASSES = 6  # more would not fit beside the title
MAX_CELLS_WITH_NUMBERS = 400

# Okabe and Ito's palette, told apart with any colour vision; then the same, dashed by brightness
CLASS_COLORS = (
    "#0072B2",
    "#E69F00",
    "#009E73",
    "#CC79A7",
    "#56B4E9",
    "#D55E00",
    "#F0E442",
    "#7F7F7F",
)


@dataclass(frozen=True)
class Palette:
    """The colours of a theme."""

    text: str
    grid: str
    loss: str
    accuracy: str
    diverging: tuple[str, str, str, str, str]  # from the most negative, over zero, upwards


LIGHT = Palette(
    text="#1b2433",
    grid="#dfe4ec",
    loss="#1d4ed8",
    accuracy="#b45309",
    diverging=("#0b4f8a", "#94c2e6", "#f7f7f5", "#f6c08e", "#a54a00"),
)
DARK = Palette(
    text="#e8ecf3",
    grid="#323c4d",
    loss="#7fb0ff",
    accuracy="#f5b041",
    diverging=("#2b78be", "#2a5480", "#262e3b", "#74492a", "#b8621b"),
)


def class_color(index: int) -> str:
    return CLASS_COLORS[index % len(CLASS_COLORS)]


def history_chart(
    histories: Mapping[str, list[float]],
    epoch: int,
    epochs: int,
    log_axis: bool,
    texts: Texts,
    palette: Palette,
) -> Chart:
    """The histories ``loss`` and, below it, ``accuracy``, over a common axis of ``epochs``.

    Where they go on after ``epoch``, a line marks it.
    """
    traces = []
    for name, y_axis, color in (("loss", "y", palette.loss), ("accuracy", "y2", palette.accuracy)):
        at_epochs, values = thin_out(histories[name])
        traces.append(
            {
                "type": "scatter",
                "x": at_epochs,
                "y": values,
                "yaxis": y_axis,
                "meta": name,
                "mode": "lines" if len(values) > FEW_POINTS else "lines+markers",
                "line": {"color": color, "width": 3},
                "marker": {"color": color, "size": 8},
                "hovertemplate": texts(f"{name}_hover") + "<extra></extra>",
            }
        )
    axis = {"gridcolor": palette.grid, "zeroline": False, "fixedrange": True}
    layout = {
        **_layout(palette, epoch, left=86),
        "xaxis": {
            **axis,
            "title": _axis_title(texts("epoch_axis")),
            "range": [0, epochs],
            "anchor": "y2",
            "showgrid": False,
        },
        "yaxis": {
            **axis,
            "domain": [0.42, 1],
            "type": "log" if log_axis else "linear",
            "rangemode": "tozero",
            "title": _axis_title(texts("loss_axis")),
            "nticks": 5,
            "exponentformat": "power",
        },
        "yaxis2": {
            **axis,
            "domain": [0, 0.24],
            "range": [-0.06, 1.06],
            "tickvals": [0, 0.5, 1],
            "tickformat": ".0%",
            "title": _axis_title(texts("accuracy_axis")),
        },
        "annotations": [
            _heading(texts("loss_title"), 1.0, 0.5),
            _heading(texts("accuracy_title"), 0.24, 0.5),
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
    rows = list(class_names)
    weight = parameters.weight.tolist()
    bias = [[value] for value in parameters.bias.tolist()]
    traces = [
        _heatmap("weight", list(feature_names), rows, weight, texts),
        {**_heatmap("bias", [texts("bias_column")], rows, bias, texts), "xaxis": "x2"},
    ]
    finite = [abs(v) for row in [*weight, *bias] for v in row if math.isfinite(v)]
    limit = max(finite, default=0) or 1
    steps = zip((0, 0.25, 0.5, 0.75, 1), palette.diverging, strict=True)
    split = 1 - 1 / (min(len(feature_names), 5) + 1.35)  # b is as wide as one of W's columns
    axis = {"fixedrange": True, "showgrid": False, "zeroline": False, "type": "category"}
    axis |= {"ticks": "", "ticklabelstandoff": 4}
    sizes = {"classes": len(class_names), "features": len(feature_names)}
    layout = {
        **_layout(palette, epoch, left=_width(rows) + 26),
        "coloraxis": {
            "colorscale": [list(step) for step in steps],
            "cmin": -limit,
            "cmax": limit,
            "showscale": False,
        },
        "xaxis": {
            **axis,
            "domain": [0, split - 0.03],
            "title": _axis_title(texts("feature_axis")),
        },
        "xaxis2": {**axis, "domain": [split + 0.01, 1]},
        "yaxis": {**axis, "autorange": "reversed", "title": _axis_title(texts("class_axis"))},
        "annotations": [
            _heading(texts("weight_title", **sizes), 1.0, (split - 0.03) / 2),
            _heading(texts("bias_title", **sizes), 1.0, (split + 1.01) / 2),
        ],
    }
    return {"data": traces, "layout": layout}


def _heatmap(
    name: str, columns: list[str], rows: list[str], cells: list[list[float]], texts: Texts
) -> Chart:
    few = len(rows) * len(columns) <= MAX_CELLS_WITH_NUMBERS
    return {
        "type": "heatmap",
        "x": columns,
        "y": rows,
        "z": cells,
        "text": [[format_number(value) for value in row] for row in cells],
        "meta": name,
        "coloraxis": "coloraxis",
        "texttemplate": "%{text}" if few else "",
        "hovertemplate": texts(f"{name}_hover") + "<extra></extra>",
        "xgap": 2,
        "ygap": 2,
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
    traces = []
    for index, name in enumerate(class_names):
        shares = [row[index] for row in probabilities]
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": name,
                "x": shares,
                "y": names,
                "text": [format_probability(share) if share >= 0.12 else "" for share in shares],
                "meta": "probability",
                "marker": {"color": class_color(index), "line": {"width": 0}},
                "textposition": "inside",
                "insidetextanchor": "middle",
                "hovertemplate": texts("probability_hover") + "<extra></extra>",
            }
        )
    axis = {"fixedrange": True, "zeroline": False}
    layout = {
        **_layout(palette, epoch, left=_width(names) + 26),
        "barmode": "stack",
        "bargap": 0.25,
        "showlegend": len(class_names) <= MAX_LEGEND_CLASSES,
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
            "title": _axis_title(texts("probability_axis")),
        },
        "yaxis": {
            **axis,
            "autorange": "reversed",
            "type": "category",
            "showgrid": False,
            "ticklabelstandoff": 4,
            "title": _axis_title(texts("test_axis")),
        },
        "annotations": [{**_heading(texts("probability_title"), 1.0, 0, "left"), "xshift": -40}],
    }
    return {"data": traces, "layout": layout}


def _layout(palette: Palette, epoch: int, left: int) -> dict[str, Any]:
    return {
        "meta": epoch,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"color": palette.text, "size": 14, "family": '"Source Sans", sans-serif'},
        "margin": {"l": left, "r": 30, "t": 30, "b": 58, "autoexpand": False},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"font": {"size": 14}},
    }


def _axis_title(text: str) -> dict[str, Any]:
    return {"text": text, "standoff": 10}


def _width(labels: list[str]) -> int:
    """The pixels that the longest label needs in the largest type."""
    widths = (sum(21 if ord(char) > 0x2E7F else 11 for char in label) for label in labels)
    return min(200, max(widths, default=0) + 12)


def _heading(text: str, y: float, x: float, anchor: str = "center") -> dict[str, object]:
    """The title of one of several charts in a figure, above it."""
    return {
        "text": f"<b>{text}</b>",
        "x": x,
        "y": y,
        "xref": "paper",
        "yref": "paper",
        "xanchor": anchor,
        "yanchor": "bottom",
        "showarrow": False,
    }
