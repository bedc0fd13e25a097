"""The chart of a sweep: the last loss of each run over its learning rate, or its seed."""

import math
from collections.abc import Sequence

from playground.charts.canvas import Canvas, Chart
from playground.charts.display import format_number
from playground.charts.frame import Frame
from playground.charts.scales import log_range, range_of_losses
from playground.core.rounding import is_same
from playground.core.sweep import SweepPoint

WIDTH, HEIGHT = 500, 300  # pixels of the chart in a window of 1280
LEFT, RIGHT, TOP = 72, 20, 50  # of its margins: above there are a title and a key
CALM, LEAPS, DIVERGED = "circle", "triangle-up-open", "x"  # the marks of runs


def sweep_chart(
    points: Sequence[SweepPoint],
    values: Sequence[float],
    kind: str,
    present: float,
    canvas: Canvas,
) -> Chart:
    """``values``: those of all runs, also of the ones still to come, so that the axis stays.

    ``kind``: ``learning_rate``, on a logarithmic axis, or ``seed``; ``present``: the one now.

    The axis of the losses is logarithmic where all are above 0. Runs that diverged have no loss:
    they stand at the upper edge.
    """
    texts, palette, is_rate = canvas.texts, canvas.palette, kind == "learning_rate"
    ends = min(values, default=0) - 0.5, max(values, default=1) + 0.5
    finite = [point.loss for point in points if math.isfinite(point.loss)]
    log_loss = min(finite, default=0) > 0
    low, high = range_of_losses(finite, log_loss)
    x_range = log_range(values) if is_rate else ends
    margins = LEFT, RIGHT, TOP
    frame = Frame(canvas, x_range, (low, high), *margins, log_x=is_rate, log_y=log_loss)
    frame.rule(present)
    best = best_of(points)
    around = {"size": 18, "symbol": "circle-open", "color": palette.text, "line": {"width": 2}}
    place = ([best.value], [best.loss]) if best else ([], [])
    frame.marks("sweep_best", *place, marker=around)
    frame.marks(
        "sweep",
        [point.value for point in points],
        [point.loss if math.isfinite(point.loss) else None for point in points],
        customdata=[format_number(point.loss) for point in points],
        marker={
            "size": 10,
            "symbol": [_symbol(point) for point in points],
            "color": [palette.accuracy if point.leaps else palette.loss for point in points],
        },
        hovertemplate=canvas.hover(f"sweep_{kind}_hover"),
    )
    diverged = [point for point in points if point.diverged_at]
    frame.marks(
        "sweep_diverged",
        [point.value for point in diverged],
        [10.0**high if log_loss else high] * len(diverged),
        customdata=[point.diverged_at for point in diverged],
        marker={"size": 11, "symbol": DIVERGED, "color": palette.accuracy},
        hovertemplate=canvas.hover(f"sweep_{kind}_diverged_hover"),
    )
    titles = texts(f"sweep_title_{kind}"), texts(kind), texts("sweep_loss_axis")
    chart = frame.chart(titles, under=texts("sweep_key"))
    if not is_rate:
        chart["layout"]["xaxis"]["tickformat"] = "d"
    return chart


def best_of(points: Sequence[SweepPoint]) -> SweepPoint | None:
    """The run with the lowest loss, of those whose losses do not leap; None when all do.

    The first of those that come as low.
    """
    calm = [point for point in points if not point.leaps]
    lowest = min((point.loss for point in calm), default=0)
    return next((p for p in calm if is_same(p.loss, lowest)), None)


def _symbol(point: SweepPoint) -> str:
    return DIVERGED if point.diverged_at else LEAPS if point.leaps else CALM
