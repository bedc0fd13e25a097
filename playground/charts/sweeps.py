"""The chart of a sweep: the last loss of each run over its learning rate, or its seed."""

import math
from collections.abc import Sequence
from typing import Any

from playground.charts.display import format_number
from playground.charts.figures import MAX_TICKS, TICK, Chart
from playground.charts.looks import Palette, axis_title, heading, layout_of
from playground.charts.scales import log_range, log_ticks, power_of_ten
from playground.core.rounding import is_same
from playground.core.sweep import SweepPoint
from playground.texts import Texts

WIDTH, HEIGHT = 500, 300  # pixels of the chart in a window of 1280
LEFT, RIGHT, TOP, BOTTOM = 72, 20, 50, 52  # of its margins
TICK_ACROSS = 60
CALM, LEAPS, DIVERGED = "circle", "triangle-up-open", "x"


def sweep_chart(
    points: Sequence[SweepPoint],
    values: Sequence[float],
    kind: str,
    present: float,
    epoch: int,
    texts: Texts,
    palette: Palette,
    width: float = WIDTH,
    height: float = HEIGHT,
) -> Chart:
    """``values``: those of all runs, also of the ones still to come, so that the axis stays.

    ``kind``: ``learning_rate``, on a logarithmic axis, or ``seed``; ``present``: the one now.

    The axis of the losses is logarithmic where all are above 0. Runs that diverged have no loss:
    they stand at the upper edge.
    """
    finite = [point.loss for point in points if math.isfinite(point.loss)]
    log_loss = bool(finite) and min(finite) > 0
    low, high = log_range(finite) if log_loss else (0.0, 1.05 * max(finite, default=1.0) or 1.0)
    edge = 10.0**high if log_loss else high
    is_rate = kind == "learning_rate"
    layout = layout_of(palette, epoch, left=LEFT, right=RIGHT)
    axis = {"gridcolor": palette.grid, "zeroline": False, "fixedrange": True}
    layout |= {
        "margin": {"l": LEFT, "r": RIGHT, "t": TOP, "b": BOTTOM, "autoexpand": False},
        "xaxis": axis
        | {"title": axis_title(texts(kind)), "showgrid": False}
        | _across(values, is_rate, width - LEFT - RIGHT),
        "yaxis": axis
        | {"title": axis_title(texts("sweep_loss_axis")), "range": [low, high]}
        | _up(low, high, log_loss, height - TOP - BOTTOM),
        "annotations": [
            {**heading(texts(f"sweep_title_{kind}"), 1, 0, "left"), "xshift": 4 - LEFT}
            | {"yshift": 22},
            {**heading("", 1, 0, "left"), "text": texts("sweep_key"), "xshift": 4 - LEFT}
            | {"yshift": 2},
        ],
        "shapes": [
            {
                "type": "line",
                "x0": present,
                "x1": present,
                "yref": "paper",
                "y0": 0,
                "y1": 1,
                "line": {"color": palette.text, "width": 1, "dash": "dot"},
            }
        ],
    }
    trace = {
        "type": "scatter",
        "meta": "sweep",
        "mode": "markers",
        "cliponaxis": False,
        "x": [point.value for point in points],
        "y": [point.loss if math.isfinite(point.loss) else None for point in points],
        "customdata": [format_number(point.loss) for point in points],
        "marker": {
            "size": 10,
            "symbol": [_symbol(point) for point in points],
            "color": [palette.accuracy if point.leaps else palette.loss for point in points],
        },
        "hovertemplate": texts(f"sweep_{kind}_hover") + "<extra></extra>",
    }
    diverged = [point for point in points if point.diverged_at]
    beyond = {
        "type": "scatter",
        "meta": "sweep_diverged",
        "mode": "markers",
        "cliponaxis": False,
        "x": [point.value for point in diverged],
        "y": [edge] * len(diverged),
        "customdata": [point.diverged_at for point in diverged],
        "marker": {"size": 11, "symbol": DIVERGED, "color": palette.accuracy},
        "hovertemplate": texts(f"sweep_{kind}_diverged_hover") + "<extra></extra>",
    }
    best = best_of(points)
    ring = {
        "type": "scatter",
        "meta": "sweep_best",
        "mode": "markers",
        "cliponaxis": False,
        "hoverinfo": "skip",
        "x": [best.value] if best else [],
        "y": [best.loss] if best else [],
        "marker": {
            "size": 18,
            "symbol": "circle-open",
            "color": palette.text,
            "line": {"width": 2},
        },
    }
    return {"data": [ring, trace, beyond], "layout": layout}


def best_of(points: Sequence[SweepPoint]) -> SweepPoint | None:
    """The run with the lowest loss, of those whose losses do not leap; None when all do.

    The first of those that come as low.
    """
    calm = [point for point in points if not point.leaps]
    lowest = min((point.loss for point in calm), default=0)
    return next((p for p in calm if is_same(p.loss, lowest)), None)


def _symbol(point: SweepPoint) -> str:
    return DIVERGED if point.diverged_at else LEAPS if point.leaps else CALM


def _across(values: Sequence[float], is_rate: bool, width: float) -> dict[str, Any]:
    if not is_rate:
        ends = (min(values, default=0) - 0.5, max(values, default=1) + 0.5)
        return {"range": list(ends), "nticks": int(width / TICK_ACROSS), "tickformat": "d"}
    low, high = log_range(values)
    ticks = log_ticks(low, high, max(2, width / TICK_ACROSS))
    return _log(low, high, ticks)


def _up(low: float, high: float, log_loss: bool, height: float) -> dict[str, Any]:
    most = max(2, min(MAX_TICKS, int(height / TICK)))
    if log_loss:
        return _log(low, high, log_ticks(low, high, most))
    return {"nticks": most, "exponentformat": "e"}


def _log(low: float, high: float, ticks: Sequence[float]) -> dict[str, Any]:
    texts = list(map(power_of_ten, ticks))
    return {"type": "log", "range": [low, high], "tickvals": list(ticks), "ticktext": texts}
