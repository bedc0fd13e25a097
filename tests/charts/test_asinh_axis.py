import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.charts.looks import text_width
from playground.charts.scales import (
    LINEAR_UP_TO,
    limit_for,
    short_number,
    squeeze,
    stretch,
    ticks_up_to,
)


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
