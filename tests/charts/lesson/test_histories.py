import html
import itertools
import math
import re
from collections.abc import Callable

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.charts.canvas import Canvas, Chart
from playground.charts.frame import BOTTOM, TOP
from playground.charts.label_placer import LINE_HEIGHT
from playground.charts.lesson.histories import (
    MAX_NAMES_WIDTH,
    Curve,
    grouped,
    histories_alt,
    histories_chart,
    spread,
)
from playground.charts.looks import DARK, LIGHT, Palette, text_width
from playground.texts import LANGUAGES, Texts

TEXTS = Texts("en")
SIZES = [(460, 190), (500, 220), (900, 400)]
FALLING = [1 / epoch for epoch in range(1, 51)]
LEVEL = [0.5] * 50
losses = st.floats(1e-8, 700) | st.sampled_from([math.nan, math.inf, 0.0])
curves_of_losses = st.lists(losses, max_size=9)
histories = st.lists(curves_of_losses, min_size=1, max_size=12)


def chart(
    curves: dict[str, list[float]], names: dict[str, str] | None = None, size: tuple = SIZES[0]
) -> Chart:
    return histories_chart(of(curves, names), "Two runs", Canvas(50, TEXTS, LIGHT, *size))


def of(curves: dict[str, list[float]], names: dict[str, str] | None = None) -> list[Curve]:
    names = names or {key: f"curve {key}" for key in curves}
    return [
        Curve(key, names[key], losses, range(1, len(losses) + 1)) for key, losses in curves.items()
    ]


def named(curves: list[list[float]]) -> dict[str, list[float]]:
    return {str(key): curve for key, curve in enumerate(curves)}


def names_beside(drawn: Chart) -> list[dict]:
    return list(drawn["layout"]["annotations"][1:])


def test_the_curves_hold_every_epoch_exactly() -> None:
    for trace in chart({"a": FALLING, "b": LEVEL})["data"]:
        assert trace["x"] == list(range(1, 51))
        assert trace["y"] == {"a": FALLING, "b": LEVEL}[trace["meta"]]


def test_curves_differ_in_colour_and_in_dashes() -> None:
    lines = [trace["line"] for trace in chart(named([LEVEL] * 10))["data"]]
    assert len({line["color"] for line in lines}) == 10
    assert all(a["dash"] != b["dash"] for a, b in itertools.pairwise(lines))
    assert all(1 < line["width"] < 5 for line in lines)


@pytest.mark.parametrize(
    ("curve", "kind"),
    [([1.0, 0.01], "log"), ([1.0, 0.1], "linear"), ([1.0, 0.0], "linear"), ([2e3, 1.0], "log")],
)
def test_the_axis_is_logarithmic_for_losses_far_apart_above_zero(
    curve: list[float], kind: str
) -> None:
    assert chart({"a": curve, "b": [1.0]})["layout"]["yaxis"].get("type", "linear") == kind


@given(histories)
def test_the_axes_show_all_that_can_be_drawn(curves: list[list[float]]) -> None:
    layout = chart(named(curves))["layout"]
    low, high = layout["yaxis"]["range"]
    if layout["yaxis"].get("type") == "log":
        low, high = 10**low, 10**high
    assert low < high
    assert all(low <= x < high for curve in curves for x in curve if math.isfinite(x))
    assert layout["xaxis"]["range"] == [0, max(1, *map(len, curves))]


def test_each_curve_is_named_at_its_end_with_its_last_loss() -> None:
    drawn = chart({"a": FALLING, "b": LEVEL}, {"a": "with", "b": "without"})
    assert [name["text"] for name in names_beside(drawn)] == [
        "with<br>0.02000",
        "without<br>0.5000",
    ]


@pytest.mark.parametrize(
    ("lowest", "place"), [(0.02, math.log10), (0.2, float)], ids=["logarithmic", "linear"]
)
def test_a_line_in_the_colour_of_a_curve_joins_its_end_and_its_name(
    lowest: float, place: Callable[[float], float]
) -> None:
    drawn = chart({"a": [1.0, lowest], "b": [0.5, 0.5]})
    low, high = drawn["layout"]["yaxis"]["range"]
    joins = drawn["layout"]["shapes"]
    assert [join["line"]["color"] for join in joins] == [LIGHT.loss, LIGHT.accuracy]
    for join, name, end in zip(joins, names_beside(drawn), (lowest, 0.5), strict=True):
        assert (join["x0"], join["y0"]) == pytest.approx((1, (place(end) - low) / (high - low)))
        assert 1 < join["x1"] < name["x"]
        assert join["y1"] == name["y"]


