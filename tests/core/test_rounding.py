"""What counts as the same, whichever way a processor rounds."""

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as some

from playground.core.rounding import ROUNDING, is_negligible, is_same, largest_first

sizes = some.lists(some.floats(0, 1e30) | some.just(math.inf), max_size=30)


@given(sizes, some.integers(0, 99))
def test_the_order_by_size_does_not_hang_on_rounding(values: list[float], seed: int) -> None:
    exact = torch.tensor([float(f"{value:.3g}") for value in values], dtype=torch.float64)
    generator = torch.Generator().manual_seed(seed)
    noise = torch.rand(len(values), dtype=torch.float64, generator=generator) * ROUNDING / 4
    assert largest_first(exact * (1 + noise)).tolist() == largest_first(exact).tolist()


@given(sizes)
def test_the_largest_come_first_and_like_ones_in_their_own_order(values: list[float]) -> None:
    values = [float(f"{value:.3g}") for value in values]
    found = largest_first(torch.tensor(values, dtype=torch.float64)).tolist()
    assert found == sorted(range(len(values)), key=lambda at: -values[at])


@pytest.mark.parametrize(
    ("one", "other", "size", "expected"),
    [
        (1.0, 1 + ROUNDING / 2, 0, True),
        (1.0, 1 + ROUNDING * 2, 0, False),
        (0.0, 1e-9, 0, False),
        (0.0, 1e-9, 1, True),
        (math.inf, 1.0, 0, False),
        (math.inf, math.inf, 0, True),
        (math.nan, math.nan, 0, False),
    ],
)
def test_two_numbers_are_one_beside_their_size(
    one: float, other: float, size: float, expected: bool
) -> None:
    assert is_same(one, other, size) is is_same(other, one, size) is expected


def test_what_is_0_is_seen_beside_the_sizes_of_each() -> None:
    values = torch.tensor([1e-9, -1e-4])
    assert is_negligible(values, torch.tensor([1.0, 1000.0]))
    assert not is_negligible(values, 1.0)
    assert is_negligible(torch.zeros(2), 0.0)
    assert not is_negligible(torch.tensor([math.nan]), 1.0)
