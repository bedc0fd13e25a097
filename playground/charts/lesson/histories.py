"""The chart of several losses over the epochs, each curve named where it ends."""

import itertools
import math
from collections.abc import Mapping, Sequence
from typing import Any

from playground.charts.display import format_number, thin_out
from playground.charts.figures import Chart
from playground.charts.frame import BOTTOM, FROM_EDGE, TO_NAME, TOP, Frame
from playground.charts.label_placer import LINE, Point
from playground.charts.lesson.figures import HEIGHT, WIDTH
from playground.charts.looks import Palette, as_html, class_looks, cut, text_width
from playground.charts.scales import log_range
from playground.texts import Texts

MOST_NAMES = 0.45  # of the width, for the names of curves
MIN_RATIO = 30  # of the largest loss to the smallest, for a logarithmic axis
DASHES = ("solid", "dash", "dot", "dashdot")


def two_histories_chart(
    curves: Mapping[str, Sequence[float]],
    names: Mapping[str, str],
    title: str,
    epoch: int,
    texts: Texts,
    palette: Palette,
    width: float = WIDTH,
    height: float = HEIGHT,
    at: Mapping[str, Sequence[int]] | None = None,
    meta: str = "",
) -> Chart:
    """Two or more histories of the loss, with ``names`` on screen by the keys of ``curves``.

    ``at``: the epochs of each curve, if it has not all from 1 on; ``meta``: of all curves alike, in
    place of their keys.

    Each curve is named, with its last loss, beside its end; where not all names have room, those
    of neighbours share a line, without their losses. The axis is logarithmic where all losses are
    above 0, and one is more than thirty times another.
    """
    losses = [loss for curve in curves.values() for loss in curve if math.isfinite(loss)]
    log_axis = min(losses, default=0) > 0 and max(losses) > MIN_RATIO * min(losses)
    low, high = log_range(losses) if log_axis else (0.0, 1.05 * max(losses, default=0) or 1.0)
    places = at or {key: range(1, len(curve) + 1) for key, curve in curves.items()}
    top = 10**high if log_axis else high
    ends = [_last_finite(places[key], curve, top) for key, curve in curves.items()]
    area = height - TOP - BOTTOM
    on_axis = [math.log10(loss) if log_axis else loss for _, loss in ends]
    ups = [area * (loss - low) / (high - low) for loss in on_axis]
    groups = grouped(ups, max(1, int(area / LINE)))
    line = 2 * LINE if 2 * LINE * len(curves) <= area else LINE
    told = [_named(group, curves, names, line > LINE, MOST_NAMES * width) for group in groups]
    right = max(text_width(text) for lines in told for text in lines) + TO_NAME + FROM_EDGE
    epochs = max([1, *(places[key][-1] for key, curve in curves.items() if curve)])
    frame = Frame(width, height, (0, epochs), (low, high), palette, 72, right, log_axis)
    colors = _colors(len(curves), palette)
    dashes = itertools.cycle(DASHES)
    for (key, curve), color in zip(curves.items(), colors, strict=False):
        hover = texts("lines_histories_hover") + "<extra></extra>"
        shown, values = thin_out(list(curve))
        epochs_shown = [places[key][index - 1] for index in shown]
        told_on_hover: dict[str, Any] = {"name": as_html(names[key]), "hovertemplate": hover}
        frame.line(meta or key, epochs_shown, values, color, 3, next(dashes), **told_on_hover)
    middles = [sum(ups[at] for at in group) / len(group) for group in groups]
    for lines, group, place in zip(told, groups, spread(middles, area, line), strict=True):
        frame.beside(lines, place, [(ends[at], colors[at]) for at in group])
    return frame.chart(epoch, (title, texts("epoch_axis"), texts("loss_axis")))


def histories_alt(
    curves: Mapping[str, Sequence[float]], names: Mapping[str, str], texts: Texts
) -> str:
    """The chart in words."""
    ends = [f"{names[key]} {_last(curve)}" for key, curve in curves.items()]
    return texts("lines_histories_alt", ends=", ".join(ends))


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


def _last(curve: Sequence[float]) -> str:
    """The last loss as a text; of a run that had none, that is no number."""
    return format_number(curve[-1] if curve else math.nan)


def _last_finite(epochs: Sequence[int], curve: Sequence[float], top: float) -> Point:
    """Epoch and loss; of a curve that has none that can be drawn, its first epoch and ``top``."""
    finite = (at for at in reversed(range(len(curve))) if math.isfinite(curve[at]))
    at = next(finite, None)
    return (1, top) if at is None else (epochs[at], curve[at])


def _named(
    group: Sequence[int],
    curves: Mapping[str, Sequence[float]],
    names: Mapping[str, str],
    below: bool,
    width: float,
) -> list[str]:
    """The name of a curve and its last loss, ``below`` or beside it; or the names of several."""
    keys = [list(curves)[at] for at in group]
    if len(keys) > 1:
        return [cut(", ".join(names[key] for key in keys), width)]
    name, number = names[keys[0]], _last(curves[keys[0]])
    if below:
        return [cut(name, width), number]
    return [cut(name, width - text_width("  " + number)) + "  " + number]


def _colors(n: int, palette: Palette) -> list[str]:
    """``n`` colours or more that can be told apart, the first two those of a run's curves."""
    others = [look.color for look in class_looks([""] * n)]
    return [palette.loss, palette.accuracy, *others]
