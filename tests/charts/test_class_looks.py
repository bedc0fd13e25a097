"""The looks of classes: told apart by colour, by shape, and by whoever looks."""

import itertools

import numpy as np
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.charts.looks import DARK, LIGHT, class_looks, contrast, key, text_width

WORDS = ["red", "green", "blue", "yellow", "orange", "purple", "black", "grey", "brown", "pink"]
CHINESE = ["红", "绿", "蓝", "黄", "橙", "紫", "黑", "灰", "棕", "粉"]
DARK_PAGE = "#12161d"
PLAIN = [f"class {n}" for n in range(20)]
# what those see who lack the cones for long, middle or short waves (Machado et al., 2009)
VISION = {
    "all": np.eye(3),
    "no long": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "no middle": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "no short": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
TO_XYZ = np.array([[0.4125, 0.3576, 0.1804], [0.2127, 0.7152, 0.0722], [0.0193, 0.1192, 0.9503]])


def lab(color: str, vision: str = "all") -> np.ndarray:
    """CIE L*a*b* of a colour as it is seen."""
    rgb = np.array([int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.asarray(VISION[vision]) @ linear, 0, 1)
    xyz = TO_XYZ @ seen / TO_XYZ.sum(1)
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def distance(one: str, other: str, vision: str = "all") -> float:
    return float(np.linalg.norm(lab(one, vision) - lab(other, vision)))


@given(st.lists(st.sampled_from([*WORDS, *CHINESE, *PLAIN]), max_size=20, unique=True))
def test_any_twenty_classes_are_told_apart_by_shape_or_colour(names: list[str]) -> None:
    looks = class_looks(names)
    assert len(looks) == len(names)
    for one, other in itertools.combinations(looks, 2):
        assert one.symbol != other.symbol or distance(one.color, other.color) > 18


def test_neighbours_differ_in_shape_and_shapes_are_told_by_their_mark() -> None:
    looks = class_looks(PLAIN)
    assert all(a.symbol != b.symbol for a, b in itertools.pairwise(looks))
    marks = {look.symbol: look.mark for look in looks}
    assert len(set(marks.values())) == len(marks) == 10
    assert all(len(mark) == 1 for mark in marks.values())
    assert marks["circle"] == "●"
    assert marks["triangle-down"] == "▼"


@pytest.mark.parametrize("vision", VISION)
def test_the_first_six_colours_are_told_apart_by_whoever_looks(vision: str) -> None:
    colors = [look.color for look in class_looks(PLAIN[:6])]
    for one, other in itertools.combinations(colors, 2):
        assert distance(one, other, vision) > 15


def test_the_first_six_differ_in_lightness() -> None:
    lightness = sorted(lab(look.color)[0] for look in class_looks(PLAIN[:6]))
    assert all(b - a > 3 for a, b in itertools.pairwise(lightness))


def test_the_first_six_are_neither_blue_nor_orange_which_mean_signs() -> None:
    blue, orange = (look.color for look in class_looks(["blue", "orange"]))
    for look in class_looks(PLAIN[:6]):
        for sign in (blue, orange, *LIGHT.diverging[::4], *DARK.diverging[::4]):
            assert distance(look.color, sign) > 25


@given(st.lists(st.sampled_from([*WORDS, *PLAIN]), min_size=1, max_size=20, unique=True))
def test_every_colour_is_seen_on_both_pages_and_its_ink_on_it(names: list[str]) -> None:
    for look in class_looks(names):
        assert contrast(look.color, "#ffffff") >= 3
        assert contrast(look.color, DARK_PAGE) >= 3
        assert contrast(look.color, look.ink) >= 4.5


HUES = {
    "red": 30,
    "green": 130,
    "blue": 275,
    "yellow": 85,
    "orange": 60,
    "purple": 310,
    "pink": 345,
}


@pytest.mark.parametrize(("word", "hue"), list(HUES.items()))
def test_a_class_named_by_a_colour_is_drawn_in_it(word: str, hue: float) -> None:
    _, a, b = lab(class_looks(["other", word])[1].color)
    off = (np.degrees(np.arctan2(b, a)) - hue + 180) % 360 - 180
    assert abs(off) < 20


def test_black_grey_and_brown_are_dull() -> None:
    black, grey, brown = (lab(look.color) for look in class_looks(["black", "grey", "brown"]))
    assert np.hypot(*black[1:]) < 8
    assert np.hypot(*grey[1:]) < 8
    assert 20 < np.hypot(*brown[1:]) < 40
    assert black[0] < grey[0] - 15


@pytest.mark.parametrize(("word", "chinese"), list(zip(WORDS, CHINESE, strict=True)))
def test_colours_are_understood_in_both_languages_and_any_case(word: str, chinese: str) -> None:
    spellings = [word, word.upper(), f" {word.title()} ", chinese, f"{chinese}色"]
    assert len({class_looks([spelling])[0].color for spelling in spellings}) == 1
    assert class_looks(["gray"]) == class_looks(["grey"])


@given(st.lists(st.sampled_from([*WORDS, *PLAIN]), max_size=20, unique=True))
def test_named_classes_keep_their_colour_whoever_else_is_there(names: list[str]) -> None:
    looks = class_looks(names)
    own = {name: class_looks([name])[0].color for name in WORDS}
    free = [look.color for look in class_looks(PLAIN[:11]) if look.color not in map(own.get, names)]
    others = 0
    for name, look in zip(names, looks, strict=True):
        if name in own:
            assert look.color == own[name]
        else:
            assert look.color == free[others % len(free)]
            others += 1


def test_even_more_classes_of_one_colour_than_shapes_have_a_look() -> None:
    assert len(class_looks(["red"] * 20)) == 20


def test_every_shape_and_colour_is_one_that_plotly_knows() -> None:
    for look in class_looks([*PLAIN[:10], *WORDS]):
        go.scatter.Marker(symbol=look.symbol, color=look.color)  # raises ValueError for others


def test_a_key_names_as_many_classes_as_there_is_room_for() -> None:
    names, looks = ("one", "two", "three"), class_looks(("one", "two", "three"))
    said = [
        f'<span style="color:{look.color}">{look.mark}</span> {name}'
        for look, name in zip(looks, names, strict=True)
    ]
    needs = np.cumsum(
        [text_width(f"{look.mark} {name}   ") for look, name in zip(looks, names, strict=True)]
    )
    assert key(names, needs[2] + 0.1) == "   ".join(said)
    assert key(names, needs[2] - 0.1) == "  ".join([*said[:2], "…"])
    assert key(names, needs[1] - 0.1) == "  ".join([said[0], "…"])
    assert key(names, needs[0] - 0.1) == ""
    assert key(names, 500, (2, 0)) == f"{said[2]}   {said[0]}"