def test_a_curve_that_leaves_the_finite_numbers_is_named_where_it_does() -> None:
    drawn = chart({"a": [1.0, 2.0, math.nan, math.nan], "b": [1.0] * 4})
    texts = {name["text"] for name in names_beside(drawn)}
    assert texts == {"curve a<br>nan", "curve b<br>1.000"}
    assert {shape["x0"] for shape in drawn["layout"]["shapes"]} == {0.5, 1}


def test_without_any_finite_loss_the_axis_goes_from_0_to_1() -> None:
    axis = chart({"a": [math.nan], "b": [math.inf]})["layout"]["yaxis"]
    assert axis.get("type", "linear") == "linear"
    assert axis["range"] == [0, 1]


def test_a_curve_without_any_loss_is_named_as_none() -> None:
    drawn = chart({"a": [], "b": [1.0]})
    assert {name["text"] for name in names_beside(drawn)} == {"curve a<br>nan", "curve b<br>1.000"}


@given(histories, st.sampled_from(SIZES))
def test_names_lie_on_neither_one_another_nor_the_edge(
    curves: list[list[float]], size: tuple
) -> None:
    drawn = chart(named(curves), size=size)
    margin = drawn["layout"]["margin"]
    area = size[1] - margin["t"] - margin["b"]
    placed = names_beside(drawn)
    middles = [name["y"] * area for name in placed]
    heights = [16 * (1 + name["text"].count("<br>")) for name in placed]
    for at in range(len(placed) - 1):
        apart = middles[at + 1] - middles[at]
        assert apart >= (heights[at] + heights[at + 1]) / 2
    assert middles[0] - heights[0] / 2 >= 0
    assert middles[-1] + heights[-1] / 2 <= area
    for name in placed:
        lines = html.unescape(name["text"]).split("<br>")
        assert max(map(text_width, lines)) <= margin["r"] - 14


@given(st.lists(curves_of_losses, min_size=1, max_size=6), st.sampled_from(SIZES))
def test_each_name_has_a_line_of_its_own_while_there_is_room(
    curves: list[list[float]], size: tuple
) -> None:
    placed = names_beside(chart(named(curves), size=size))
    told = [re.split("<br>|  ", name["text"])[0] for name in placed]
    assert sorted(told) == [f"curve {at}" for at in range(len(curves))]


@pytest.mark.parametrize(
    ("alike", "told"),
    [(3, "curve 0, curve 1, curve 2"), (7, "curve 0, curve 1, curve 2, curve …")],
    ids=["whole", "cut"],
)
def test_names_of_neighbours_share_a_line_where_there_is_room_for_six(
    alike: int, told: str
) -> None:
    placed = names_beside(chart(named([[1.0]] * alike + [[2.0], [3.0], [4.0], [5.0], [6.0]])))
    assert [name["text"] for name in placed] == [
        told,
        *(f"curve {alike + at}  {2 + at}.000" for at in range(5)),
    ]


@given(histories, st.sampled_from(SIZES))
def test_the_curves_have_half_of_the_chart(curves: list[list[float]], size: tuple) -> None:
    margin = chart(named(curves), size=size)["layout"]["margin"]
    assert margin["r"] <= size[0] / 2
    assert margin["l"] <= size[0] / 5


def test_a_long_name_is_cut() -> None:
    long = {"a": "softmax before the loss, which takes logits, and so twice", "b": "b"}
    drawn = chart({"a": FALLING, "b": LEVEL}, long)
    assert "…<br>0.02000" in names_beside(drawn)[0]["text"]
    assert drawn["layout"]["margin"]["r"] < 230


@given(st.lists(st.floats(0, 120), min_size=1, max_size=12), st.integers(1, 12))
def test_neighbours_are_put_together_until_there_is_room(places: list[float], most: int) -> None:
    groups = grouped(places, most)
    assert len(groups) == min(most, len(places))
    in_order = [places[at] for group in groups for at in group]
    assert in_order == sorted(places)


@given(st.lists(st.floats(0, 120), min_size=1, max_size=6))
def test_places_are_spread_no_more_than_need_be(places: list[float]) -> None:
    moved = spread(sorted(places), 120, 18)
    assert all(b - a >= 18 - 1e-9 for a, b in itertools.pairwise(moved))
    assert moved[0] >= 9 - 1e-9
    assert moved[-1] <= 111 + 1e-9
    assert spread(moved, 120, 18) == pytest.approx(moved)


def test_places_that_have_room_stay() -> None:
    assert spread([9, 27, 80, 111], 120, 18) == [9, 27, 80, 111]
    assert spread([0], 120, 18) == [9]
    assert spread([120], 120, 18) == [111]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize("size", SIZES)
