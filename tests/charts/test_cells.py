import math
import re
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plotly.colors import sample_colorscale

from playground.charts.cells import cell_color, largest, number, number_attributes
from playground.charts.contrast import contrast
from playground.charts.display import format_number
from playground.charts.looks import DARK, LIGHT, Palette

floats = st.floats(width=32)
finite = st.floats(width=32, allow_nan=False, allow_infinity=False)
PALETTES = [LIGHT, DARK]


def read(html: str) -> tuple[dict[str, str], str]:
    """Attributes and text of an element."""
    return dict(re.findall(r'([\w-]+)="([^"]*)"', html)), re.sub("<[^>]*>", "", html)


def rgb(color: str) -> list[int]:
    return [int(color[at : at + 2], 16) for at in (1, 3, 5)]


@given(floats)
def test_a_number_carries_its_exact_value(value: float) -> None:
    attrs, _ = read(number("loss", value))
    assert attrs["data-value"] == attrs["title"]
    held = float(attrs["data-value"])
    assert math.isnan(value) or struct.pack("d", held) == struct.pack("d", value)


@given(floats, st.integers(1, 9))
def test_a_number_is_shown_rounded(value: float, digits: int) -> None:
    assert read(number("loss", value, digits))[1] == format_number(value, digits)


def test_a_number_can_be_shown_otherwise() -> None:
    attrs, text = read(number("learning_rate", 0.01, text="1/100"))
    assert (attrs["data-value"], text) == ("0.01", "1/100")


def test_a_number_has_a_row_and_a_column_only_where_it_was_given_one() -> None:
    exact = {"data-value": "0.5", "title": "0.5"}
    assert read(number_attributes("loss", 0.5))[0] == {"data-name": "loss", **exact}
    assert read(number_attributes("W", 0.5, 0, 3))[0] == {
        **{"data-name": "W", "data-row": "0", "data-col": "3"},
        **exact,
    }


@pytest.mark.parametrize("palette", PALETTES)
@given(value=finite, limit=st.floats(0.001, 1000))
def test_a_cell_has_the_colour_that_plotly_mixes(
    palette: Palette, value: float, limit: float
) -> None:
    place = min(max((value / limit + 1) / 2, 0), 1)
    (mixed,) = sample_colorscale(list(palette.diverging), [place], colortype="tuple")
    own = rgb(cell_color(value, limit, palette))
    assert own == pytest.approx([255 * channel for channel in mixed], abs=0.51)


@pytest.mark.parametrize("palette", PALETTES)
def test_at_the_stops_of_the_scale_a_cell_has_their_colours(palette: Palette) -> None:
    at_stops = [cell_color(value, 2, palette) for value in (-2.0, -1.0, 0.0, 1.0, 2.0)]
    assert at_stops == list(palette.diverging)


@pytest.mark.parametrize("palette", PALETTES)
def test_beyond_the_scale_a_cell_has_the_colour_of_its_end(palette: Palette) -> None:
    beyond = [cell_color(value, 2, palette) for value in (-math.inf, -9.0, 9.0, math.inf)]
    assert beyond == [palette.diverging[0]] * 2 + [palette.diverging[-1]] * 2


@pytest.mark.parametrize("palette", PALETTES)
@given(value=st.floats(-1.1, 1.1))
def test_a_number_can_be_read_on_its_colour(palette: Palette, value: float) -> None:
    assert contrast(cell_color(value, 1, palette), palette.ink) >= 4.5


@given(
    st.lists(st.lists(finite, min_size=7, max_size=7), min_size=1, max_size=3), st.integers(1, 9)
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
