"""Where a linear softmax classifier says what: regions, borders, and planes in which it decides.

Scores z = x Wᵀ + b are affine in x, and so are their differences: the region of a class is convex,
and a border, z_i = z_j with both the largest, is a piece of a straight line. Softmax looks at the
differences alone (it is the same for z and z + c), so that C classes decide in C - 1 dimensions,
however many features there are.
"""

import itertools
import math
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from playground.core.model import Parameters

Range = tuple[float, float]  # its lower and its upper end
Point = tuple[float, float]

_ROOT3 = math.sqrt(3)
MARGIN = 0.08  # of the samples' extent, at either end of an axis
_TINY = 1e-12  # of the largest coefficient: what is smaller is rounding
# Three scores that add up to 0, as functions of the plane of `logit_plane`.
LOGIT_GROUND = Parameters(
    torch.tensor(
        [[-0.5, -0.5 / _ROOT3], [0.5, -0.5 / _ROOT3], [0.0, 1 / _ROOT3]], dtype=torch.float64
    ),
    torch.zeros(3, dtype=torch.float64),
)


class Border(NamedTuple):
    """A piece of a straight line on which two classes are equally likely, and no other more."""

    classes: tuple[int, int]
    start: Point
    end: Point


class Wall(NamedTuple):
    """A flat piece of space on which two classes are equally likely, and no other more."""

    classes: tuple[int, int]
    corners: list[tuple[float, ...]]  # of a convex polygon, in their order


class Interval(NamedTuple):
    """A piece of a line on which one class is predicted."""

    predicted_class: int
    low: float
    high: float


def is_finite(parameters: Parameters) -> bool:
    return all(bool(torch.isfinite(part).all()) for part in parameters)


def restricted(parameters: Parameters, features: tuple[int, ...], held: Tensor) -> Parameters:
    """The same scores as functions of some features, in their order, all others held.

    ``held`` [n_features] float64: the values of all; those of ``features`` do not count.
    """
    others = [at for at in range(parameters.weight.shape[1]) if at not in features]
    bias = parameters.bias + parameters.weight[:, others] @ held[others]
    return Parameters(parameters.weight[:, list(features)], bias)


def probabilities_on(ground: Parameters, points: Tensor) -> Tensor:
    """softmax of the scores at ``points`` [n, n_features] float64; [n, n_classes] float64."""
    return (points @ ground.weight.t() + ground.bias).softmax(1)


# --- in the plane -----------------------------------------------------------------------------


def range_of(values: np.ndarray) -> Range:
    """From the lowest to the highest of some values, and a margin: an axis of a picture."""
    low, high = float(values.min()), float(values.max())
    margin = MARGIN * (high - low) or max(0.5 * abs(high), 1.0)
    return low - margin, high + margin


def line_through(
    values: Sequence[float], x_range: Range, y_range: Range
) -> tuple[Point, Point] | None:
    """The ends of the straight line through two points in a rectangle; None if it passes by."""
    start, way = np.array(values[:2]), np.subtract(values[2:], values[:2])
    (low, high), moves = np.transpose([x_range, y_range]), way != 0
    if not moves.any() or ((start < low) | (start > high))[~moves].any():
        return None
    ends = np.sort([((end - start) / np.where(moves, way, 1))[moves] for end in (low, high)], 0)
    enters, leaves = ends[0].max(), ends[1].min()
    if not enters < leaves:
        return None
    first, last = (tuple((start + share * way).tolist()) for share in (enters, leaves))
    return first, last


def regions(ground: Parameters, x_range: Range, y_range: Range) -> list[list[Point]]:
    """Of each class, the corners of where it is predicted in a rectangle, in their order.

    ``ground``: scores as functions of two features. Empty for a class that is nowhere predicted.
    Where scores are the same everywhere the first class counts, as for ``argmax``.
    """
    scores = _on_unit_cube(ground, x_range, y_range)
    found = []
    for i, own in enumerate(scores):
        polygon = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])
        for j, other in enumerate(scores):
            lead = own - other
            if j == i or not len(polygon):
                continue
            if not np.abs(lead).max() > _TINY:
                polygon = polygon[:0] if j < i else polygon
            else:
                polygon = _clipped(polygon, lead)
        found.append(_from_unit_cube(polygon, x_range, y_range))
    return found


def borders(ground: Parameters, x_range: Range, y_range: Range) -> list[Border]:
    """Every border that runs through a rectangle, with its ends inside or on the edge of it."""
    scores = _on_unit_cube(ground, x_range, y_range)
    found = []
    for i, j in itertools.combinations(range(len(scores)), 2):
        others = [k for k in range(len(scores)) if k not in (i, j)]
        ends = _border(scores[i] - scores[j], scores[i] - scores[others])
        if ends is not None:
            start, end = _from_unit_cube(ends, x_range, y_range)
            found.append(Border((i, j), start, end))
    return found


def ways_to_border(ground: Parameters, points: Tensor, *ranges: Range) -> Tensor:
    """How far ``points`` [n, n_features] float64 lie from the nearest border; [n] float64.

    Each range counts as 1. A region is convex, so that no way out of it is shorter than the one to
    the nearest of the straight borders that its class has with each of the others.
    """
    weight, bias = (part.double() for part in ground)
    scores = points @ weight.t() + bias
    leads = scores.amax(1, keepdim=True) - scores
    sides = weight * torch.tensor([high - low for low, high in ranges], dtype=torch.float64)
    slopes = (sides[scores.argmax(1), None] - sides).norm(dim=2)
    return torch.where(slopes > 0, leads / slopes, math.inf).amin(1)


