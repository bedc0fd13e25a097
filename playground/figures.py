"""From values to charts: pure functions that make plotly figures and fill them.

A figure is made once, which takes some 15 ms, and filled anew for each frame, which takes less
than one. Each trace that shows the model says in ``meta`` what it holds, and the layout's ``meta``
is the epoch shown. Sizes of type are set by the page's style sheet, so that they grow with the
screen. Margins are fixed, and wide enough for the largest type: margins that plotly finds by
itself cost the browser a second drawing of every frame.
"""

import math
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from playground.display import format_number, format_probability, thin_out
from playground.model import Parameters
from playground.texts import Texts

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


def history_figure(epochs: int, log_axis: bool, texts: Texts, palette: Palette) -> go.Figure:
    """Loss above accuracy, over a common axis of ``epochs``; still without their curves."""
    axis = {"gridcolor": palette.grid, "zeroline": False, "fixedrange": True}
    figure = go.Figure(
        layout={
            **_layout(palette, left=86),
            "xaxis": {
                **axis,
                "title": {"text": texts("epoch_axis"), "standoff": 10},
                "range": [0, epochs],
                "anchor": "y2",
                "showgrid": False,
            },
            "yaxis": {
                **axis,
                "domain": [0.42, 1],
                "type": "log" if log_axis else "linear",
                "rangemode": "tozero",
                "title": {"text": texts("loss_axis"), "standoff": 10},
                "nticks": 5,
                "exponentformat": "power",
            },
            "yaxis2": {
                **axis,
                "domain": [0, 0.24],
                "range": [-0.06, 1.06],
                "tickvals": [0, 0.5, 1],
                "tickformat": ".0%",
                "title": {"text": texts("accuracy_axis"), "standoff": 10},
            },
            "annotations": [
                _heading(texts("loss_title"), 1.0, 0.5),
                _heading(texts("accuracy_title"), 0.24, 0.5),
            ],
            "shapes": [
                {
                    "type": "line",
                    "yref": "paper",
                    "y0": 0,
                    "y1": 1,
                    "line": {"color": palette.text, "width": 1, "dash": "dot"},
                }
            ],
        }
    )
    for name, y_axis, color in (("loss", "y", palette.loss), ("accuracy", "y2", palette.accuracy)):
        figure.add_scatter(
            yaxis=y_axis,
            meta=name,
            line={"color": color, "width": 3},
            marker={"color": color, "size": 8},
            hovertemplate=texts(f"{name}_hover") + "<extra></extra>",
        )
    return figure


def show_history(
    figure: go.Figure, loss_history: list[float], accuracy_history: list[float], epoch: int
) -> None:
    """Draw the curves; where they go on after ``epoch``, a line marks it."""
    for trace, history in zip(figure.data, (loss_history, accuracy_history), strict=True):
        at_epochs, values = thin_out(history)
        trace.x = at_epochs
        trace.y = values
        trace.mode = "lines" if len(values) > FEW_POINTS else "lines+markers"
    marker = figure.layout.shapes[0]
    marker.x0 = marker.x1 = epoch
    marker.visible = 0 < epoch < len(loss_history)
    figure.layout.meta = epoch


