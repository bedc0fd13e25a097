"""The names beside the heatmaps: in two lines, slanted or cut where they have no room."""

import html
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.charts.canvas import Chart
from playground.charts.heatmaps import WIDTH
from playground.charts.looks import text_width
from tests.charts.test_heatmaps import IRIS, PAGE, charts, class_counts, heatmaps, sizes


def slanted_height(name: str) -> float:
    """Of a name at sixty degrees, in pixels."""
    return text_width(html.unescape(name)) * math.sin(math.pi / 3) + 14 * 0.5


@given(
    st.lists(st.text("abm <", min_size=1, max_size=40), min_size=1, max_size=64, unique=True),
    class_counts,
    charts,
)
def test_names_of_features_stay_in_the_picture(
    names: list[str], n_classes: int, size: tuple
) -> None:
    chart = heatmaps(names, [str(n) for n in range(n_classes)], size)
    across, down = chart["layout"]["xaxis"], chart["layout"]["yaxis"]
    left, right = across["domain"]
    below = down["domain"][0] * size[1]
    assert below <= 0.45 * size[1] + 0.01
    for name, tick in zip(across["tickvals"], across["ticktext"], strict=True):
        place = left + (right - left) * (chart["data"][0]["x"].index(name) + 0.5) / len(names)
        if across["tickangle"]:
            title = 18 if across["title"]["text"] else 0
            assert slanted_height(tick) + 8 + title <= below + 3
            assert text_width(html.unescape(tick)) * 0.5 <= place * size[0] + 1
        else:
            assert 16 * (1 + tick.count("<br>")) + 8 <= below


@given(sizes, charts)
def test_slanted_names_are_cut_only_where_one_more_letter_has_no_room(
    n_features: int, size: tuple
) -> None:
    names = [f"measurement {n} of a very long series" for n in range(n_features)]
    chart = heatmaps(names, ["0", "1"], size)
    across = chart["layout"]["xaxis"]
    left, right = across["domain"]
    for name, tick in zip(across["tickvals"], across["ticktext"], strict=True):
        if across["tickangle"] and tick.endswith("…"):
            longer = text_width(name[: len(tick)] + "…")
            place = left + (right - left) * (chart["data"][0]["x"].index(name) + 0.5) / len(names)
            too_low = longer * math.sin(math.pi / 3) + 17 > 0.45 * size[1] - 0.1
            assert too_low or longer * 0.5 > place * size[0] - 0.1


def test_a_row_of_thirteen_names_is_there_and_can_be_read() -> None:
    names = ["alcohol", "malic acid", "ash", "alcalinity", "magnesium", "phenols", "flavanoids"]
    names += ["nonflavanoids", "proanthocyanins", "colour", "hue", "OD280/OD315", "proline"]
    across = heatmaps(names, ["1", "2", "3"])["layout"]["xaxis"]
    assert len(across["ticktext"]) == 13
    assert all(
        tick == name or (len(tick) >= 7 and name.startswith(tick[:-1]))
        for tick, name in zip(across["ticktext"], names, strict=True)
    )


def test_the_axis_title_gives_way_to_names_of_two_lines() -> None:
    one = heatmaps(["x1", "x2", "x3"], ["0", "1"])["layout"]["xaxis"]
    two = heatmaps(IRIS, ["setosa", "versicolor", "virginica"])["layout"]["xaxis"]
    assert (one["title"]["text"], one["ticktext"]) == ("feature", ["x1", "x2", "x3"])
    assert two["title"]["text"] == ""
    assert two["ticktext"] == [name.replace(" ", "<br>") for name in IRIS]


def test_long_names_of_classes_are_cut_and_given_room() -> None:
    def left(chart: Chart) -> float:
        return float(chart["layout"]["xaxis"]["domain"][0]) * WIDTH

    short, long = (heatmaps(["x1"], [name, "b"]) for name in ("a", "a very long <name>"))
    assert long["layout"]["yaxis"]["ticktext"][0] == "a very lo…"
    assert long["layout"]["yaxis"]["tickvals"][0] == "a very long &lt;name&gt;"
    assert left(long) >= left(short) + text_width("a very lo…") - text_width("b") - 0.01
    assert left(heatmaps(["x1"], ["这是一个很长的名字", "b"])) > 9 * 14 + 18


@pytest.mark.parametrize("n_features", [8, 13, 20])
def test_each_slanted_name_is_as_long_as_its_place_and_the_room_below_let_it_be(
    n_features: int,
) -> None:
    names = [f"{n:02}" + "long" * 20 for n in range(n_features)]
    for classes in (["a", "b"], ["a longer name", "b"]):
        chart = heatmaps(names, classes, PAGE)
        across, below = chart["layout"]["xaxis"], chart["layout"]["yaxis"]["domain"][0] * PAGE[1]
        left, right = (edge * PAGE[0] for edge in across["domain"])
        for at, tick in enumerate(across["ticktext"]):
            to_the_left = left + (right - left) / n_features * (at + 0.5)
            fit, longer = text_width(tick), text_width(names[at][: len(tick)] + "…")
            lowest = (below - 8) / math.sin(math.pi / 3)
            assert fit * 0.5 <= to_the_left + 0.1
            assert longer * 0.5 > to_the_left - 0.1 or longer > lowest - 30
