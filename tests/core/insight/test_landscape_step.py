"""The steps to the lowest place of a plane, each within a trusted radius."""

from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from playground.core.insight import landscape as module
from playground.core.insight.landscape import Lowest, _lowest, _trusted_step

numbers = st.floats(-100, 100).filter(lambda x: abs(x) > 1e-3)
curvatures = st.one_of(st.just(0.0), st.floats(1e-3, 100))


def pair(a: float, b: float) -> Tensor:
    return torch.tensor([a, b], dtype=torch.float64)


@given(curvatures, curvatures, numbers, numbers, st.floats(0.01, 100))
def test_a_step_is_no_longer_than_the_radius_and_leads_down(
    a: float, b: float, c: float, d: float, radius: float
) -> None:
    bends, along = pair(*sorted((a, b))), pair(c, d)
    step, fall = _trusted_step(bends, along, radius)
    assert step.norm().item() <= radius * (1 + 1e-9)
    assert (step @ along).item() > 0
    expected = (along @ step - 0.5 * (step * bends * step).sum()).item()
    assert fall == pytest.approx(expected, rel=1e-9)
    assert fall > 0


@given(st.floats(1e-3, 100), st.floats(1e-3, 100), numbers, numbers)
def test_where_newton_s_step_is_within_the_radius_it_is_taken(
    a: float, b: float, c: float, d: float
) -> None:
    bends, along = pair(*sorted((a, b))), pair(c, d)
    newton = along / bends
    step, _ = _trusted_step(bends, along, newton.norm().item() * (1 + 1e-12))
    assert torch.allclose(step, newton, rtol=1e-12)


def test_where_nothing_bends_the_step_goes_along_the_slope_as_far_as_the_radius() -> None:
    step, _ = _trusted_step(pair(0, 0), pair(3, -4), 10.0)
    assert torch.allclose(step, pair(6, -8))


def test_a_direction_that_neither_bends_nor_falls_is_not_gone_along() -> None:
    step, _ = _trusted_step(pair(0, 2), pair(0, 3), 10.0)
    assert step[0].item() == 0
    assert 0 < step[1].item() <= 1.5


class Valley:
    """The loss 1 + ((x - at)² + 4 (y - at)²)/size²."""

    def __init__(self, at: float, size: float) -> None:
        self.at, self.size = at, size

    def __call__(self, places: Tensor) -> Tensor:
        return 1 + ((places - self.at) ** 2 * pair(1, 4)).sum(1) / self.size**2

    def around(self, place: Tensor) -> tuple[float, Tensor, Tensor]:
        factors = pair(1, 4) * 2 / self.size**2
        return self(place[None]).item(), factors * (place - self.at), torch.diag(factors)


def lowest(valley: Any, places: list[list[float]]) -> Lowest | None:
    return _lowest(valley, torch.tensor(places).double())


@pytest.mark.parametrize("extent", [0.5, 10.0])
@pytest.mark.parametrize("sign", [-1, 1])
def test_the_lowest_place_is_looked_for_in_proportion_to_the_path(extent: float, sign: int) -> None:
    path = [[extent, 0.0], [0.0, 0.0]]
    reach = module.MOST_EXTENTS * max(extent, 1.0)
    near, far = sign * 0.99 * reach, sign * 1.01 * reach
    found = lowest(Valley(near, reach), path)
    assert found is not None
    assert (found.x, found.y) == pytest.approx((near, near))
    assert found.loss == pytest.approx(1)
    assert lowest(Valley(far, reach), path) is None


def test_a_path_far_from_the_origin_is_measured_by_how_far_it_moves() -> None:
    start = 0.9 * module.MOST_EXTENTS
    assert (
        lowest(Valley(1.1 * module.MOST_EXTENTS, 100), [[start + 1, start], [start, start]]) is None
    )
