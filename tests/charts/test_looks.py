import colorsys
import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.charts.looks import (
    CLASS_COLORS,
    DARK,
    LIGHT,
    MAX_NAME,
    Palette,
    as_html,
    class_color,
    heading,
    layout_of,
    shortened,
    width_of,
    wrapped,
)
from tests.strategies import names

LETTER = 6.8  # pixels of a letter, by which names are wrapped


@given(names, st.integers(1, 20))
def test_a_name_is_cut_only_when_it_is_too_long(name: str, length: int) -> None:
    short = shortened(name, length)
    assert len(short) == min(len(name), length)
    assert short in (name, name[: length - 1] + "…")
    assert (short == name) == (len(name) <= length)


@given(st.lists(st.text("ab<&", min_size=1, max_size=30), min_size=1, max_size=4), st.data())
def test_a_wrapped_name_has_two_lines_at_most_and_stays_in_its_width(
    words: list[str], data: st.DataObject
) -> None:
    width = data.draw(st.integers(34, 200))
    name = " ".join(words)
    lines = [html.unescape(line) for line in wrapped(name, width).split("<br>")]
    assert len(lines) <= 2
    assert all(len(line) * LETTER <= width for line in lines)
    if len(name) * LETTER <= width:
        assert lines == [name]
    else:
        wanted = [words[0], " ".join(words[1:])][: len(words)]
        assert all(
            line == whole or (line.endswith("…") and whole.startswith(line[:-1]))
            for line, whole in zip(lines, wanted, strict=True)
        )


@pytest.mark.parametrize(
    ("name", "width", "shown"),
    [
        ("feature 1", 0, "fe"),
        ("feature 1", 33, "feat"),
        ("feature 1", 35, "feat…<br>1"),
        ("feature 1", 62, "feature 1"),
        ("sepal length", 60, "sepal<br>length"),
        ("a<b", 20, "a&lt;"),
        ("<b>x", 100, "&lt;b&gt;x"),
    ],
)
def test_in_little_room_a_name_is_its_beginning(name: str, width: float, shown: str) -> None:
    assert wrapped(name, width) == shown


def test_what_looks_like_html_is_shown_as_it_is() -> None:
    assert as_html('<b>"R&D"</b>') == '&lt;b&gt;"R&amp;D"&lt;/b&gt;'


def test_chinese_names_have_twice_the_room_of_latin_ones() -> None:
    room = width_of([])
    assert 0 < room < 20
    assert width_of(["猫猫"]) - room == 2 * (width_of(["ab"]) - room)
    assert width_of(["a猫"]) - room == width_of(["abc"]) - room
    assert width_of(["ab"]) - room >= 2 * 9  # digits of 18 pixels type are 9 wide


def test_the_longest_name_makes_the_width() -> None:
    assert width_of(["a", "abc", "ab"]) == width_of(["abc"])
    assert width_of(["x" * MAX_NAME]) == width_of(["x" * 99])
    assert width_of(["x" * (MAX_NAME - 1)]) < width_of(["x" * MAX_NAME])


@pytest.mark.parametrize("wide", ["\u2e80", "あ", "한", "，", "字"])
def test_wide_letters_are_known(wide: str) -> None:
    assert width_of([wide]) == width_of(["ab"])
    assert width_of(["é"]) == width_of(["a"])


def test_every_class_has_a_colour_and_neighbours_differ() -> None:
    n = len(CLASS_COLORS)
    assert [class_color(index) for index in range(n)] == list(CLASS_COLORS)
    assert len(set(CLASS_COLORS)) == n
    assert [class_color(n + index) for index in range(n)] == list(CLASS_COLORS)


def rgb(color: str) -> tuple[float, float, float]:
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_negative_is_blue_zero_pale_positive_orange(palette: Palette) -> None:
    colors = [rgb(color) for color in palette.diverging]
    for red, _, blue in colors[:2]:
        assert blue > red
    for red, _, blue in colors[3:]:
        assert red > blue
    chroma = [max(color) - min(color) for color in colors]
    assert chroma[0] > chroma[1] > chroma[2] < chroma[3] < chroma[4]
    lightness = [colorsys.rgb_to_hls(*color)[1] for color in colors]
    towards_zero = sorted(lightness[:3], reverse=palette is DARK)
    assert lightness[:3] == towards_zero
    assert lightness[4] == pytest.approx(lightness[0], abs=0.1)  # as strong on either side
    assert lightness[3] == pytest.approx(lightness[1], abs=0.1)


def test_a_layout_has_the_palette_s_type_the_epoch_and_fixed_margins() -> None:
    layout = layout_of(DARK, 7, left=50, right=12)
    assert layout["meta"] == 7
    assert layout["font"]["color"] == DARK.text
    assert (layout["margin"]["l"], layout["margin"]["r"]) == (50, 12)
    assert layout["margin"]["autoexpand"] is False
    assert layout["dragmode"] is False
    assert layout["showlegend"] is False


def test_a_heading_stands_above_its_chart_without_an_arrow() -> None:
    title = heading("Loss", 0.9, 0.5)
    assert (title["text"], title["x"], title["y"]) == ("<b>Loss</b>", 0.5, 0.9)
    assert (title["xanchor"], title["yanchor"]) == ("center", "bottom")
    assert (title["xref"], title["yref"]) == ("paper", "paper")
    assert title["showarrow"] is False
    assert heading("Loss", 0.9, 0.5, "left")["xanchor"] == "left"