def test_the_chart_is_one_that_plotly_knows_and_has_titles(
    language: str, palette: Palette, size: tuple
) -> None:
    looks = Canvas(50, Texts(language), palette, *size)
    figure = go.Figure(**histories_chart(of({"a": FALLING, "b": LEVEL}), "Title", looks))
    assert figure.layout.annotations[0].text == "<b>Title</b>"
    assert figure.layout.xaxis.title.text
    assert figure.layout.yaxis.title.text
    assert figure.layout.meta == 50


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_chart_can_be_said_in_words(language: str) -> None:
    said = histories_alt(of({"a": FALLING}, {"a": "with zero_grad"}), Texts(language))
    assert "with zero_grad 0.02000" in said


def test_no_name_is_taken_for_html() -> None:
    names = {"a": "<img src=x>", "b": "a & b"}
    assert "<img" not in str(chart({"a": FALLING, "b": LEVEL}, names))


def test_a_curve_of_some_epochs_alone_stands_at_these() -> None:
    curves = (
        Curve("kept", "a", [1.0, 0.5], [1, 30]),
        Curve("kept", "b", [0.7, 0.6, 0.4], [2, 10, 20]),
    )
    drawn = histories_chart(curves, "", Canvas(50, TEXTS, LIGHT, *SIZES[1]))
    assert [trace["x"] for trace in drawn["data"]] == [[1, 30], [2, 10, 20]]
    assert {trace["meta"] for trace in drawn["data"]} == {"kept"}
    assert drawn["layout"]["xaxis"]["range"] == [0, 30]
    ends = sorted(shape["x0"] for shape in drawn["layout"]["shapes"])
    assert ends == pytest.approx([20 / 30, 1])


@pytest.mark.parametrize("lowest", [0.5, 0.01])
def test_a_curve_that_cannot_be_drawn_is_named_from_the_upper_end(lowest: float) -> None:
    joins = chart({"a": [1.0, lowest], "b": [math.nan]})["layout"]["shapes"]
    assert joins[1]["y0"] == pytest.approx(1)
    assert joins[1]["x0"] == pytest.approx(1 / 2)  # the first of two epochs


def test_losses_go_up_to_the_upper_edge_of_a_linear_axis() -> None:
    low, high = chart({"a": [3.0, 1.0], "b": [2.0]})["layout"]["yaxis"]["range"]
    assert low == 0
    assert 3 < high < 3.3


@pytest.mark.parametrize(("spare", "n_lines"), [(0, 2), (-1, 1)])
def test_names_have_a_second_line_for_the_loss_where_all_have_room_for_one(
    spare: int, n_lines: int
) -> None:
    height = TOP + BOTTOM + 3 * 2 * LINE_HEIGHT + spare
    placed = names_beside(chart(named([[1.0], [2.0], [3.0]]), size=(500, height)))
    assert [len(name["text"].split("<br>")) for name in placed] == [n_lines] * 3


def test_an_area_lower_than_a_line_has_all_names_in_one() -> None:
    placed = names_beside(chart(named([[1.0], [2.0]]), size=(500, TOP + BOTTOM + LINE_HEIGHT - 1)))
    assert [name["text"] for name in placed] == ["curve 0, curve 1"]


@pytest.mark.parametrize("n", [2, 6, 9])
def test_long_names_are_cut_to_their_share_of_the_width_with_their_losses(n: int) -> None:
    curves = named([[float(1 + at)] for at in range(n)])
    drawn = chart(curves, dict.fromkeys(curves, "a long name of a curve, and longer"))
    lines = [line for name in names_beside(drawn) for line in name["text"].split("<br>")]
    widest, most = max(map(text_width, lines)), MAX_NAMES_WIDTH * SIZES[0][0]
    assert most - text_width("mm") < widest <= most
    assert widest < drawn["layout"]["margin"]["r"] < widest + 30


@pytest.mark.parametrize("curve", [[1.0, 0.01, 0.1], [1.0, 0.5]])
def test_a_name_alone_stands_as_high_as_its_curve_ends(curve: list[float]) -> None:
    drawn = chart({"a": curve})
    (name,), (join,) = names_beside(drawn), drawn["layout"]["shapes"]
    assert name["y"] == pytest.approx(join["y0"])


def test_a_shared_name_stands_between_the_ends_of_its_curves() -> None:
    size = (500, TOP + BOTTOM + 3 * LINE_HEIGHT - 1)
    drawn = chart(named([[1.0], [1.1], [3.0]]), size=size)
    shared, own = names_beside(drawn)
    assert (shared["text"], own["text"]) == ("curve 0, curve 1", "curve 2  3.000")
    starts = [join["y0"] for join in drawn["layout"]["shapes"][:2]]
    assert shared["y"] == pytest.approx(sum(starts) / 2)
