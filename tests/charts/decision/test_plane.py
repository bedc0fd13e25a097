"""The plane of two features: how far its axes go, and what is written along them."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from playground.charts.decision.ground import HEIGHT, WIDTH
from playground.charts.looks import text_width
from playground.core.insight.decision import MARGIN, range_of
from tests.charts.decision.cases import Case, drawn


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=9, unique=True))
def test_an_axis_goes_from_the_lowest_to_the_highest_value_with_a_margin(
    values: list[float],
) -> None:
    low, high = range_of(np.array(values))
    extent = max(values) - min(values)
    assert low <= min(values) < max(values) <= high
    assert (min(values) - low, high - max(values)) == pytest.approx(
        (MARGIN * extent, MARGIN * extent), abs=1e-9
    )


@given(st.floats(-1e6, 1e6))
@example(2.5)
def test_the_axis_of_a_single_value_has_it_in_the_middle(value: float) -> None:
    low, high = range_of(np.array([value]))
    assert low < value < high
    assert value - low == pytest.approx(high - value)
    assert low > 0 or high < 0 or abs(value) <= 2  # a large one is far from 0


@pytest.mark.parametrize("n_letters", [1, 40, 90])
def test_the_name_of_a_feature_is_as_long_as_its_axis_at_most(n_letters: int) -> None:
    names = "u" * n_letters, "v" * n_letters
    layout = drawn("plane", Case(2, 3), features=names)["layout"]
    margin = layout["margin"]
    lengths = WIDTH - margin["l"] - margin["r"], HEIGHT - margin["t"] - margin["b"]
    for axis, name, length in zip(("xaxis", "yaxis"), names, lengths, strict=True):
        text = layout[axis]["title"]["text"]
        assert text_width(text) <= length
        assert text == name or text_width(text + name[:2]) > length
