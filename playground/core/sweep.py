"""A sweep: the same experiment with some thirty learning rates, or seeds, computed side by side."""

import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from torch import Tensor

from playground.core.batched import BatchedLearner
from playground.core.dataset import Dataset
from playground.core.insight.remarks import looks_calm
from playground.core.preparation import prepare
from playground.core.settings import SETTINGS, TrainingSettings
from playground.core.threads import single_thread

# How many runs take no longer side by side than three alone, as measured; an odd number, so that
# the present learning rate is the one in the middle. Fewer where there is more to compute than to
# save: with very many logits a step, or many of them and many parameters; and fewest where there
# are so many classes that torch's softmax is quicker for one run alone, or each run has its own
# samples.
MOST_RUNS, FEWER_RUNS, FEWEST_RUNS = 31, 25, 7
MANY_LOGITS, VERY_MANY_LOGITS, MANY_PARAMETERS, MANY_CLASSES = 1500, 12_000, 256, 16
DECADES = 2  # to either side of the present rate
MAX_NUMBERS = 4_000_000  # of logits in a group of runs
MAX_FEATURES = 4_000_000  # of numbers in the samples of a group, where each run has its own
LOSSES_KEPT = 50  # epochs, until they are summed up
SMALLEST_RATE = 1e-12


@dataclass(frozen=True)
class SweepPoint:
    """How one run of a sweep ended."""

    value: float | int  # its learning rate or its seed
    loss: float  # of the last epoch, before its step; nan when it diverged
    diverged_at: int  # the epoch whose loss was no finite number; 0 when there was none
    leaps: bool  # whether its losses ever came clearly above the first one, or leap otherwise


class Sweep:
    """Runs with other values of one setting; advanced in as many pieces as one likes.

    They are computed in groups, one after the other, which bounds the memory they take.
    """

    def __init__(self, dataset: Dataset, settings: TrainingSettings, kind: str) -> None:
        """``kind``: one of `KINDS`. Raises KeyError for another."""
        self.dataset, self.settings, self.kind = dataset, settings, kind
        count = count_runs(dataset, settings, kind)
        self.values: Sequence[Any] = VALUES[kind](getattr(settings, kind), count)
        self.points: list[SweepPoint] = []  # of the runs that have ended, in the order of `values`
        self._n_epochs = 0  # computed, of all groups
        self._size = _group_size(dataset, settings)
        self._n_groups = math.ceil(len(self.values) / self._size)
        self._work: Iterator[None] | None = self._all_groups()

    @property
    def finished(self) -> bool:
        return self._work is None

    @property
    def progress(self) -> float:
        """The share of the work that is done."""
        return self._n_epochs / (self._n_groups * self.settings.epochs)

    def advance(self, seconds: float = math.inf) -> None:
        """Go on for so long, by one step at least, or to the end."""
        until = time.monotonic() + seconds
        with single_thread(), torch.inference_mode():
            while self._work is not None:
                if next(self._work, self) is self:
                    self._work = None
                if time.monotonic() >= until:
                    break

    def stop(self) -> None:
        """Leave the runs that have not ended."""
        self._work = None

    def _all_groups(self) -> Iterator[None]:
        for start in range(0, len(self.values), self._size):
            values = self.values[start : start + self._size]
            settings = [replace(self.settings, **{self.kind: value}) for value in values]
            group = _Group(self.dataset, settings)
            for _ in range(self.settings.epochs):
                yield from group.epoch()
                self._n_epochs += 1
            ends = group.ends()
            self.points += [SweepPoint(*both) for both in zip(values, *ends, strict=True)]


