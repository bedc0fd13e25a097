"""A plane through the space of all parameters, and the loss on it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import torch
from torch import Tensor
from torch.nn.functional import linear

from playground.core.dataset import Dataset
from playground.core.insight.path import Path, flat
from playground.core.model import Parameters
from playground.core.objective import Objective
from playground.core.rounding import is_negligible

TINY = 1e-6  # of the first direction's movement: below it there is none along the second
SIMILAR = 1e-3  # of a direction, what must be left of it beside the first


@dataclass(frozen=True, eq=False)
class Plane:
    """The points origin + x · directions[0] + y · directions[1]."""

    origin: Tensor  # [n_numbers] float64, W row by row and b: where the run had come to
    directions: Tensor  # [2, n_numbers], of length 1 and at right angles
    # where each comes from: "path", "gradient" (of the loss at the origin), "bend" (how the
    # gradient changes along the first) or "axis" (a parameter's own)
    sources: tuple[str, str]
    share: float  # of the path's movement, squared, that lies in the plane; 1 without a movement
    shares: tuple[float, float]  # the same, along each direction
    n_features: int

    def places(self, points: Tensor) -> Tensor:
        """[n, 2]: where points [n, n_numbers] are, or what is nearest to them in the plane."""
        return (points - self.origin) @ self.directions.T

    def parameters(self, x: float, y: float) -> Parameters:
        """W and b, float64, at a place."""
        point = self.origin + x * self.directions[0] + y * self.directions[1]
        return as_parameters(point, self.n_features)


def as_parameters(point: Tensor, n_features: int) -> Parameters:
    """W and b of a vector in which they are laid out as in `playground.core.insight.path.flat`."""
    n_classes = len(point) // (n_features + 1)
    weight, bias = point.split([n_classes * n_features, n_classes])
    return Parameters(weight.reshape(n_classes, n_features), bias)


def plane_of(path: Path, training: Dataset, objective: Objective) -> Plane:
    """The plane through the path's end in which it moves most.

    Its directions are the principal ones of the path, seen from its end (Li et al. 2018,
    "Visualizing the loss landscape of neural nets"). Where there are not two of them, the
    gradient takes the place of the missing, then how it changes along the first direction.
    """
    end = path.points[-1]
    moved = path.points - end
    _, sizes, principal = torch.linalg.svd(moved, full_matrices=False)
    found = [
        ("path", direction)
        for size, direction in zip(sizes[:2], principal[:2], strict=True)
        if size > TINY * sizes[0] and size > 0
    ]
    n_features = training.n_features
    chosen: list[tuple[str, Tensor]] = []
    for source, direction in _candidates(found, end, training, objective):
        for _, other in chosen:
            direction = direction - (direction @ other) * other
        length = direction.norm()
        if length > SIMILAR:
            chosen.append((source, _towards_end(direction / length, moved)))
        if len(chosen) == 2:
            break
    directions = torch.stack([direction for _, direction in chosen])
    sources = chosen[0][0], chosen[1][0]
    squares = ((moved @ directions.T) ** 2).sum(0)
    whole = (moved**2).sum()
    shares = (squares / whole if whole > 0 else squares).tolist()
    share = sum(shares) if whole > 0 else 1.0
    return Plane(end, directions, sources, share, (shares[0], shares[1]), n_features)


def _towards_end(direction: Tensor, moved: Tensor) -> Tensor:
    """The direction or its opposite: the one along which the path ends further on."""
    return direction if (moved[0] @ direction) <= 0 else -direction


def _candidates(
    found: list[tuple[str, Tensor]], end: Tensor, training: Dataset, objective: Objective
) -> Iterator[tuple[str, Tensor]]:
    """Directions of length 1, the best first."""
    yield from found

    slope = partial(gradient, training=training, objective=objective)
    at_end = slope(end)
    if not is_negligible(at_end, training.features.abs().max().item()):
        yield "gradient", -at_end / at_end.norm()
    first = found[0][1] if found else -at_end / at_end.norm().clamp(min=1e-300)
    h = 1e-4 * max(1.0, end.norm().item())
    bend = (slope(end + h * first) - slope(end - h * first)) / (2 * h)
    if bend.norm() > 0:
        yield "bend", bend / bend.norm()
    for axis in torch.eye(len(end), dtype=torch.float64):
        # the same for all classes at once would change nothing
        yield "axis", axis


def gradient(point: Tensor, training: Dataset, objective: Objective) -> Tensor:
    """Of the loss at a point, [n_numbers] float64."""
    parameters = as_parameters(point, training.n_features)
    return flat(objective.loss_and_gradient(parameters, training.features, training.targets)[1])


class PlaneLoss:
    """The loss as a function of the place in a plane: float64, exact on the plane."""

    def __init__(self, plane: Plane, training: Dataset, objective: Objective) -> None:
        self._plane, self._objective, self._targets = plane, objective, training.targets
        # at the origin, and as they change along both directions: [n_samples, n_classes]
        self._logits, *changes = (
            linear(training.features.double(), *as_parameters(point, training.n_features))
            for point in (plane.origin, *plane.directions)
        )
        self._changes = torch.stack(changes)
        self._shares = objective.shares(training.targets, training.n_classes)
        self._total_weight = objective.total_weight(training.targets, training.n_classes)
        self.size = plane.origin.norm().item()  # of all parameters at the origin
        self.n_logits = self._logits.numel()

    def __call__(self, places: Tensor) -> Tensor:
        """[n]: the loss at places [n, 2]."""
        logits = self._logits + torch.tensordot(places, self._changes, 1)
        targets = self._targets.repeat(len(places))
        losses = self._objective.sample_losses(logits.flatten(0, 1), targets)
        sums = losses.reshape(len(places), -1).sum(1) / self._total_weight
        squares = (self._points(places) ** 2).sum(1)
        return sums + self._objective.weight_decay / 2 * squares

    def around(self, place: Tensor) -> tuple[float, Tensor, Tensor]:
        """At a place [2]: the loss, its slope [2], and its curvature [2, 2]."""
        changes, decay = self._changes, self._objective.weight_decay
        p = (self._logits + torch.tensordot(place, changes, 1)).softmax(1)
        weighted = self._shares.sum(1, keepdim=True) * p
        slope = changes.flatten(1) @ (weighted - self._shares).flatten()
        slope = slope + decay * (self._plane.directions @ self._points(place))
        beside_mean = changes - (p * changes).sum(2, keepdim=True)
        curvature = (weighted * beside_mean).flatten(1) @ beside_mean.flatten(1).T
        curvature = curvature + decay * torch.eye(2)
        return self(place[None]).item(), slope, curvature

    def _points(self, places: Tensor) -> Tensor:
        return self._plane.origin + places @ self._plane.directions
