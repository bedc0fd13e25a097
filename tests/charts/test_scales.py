import itertools
import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.charts.looks import text_width
from playground.charts.scales import (
    LINEAR_UP_TO,
    MIN_DECADES,
    color_limit,
    limit_for,
    log_range,
    log_ticks,
    power_of_ten,
    scale_limit,
    short_number,
    squeeze,
    stretch,
    ticks_up_to,
)

FLOATS = st.floats(2.0**-149, 2.0**127, width=32)
POWER = "10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
DIGITS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


@given(FLOATS)
def test_a_limit_is_the_next_round_number(value: float) -> None:
    limit = scale_limit(value)
    assert limit >= value
    mantissa = f"{limit:.0e}"[0]
    assert f"{limit:.15e}"[1:17] == "." + "0" * 15  # one digit
    below = {"1": 0.5, "2": 0.5, "5": 0.4}[mantissa]  # of the round number before
    assert value > limit * below * (1 - 1e-12)


@pytest.mark.parametrize(
    ("value", "limit"), [(0, 1), (1, 1), (1.01, 2), (2, 2), (2.5, 5), (7, 10), (0.05, 0.05)]
)
def test_round_numbers_are_their_own_limits(value: float, limit: float) -> None:
    assert scale_limit(value) == limit


@pytest.mark.parametrize(
    ("largest", "limit"), [(0, 1), (0.13, 0.15), (0.15, 0.15), (0.58, 0.6), (2.1, 2.5), (90, 100)]
)
def test_a_scale_of_colours_ends_close_to_the_largest_number_on_it(
    largest: float, limit: float
) -> None:
    assert color_limit(largest) == limit


@given(FLOATS)
def test_a_limit_is_written_shortly_and_exactly(value: float) -> None:
    limit = scale_limit(value)
    assert float(short_number(limit)) == limit if limit >= 0.01 else True
    assert float(short_number(-limit).replace("−", "-")) == -limit
    assert len(short_number(limit)) <= 5


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (-0.5, "−0.5"), (20, "20"), (5000, "5000"), (1e6, "1e6"), (-2e-7, "−2e−7")],
)
def test_short_numbers(value: float, text: str) -> None:
    assert short_number(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0002, "0.0002"),
        (1, "1"),
        (0.31, "0.31"),
        (20000, "20000"),
        (1e5, "10⁵"),
        (1e-7, "10⁻⁷"),
        (2.5e-7, "2.5×10⁻⁷"),
    ],
)
def test_numbers_beside_a_logarithmic_axis(value: float, text: str) -> None:
    assert power_of_ten(value) == text


@given(st.lists(FLOATS, min_size=1, max_size=5))
def test_a_logarithmic_axis_holds_all_it_can_and_some_more(values: list[float]) -> None:
    low, high = log_range([*values, 0.0, math.nan, math.inf])
    logarithms = [math.log10(value) for value in values]
    assert low < min(logarithms) <= max(logarithms) < high
    assert high - low <= 1.11 * (max(logarithms) - min(logarithms)) + 0.31


def test_an_axis_without_anything_to_show_has_a_range_nevertheless() -> None:
    assert log_range([]) == log_range([0.0, math.nan]) == pytest.approx((-1.05, 0.05))


@given(st.floats(-45, 38), st.floats(0.3, 83), st.floats(1.5, 30))
def test_ticks_are_round_inside_and_apart(low: float, decades: float, most: float) -> None:
    high = min(low + decades, 38.6)
    ticks = log_ticks(low, high, most)
    places = [math.log10(tick) for tick in ticks]
    assert all(low <= place <= high for place in places)
    assert all(b - a >= (high - low) / most for a, b in itertools.pairwise(places))
    texts = [power_of_ten(tick) for tick in ticks]
    assert len(set(texts)) == len(texts)
    for tick, text in zip(ticks, texts, strict=True):
        number = re.sub(POWER, r"1e\1", text).translate(DIGITS).replace("×1e", "e")
        assert float(number) == pytest.approx(tick, rel=1e-9)  # nothing is rounded away
    if most >= 3:
        assert len(ticks) >= 2


@pytest.mark.parametrize(
    ("low", "high", "most", "ticks"),
    [
        (-7.2, 2.2, 10, [10.0**n for n in range(-7, 3)]),
        (-7.2, 2.2, 4, [1e-6, 1e-3, 1]),
        (0, 4, 4, [1, 10, 100, 1000, 10_000]),
        (-2.1, 0.1, 5, [0.01, 0.03, 0.1, 0.3, 1]),
        (-2, math.log10(0.02), 7, [0.01, 0.012, 0.014, 0.016, 0.018, 0.02]),
        (math.log10(0.18), math.log10(0.75), 4, [0.2, 0.4, 0.6]),
    ],
)
def test_ticks_as_one_would_choose_them(
    low: float, high: float, most: float, ticks: list[float]
) -> None:
    assert log_ticks(low, high, most) == pytest.approx(ticks)


def test_ticks_that_have_no_room_side_by_side_leave_both_ends() -> None:
    assert log_ticks(-3.2, -0.9, 1.2) == [0.001, 0.1]


@pytest.mark.parametrize("step", [2, 3, 5, 10, 20, 50])
def test_powers_of_ten_stand_as_few_decades_apart_as_have_room(step: int) -> None:
    low, high = -4 * step - 0.1, 0.1
    ticks = log_ticks(low, high, (high - low) / (step - 0.01))
    assert ticks == pytest.approx([10.0 ** (n * step) for n in range(-4, 1)])


@given(FLOATS)
def test_what_hardly_changes_stands_in_the_middle_of_an_axis_of_some_length(value: float) -> None:
    low, high = log_range([value])
    assert high - low == pytest.approx(MIN_DECADES)
    assert (low + high) / 2 == pytest.approx(math.log10(value), abs=1e-9)


@given(st.floats(-1e30, 1e30))
def test_a_value_comes_back_from_its_place(value: float) -> None:
    assert stretch(squeeze(np.array(value))) == pytest.approx(value, rel=1e-9, abs=1e-12)


def test_the_axis_is_linear_around_0_and_logarithmic_far_out() -> None:
    assert squeeze(np.array(0.01)) == pytest.approx(0.01 / LINEAR_UP_TO, rel=1e-5)
    decade = squeeze(np.array(1e6)) - squeeze(np.array(1e5))
    assert decade == pytest.approx(math.log(10), rel=1e-6)


@given(st.floats(0, 1e38))
def test_all_that_is_to_be_seen_lies_within_the_limit(largest: float) -> None:
    assert limit_for(largest) >= largest


def test_a_limit_that_is_no_number_is_the_least() -> None:
    assert limit_for(math.nan) == limit_for(math.inf) == limit_for(0)


@given(st.floats(0, 1e38), st.integers(60, 600))
def test_ticks_are_within_the_axis_and_their_texts_apart(largest: float, pixels: int) -> None:
    limit = limit_for(largest)
    ticks = ticks_up_to(limit, pixels)
    assert ticks
    assert ticks[0] > 0
    assert ticks[-1] <= limit
    places = squeeze(np.array([0, *ticks])) / squeeze(np.array(limit)) * pixels
    for (one, tick), (other, _) in itertools.pairwise(zip(places, [0, *ticks], strict=True)):
        assert other - one > text_width(short_number(tick))
