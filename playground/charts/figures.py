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

from playground.charts.display import thin_out
from playground.charts.looks import Palette, axis_title, heading, layout_of
from playground.charts.scales import log_range, log_ticks, power_of_ten
from playground.texts import Texts

Chart = dict[str, Any]

# of the curves' axis, in pixels at a root of 16; styles/04_training.css gives the slider the same
AXIS_LEFT, AXIS_RIGHT = 72, 20

FEW_POINTS = 20  # of a curve that would hardly be seen without dots
HISTORY_HEIGHT = 296  # pixels of the chart of the curves in a window of 1280
MIN_HEIGHT_FOR_AXIS_TITLE = 200  # lower ones need the room for the curves
HEADING = 36  # pixels, of the title between the two charts of curves
OF_ACCURACY = 0.33  # its share of what is left
ABOVE = 5  # pixels, from a chart to its title: the half of a tick at its upper end
MIN_ACCURACY = 22  # pixels, for ticks at both ends
TICK = 22  # pixels from one tick to the next
MAX_TICKS = 8  # on a logarithmic axis, however high


def history_chart(
    histories: Mapping[str, list[float]],
    epoch: int,
    epochs: int,
    log_axis: bool,
    texts: Texts,
    palette: Palette,
    height: float = HISTORY_HEIGHT,
) -> Chart:
    """The histories ``loss`` and, below it, ``accuracy``, over a common axis of ``epochs``.

    Dashed beside them ``test_loss`` and ``test_accuracy``, where there are any. Where the curves
    go on after ``epoch``, a line marks it. ``height``: of the chart in pixels, in a window of
    1280.
    """
    traces = [_curve(name, history, texts, palette) for name, history in histories.items()]
    losses = [loss for trace in traces if trace["yaxis"] == "y" for loss in trace["y"]]
    layout = layout_of(palette, epoch, AXIS_LEFT, AXIS_RIGHT)
    margin = layout["margin"]
    if height < MIN_HEIGHT_FOR_AXIS_TITLE:
        margin["b"] = 30
    area = height - margin["t"] - margin["b"]
    of_accuracy = max(OF_ACCURACY * (area - HEADING), MIN_ACCURACY)
    of_loss = area - HEADING - of_accuracy
    ticks_of_accuracy = [0, 0.5, 1] if of_accuracy >= 3 * 14 else [0, 1]
    title = texts("loss_title_test" if "test_loss" in histories else "loss_title")
    axis = {"gridcolor": palette.grid, "zeroline": False, "fixedrange": True}
    layout |= {
        "xaxis": {
            **axis,
            "title": axis_title(texts("epoch_axis") if margin["b"] > 30 else ""),
            "range": [0, epochs],
            "anchor": "y2",
            "showgrid": False,
        },
        "yaxis": {
            **axis,
            **(_log_axis(losses, of_loss) if log_axis else _linear_axis(losses, of_loss)),
            "domain": [1 - of_loss / area, 1],
            "title": axis_title(texts("loss_axis")),
        },
        "yaxis2": {
            **axis,
            "domain": [0, of_accuracy / area],
            "range": [-0.06, 1.06],
            "tickvals": ticks_of_accuracy,
            "tickformat": ".0%",
            "title": axis_title(texts("accuracy_axis")),
        },
        "annotations": [
            # from the left edge of the picture: the switch of the axis is at its right
            {**heading(text, top, 0, "left"), "xshift": 4 - AXIS_LEFT, "yshift": ABOVE}
            for text, top in ((title, 1.0), (texts("accuracy_title"), of_accuracy / area))
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


def _curve(name: str, history: list[float], texts: Texts, palette: Palette) -> dict[str, Any]:
    of_loss, of_test = name.endswith("loss"), name.startswith("test")
    color = palette.loss if of_loss else palette.accuracy
    at_epochs, values = thin_out(history)
    return {
        "type": "scatter",
        "x": at_epochs,
        "y": values,
        "yaxis": "y" if of_loss else "y2",
        "meta": name,
        "mode": "lines" if len(values) > FEW_POINTS else "lines+markers",
        "line": {"color": color, "width": 3, "dash": "dot" if of_test else "solid"},
        "marker": {"color": color, "size": 8},
        "hovertemplate": texts(f"{name}_hover") + "<extra></extra>",
    }


def _linear_axis(losses: list[float], height: float) -> dict[str, Any]:
    """From 0 to the highest loss, with ticks that have room on so many pixels."""
    top = max(filter(math.isfinite, losses), default=0) or 1
    return {
        "type": "linear",
        "range": [0, 1.05 * top],
        "nticks": max(2, min(5, int(height / TICK))),
        "exponentformat": "e",
    }


def _log_axis(losses: list[float], height: float) -> dict[str, Any]:
    low, high = log_range(losses)
    ticks = log_ticks(low, high, min(MAX_TICKS, height / TICK))
    return {
        "type": "log",
        "range": [low, high],
        "tickvals": ticks,
        "ticktext": list(map(power_of_ten, ticks)),
    }
