"""A chart with two axes: margins, titles, legend, and on which side of a mark words have room."""

import itertools
import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.charts.canvas import Canvas
from playground.charts.frame import LINE_HEIGHT, SIDES, WORDS_HEIGHT, Frame
from playground.charts.looks import DARK, LIGHT, text_width
from playground.texts import Texts

WIDTH, HEIGHT, LEFT, RIGHT = 600, 400, 70, 30
TITLES = "title", "across", "up"
CANVAS = Canvas(7, Texts("en"), LIGHT, WIDTH, HEIGHT)


def frame(**options: bool) -> Frame:
    return Frame(CANVAS, (-2, 8), (1, 5), LEFT, RIGHT, **options)


def test_what_the_margins_leave_is_for_the_axes() -> None:
    area = Frame(CANVAS, (-2, 8), (1, 5), LEFT, RIGHT, 31, 47)
    margin = area.chart(TITLES)["layout"]["margin"]
    assert margin == {"l": LEFT, "r": RIGHT, "t": 31, "b": 47, "autoexpand": False}
    assert (area.width, area.height) == (WIDTH - LEFT - RIGHT, HEIGHT - 31 - 47)


def test_the_title_begins_at_the_left_edge_and_the_key_ends_at_the_right_one() -> None:
    title, key = frame().chart(("<t>", "", ""), key="<i>k</i>")["layout"]["annotations"]
    assert (title["text"], key["text"]) == ("<b>&lt;t&gt;</b>", "<i>k</i>")
    assert (title["x"], title["xanchor"], title["xshift"]) == (0, "left", 4 - LEFT)
    assert (key["x"], key["xanchor"]) == (1, "right")
    assert title["y"] == key["y"] == 1
    assert title["yshift"] == key["yshift"] > 0
    assert len(frame().chart(TITLES)["layout"]["annotations"]) == 1


def test_a_line_under_the_title_has_room_in_a_higher_margin() -> None:
    area = Frame(CANVAS, (-2, 8), (1, 5), LEFT, RIGHT, top=50)
    title, under = area.chart(TITLES, under="○ start")["layout"]["annotations"]
    assert under["text"] == "○ start"
    assert (under["x"], under["xanchor"], under["xshift"]) == (0, "left", 4 - LEFT)
    assert title["yshift"] - under["yshift"] >= LINE_HEIGHT
    assert under["yshift"] > 0
    assert title["yshift"] + LINE_HEIGHT <= 50


def test_axes_have_their_ranges_names_and_as_many_ticks_as_have_room() -> None:
    layout = frame().chart(TITLES)["layout"]
    assert (layout["xaxis"]["range"], layout["yaxis"]["range"]) == ([-2, 8], [1, 5])
    assert (layout["xaxis"]["title"]["text"], layout["yaxis"]["title"]["text"]) == TITLES[1:]
    assert layout["xaxis"]["nticks"] == 500 // 60
    assert layout["xaxis"]["showgrid"] is layout["xaxis"]["zeroline"] is False
    assert layout["xaxis"]["fixedrange"] is layout["yaxis"]["fixedrange"] is True
    assert layout["meta"] == 7
    assert layout["showlegend"] is False
    small = Frame(replace(CANVAS, width=150, height=80), (0, 1), (0, 1), left=50).chart(TITLES)
    assert small["layout"]["xaxis"]["nticks"] == small["layout"]["yaxis"]["nticks"] == 2


def test_a_logarithmic_axis_has_round_ticks_within_its_range() -> None:
    axis = frame(log_y=True).chart(TITLES)["layout"]["yaxis"]
    assert axis["type"] == "log"
    assert all(1 <= math.log10(tick) <= 5 for tick in axis["tickvals"])
    assert len(axis["tickvals"]) == len(axis["ticktext"]) >= 3
    assert frame(log_x=True).chart(TITLES)["layout"]["xaxis"]["type"] == "log"


def test_a_rule_is_a_dotted_line_from_the_bottom_to_the_top() -> None:
    area = frame()
    area.rule(3)
    area.rule(4, "named")
    plain, named = area.chart(TITLES)["layout"]["shapes"]
    assert (plain["x0"], plain["x1"], plain["y0"], plain["y1"]) == (3, 3, 0, 1)
    assert (plain["yref"], plain["line"]["dash"]) == ("paper", "dot")
    assert "showlegend" not in plain
    assert (named["name"], named["showlegend"]) == ("named", True)


