"""The path of a run through the space of its parameters: where it was after a choice of epochs."""

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from playground.core.model import Parameters
from playground.core.replay import Visits
from playground.core.run import TrainingRun

FIRST = 20  # epochs of which each is on the path: the way is longest at first
EARLY, EARLY_STRIDE = 50, 5  # epochs of which every fifth is
STRIDES = (100, 200, 400, 800, 1600)  # then: a run has states kept there, none is computed anew
MOST_STRIDES = 100  # on a path
HEAVY = 200_000  # multiplications of a step, from which on no epoch after the first is anew
LARGEST = 1e12  # of a parameter: beyond it all else on the path would be one point


@dataclass(frozen=True, eq=False)
class Path:
    """Parameters after a choice of epochs; without those of a run that has gone beyond all size."""

    epochs: list[int]  # ascending
    points: Tensor  # [n_epochs, n_classes * n_features + n_classes] float64: W, row by row, then b


def flat(parameters: Parameters) -> Tensor:
    """W, row by row, and b as one vector, float64."""
    return torch.cat([parameters.weight.flatten(), parameters.bias]).double()


def path_epochs(last: int, is_heavy: bool = False) -> list[int]:
    """The first, then of equal steps each with the next, so that a zigzag is seen, up to ``last``.

    What is left out for one ``last`` is so for every greater one. ``is_heavy``: only those that
    are soon found.
    """
    stride = next(n for n in STRIDES if last <= n * MOST_STRIDES)
    epochs = {*range(FIRST + 1), *range(stride, last, stride), last}
    if not is_heavy:
        epochs |= {*range(FIRST, EARLY, EARLY_STRIDE), *range(stride + 1, last, stride)}
    return sorted(epoch for epoch in epochs if epoch <= last)


class PathSearch:
    """Finds the path of a run, and goes on with it as the run does."""

    def __init__(self, run: TrainingRun) -> None:
        self._run = run
        self._known: dict[int, Tensor] = {}  # points
        self._visits: Visits | None = None
        self._taken: object = None  # what `_known` was last brought up to date with
        self._epochs: list[int] = []
        self._path: Path | None = None  # of what is known, once it was asked for
        training = run.prepared.training
        work = training.n_samples * training.n_features * training.n_classes
        self._is_heavy = work > HEAVY

    @property
    def epochs(self) -> list[int]:
        """Those of the whole path."""
        self._take()
        return self._epochs

    @property
    def finished(self) -> bool:
        return all(epoch in self._known for epoch in self.epochs)

    def advance(self, seconds: float = math.inf) -> None:
        """Go on for so long, or to the end."""
        if self._visits is None or self._visits.finished:
            missing = [epoch for epoch in self.epochs if epoch not in self._known]
            self._visits = self._run.visit(missing)
        self._visits.advance(seconds)
        self._take()

    def path(self) -> Path:
        """What is known of it so far; the start and the present are."""
        self._take()
        if self._path is None:
            self._path = self._of_all_known()
        return self._path

    def _of_all_known(self) -> Path:
        points = torch.stack(list(self._known.values()))
        shown = (points.abs() < LARGEST).all(1)  # not so where it is no number
        epochs = [epoch for epoch, is_shown in zip(self._known, shown, strict=True) if is_shown]
        return Path(epochs, points[shown])

    def _take(self) -> None:
        """Take over what was found; forget what is no longer on the path."""
        found = self._visits.found if self._visits else {}
        state = self._run.epoch, self._visits, len(found)
        if state == self._taken:
            return
        self._taken, self._path = state, None
        self._epochs = path_epochs(self._run.epoch, self._is_heavy)
        for epoch in self._epochs:
            if epoch in found and epoch not in self._known:
                self._known[epoch] = flat(found[epoch])
        present = self._epochs[-1]  # where the run is now
        self._known[present] = flat(self._run.parameters)
        self._known = {epoch: self._known[epoch] for epoch in self._epochs if epoch in self._known}
