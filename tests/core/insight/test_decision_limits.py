"""Regions and borders where they only just are, and what does not move them."""

import numpy as np
import pytest
import torch

from playground.core.insight.decision import borders, intervals, regions, walls
from playground.core.model import Parameters

SQUARE = (0.0, 1.0), (0.0, 1.0)
COMMON = 2.0**44  # to which quarters can be added without rounding


def found_in(ground: Parameters) -> list[tuple[tuple[int, int], list[tuple[float, ...]]]]:
    """The classes of each border or wall in the unit square or cube, and where it ends."""
    ranges = [(0.0, 1.0)] * ground.weight.shape[1]
    if len(ranges) == 3:
        return [(wall.classes, wall.corners) for wall in walls(ground, *ranges)]
    return [(border.classes, [border.start, border.end]) for border in borders(ground, *ranges)]


def scores(weight: list[list[float]], bias: list[float]) -> Parameters:
    return Parameters(torch.tensor(weight).double(), torch.tensor(bias).double())


@pytest.mark.parametrize("corner", [(0, 0), (0, 1), (1, 0), (1, 1)])
def test_a_border_that_only_touches_a_corner_is_none(corner: tuple[int, int]) -> None:
    toward = [2.0 * end - 1 for end in corner]  # the sum of the two is largest in this corner
    ground = scores([[0.0, 0.0], toward], [0.0, -float(sum(corner))])
    assert borders(ground, *SQUARE) == []
    nearer = scores([[0.0, 0.0], toward], [0.0, 0.25 - sum(corner)])
    assert [border.classes for border in borders(nearer, *SQUARE)] == [(0, 1)]


@pytest.mark.parametrize("n_features", [2, 3])
def test_what_all_scores_have_in_common_changes_no_border(n_features: int) -> None:
    weight = torch.tensor([[0.5, 1.0, -0.25], [1.0, 0.0, 0.75], [0.0, 0.5, 1.0]])[:, :n_features]
    ground = Parameters(weight.double(), torch.tensor([0.25, 0.0, 0.25]).double())
    lifted = Parameters(ground.weight + COMMON, ground.bias + COMMON)
    found, expected = found_in(lifted), found_in(ground)
    assert [classes for classes, _ in found] == [classes for classes, _ in expected] != []
    for (_, ends), (_, others) in zip(found, expected, strict=True):
        assert np.allclose(ends, others, atol=1e-12)


def test_what_all_scores_have_in_common_changes_no_region() -> None:
    ground = scores([[0.5, 1.0], [1.0, 0.0]], [0.0, 0.25])
    lifted = Parameters(ground.weight + COMMON, ground.bias + COMMON)
    assert regions(ground, *SQUARE) == regions(lifted, *SQUARE)


@pytest.mark.parametrize("at", [0.0, 1.0])
def test_scores_that_are_equal_at_an_end_of_a_line_divide_nothing(at: float) -> None:
    (found,) = intervals(scores([[0.0], [1.0]], [0.0, -at]), 0.0, 1.0)
    assert found == (1 if at == 0 else 0, 0.0, 1.0)
