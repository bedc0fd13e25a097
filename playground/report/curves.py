"""Curves of a run as SVG: lines over the epochs, with axes."""

import html
import math
from collections.abc import Sequence
from dataclasses import dataclass

from playground.charts.display import thin_out
from playground.charts.looks import LIGHT
from playground.charts.scales import log_range, log_ticks, power_of_ten, scale_limit

WIDTH, HIGH = 360, 130  # of a picture, in its own pixels; its type has 10
LEFT, RIGHT, TOP, BOTTOM = 40, 12, 8, 28
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
    top = max((v for curve in curves for v in curve.history if math.isfinite(v)), default=0) or 1
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
    curves: Sequence[Curve],
    axis: Axis,
    epochs: int,
    epoch: int,
    titles: tuple[str, str],
    high: int = HIGH,
) -> str:
    """``curves`` over an axis of ``epochs``, with a line at ``epoch``.

    ``titles``: what is seen, in words, and what stands below the axis. Values that the axis has
    no place for, such as infinite ones, are left out.
    """
    alt, below = map(html.escape, titles)
    across, up = WIDTH - LEFT - RIGHT, HIGH - TOP - BOTTOM
    floor = HIGH - BOTTOM

    def x(at: float) -> str:
        return f"{LEFT + across * at / epochs:.2f}"

    def y(value: float) -> str:
        return f"{floor - up * axis.share(value):.2f}"

    parts = []
    for tick, text in zip(axis.ticks, axis.texts, strict=True):
        parts.append(f'<path class="grid" d="M{LEFT} {y(tick)}h{across}"/>')
        parts.append(f'<text x="{LEFT - 4}" y="{y(tick)}" dy=".35em" class="end">{text}</text>')
    step = scale_limit(epochs / MOST_TICKS) if epochs > MOST_TICKS else 1
    for at in range(0, epochs + 1, int(step)):
        parts.append(f'<text x="{x(at)}" y="{floor + 11}" class="middle">{at}</text>')
    middle = LEFT + across / 2
    parts.append(f'<text x="{middle}" y="{floor + 23}" class="middle">{below}</text>')
    if epoch:
        parts.append(f'<path class="shown" d="M{x(epoch)} {TOP}v{up}"/>')
    for curve in curves:
        at_epochs, values = thin_out(list(curve.history))
        pairs = zip(at_epochs, values, strict=True)
        points = " ".join(f"{x(at)},{y(value)}" for at, value in pairs if axis.shows(value))
        dots = ' stroke-dasharray="1.5 3"' if curve.is_dotted else ""
        parts.append(
            f'<polyline data-name="{curve.name}" points="{points}" stroke="{curve.color}"{dots}/>'
        )
    return f'<svg viewBox="0 0 {WIDTH} {HIGH}" role="img" aria-label="{alt}">{"".join(parts)}</svg>'


def of_losses(losses: Sequence[float], test_losses: Sequence[float]) -> list[Curve]:
    """The curve of the loss and, if there are any samples held out, theirs."""
    return _pair("loss", losses, test_losses, LIGHT.loss)


def of_accuracies(shares: Sequence[float], test_shares: Sequence[float]) -> list[Curve]:
    """The same of the accuracy."""
    return _pair("accuracy", shares, test_shares, LIGHT.accuracy)


def _pair(name: str, own: Sequence[float], held: Sequence[float], color: str) -> list[Curve]:
    curves = [Curve(name, own, color)]
    return [*curves, Curve(f"test_{name}", held, color, is_dotted=True)] if held else curves
