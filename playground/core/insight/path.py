"""The path of a run through the space of its parameters: where it was after a choice of epochs."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import compress

import torch
from torch import Tensor

from playground.core.model import Parameters
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


def find_points(run: TrainingRun, known: Mapping[int, Tensor]) -> dict[int, Tensor]:
    """The points of the run's path up to now, by their epochs; those ``known`` are taken over."""
    training = run.prepared.training
    work = training.n_samples * training.n_features * training.n_classes
    *earlier, present = path_epochs(run.epoch, is_heavy=work > HEAVY)
    found = run.visit(epoch for epoch in earlier if epoch not in known)
    points = {epoch: known[epoch] if epoch in known else flat(found[epoch]) for epoch in earlier}
    return points | {present: flat(run.parameters)}


def path_through(points: Mapping[int, Tensor]) -> Path:
    """The path through these points, by their epochs."""
    epochs, places = list(points), torch.stack(list(points.values()))
    is_shown = (places.abs() < LARGEST).all(1)  # not so where it is no number
    return Path(list(compress(epochs, is_shown.tolist())), places[is_shown])