def parameters_figure(
    feature_names: tuple[str, ...], class_names: tuple[str, ...], texts: Texts, palette: Palette
) -> go.Figure:
    """W and, beside it, b, as heatmaps on one scale with zero in its middle; still empty."""
    rows = list(class_names)
    split = 1 - 1 / (min(len(feature_names), 5) + 1.35)  # b is as wide as one of W's columns
    steps = zip((0, 0.25, 0.5, 0.75, 1), palette.diverging, strict=True)
    axis = {"fixedrange": True, "showgrid": False, "type": "category", "ticks": ""}
    axis["ticklabelstandoff"] = 4
    sizes = {"classes": len(class_names), "features": len(feature_names)}
    figure = go.Figure(
        layout={
            **_layout(palette, left=_width(rows) + 26),
            "coloraxis": {"colorscale": [list(step) for step in steps], "showscale": False},
            "xaxis": {
                **axis,
                "domain": [0, split - 0.03],
                "title": {"text": texts("feature_axis"), "standoff": 10},
            },
            "xaxis2": {**axis, "domain": [split + 0.01, 1]},
            "yaxis": {
                **axis,
                "autorange": "reversed",
                "title": {"text": texts("class_axis"), "standoff": 10},
            },
            "annotations": [
                _heading(texts("weight_title", **sizes), 1.0, (split - 0.03) / 2),
                _heading(texts("bias_title", **sizes), 1.0, (split + 1.01) / 2),
            ],
        }
    )
    for name, columns, x_axis in (
        ("weight", list(feature_names), "x"),
        ("bias", [texts("bias_column")], "x2"),
    ):
        few = len(rows) * len(columns) <= MAX_CELLS_WITH_NUMBERS
        figure.add_heatmap(
            x=columns,
            y=rows,
            xaxis=x_axis,
            meta=name,
            coloraxis="coloraxis",
            texttemplate="%{text}" if few else "",
            hovertemplate=texts(f"{name}_hover") + "<extra></extra>",
            xgap=2,
            ygap=2,
        )
    return figure


def show_parameters(figure: go.Figure, parameters: Parameters, epoch: int) -> None:
    """Fill the heatmaps with exact values, their numbers rounded, their colours to scale."""
    weight = parameters.weight.tolist()
    bias = [[value] for value in parameters.bias.tolist()]
    for trace, cells in zip(figure.data, (weight, bias), strict=True):
        trace.z = cells
        trace.text = [[format_number(value) for value in row] for row in cells]
    finite = [abs(v) for row in [*weight, *bias] for v in row if math.isfinite(v)]
    limit = max(finite, default=0) or 1
    figure.layout.coloraxis.cmin = -limit
    figure.layout.coloraxis.cmax = limit
    figure.layout.meta = epoch


def probability_figure(
    rows: list[int], class_names: tuple[str, ...], texts: Texts, palette: Palette
) -> go.Figure:
    """A bar for each test vector, to be divided among the classes by their probability."""
    names = [f"#{row}" for row in rows]
    axis = {"fixedrange": True, "zeroline": False}
    figure = go.Figure(
        layout={
            **_layout(palette, left=_width(names) + 26),
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
                "title": {"text": texts("probability_axis"), "standoff": 10},
            },
            "yaxis": {
                **axis,
                "autorange": "reversed",
                "type": "category",
                "showgrid": False,
                "ticklabelstandoff": 4,
                "title": {"text": texts("test_axis"), "standoff": 10},
            },
            "annotations": [
                {**_heading(texts("probability_title"), 1.0, 0, "left"), "xshift": -40}
            ],
        }
    )
    for index, name in enumerate(class_names):
        figure.add_bar(
            y=names,
            orientation="h",
            meta="probability",
            name=name,
            marker={"color": class_color(index), "line": {"width": 0}},
            textposition="inside",
            insidetextanchor="middle",
            hovertemplate=texts("probability_hover") + "<extra></extra>",
        )
    return figure


def show_probabilities(figure: go.Figure, probabilities: list[list[float]], epoch: int) -> None:
    """Divide the bars by ``probabilities`` [n_test_samples][n_classes]."""
    for index, trace in enumerate(figure.data):
        shares = [row[index] for row in probabilities]
        trace.x = shares
        trace.text = [format_probability(share) if share >= 0.12 else "" for share in shares]
    figure.layout.meta = epoch


def _layout(palette: Palette, left: int) -> dict[str, Any]:
    return {
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"color": palette.text, "size": 14, "family": '"Source Sans", sans-serif'},
        "margin": {"l": left, "r": 30, "t": 30, "b": 58, "autoexpand": False},
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {"font": {"size": 14}},
    }


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
