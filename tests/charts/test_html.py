import math
import re
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plotly.colors import sample_colorscale

from playground.charts.display import format_number
from playground.charts.html import (
    Number,
    bar_cell,
    cell,
    cell_color,
    colored_cell,
    listed,
    name,
    number,
    row_of_texts,
    table,
)
from playground.charts.looks import DARK, LIGHT, Palette, contrast

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


@given(floats)
def test_a_number_is_shown_rounded(value: float) -> None:
    assert read(number("loss", value))[1] == format_number(value)


def test_a_number_can_be_shown_otherwise() -> None:
    attrs, text = read(number("learning_rate", 0.01, text="1/100"))
    assert (attrs["data-value"], text) == ("0.01", "1/100")


def test_a_number_has_a_row_and_a_column_only_where_it_was_given_one() -> None:
    exact = {"data-value": "0.5", "title": "0.5"}
    assert read(number("loss", 0.5))[0] == {"data-name": "loss", **exact}
    assert read(number("W", 0.5, 0, 3))[0] == {
        **{"data-name": "W", "data-row": "0", "data-col": "3"},
        **exact,
    }


def test_a_hidden_number_is_given_away_nowhere() -> None:
    hidden = Number("z", -0.7, 0, 1, is_hidden=True)
    for html in (cell(hidden), colored_cell(hidden, 2, LIGHT, "-0.7"), bar_cell(hidden, 1, "#000")):
        assert "0.7" not in html
        assert read(html)[1] == "?"
        assert 'data-name="z" data-row="0" data-col="1" data-hidden="true"' in html


@pytest.mark.parametrize("palette", PALETTES)
def test_a_number_stands_on_its_colour_and_what_is_none_on_no_colour(palette: Palette) -> None:
    style = f"background:{cell_color(-0.7, 2, palette)};color:{palette.ink}"
    assert read(colored_cell(Number("W", -0.7), 2, palette))[0]["style"] == style
    assert "background:none;" in colored_cell(Number("W", math.nan), 2, palette)


@pytest.mark.parametrize(
    ("share", "width"), [(0.25, "25.0"), (1.5, "100.0"), (-1, "0.0"), (math.nan, "100.0")]
)
def test_a_bar_is_as_long_as_its_share_and_fills_the_cell_at_most(share: float, width: str) -> None:
    html = bar_cell(Number("p", 0.5), share, "#123456", "<1%")
    assert (
        f'<span class="bar" style="width:{width}%;background:#123456"></span><b>&lt;1%</b>' in html
    )


def test_a_long_name_is_cut_and_whole_in_its_title_and_no_name_is_taken_for_html() -> None:
    assert name("<b>", 3) == "&lt;b&gt;"
    assert name("<b>cd", 4) == '<span title="&lt;b&gt;cd">&lt;b&gt;…</span>'


def test_a_long_list_ends_in_dots() -> None:
    assert listed(["1", "2"], 2) == "1, 2"
    assert listed(["1", "2", "3"], 2) == "1, 2, …"


def test_a_table_has_a_head_only_where_there_is_one() -> None:
    row = row_of_texts("a & b", ["<1>"])
    assert row == "<th>a &amp; b</th><td>&lt;1&gt;</td>"
    assert table([], [row]) == f"<table><tr>{row}</tr></table>"
    head = "<thead><tr><th>x</th><th>y</th></tr></thead>"
    assert table(["x", "y"], [row]) == f"<table>{head}<tr>{row}</tr></table>"


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
@given(value=st.floats(-1.1, 1.1))
def test_a_number_can_be_read_on_its_colour(palette: Palette, value: float) -> None:
    assert contrast(cell_color(value, 1, palette), palette.ink) >= 4.5
