"""What a landscape of the loss shows, and the colours of its heights.

They are those of the logarithm of how far a loss is above the lowest in the picture: so the valley
shows its shape, and a leap of the loss does not make all else flat.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from playground.charts.display import format_number
from playground.charts.looks import DARK, Palette
from playground.charts.scales import power_of_ten
from playground.core.insight.landscape import Landscape

N_LEVELS = 14
LEVELS_A_TICK = 3
LOG_FROM = 1 / 30  # of the median height above the lowest: where the logarithm begins
COLORS = {"light": ("#86a9e8", "#f3f6fb"), "dark": ("#2c5ea8", "#161c26")}  # of low and high
LINES = {"light": "#5f7fb8", "dark": "#5878b0"}  # of the contours


@dataclass(frozen=True)
class RunPath:
    """What is drawn on the plane: a run's path, where it is now, and the lowest place."""

    epochs: Sequence[int]
    x: Sequence[float]
    y: Sequence[float]
    epoch: int  # now
    present: tuple[float, float]
    loss: float  # now, with the penalty of weight decay, as the heights have it
    is_in_picture: bool  # the present place
    lowest: tuple[float, float, float] | None  # x, y, loss; None when not in the picture
    shares: tuple[float, float] | None  # of the movement, along each axis; None without a path

    def part(self, is_ahead: bool) -> tuple[list[int], list[float], list[float]]:
        """Epochs and places up to now, with the present one; or from now on."""
        at = [
            i for i, e in enumerate(self.epochs) if (e > self.epoch if is_ahead else e < self.epoch)
        ]
        epochs = [self.epochs[i] for i in at]
        x, y = [self.x[i] for i in at], [self.y[i] for i in at]
        place = 0 if is_ahead else len(at)
        epochs.insert(place, self.epoch)
        x.insert(place, self.present[0])
        y.insert(place, self.present[1])
        return epochs, x, y


class Levels:
    """Heights as logarithms of how far a loss is above the lowest."""

    def __init__(self, losses: np.ndarray, lowest: float) -> None:
        self._floor = min(lowest, float(losses.min()))
        above = losses - self._floor
        highest = float(above.max()) or 1.0
        self._soft = max(LOG_FROM * float(np.median(above)), 1e-12 * highest)
        self.low, self.high = (float(self(np.array(v))) for v in (self._floor, losses.max()))
        self.high = max(self.high, self.low + 1e-3)
        self.size = (self.high - self.low) / N_LEVELS

    def __call__(self, losses: np.ndarray) -> np.ndarray:
        heights: np.ndarray = np.log10(losses - self._floor + self._soft)
        return heights

    def ticks(self) -> tuple[list[float], list[str]]:
        """Heights that have a number beside the scale, and the losses there."""
        heights = [self.low + n * self.size for n in range(0, N_LEVELS + 1, LEVELS_A_TICK)]
        losses = [10**height - self._soft + self._floor for height in heights]
        losses[0] = self._floor  # not what rounding makes of it
        return heights, _told_apart(losses)


def _told_apart(losses: list[float]) -> list[str]:
    """With as few digits as that takes, but three."""
    for digits in range(3, 8):
        texts = [_short(loss, digits) for loss in losses]
        if len(set(texts)) == len(texts):
            break
    return texts


def _short(loss: float, digits: int) -> str:
    if loss < 1e5:
        return format_number(loss, digits)
    return power_of_ten(float(f"{loss:.{digits - 2}e}"))


def as_lists(landscape: Landscape) -> tuple[list[float], list[float], list[list[float]]]:
    """x, y and z."""
    return landscape.x.tolist(), landscape.y.tolist(), landscape.z.tolist()


def line_color(palette: Palette) -> str:
    """Of the contours."""
    return LINES[_theme(palette)]


def _theme(palette: Palette) -> str:
    return "dark" if palette is DARK else "light"


def colorscale(palette: Palette) -> list[list[Any]]:
    """From the lowest to the highest, as plotly has it."""
    low, high = COLORS[_theme(palette)]
    return [[0, low], [1, high]]
