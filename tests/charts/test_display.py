import math
import random

import pytest

from playground.charts.display import MAX_POINTS, format_number, format_probability, thin_out


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (0.23593, "0.2359"),
        (-1.04052, "-1.041"),
        (358.982, "359.0"),
        (-518.496, "-518.5"),
        (12345.6, "12346"),
        (0.00012346, "0.0001235"),
        (1.23456e-7, "1.235e-07"),
        (9.87654e12, "9.877e+12"),
        (math.inf, "inf"),
        (math.nan, "nan"),
    ],
)
def test_numbers_have_four_significant_digits(value: float, text: str) -> None:
    assert format_number(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0%"),
        (1.0, "100%"),
        (0.5, "50.00%"),
        (1e-9, "<0.01%"),
        (1 - 1e-6, ">99.99%"),
        (0.4148886, "41.49%"),
    ],
)
def test_only_a_probability_of_one_is_shown_as_certain(value: float, text: str) -> None:
    assert format_probability(value) == text


@pytest.mark.parametrize("n", [0, 1, 2, MAX_POINTS, MAX_POINTS + 1, 12_345, 100_000])
def test_a_thinned_curve_keeps_real_points_its_ends_and_its_extremes(n: int) -> None:
    history = [random.Random(n + i).random() for i in range(n)]
    epochs, values = thin_out(history)
    assert len(epochs) == len(values) <= MAX_POINTS
    assert values == [history[epoch - 1] for epoch in epochs]
    assert epochs == sorted(set(epochs))
    if n:
        assert (epochs[0], epochs[-1]) == (1, n)
        assert min(values) == min(history)
        assert max(values) == max(history)
