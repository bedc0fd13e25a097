"""Pieces of the view line by line: numbers in their colours, and names."""

import html
import math
import re
from unittest.mock import Mock

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from playground.charts.looks import LIGHT, MAX_NAME
from playground.ui.views.lines.lesson import as_it_is
from playground.ui.views.lines.parts import classes_of, escaped, largest


def test_what_is_not_finite_leaves_the_others_their_colours() -> None:
    def colors(*values: float) -> list[str]:
        cells = classes_of(Mock(palette=LIGHT, seen=as_it_is), "z", torch.tensor(values))
        return [re.findall("background:(.*?);", each)[0] for each in cells]

    assert colors(0.01, math.nan, -0.005, math.inf, -math.inf)[::2][:2] == colors(0.01, -0.005)


@given(st.text(min_size=1, max_size=30))
def test_no_name_is_taken_for_html(name: str) -> None:
    name += '"><b>&'
    text = escaped(name)
    assert re.findall("<[^>]*>", text) in ([], [f'<span title="{html.escape(name)}">', "</span>"])


def test_a_long_name_may_take_more_lines_and_is_whole_in_its_title() -> None:
    assert escaped("sepal length <cm>") == (
        '<span title="sepal length &lt;cm&gt;">sepal length &lt;cm&gt;</span>'
    )


@pytest.mark.parametrize("name", ["x1", "x" * MAX_NAME])
def test_a_name_that_has_room_stays_as_it_is(name: str) -> None:
    assert escaped(name) == name


@given(
    st.lists(
        st.lists(
            st.floats(width=32, allow_nan=False, allow_infinity=False), min_size=7, max_size=7
        ),
        min_size=1,
        max_size=3,
    ),
    st.integers(1, 9),
)
def test_the_largest_columns_are_found_and_stay_in_order(values: list[list[float]], n: int) -> None:
    found = largest(values, n)
    sizes = [max(abs(value) for value in column) for column in zip(*values, strict=True)]
    assert found == sorted(set(found))
    assert len(found) == min(n, 7)
    others = [size for col, size in enumerate(sizes) if col not in found]
    assert min(sizes[col] for col in found) >= max(others, default=0)


def test_what_is_not_a_number_is_among_the_largest() -> None:
    assert largest([[1.0, math.nan, 9.0, 2.0]], 2) == [1, 2]