def _on_unit_cube(ground: Parameters, *ranges: Range) -> np.ndarray:
    """Scores as functions of values from 0 to 1, [n_classes, n_features + 1], constants last.

    Their largest factor is 1: a common one changes neither regions nor borders.
    """
    weight, bias = (part.double().numpy() for part in ground)
    low, high = np.transpose(ranges)
    scores = np.column_stack([weight * (high - low), bias + weight @ low])
    scores = scores - scores.mean(0)  # what all have in common does not count, either
    return scores / (np.abs(scores).max() or 1.0)


@cache
def _sides_of_cube(n_axes: int) -> np.ndarray:
    """Functions of values from 0 to 1, constants last, that are not below 0 inside."""
    ones = np.eye(n_axes)
    return np.vstack([np.eye(n_axes, n_axes + 1), np.column_stack([-ones, ones.sum(0)])])


def _from_unit_cube(points: np.ndarray, *ranges: Range) -> list[tuple]:
    low, high = np.transpose(ranges)
    return list(map(tuple, (low + points * (high - low)).tolist()))


def _clipped(polygon: np.ndarray, lead: np.ndarray) -> np.ndarray:
    """The part of a convex polygon where ``lead`` is not below 0 (Sutherland and Hodgman, 1974)."""
    values = polygon @ lead[:-1] + lead[-1]
    kept = []
    for at, value in enumerate(values):
        last = values[at - 1]
        if (value >= 0) != (last >= 0):
            share = last / (last - value)
            kept.append(polygon[at - 1] + share * (polygon[at] - polygon[at - 1]))
        if value >= 0:
            kept.append(polygon[at])
    return np.array(kept).reshape(-1, polygon.shape[1])


def _border(difference: np.ndarray, leads: np.ndarray) -> np.ndarray | None:
    """The ends of where ``difference`` is 0 and all ``leads`` are not below 0; None if nowhere."""
    normal, offset = difference[:2], difference[2]
    length = np.hypot(*normal)
    if not length > _TINY:
        return None
    foot = -offset * normal / length**2
    along = np.array([-normal[1], normal[0]]) / length
    limits = np.concatenate([_sides_of_cube(2), leads])
    values, slopes = limits[:, :2] @ foot + limits[:, 2], limits[:, :2] @ along
    rising, falling = slopes > _TINY, slopes < -_TINY
    if (values[~rising & ~falling] < -_TINY).any():
        return None
    start = np.max(-values[rising] / slopes[rising])
    end = np.min(-values[falling] / slopes[falling])
    return foot + np.array([[start], [end]]) * along if end - start > _TINY else None


# --- in space ---------------------------------------------------------------------------------


def walls(ground: Parameters, *ranges: Range) -> list[Wall]:
    """Every border between two classes in a box; ``ground``: scores as functions of 3 features."""
    scores = _on_unit_cube(ground, *ranges)
    found = []
    for i, j in itertools.combinations(range(len(scores)), 2):
        polygon = _square_on(scores[i] - scores[j])
        others = [k for k in range(len(scores)) if k not in (i, j)]
        for limit in (*_sides_of_cube(3), *(scores[i] - scores[others])):
            if len(polygon) > 2 and np.abs(limit).max() > _TINY:
                polygon = _clipped(polygon, limit)
        if len(polygon) > 2:
            found.append(Wall((i, j), _from_unit_cube(polygon, *ranges)))
    return found


def _square_on(difference: np.ndarray) -> np.ndarray:
    """Corners of a square where ``difference`` is 0, as large as any cut through the unit cube."""
    normal, offset = difference[:3], difference[3]
    length = np.linalg.norm(normal)
    if not length > _TINY:
        return np.empty((0, 3))
    middle = np.full(3, 0.5)
    foot = middle - (offset + normal @ middle) * normal / length**2
    _, u, v = np.linalg.svd(normal[None])[2]  # beside the normal, two directions along the plane
    return foot + np.array([-u - v, u - v, u + v, v - u])


# --- on a line --------------------------------------------------------------------------------


def intervals(ground: Parameters, low: float, high: float) -> list[Interval]:
    """What is predicted where, from ``low`` to ``high``; ``ground``: scores of one feature."""
    weight, bias = ground.weight.double().numpy()[:, 0], ground.bias.double().numpy()
    slopes, values = weight * (high - low), bias + weight * low
    i, j = np.triu_indices(len(slopes), 1)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        crossings = -(values[i] - values[j]) / (slopes[i] - slopes[j])
    ends = np.unique([0.0, *np.nan_to_num(crossings).clip(0, 1), 1.0])
    middles = (ends[:-1] + ends[1:]) / 2
    predicted = (values + middles[:, None] * slopes).argmax(1)
    found: list[Interval] = []
    for at, (start, end) in enumerate(itertools.pairwise((low + ends * (high - low)).tolist())):
        if found and found[-1].predicted_class == predicted[at]:
            start = found.pop().low
        found.append(Interval(int(predicted[at]), start, end))
    return found


# --- of the scores ----------------------------------------------------------------------------


def logit_plane(logits: Tensor) -> Tensor:
    """[n, 2] float64: three scores [n, 3] as points of the plane that is all softmax looks at.

    x = z₁ - z₀ and y = (2 z₂ - z₀ - z₁)/√3, so that the distance of a point from the border of two
    classes is the difference of their scores.
    """
    z = logits.double()
    return torch.stack([z[:, 1] - z[:, 0], (2 * z[:, 2] - z[:, 0] - z[:, 1]) / _ROOT3], 1)


def lead(logits: Tensor, pair: tuple[int, int]) -> Tensor:
    """[n] float64: z_j - z_i for the classes i and j of ``pair``.

    Of these two alone, the probability of j is the sigmoid of it: 1/(1 + exp(z_i - z_j)).
    """
    z = logits.double()
    return z[:, pair[1]] - z[:, pair[0]]
