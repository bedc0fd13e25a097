"""A sweep: the same experiment with some thirty learning rates, or seeds, one run after another."""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from playground.core.dataset import Dataset
from playground.core.insight.remarks import stays_down
from playground.core.run import TrainingRun
from playground.core.settings import SETTINGS, TrainingSettings

N_RUNS = 31  # an odd number, so that the present learning rate is the one in the middle
DECADES = 2  # to either side of the present rate
SMALLEST_RATE = 1e-12


@dataclass(frozen=True)
class SweepPoint:
    """How one run of a sweep ended."""

    value: float | int  # its learning rate or its seed
    loss: float  # of the last epoch, before its step; nan when it diverged
    diverged_at: int  # the epoch whose loss was no finite number; 0 when there was none
    leaps: bool  # whether its losses ever came clearly above the first one, or leap otherwise


class Sweep:
    """Runs with other values of one setting; advanced in as many pieces as one likes."""

    def __init__(self, dataset: Dataset, settings: TrainingSettings, kind: str) -> None:
        """``kind``: one of `KINDS`. Raises KeyError for another."""
        self.dataset, self.settings, self.kind = dataset, settings, kind
        self.values: Sequence[Any] = VALUES[kind](getattr(settings, kind))
        self.points: list[SweepPoint] = []  # of the runs that have ended, in the order of `values`
        self._run: TrainingRun | None = None  # the one under way
        self._is_stopped = False

    @property
    def finished(self) -> bool:
        return self._is_stopped or len(self.points) == len(self.values)

    @property
    def progress(self) -> float:
        """The share of the work that is done."""
        under_way = self._run.epoch / self.settings.epochs if self._run else 0
        return (len(self.points) + under_way) / len(self.values)

    def advance(self, seconds: float = math.inf) -> None:
        """Go on for so long, by one step at least, or to the end."""
        until = time.monotonic() + seconds
        while not self.finished:
            self._run = self._run or self._next_run()
            self._run.advance(self.settings.epochs, until - time.monotonic())
            if self._run.finished:
                self.points.append(self._point(self._run))
                self._run = None
            if time.monotonic() >= until:
                break

    def stop(self) -> None:
        """Leave the runs that have not ended."""
        self._is_stopped, self._run = True, None

    def _next_run(self) -> TrainingRun:
        value = self.values[len(self.points)]
        return TrainingRun(self.dataset, replace(self.settings, **{self.kind: value}))

    def _point(self, run: TrainingRun) -> SweepPoint:
        loss = math.nan if run.diverged else run.loss_history[-1]
        diverged_at = run.epoch if run.diverged else 0
        value = getattr(run.settings, self.kind)
        return SweepPoint(value, loss, diverged_at, leaps=not stays_down(run.loss_history))


def rates_around(rate: float) -> list[float]:
    """Learning rates, spaced by equal ratios around ``rate``, which is one of them.

    Rounded to three digits; those that would lie outside the bounds are drawn inside.
    """
    highest = min(rate * 10.0**DECADES, SETTINGS["learning_rate"].maximum)
    lowest = max(rate / 10.0**DECADES, SMALLEST_RATE)
    around = [float(f"{value:.3g}") for value in np.geomspace(lowest, highest, N_RUNS).tolist()]
    nearest = min(range(N_RUNS), key=lambda at: abs(math.log(around[at] / rate)))
    around[nearest] = rate
    return around


def seeds_from(seed: int) -> list[int]:
    """Seeds in a row, of which ``seed`` is the first if there are as many after it."""
    first = min(seed, int(SETTINGS["seed"].maximum) - N_RUNS + 1)
    return list(range(first, first + N_RUNS))


VALUES: dict[str, Callable[[Any], Sequence[Any]]] = {
    "learning_rate": rates_around,
    "seed": seeds_from,
}
KINDS = tuple(VALUES)
