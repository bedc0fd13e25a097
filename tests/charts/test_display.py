import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.charts.display import MAX_POINTS, format_number, format_probability, shown, thin_out

NUMBERS = st.floats(1e-30, 1e30) | st.floats(1e-5, 1e7)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (1.0, "1.000"),
        (0.23593, "0.2359"),
        (-1.04052, "-1.041"),
        (358.982, "359.0"),
        (-518.496, "-518.5"),
        (9999.4, "9999"),
        (12345.6, "12346"),
        (999999.0, "999999"),
        (1000000.0, "1.000e+06"),
        (0.00012346, "0.0001235"),
        (0.0001, "0.0001000"),
        (0.00009999, "9.999e-05"),
        (1.23456e-7, "1.235e-07"),
        (9.87654e12, "9.877e+12"),
        (math.inf, "inf"),
        (-math.inf, "-inf"),
        (math.nan, "nan"),
    ],
)
def test_numbers_have_four_significant_digits(value: float, text: str) -> None:
    assert format_number(value) == text


@given(NUMBERS, st.integers(2, 6))
def test_a_number_is_rounded_to_so_many_digits(value: float, digits: int) -> None:
    text = format_number(value, digits)
    assert float(text) == pytest.approx(value, rel=0.5 * 10 ** (1 - digits) * 1.001)
    significant = re.sub(r"e.*|\.", "", text).lstrip("0")
    whole_part = len(str(int(value))) if value < 1e6 else 0
    assert len(significant) in (max(digits, whole_part), max(digits, whole_part) + 1)


@given(NUMBERS)
def test_a_negative_number_is_shown_as_its_opposite(value: float) -> None:
    assert format_number(-value) == "-" + format_number(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0%"),
        (1.0, "100%"),
        (0.5, "50.00%"),
        (1e-9, "<0.01%"),
        (0.00004999, "<0.01%"),
        (0.00005, "0.01%"),
        (0.99994, "99.99%"),
        (0.99995, ">99.99%"),
        (1 - 1e-6, ">99.99%"),
        (0.4148886, "41.49%"),
    ],
)
def test_only_a_probability_of_one_is_shown_as_certain(value: float, text: str) -> None:
    assert format_probability(value) == text


@given(st.floats(0.0001, 0.9999))
def test_a_probability_is_rounded_to_hundredths_of_a_per_cent(value: float) -> None:
    text = format_probability(value)
    assert re.fullmatch(r"\d{1,2}\.\d\d%", text)
    assert float(text[:-1]) == pytest.approx(100 * value, abs=0.00501)


def noise(n: int) -> list[float]:
    values: list[float] = np.random.default_rng(n).random(n).tolist()
    return values


@pytest.mark.parametrize("n", [0, 1, 2, MAX_POINTS, MAX_POINTS + 1, 12_345, 100_000])
def test_a_thinned_curve_keeps_real_points_its_ends_and_its_extremes(n: int) -> None:
    history = noise(n)
    epochs, values = thin_out(history)
    assert len(epochs) == len(values) <= MAX_POINTS
    assert values == [history[epoch - 1] for epoch in epochs]
    assert epochs == sorted(set(epochs))
    if n:
        assert (epochs[0], epochs[-1]) == (1, n)
        assert min(values) == min(history)
        assert max(values) == max(history)


@given(st.integers(1, MAX_POINTS))
def test_a_curve_that_can_be_drawn_whole_is(n: int) -> None:
    history = noise(n)
    assert thin_out(history) == (list(range(1, n + 1)), history)


@given(st.integers(MAX_POINTS + 1, 5000), st.data())
def test_no_spike_is_lost(n: int, data: st.DataObject) -> None:
    history = noise(n)
    places = st.integers(0, n - 1) | st.integers(n - 8, n - 1)  # the last bucket is not full
    up, down = data.draw(st.lists(places, min_size=2, max_size=2, unique=True))
    history[up], history[down] = 10.0, -10.0
    epochs, _ = thin_out(history)
    assert {up + 1, down + 1} <= set(epochs)
    assert len(epochs) > MAX_POINTS / 2  # and not thinner than need be


def test_a_curve_of_nothing_but_spikes_uses_up_all_the_points_it_may_have() -> None:
    spiky = [0.5, 1.0, 0.0, 0.5] * (MAX_POINTS // 2 - 1)
    assert len(thin_out(spiky)[0]) == MAX_POINTS


def test_numbers_are_shown_as_what_they_are() -> None:
    fields = {"n": 10, "loss": 0.23593333, "p": 0.99999, "p_lowest": 0.5, "accuracy_later": 0.95}
    assert shown(fields) == {
        "n": "10",
        "loss": "0.2359",
        "p": ">99.99%",
        "p_lowest": "50.00%",
        "accuracy_later": "95 %",
    }


def test_settings_are_shown_as_typed_and_names_as_they_are() -> None:
    assert shown({"learning_rate": 0.01, "rate": 10.0, "label": "$x*"}) == {
        "learning_rate": "0.01",
        "rate": "10",
        "label": "$x*",
    }
