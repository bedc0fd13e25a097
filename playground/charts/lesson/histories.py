"""The chart of several losses over the epochs."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

from playground.charts.canvas import Canvas, Chart
from playground.charts.display import format_number, thin_out
from playground.charts.frame import Frame
from playground.charts.looks import as_html, class_looks, cut
from playground.charts.scales import log_range
from playground.texts import Texts

MAX_NAME_WIDTH = 0.3  # of the width, for the name of a curve
MIN_RATIO = 30  # of the largest loss to the smallest, for a logarithmic axis
DASHES = ("solid", "dash", "dot", "dashdot")


@dataclass(frozen=True)
class Curve:
    """A history of the loss."""

    meta: str  # of its trace
    name: str  # on screen
    losses: Sequence[float]
    epochs: Sequence[int]

    @property
    def last(self) -> str:
        """The last loss as a text; of a run that had none, that is no number."""
        return format_number(self.losses[-1] if self.losses else math.nan)


def histories_chart(curves: Sequence[Curve], title: str, canvas: Canvas) -> Chart:
    """Several histories of the loss, each with its name and last loss in the legend.

    The axis is logarithmic where all losses are above 0, and one is more than thirty times another.
    """
    losses = [loss for curve in curves for loss in curve.losses if math.isfinite(loss)]
    log_y = min(losses, default=0) > 0 and max(losses) > MIN_RATIO * min(losses)
    y_range = log_range(losses) if log_y else (0.0, 1.05 * max(losses, default=0) or 1.0)
    epochs = max([1, *(curve.epochs[-1] for curve in curves if curve.losses)])
    frame = Frame(canvas, (0, epochs), y_range, left=72, log_y=log_y)
    # the first two as those of a run
    colors = [canvas.palette.loss, canvas.palette.accuracy]
    colors += [look.color for look in class_looks([""] * len(curves))]
    for curve, color, dash in zip(curves, colors, itertools.cycle(DASHES), strict=False):
        shown, values = thin_out(list(curve.losses))
        name = as_html(cut(curve.name, MAX_NAME_WIDTH * canvas.width))
        frame.line(
            curve.meta,
            [curve.epochs[index - 1] for index in shown],
            values,
            color,
            width=3,
            dash=dash,
            name=f"{name}  {curve.last}",
            text=as_html(curve.name),
            showlegend=True,
            hovertemplate=canvas.hover("lines_histories_hover"),
        )
    frame.legend_beside()
    return frame.chart((title, canvas.texts("epoch_axis"), canvas.texts("loss_axis")))


def histories_alt(curves: Sequence[Curve], texts: Texts) -> str:
    """The chart in words."""
    return texts(
        "lines_histories_alt", ends=", ".join(f"{curve.name} {curve.last}" for curve in curves)
    )