def test_the_mouse_is_told_nothing_and_the_legend_neither_unless_it_is_given_words() -> None:
    area = frame()
    area.line("quiet", [0, 1], [2, 3], "#123456", width=3, dash="dash")
    area.line("said", [0, 1], [2, 3], "#123456", hovertemplate="x", legend="l")
    area.marks("marks", [0], [2])
    quiet, said, marks = area.chart(TITLES)["data"]
    assert quiet["line"] == {"color": "#123456", "width": 3, "dash": "dash"}
    assert said["line"]["dash"] == "solid"
    assert quiet["hoverinfo"] == marks["hoverinfo"] == "skip"
    assert "hoverinfo" not in said
    assert [trace["showlegend"] for trace in (quiet, said, marks)] == [False, True, False]
    assert (marks["mode"], marks["cliponaxis"]) == ("markers", False)
    assert (quiet["x"], quiet["y"], quiet["mode"]) == ([0, 1], [2, 3], "lines")


@pytest.mark.parametrize(
    ("covered", "place"),
    [
        ([], ("right", "top")),
        ([(7, 4.8)], ("left", "top")),
        ([(7, 4.8), (-1, 4.8)], ("center", "top")),
        ([(7, 4.8), (-1, 4.8), (3, 4.8)], ("left", "bottom")),
        ([(7, 4.8), (-1, 4.8), (3, 4.8), (-1, 1.2)], ("right", "bottom")),
        ([(7, 4.8), (7, 4.7), (-1, 4.8), (3, 4.8), (3, 4.7), (-1, 1.2), (7, 1.2)], ("left", "top")),
    ],
)
def test_a_legend_stands_where_it_hides_the_fewest_points(
    covered: list[tuple[float, float]], place: tuple[str, str]
) -> None:
    area = Frame(replace(CANVAS, palette=DARK), (-2, 8), (1, 5), LEFT, RIGHT)
    area.marks("none", [math.nan], [math.inf])
    for x, y in [(3, 3), *covered]:
        area.marks("m", [x], [y])
    area.legend_inside()
    layout = area.chart(TITLES)["layout"]
    legend = layout["legend"]
    assert (legend["xanchor"], legend["yanchor"]) == place
    assert legend["x"] == {"left": 0, "center": 0.5, "right": 1}[place[0]]
    assert legend["y"] == {"bottom": 0, "top": 1}[place[1]]
    assert legend["bgcolor"].startswith(DARK.paper)
    assert layout["showlegend"] is True
    assert layout["margin"]["autoexpand"] is False
    assert legend["itemclick"] is legend["itemdoubleclick"] is False


def box(words: tuple[str, str], at: tuple[float, float], size: float) -> tuple[float, ...]:
    """Left, right, lower and upper end of words beside a mark, as plotly draws them, in pixels."""
    text, side = words
    x, y = (at[0] + 2) / 10 * 500, (at[1] - 1) / 4 * (HEIGHT - 28 - 46)
    across, up = SIDES[side]
    blanks, wide = text_width("\u2002") * text.count("\u2002"), text_width(text.strip())
    away = size / 1.6 + 1
    x, y = x + across * (away + blanks + wide / 2), y + up * (away + WORDS_HEIGHT / 2)
    return x - wide / 2, x + wide / 2, y - WORDS_HEIGHT / 2, y + WORDS_HEIGHT / 2


def lie_apart(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    beside = one[1] <= other[0] + 1e-6 or other[1] <= one[0] + 1e-6
    return beside or one[3] <= other[2] + 1e-6 or other[3] <= one[2] + 1e-6


@given(st.lists(st.tuples(st.floats(-2, 8), st.floats(1, 5)), min_size=1, max_size=8))
def test_words_beside_marks_lie_on_one_another_on_no_mark_and_within_the_axis(
    places: list[tuple[float, float]],
) -> None:
    area = frame()
    area.cover([x for x, _ in places], [y for _, y in places], 12)
    words = [area.words_beside("word", place, 12) for place in places]
    boxes = [box(own, at, 12) for own, at in zip(words, places, strict=True) if own[0]]
    for one, other in itertools.combinations(boxes, 2):
        assert lie_apart(one, other)
    for x, y in places:
        across, up = (x + 2) / 10 * 500, (y - 1) / 4 * (HEIGHT - 28 - 46)
        mark = across - 6, across + 6, up - 6, up + 6
        assert all(lie_apart(own, mark) for own in boxes)
    for left, right, low, high in boxes:
        assert left >= -1e-6
        assert right <= 500 + 1e-6
        assert (low + high) / 2 >= -1e-6
        assert (low + high) / 2 <= HEIGHT - 28 - 46 + 1e-6


def test_words_stand_right_of_a_mark_left_of_one_at_the_right_edge_and_else_around_it() -> None:
    area = frame()
    assert area.words_beside("word", (3, 3), 12) == ("word", "middle right")
    assert area.words_beside("word", (7.9, 3), 12) == ("word", "middle left")
    sides = [area.words_beside("word", (3, 3), 12) for _ in range(5)]
    assert sides == [("word", side) for side in list(SIDES)[1:]]
    assert area.words_beside("word", (5, 2), 0, ["top left"]) == ("word", "top left")
    assert area.words_beside("w" * 90, (3, 4), 0)[0] == ""
