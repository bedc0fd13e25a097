"""The chart of several losses over the epochs, each curve named where it ends."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

from playground.charts.canvas import Canvas, Chart
from playground.charts.display import format_number, thin_out
from playground.charts.frame import BOTTOM, NAME_GAP, TITLE_INDENT, TOP, Frame
from playground.charts.label_placer import LINE_HEIGHT, Point
from playground.charts.looks import Palette, as_html, class_looks, cut, text_width
from playground.charts.scales import log_range
from playground.texts import Texts

MAX_NAMES_WIDTH = 0.45  # of the width, for the names of curves
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

    def end(self, top: float) -> Point:
        """Where it can be drawn last; of a curve that nowhere can, its first epoch and ``top``."""
        pairs = zip(self.epochs, self.losses, strict=True)
        finite = [(epoch, loss) for epoch, loss in pairs if math.isfinite(loss)]
        return finite[-1] if finite else (1, top)


def histories_chart(curves: Sequence[Curve], title: str, canvas: Canvas) -> Chart:
    """Two or more histories of the loss.

    Each curve is named, with its last loss, beside its end; where not all names have room, those
    of neighbours share a line, without their losses. The axis is logarithmic where all losses are
    above 0, and one is more than thirty times another.
    """
    losses = [loss for curve in curves for loss in curve.losses if math.isfinite(loss)]
    log_y = min(losses, default=0) > 0 and max(losses) > MIN_RATIO * min(losses)
    low, high = log_range(losses) if log_y else (0.0, 1.05 * max(losses, default=0) or 1.0)
    ends = [curve.end(10**high if log_y else high) for curve in curves]
    area = canvas.height - TOP - BOTTOM
    on_axis = [math.log10(loss) if log_y else loss for _, loss in ends]
    ups = [area * (loss - low) / (high - low) for loss in on_axis]
    groups = grouped(ups, max(1, int(area / LINE_HEIGHT)))
    line = 2 * LINE_HEIGHT if 2 * LINE_HEIGHT * len(curves) <= area else LINE_HEIGHT
    names = [
        _named([curves[at] for at in group], line > LINE_HEIGHT, MAX_NAMES_WIDTH * canvas.width)
        for group in groups
    ]
    right = max(text_width(text) for lines in names for text in lines) + NAME_GAP + TITLE_INDENT
    epochs = max([1, *(curve.epochs[-1] for curve in curves if curve.losses)])
    frame = Frame(canvas, (0, epochs), (low, high), 72, right, log_y=log_y)
    colors = _colors(len(curves), canvas.palette)
    for curve, color, dash in zip(curves, colors, itertools.cycle(DASHES), strict=False):
        shown, values = thin_out(list(curve.losses))
        frame.line(
            curve.meta,
            [curve.epochs[index - 1] for index in shown],
            values,
            color,
            width=3,
            dash=dash,
            name=as_html(curve.name),
            hovertemplate=canvas.hover("lines_histories_hover"),
        )
    middles = [sum(ups[at] for at in group) / len(group) for group in groups]
    for lines, group, place in zip(names, groups, spread(middles, area, line), strict=True):
        frame.beside(lines, place, [(ends[at], colors[at]) for at in group])
    return frame.chart((title, canvas.texts("epoch_axis"), canvas.texts("loss_axis")))


def histories_alt(curves: Sequence[Curve], texts: Texts) -> str:
    """The chart in words."""
    return texts(
        "lines_histories_alt", ends=", ".join(f"{curve.name} {curve.last}" for curve in curves)
    )


def grouped(places: Sequence[float], most: int) -> list[list[int]]:
    """The indices of ``places``, lowest first, neighbours put together until ``most`` groups."""
    groups = [[at] for at in sorted(range(len(places)), key=places.__getitem__)]
    while len(groups) > most:
        gaps = [places[b[0]] - places[a[-1]] for a, b in itertools.pairwise(groups)]
        at = gaps.index(min(gaps))
        groups[at : at + 2] = [groups[at] + groups[at + 1]]
    return groups


def spread(places: Sequence[float], height: float, line: float) -> list[float]:
    """Rising ``places`` moved so that texts ``line`` pixels high there have room in ``height``."""
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + line if moved else line / 2))
    highest = height - line / 2
    for at in reversed(range(len(moved))):
        moved[at] = min(moved[at], highest)
        highest = moved[at] - line
    return moved


def _named(curves: Sequence[Curve], below: bool, width: float) -> list[str]:
    """The name of a curve and its last loss, ``below`` or beside it; or the names of several."""
    if len(curves) > 1:
        return [cut(", ".join(curve.name for curve in curves), width)]
    (curve,) = curves
    if below:
        return [cut(curve.name, width), curve.last]
    return [cut(curve.name, width - text_width("  " + curve.last)) + "  " + curve.last]


def _colors(n: int, palette: Palette) -> list[str]:
    """``n`` colours or more that can be told apart, the first two those of a run's curves."""
    others = [look.color for look in class_looks([""] * n)]
    return [palette.loss, palette.accuracy, *others]
