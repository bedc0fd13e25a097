"""The loss over a plane through the space of all parameters, that of the run's own path."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from playground.core.dataset import Dataset
from playground.core.insight.path import Path
from playground.core.insight.plane import Plane, PlaneLoss, plane_of
from playground.core.objective import Objective
from playground.core.pace import breathe, single_thread

MARGIN = 0.18  # of the path's extent, around it
MARGIN_TO_GROW = 0.6  # the same, when the run goes on: it is not to leave the picture at once
MOST_EXTENTS_SHOWN = 1.0  # of the path, by which the picture reaches out for the minimum
LEAST_SIZE = 0.1  # of the picture of a path of one point without a minimum
LEAST_SHARE = 0.03  # of the second axis' length to the first's, at least
NOTEWORTHY = 0.5  # of the loss's change along the first axis: so much is to be seen of the second
SIZES = (41, 27, 17)  # points along each axis: as many as there is time for
MOST_NUMBERS = 3e7  # logits, of all points together
MOST_NUMBERS_TO_GROW = 1e6  # the same, when the run goes on: it stands still meanwhile
PIECE = 500_000  # logits computed in one go
MOST_STEPS = 200  # to the minimum in the plane
MOST_EXTENTS = 1000  # of the path, up to which the minimum is looked for
VANISHING = 1e-9  # loss
FLAT = 1e-12  # of the larger curvature: what is below it is rounding
NO_FALL = 1e-13  # of the loss: what is left of it to fall, by Newton's estimate, at the minimum


@dataclass(frozen=True)
class Lowest:
    """The lowest place of the plane."""

    x: float
    y: float
    loss: float


@dataclass(frozen=True, eq=False)
class Landscape:
    """The loss on a piece of a plane, exact at each of its points.

    It is the mean cross-entropy of the training samples in float64, plus
    weight_decay/2 · (|W|² + |b|²): what training makes smaller.
    """

    plane: Plane
    loss_of: PlaneLoss
    x: Tensor  # [n] float64, along the plane's first direction, rising
    y: Tensor  # [n], along its second
    z: Tensor  # [n, n]: the loss at (x[j], y[i])
    lowest: Lowest | None  # None when there is none, or it lies far away
    epoch: int  # up to which the path was known

    def shows(self, x: float, y: float) -> bool:
        """Whether a place is in the picture."""
        (left, right), (low, high) = self.ranges
        return left <= x <= right and low <= y <= high

    @property
    def ranges(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """The ends of both axes."""
        return (self.x[0].item(), self.x[-1].item()), (self.y[0].item(), self.y[-1].item())


@single_thread()
@torch.inference_mode()
def landscape(
    path: Path, training: Dataset, objective: Objective, grows: bool = False
) -> Landscape:
    """The plane in which the path moves most, and the loss on it where the path is.

    ``grows``: whether the run goes on, so that another will soon take its place: it has more room
    around the path, and fewer points.
    """
    plane = plane_of(path, training, objective)
    breathe()
    loss_of = PlaneLoss(plane, training, objective)
    breathe()
    places = plane.places(path.points)
    lowest = _lowest(loss_of, places)
    ranges = _window(places, lowest, loss_of, MARGIN_TO_GROW if grows else MARGIN)
    breathe()
    sizes, most = (SIZES[1:], MOST_NUMBERS_TO_GROW) if grows else (SIZES, MOST_NUMBERS)
    size = _size(loss_of, sizes, most)
    x, y = (torch.linspace(*ends, size, dtype=torch.float64) for ends in ranges)
    z = _grid(loss_of, x, y)
    return Landscape(plane, loss_of, x, y, z, lowest, path.epochs[-1])


def _size(loss_of: PlaneLoss, sizes: Sequence[int], most_numbers: float) -> int:
    """How many points along each axis."""
    return next((n for n in sizes if n * n * loss_of.n_logits <= most_numbers), sizes[-1])


def _grid(loss_of: PlaneLoss, x: Tensor, y: Tensor) -> Tensor:
    at = torch.stack([x.repeat(len(y)), y.repeat_interleave(len(x))], 1)
    losses = []
    for some in at.split(max(1, PIECE // loss_of.n_logits)):
        losses.append(loss_of(some))
        breathe()
    return torch.cat(losses).reshape(len(y), len(x))


def _lowest(loss_of: PlaneLoss, places: Tensor) -> Lowest | None:
    """The minimum in the plane, which is convex, by Newton's method within a trusted radius.

    It begins at the path's last place. None when it is not found within the radius `MOST_EXTENTS`.
    """
    at = places[-1].clone()
    size = max((places - at).abs().max().item(), 1.0)
    radius = size
    for _ in range(MOST_STEPS):
        loss, slope, curvature = loss_of.around(at)
        breathe()
        if not VANISHING < loss < math.inf:  # it falls on and on, towards 0
            return None
        bends, axes = torch.linalg.eigh(curvature)
        along = axes.T @ slope
        is_bowl = bends[0].item() > FLAT * bends[-1].item()
        if is_bowl and ((along**2 / bends).sum() <= NO_FALL * abs(loss)):
            return Lowest(at[0].item(), at[1].item(), loss)
        while True:
            step, expected = _trusted_step(bends, along, radius)
            moved = at - axes @ step
            fall = loss - loss_of(moved[None]).item()
            if fall >= 0.1 * expected:
                break
            radius = step.norm().item() / 4
            if not expected > 1e-12 * abs(loss):  # lost in the rounding
                here = Lowest(at[0].item(), at[1].item(), loss)
                return here if is_bowl else None
        radius = max(radius, 4 * step.norm().item())
        at = moved
        if at.abs().max() > MOST_EXTENTS * size:
            return None
    return None


def _trusted_step(bends: Tensor, along: Tensor, radius: float) -> tuple[Tensor, float]:
    """Newton's step in the curvature's own axes, cut to a radius, and the fall it promises."""
    damping = 0.0
    least = along.norm().item() / radius  # with it, the step is no longer than the radius
    if bends[0] <= 0 or (along / bends).norm() > radius:
        damping = max(least - bends[0].item(), 1e-6 * least)
    step = along / (bends.clamp(min=0) + damping)
    return step, (along @ step - (bends * step) @ step / 2).item()


def _window(
    places: Tensor, lowest: Lowest | None, loss_of: PlaneLoss, margin: float
) -> tuple[tuple[float, float], tuple[float, float]]:
    """The ends of both axes: path and minimum are within, and the loss is seen to change."""
    low, high = places.amin(0), places.amax(0)
    size = (high - low).max().item()
    if lowest is not None:
        there = torch.tensor([lowest.x, lowest.y], dtype=torch.float64)
        away = torch.maximum(low - there, there - high).max().item()
        if size == 0 or away <= MOST_EXTENTS_SHOWN * size:
            low, high = torch.minimum(low, there), torch.maximum(high, there)
    size = (high - low).max().item() or max(loss_of.size, LEAST_SIZE)
    half = ((high - low) * (0.5 + margin)).clamp(min=LEAST_SHARE * size)
    middle = (low + high) / 2
    half[0] = max(half[0].item(), size / 2)
    half[1] = _second_half(loss_of, middle, half[0].item(), half[1].item())
    (left, below), (right, above) = (middle - half).tolist(), (middle + half).tolist()
    return (left, right), (below, above)


def _second_half(loss_of: PlaneLoss, middle: Tensor, first: float, second: float) -> float:
    """Half of the second axis, lengthened until the loss changes noticeably along it."""
    halves = [second]
    while halves[-1] < first:
        halves.append(1.5 * halves[-1])
    ends = torch.tensor([(first, 0.0), *((0.0, half) for half in halves)], dtype=torch.float64)
    losses = loss_of(middle + torch.cat([-ends, 0 * ends, ends])).reshape(3, -1)
    along_first, *along_second = (losses.amax(0) - losses.amin(0)).tolist()
    seen = (
        half
        for half, change in zip(halves, along_second, strict=True)
        if change >= NOTEWORTHY * along_first
    )
    return next(seen, halves[-1])
