"""Whether samples can be separated: as brute force and the dual of the problem have it."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import nnls

from playground.core.insight.separability import separability


def with_one(points: object) -> np.ndarray:
    features = np.asarray(points, float)
    return np.column_stack([features, np.ones(len(features))])


def kind_of(points: object, targets: object, n_classes: int) -> str:
    found = separability(with_one(points), np.asarray(targets), n_classes)
    assert found is not None
    return found.kind


def by_the_dual(points: object, targets: object, n_classes: int) -> str:
    """By Gordan's and Stiemke's theorems, with a non-negative least squares solver.

    Not separable: a combination of the margins' rows, with weights >= 0 that are not all 0, is 0.
    Overlapping: one whose weights are all above 0.
    """
    features, y = with_one(points), np.asarray(targets)
    rows = []
    for row, label in enumerate(y):
        for other in range(n_classes):
            if other != label:
                matrix = np.zeros((n_classes, features.shape[1]))
                matrix[label], matrix[other] = features[row], -features[row]
                rows.append(matrix.ravel())
    a = np.array(rows).T
    sums = np.vstack([a, np.ones(a.shape[1])])
    goal = np.zeros(len(sums))
    goal[-1] = 1
    if nnls(sums, goal, maxiter=10_000)[1] > 1e-7:
        return "separable"
    return "overlapping" if nnls(a, -a.sum(1), maxiter=10_000)[1] < 1e-7 else "partly"


POINT = st.tuples(st.integers(-3, 3), st.integers(-3, 3))


@settings(max_examples=40)
@given(st.lists(st.tuples(POINT, st.integers(0, 2)), min_size=2, max_size=9), st.integers(3, 3))
def test_three_classes_are_as_the_dual_says(
    samples: list[tuple[tuple[int, int], int]], n_classes: int
) -> None:
    points, targets = zip(*samples, strict=True)
    assert kind_of(points, targets, n_classes) == by_the_dual(points, targets, n_classes)


def is_separated_by_a_line(points: np.ndarray, targets: np.ndarray) -> bool:
    """Tries a direction between any two at which the order of the samples along it changes."""
    gaps = [a - b for a, b in itertools.combinations(points, 2)]
    turns = sorted({np.arctan2(y, x) % np.pi for x, y in gaps if x or y}) or [0.0]
    turns = [*turns, turns[0] + np.pi]
    between = [(a + b) / 2 for a, b in itertools.pairwise(turns)]
    angles = [angle + np.pi / 2 for angle in between]
    for along in (points @ [np.cos(angle), np.sin(angle)] for angle in angles):
        one, other = along[targets == 0], along[targets == 1]
        if one.max() < other.min() - 1e-9 or other.max() < one.min() - 1e-9:
            return True
    return False


@settings(max_examples=40)
@given(st.lists(st.tuples(POINT, st.booleans()), min_size=2, max_size=8))
def test_two_classes_in_the_plane_are_as_brute_force_says(
    samples: list[tuple[tuple[int, int], bool]],
) -> None:
    points = np.array([point for point, _ in samples], float)
    targets = np.array([int(label) for _, label in samples])
    if len(set(targets.tolist())) < 2:
        return
    found = kind_of(points, targets, 2)
    assert (found == "separable") == is_separated_by_a_line(points, targets)


@pytest.mark.parametrize(
    ("points", "targets", "kind"),
    [
        ([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 0, 0, 1], "separable"),  # AND
        ([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0], "overlapping"),  # XOR
        ([[1], [1]], [0, 1], "overlapping"),  # the same sample with both labels
        ([[0], [1], [1], [2]], [0, 0, 1, 1], "partly"),  # they touch at 1
        ([[1], [2]], [0, 0], "separable"),  # one class alone
    ],
)
def test_well_known_tables(points: list, targets: list, kind: str) -> None:
    assert kind_of(points, targets, 2) == kind


def test_of_a_table_that_is_told_apart_in_part_it_is_known_which_pairs() -> None:
    found = separability(with_one([[0], [1], [1], [2]]), np.array([0, 0, 1, 1]), 2)
    assert found is not None
    assert found.apart.tolist() == [[False, True], [False, False], [False, False], [True, False]]


def test_a_table_too_large_is_left_undecided() -> None:
    random = np.random.default_rng(0)
    features, targets = random.normal(size=(10_000, 65)), random.integers(0, 10, 10_000)
    assert separability(features, targets, 10) is None
