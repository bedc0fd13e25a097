"""Curves of a run as SVG: lines over the epochs, with axes."""

import html
import math
from collections.abc import Sequence
from dataclasses import dataclass

from playground.charts.display import thin_out
from playground.charts.scales import log_range, log_ticks, power_of_ten, scale_limit

WIDTH, HEIGHT = 360, 130  # of a picture, in its own pixels; its type has 10
LEFT, RIGHT, TOP, BOTTOM = 40, 348, 8, 100  # of what the axes enclose
MOST_TICKS = 5


@dataclass(frozen=True)
class Axis:
    """The upright axis: what is at either end, and the numbers on it."""

    low: float
    high: float
    ticks: dict[float, str]
    is_log: bool = False

    def y(self, value: float) -> str:
        """Where a value is in the picture."""
        value = math.log10(value) if self.is_log else value
        return f"{BOTTOM - (BOTTOM - TOP) * (value - self.low) / (self.high - self.low):.2f}"

    def shows(self, value: float) -> bool:
        return math.isfinite(value) and (value > 0 or not self.is_log)


def linear_axis(values: Sequence[float]) -> Axis:
    """From 0 to the highest value."""
    top = max((value for value in values if 0 < value < math.inf), default=1)
    step = scale_limit(top / MOST_TICKS)
    ticks = [n * step for n in range(int(top / step + 1e-9) + 1)]
    return Axis(0, 1.05 * top, {tick: f"{tick:.6g}" for tick in ticks})


def log_axis(values: Sequence[float]) -> Axis:
    """From the lowest value above 0 to the highest."""
    low, high = log_range(values)
    ticks = log_ticks(low, high, MOST_TICKS)
    return Axis(low, high, {tick: power_of_ten(tick) for tick in ticks}, is_log=True)


SHARES = Axis(-0.06, 1.06, {0: "0%", 0.5: "50%", 1: "100%"})


@dataclass(frozen=True)
class Curves:
    """A quantity over the epochs, from the first on."""

    name: str
    title: str  # what is seen, in words
    color: str
    training: Sequence[float]
    held_out: Sequence[float]  # the same of samples held out, if there are any: dotted


def picture(curves: Curves, axis: Axis, epochs: int, epoch: int, below: str) -> str:
    """``curves`` over an axis of ``epochs``, with a line at ``epoch`` unless that is 0.

    ``below``: what stands below the axis. Values that the axis has no place for, such as infinite
    ones, are left out.
    """
    parts = []
    for tick, text in axis.ticks.items():
        y = axis.y(tick)
        parts.append(f'<path class="grid" d="M{LEFT} {y}h{RIGHT - LEFT}"/>')
        parts.append(f'<text x="{LEFT - 4}" y="{y}" dy=".35em" class="end">{text}</text>')
    step = int(scale_limit(max(1, epochs / MOST_TICKS)))
    parts += [_text(_x(at, epochs), 13, str(at)) for at in range(0, epochs + 1, step)]
    parts.append(_text((LEFT + RIGHT) / 2, 25, html.escape(below)))
    if epoch:
        parts.append(f'<path class="shown" d="M{_x(epoch, epochs)} {TOP}V{BOTTOM}"/>')
    lines = ((curves.name, curves.training, ""), (f"test_{curves.name}", curves.held_out, "0.1 4"))
    for name, history, dots in lines:
        pairs = zip(*thin_out(list(history)), strict=True)
        points = [f"{_x(at, epochs)},{axis.y(value)}" for at, value in pairs if axis.shows(value)]
        points *= 2 if len(points) == 1 else 1  # a dot
        look = f'stroke="{curves.color}"' + (f' stroke-dasharray="{dots}"' if dots else "")
        if history:
            parts.append(f'<polyline data-name="{name}" points="{" ".join(points)}" {look}/>')
    head = (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{html.escape(curves.title)}">'
    )
    return f"{head}{''.join(parts)}</svg>"


def _x(epoch: int, epochs: int) -> str:
    return f"{LEFT + (RIGHT - LEFT) * epoch / epochs:.2f}"


def _text(x: float | str, below: int, text: str) -> str:
    return f'<text x="{x}" y="{BOTTOM + below}" class="middle">{text}</text>'
