"""Pieces of the view line by line: numbers in their colours, and names."""

import html
import math
import re
from unittest.mock import Mock

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from playground.charts.cells import cell_color
from playground.charts.looks import DARK, LIGHT, MAX_NAME, Palette
from playground.ui.views.lines.parts import cell, classes_of, escaped


def style(palette: Palette, value: float) -> str:
    return re.findall('style="([^"]+)"', cell(Mock(palette=palette), "W", value, 2, 0, 1))[0]


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_a_cell_has_the_colour_of_its_number(palette: Palette) -> None:
    background = cell_color(-0.7, 2, palette)
    assert style(palette, -0.7) == f"background:{background};color:{palette.ink}"


def test_what_is_not_a_number_has_no_colour() -> None:
    assert "background:none" in style(LIGHT, math.nan)


def test_what_is_not_finite_leaves_the_others_their_colours() -> None:
    def colors(*values: float) -> list[str]:
        cells = classes_of(Mock(palette=LIGHT), "z", torch.tensor(values))
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