class _Group:
    """Some of the runs, and what their losses were like."""

    def __init__(self, dataset: Dataset, settings: Sequence[TrainingSettings]) -> None:
        self._learner = BatchedLearner(dataset, settings)
        self._second_half = settings[0].epochs // 2  # the epoch at which it begins
        n = len(settings)
        self._losses: list[Tensor] = []  # of the last epochs, each [n_runs]
        self._n_summed = 0  # epochs before these
        self._first = self._last = self._peak = torch.zeros(n)
        self._lowest, self._climb = torch.full((n,), math.inf), torch.zeros(n)
        self._diverged_at = torch.zeros(n, dtype=torch.int64)  # 0 for not

    def epoch(self) -> Iterator[None]:
        """One epoch, which can be left after each yield."""
        for losses in self._learner.epoch():
            if losses is not None:
                self._losses.append(losses)
                if len(self._losses) == LOSSES_KEPT:
                    self._sum_up()
            yield

    def ends(self) -> tuple[list[float], list[int], list[bool]]:
        """Of each run its last loss, the epoch at which it diverged or 0, and whether it leaps."""
        if self._losses:
            self._sum_up()
        columns = (self._first, self._last, self._peak, self._climb, self._lowest)
        numbers = zip(*(column.tolist() for column in columns), strict=True)
        leaps = [not looks_calm(*of_one) for of_one in numbers]
        return self._last.tolist(), self._diverged_at.tolist(), leaps

    def _sum_up(self) -> None:
        """Take over what the last losses say, and forget them."""
        losses = torch.stack(self._losses)  # [n_epochs, n_runs]
        self._losses = []
        if not self._n_summed:
            self._first = self._peak = losses[0]
        finite = losses.isfinite()
        if not bool(finite.all()):
            # the first that is not finite ends a run, whatever comes after it
            at = self._n_summed + 1 + finite.int().argmin(0)
            is_new = (self._diverged_at == 0) & ~finite.all(0)
            self._diverged_at = torch.where(is_new, at, self._diverged_at)
        self._last = torch.where(self._diverged_at > 0, torch.nan, losses[-1])
        self._peak = torch.maximum(self._peak, losses.amax(0))
        late = losses[max(0, self._second_half - self._n_summed) :]
        if len(late):
            lowest = torch.minimum(late.cummin(0).values, self._lowest)
            self._climb = torch.maximum(self._climb, (late - lowest).amax(0))
            self._lowest = lowest[-1]
        self._n_summed += len(losses)


def count_runs(dataset: Dataset, settings: TrainingSettings, kind: str) -> int:
    """How many runs a sweep has."""
    n_logits = _step_size(dataset, settings) * dataset.n_classes
    if n_logits < MANY_LOGITS:
        return MOST_RUNS
    have_own_samples = kind == "seed" and (settings.test_share or settings.batch_size)
    if have_own_samples or dataset.n_classes >= MANY_CLASSES:
        return FEWEST_RUNS
    n_parameters = dataset.n_features * dataset.n_classes
    is_large = n_logits >= VERY_MANY_LOGITS or n_parameters >= MANY_PARAMETERS
    return FEWER_RUNS if is_large else MOST_RUNS


def rates_around(rate: float, count: int = MOST_RUNS) -> list[float]:
    """So many learning rates, spaced by equal ratios around ``rate``, which is one of them.

    Rounded to three digits; those that would lie outside the bounds are drawn inside.
    """
    highest = min(rate * 10.0**DECADES, SETTINGS["learning_rate"].maximum)
    lowest = max(rate / 10.0**DECADES, SMALLEST_RATE)
    around = [float(f"{value:.3g}") for value in np.geomspace(lowest, highest, count).tolist()]
    nearest = min(range(count), key=lambda at: abs(math.log(around[at] / rate)))
    around[nearest] = rate
    return around


def seeds_from(seed: int, count: int = MOST_RUNS) -> list[int]:
    """So many seeds in a row, of which ``seed`` is the first if there are as many after it."""
    first = min(seed, int(SETTINGS["seed"].maximum) - count + 1)
    return list(range(first, first + count))


VALUES: dict[str, Callable[[Any, int], Sequence[Any]]] = {
    "learning_rate": rates_around,
    "seed": seeds_from,
}
KINDS = tuple(VALUES)


def _step_size(dataset: Dataset, settings: TrainingSettings) -> int:
    """On how many samples a step is taken."""
    n_training = prepare(dataset, settings).training.n_samples
    return min(settings.batch_size, n_training) or n_training


def _group_size(dataset: Dataset, settings: TrainingSettings) -> int:
    """How many runs are computed at once."""
    size = MAX_NUMBERS // (_step_size(dataset, settings) * dataset.n_classes)
    if settings.test_share:  # with other seeds each run has samples of its own
        size = min(size, MAX_FEATURES // (dataset.n_samples * dataset.n_features))
    return max(1, size)
