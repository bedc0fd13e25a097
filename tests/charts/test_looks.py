import colorsys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.charts.looks import (
    DARK,
    LIGHT,
    Palette,
    as_category,
    as_html,
    contrast,
    cut,
    luminance,
    shortened,
    text_width,
)
from tests.strategies import names


@given(names, st.integers(1, 20))
def test_a_name_is_cut_only_when_it_is_too_long(name: str, length: int) -> None:
    short = shortened(name, length)
    assert len(short) == min(len(name), length)
    assert short in (name, name[: length - 1] + "…")
    assert (short == name) == (len(name) <= length)


@given(names, st.integers(20, 200))
def test_a_name_is_cut_to_the_pixels_there_are(name: str, width: int) -> None:
    short = cut(name, width)
    assert text_width(short) <= width
    assert short == name or name.startswith(short.removesuffix("…"))
    if text_width(name) <= width:
        assert short == name
    assert cut(name, text_width(name)) == name


@pytest.mark.parametrize("width", [0, 1, 13])
def test_of_a_name_one_letter_at_least_is_left(width: int) -> None:
    assert cut("猫和狗", width) == "猫"


def test_what_looks_like_html_is_shown_as_it_is() -> None:
    assert as_html('<b>"R&D"</b>') == '&lt;b&gt;"R&amp;D"&lt;/b&gt;'


def test_no_letter_has_its_width_by_accident() -> None:
    narrow, medium, wide = ("il", "aeg05", "MW")
    for narrower, wider in ((narrow, medium), (medium, "ABXYZ"), ("ABXYZ", wide)):
        assert max(map(text_width, narrower)) < min(map(text_width, wider))
    assert len(set(map(text_width, "ABCDEFGHJKLNOPQRSTUVXYZ"))) == 1


def test_wide_letters_are_known() -> None:
    for wide in ("\u2e80", "あ", "한", "，", "字"):
        assert text_width(wide, 14) == 14
    assert text_width("iiii") < text_width("aaaa") < text_width("mmmm") < text_width("猫猫猫猫")
    assert text_width("é") == pytest.approx(text_width("o"))
    assert text_width("abc", 28) == 2 * text_width("abc", 14)


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


@pytest.mark.parametrize("name", ["constructor", "__proto__", "toString"])
def test_a_category_is_nothing_that_every_javascript_object_has(name: str) -> None:
    assert as_category(name) != name
    assert as_category(name).strip("\u200b") == name  # and looks the same


@given(names)
def test_any_other_category_is_its_name(name: str) -> None:
    assert as_category(name).removesuffix("\u200b") == as_html(name)


@pytest.mark.parametrize(
    ("color", "share"), [("#000000", 0), ("#ffffff", 1), ("#ff0000", 0.2126), ("#808080", 0.2159)]
)
def test_luminance_is_wcag_s(color: str, share: float) -> None:
    assert luminance(color) == pytest.approx(share, abs=1e-4)


def test_contrast_goes_from_1_to_21_whichever_comes_first() -> None:
    assert contrast("#123456", "#123456") == 1
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == contrast("#ffffff", "#777777")
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)  # as tables have it
