"""Curves of a run as SVG: lines over the epochs, with axes."""

import html
import math
from collections.abc import Sequence
from dataclasses import dataclass

from playground.charts.display import thin_out
from playground.charts.looks import LIGHT
from playground.charts.scales import log_range, log_ticks, power_of_ten, scale_limit

WIDTH, HIGH = 360, 130  # of a picture, in its own pixels; its type has 10
LEFT, RIGHT, TOP, BOTTOM = 40, 12, 8, 30
ACROSS, FLOOR = WIDTH - LEFT - RIGHT, HIGH - BOTTOM
MOST_TICKS = 5


@dataclass(frozen=True)
class Curve:
    """A value for each epoch, from the first on."""

    name: str
    history: Sequence[float]
    color: str
    is_dotted: bool = False


@dataclass(frozen=True)
class Axis:
    """The upright axis: what is at either end, where it has numbers, and which."""

    low: float
    high: float
    ticks: Sequence[float]
    texts: Sequence[str]
    is_log: bool = False

    def share(self, value: float) -> float:
        """How far up a value is: 0 at the lower end, 1 at the upper one."""
        value = math.log10(value) if self.is_log else value
        return (value - self.low) / (self.high - self.low)

    def shows(self, value: float) -> bool:
        return math.isfinite(value) and (value > 0 or not self.is_log)


def linear_axis(curves: Sequence[Curve]) -> Axis:
    """From 0 to the highest value."""
    top = max((v for curve in curves for v in curve.history if 0 < v < math.inf), default=1)
    step = scale_limit(top / MOST_TICKS)
    ticks = [n * step for n in range(int(top / step + 1e-9) + 1)]
    return Axis(0, 1.05 * top, ticks, [f"{tick:.6g}" for tick in ticks])


def log_axis(curves: Sequence[Curve]) -> Axis:
    """From the lowest value above 0 to the highest."""
    low, high = log_range([value for curve in curves for value in curve.history])
    ticks = log_ticks(low, high, MOST_TICKS)
    return Axis(low, high, ticks, list(map(power_of_ten, ticks)), is_log=True)


SHARES = Axis(-0.06, 1.06, (0, 0.5, 1), ("0%", "50%", "100%"))


def picture(
    curves: Sequence[Curve], axis: Axis, epochs: int, epoch: int, titles: tuple[str, str]
) -> str:
    """``curves`` over an axis of ``epochs``, with a line at ``epoch`` unless that is 0.

    ``titles``: what is seen, in words, and what stands below the axis. Values that the axis has
    no place for, such as infinite ones, are left out.
    """
    alt, below = map(html.escape, titles)
    place = _Place(axis, epochs)
    parts = [*_grid(place), _text(LEFT + ACROSS / 2, FLOOR + 25, below)]
    if epoch:
        parts.append(f'<path class="shown" d="M{place.x(epoch)} {TOP}V{FLOOR}"/>')
    parts += [_line(curve, place) for curve in curves]
    return f'<svg viewBox="0 0 {WIDTH} {HIGH}" role="img" aria-label="{alt}">{"".join(parts)}</svg>'


@dataclass(frozen=True)
class _Place:
    """Where epochs and values are in the picture."""

    axis: Axis
    epochs: int

    def x(self, epoch: float) -> str:
        return f"{LEFT + ACROSS * epoch / self.epochs:.2f}"

    def y(self, value: float) -> str:
        return f"{FLOOR - (FLOOR - TOP) * self.axis.share(value):.2f}"


def _grid(place: _Place) -> list[str]:
    """Lines across with their numbers, and the numbers of epochs."""
    parts = []
    for tick, text in zip(place.axis.ticks, place.axis.texts, strict=True):
        y = place.y(tick)
        parts.append(f'<path class="grid" d="M{LEFT} {y}h{ACROSS}"/>')
        parts.append(f'<text x="{LEFT - 4}" y="{y}" dy=".35em" class="end">{text}</text>')
    step = int(scale_limit(max(1, place.epochs / MOST_TICKS)))
    parts += [_text(place.x(at), FLOOR + 13, str(at)) for at in range(0, place.epochs + 1, step)]
    return parts


def _text(x: float | str, y: float, text: str) -> str:
    return f'<text x="{x}" y="{y}" class="middle">{text}</text>'


def _line(curve: Curve, place: _Place) -> str:
    pairs = zip(*thin_out(list(curve.history)), strict=True)
    shown = [(at, value) for at, value in pairs if place.axis.shows(value)]
    points = [f"{place.x(at)},{place.y(value)}" for at, value in shown]
    points *= 2 if len(points) == 1 else 1  # a dot
    dots = ' stroke-dasharray="0.1 4"' if curve.is_dotted else ""
    told = f'data-name="{curve.name}" points="{" ".join(points)}"'
    return f'<polyline {told} stroke="{curve.color}"{dots}/>'


def of_losses(losses: Sequence[float], held_out_losses: Sequence[float]) -> list[Curve]:
    """The curve of the loss and, if there are any samples held out, theirs."""
    return _pair("loss", losses, held_out_losses, LIGHT.loss)


def of_accuracies(shares: Sequence[float], held_out_shares: Sequence[float]) -> list[Curve]:
    """The same of the accuracy."""
    return _pair("accuracy", shares, held_out_shares, LIGHT.accuracy)


def _pair(name: str, own: Sequence[float], held: Sequence[float], color: str) -> list[Curve]:
    curves = [Curve(name, own, color)]
    return [*curves, Curve(f"test_{name}", held, color, is_dotted=True)] if held else curves
