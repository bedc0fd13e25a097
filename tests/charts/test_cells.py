import math
import re
import struct
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plotly.colors import sample_colorscale

from playground.charts.cells import cell_color, cells, largest, number
from playground.charts.contrast import contrast
from playground.charts.display import format_number
from playground.charts.looks import DARK, LIGHT, Palette

floats = st.floats(width=32)
finite = st.floats(width=32, allow_nan=False, allow_infinity=False)
PALETTES = [LIGHT, DARK]
W = [[0.4757, 0.2672, -1.0404], [-0.9049, -0.1799, 0.7198]]


class Reader(HTMLParser):
    """The elements of HTML as a browser reads them: tag, attributes and text of each."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None], str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), ""))

    def handle_data(self, data: str) -> None:
        tag, attrs, text = self.elements[-1]
        self.elements[-1] = tag, attrs, text + data


def elements(text: str, tag: str) -> list[tuple[dict[str, str | None], str]]:
    return [(attrs, content) for found, attrs, content in Reader(text).elements if found == tag]


def numbers(text: str) -> list[tuple[dict[str, str | None], str]]:
    return [cell for cell in elements(text, "td") if "data-name" in cell[0]]


def matrix(**options: object) -> str:
    options = {"rows": ["0", "1"], "columns": ["x1", "x2", "x3"], **options}
    return cells("W", W, 2, LIGHT, **options)  # type: ignore[arg-type]


def rgb(color: str) -> list[int]:
    return [int(color[at : at + 2], 16) for at in (1, 3, 5)]


@given(st.lists(st.lists(floats, min_size=3, max_size=3), min_size=1, max_size=4))
def test_a_cell_carries_the_exact_value_and_shows_it_rounded(values: list[list[float]]) -> None:
    found = numbers(cells("W", values, 1, LIGHT, columns=["a", "b", "c"]))
    flat = [value for row in values for value in row]
    assert len(found) == len(flat)
    for (attrs, text), value in zip(found, flat, strict=True):
        assert attrs["data-value"] == repr(value)
        read = struct.pack("d", float(attrs["data-value"] or ""))
        assert math.isnan(value) or read == struct.pack("d", value)
        assert text == format_number(value)


def test_cells_are_named_by_their_row_and_column() -> None:
    found = [attrs for attrs, _ in numbers(matrix())]
    places = [(a["data-name"], a["data-row"], a["data-col"]) for a in found]
    assert places == [("W", str(row), str(col)) for row in range(2) for col in range(3)]
    assert [text for _, text in elements(matrix(), "th")] == ["x1", "x2", "x3", "0", "1"]


def test_cells_of_a_part_keep_the_indices_of_the_whole() -> None:
    part = cells(
        "W", [[1.0, 2.0]], 2, LIGHT, ["c"], ["f5", "f9"], row_numbers=[3], column_numbers=[5, 9]
    )
    places = [(attrs["data-row"], attrs["data-col"]) for attrs, _ in numbers(part)]
    assert places == [("3", "5"), ("3", "9")]


def test_a_vector_has_no_columns() -> None:
    vector = cells("b", [[0.5], [-0.5]], 1, LIGHT, rows=["0", "1"])
    assert "data-col" not in vector
    assert "<thead" not in vector
    assert [attrs["data-row"] for attrs, _ in numbers(vector)] == ["0", "1"]


def test_digits_can_be_fewer() -> None:
    assert numbers(matrix(digits=2))[2] == (numbers(matrix())[2][0], "-1.0")


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
    ends = [cell_color(value, 2, palette) for value in (-math.inf, -9.0, 9.0, math.inf)]
    assert ends == [palette.diverging[0]] * 2 + [palette.diverging[-1]] * 2


@pytest.mark.parametrize("palette", PALETTES)
@given(value=st.floats(-1.1, 1.1))
def test_a_number_can_be_read_on_its_colour(palette: Palette, value: float) -> None:
    ((attrs, _),) = numbers(cells("W", [[value]], 1, palette))
    background, ink = re.findall("#[0-9a-f]{6}", attrs["style"] or "")
    assert ink == palette.ink
    assert background == cell_color(value, 1, palette)
    assert contrast(background, ink) >= 4.5


def test_what_is_not_a_number_has_no_colour() -> None:
    ((attrs, text),) = numbers(cells("W", [[math.nan]], 1, LIGHT))
    assert (text, attrs["data-value"], "style" in attrs) == ("nan", "nan", False)


def test_a_hidden_number_is_given_away_by_nothing() -> None:
    table = matrix(hidden={(1, 2)})
    *others, (attrs, text) = numbers(table)
    assert text == "?"
    assert attrs == {"data-name": "W", "data-row": "1", "data-col": "2"}
    assert "7198" not in table
    assert all("data-value" in other and shown != "?" for other, shown in others)


def test_hidden_cells_go_by_the_indices_of_the_whole() -> None:
    table = cells(
        "W", [[1.0, 2.0]], 2, LIGHT, columns=["a", "b"], column_numbers=[5, 9], hidden=[(0, 9)]
    )
    assert [text for _, text in numbers(table)] == ["1.000", "?"]
    vector = cells("b", [[1.0], [2.0]], 2, LIGHT, hidden=[(1, 0)])
    assert [text for _, text in numbers(vector)] == ["1.000", "?"]


@given(st.text(min_size=1, max_size=30))
def test_no_name_is_taken_for_html(name: str) -> None:
    name += '"><b>&'
    table = cells("W", [[1.0]], 1, LIGHT, rows=[name], columns=[name])
    assert {tag for tag, *_ in Reader(table).elements} <= {
        *("table", "thead", "tbody", "tr", "th", "td")
    }
    assert len(elements(table, "th")) == 2


def test_a_long_name_is_shortened_and_whole_in_its_title() -> None:
    long, short = "sepal length <cm>", "x1"
    headings = elements(cells("W", [[1.0]], 1, LIGHT, [long], [short]), "th")
    assert headings[0] == ({"scope": "col"}, "x1")
    assert headings[1] == ({"scope": "row", "title": long}, "sepal len…")


def test_a_number_in_a_line_of_text_is_told_in_the_same_way() -> None:
    ((attrs, text),) = elements(number("loss", 0.23594002425670624), "span")
    assert (attrs["data-name"], text) == ("loss", "0.2359")
    assert attrs["data-value"] == attrs["title"] == "0.23594002425670624"
    ((attrs, text),) = elements(number("p", 0.5, row=0, col=1, hidden=True), "span")
    assert (attrs, text) == ({"data-name": "p", "data-row": "0", "data-col": "1"}, "?")


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
