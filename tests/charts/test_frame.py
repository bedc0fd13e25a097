"""A chart with two axes: where its things are, in pixels."""

import math
from dataclasses import replace

import numpy as np
import pytest

from playground.charts.canvas import Canvas
from playground.charts.frame import Frame
from playground.charts.looks import DARK, LIGHT, text_width
from playground.texts import Texts

WIDTH, HEIGHT, LEFT, RIGHT = 600, 400, 70, 30
TITLES = "title", "across", "up"
CANVAS = Canvas(7, Texts("en"), LIGHT, WIDTH, HEIGHT)


def frame(**options: bool) -> Frame:
    return Frame(CANVAS, (-2, 8), (1, 5), LEFT, RIGHT, **options)


def test_what_the_margins_leave_is_for_the_axes() -> None:
    area = frame()
    margin = area.chart(TITLES)["layout"]["margin"]
    assert (margin["l"], margin["r"], margin["autoexpand"]) == (LEFT, RIGHT, False)
    assert area.width + margin["l"] + margin["r"] == WIDTH
    assert area.height + margin["t"] + margin["b"] == HEIGHT


def test_pixels_are_counted_along_both_axes() -> None:
    area = frame()
    across, up = area.pixels_between((0, 1), (5, 1)), area.pixels_between((0, 1), (0, 4))
    assert (across, up) == pytest.approx((area.width / 2, area.height * 3 / 4))
    assert area.pixels_between((0, 1), (5, 4)) == pytest.approx(math.hypot(across, up))


@pytest.mark.parametrize(("x", "share"), [(-2, 0), (8, 1), (3, 0.5), (0.5, 0.25)])
def test_a_place_is_a_share_of_the_axis(x: float, share: float) -> None:
    assert frame().share_across(x) == pytest.approx(share)


def test_the_title_begins_at_the_left_edge_and_the_key_ends_at_the_right_one() -> None:
    title, key = frame().chart(("<t>", "", ""), key="<i>k</i>")["layout"]["annotations"]
    assert (title["text"], key["text"]) == ("<b>&lt;t&gt;</b>", "<i>k</i>")
    assert (title["x"], title["xanchor"], title["xshift"]) == (0, "left", 4 - LEFT)
    assert (key["x"], key["xanchor"]) == (1, "right")
    assert title["y"] == key["y"] == 1
    assert title["yshift"] == key["yshift"] > 0
    assert len(frame().chart(TITLES)["layout"]["annotations"]) == 1


def test_a_title_leaves_the_rest_of_the_line_to_the_key() -> None:
    area = frame()
    free = area.beside_title("abc")
    edge = WIDTH - RIGHT - 4
    assert free < edge - text_width("abc")
    assert free > edge - 1.2 * text_width("abc") - 20
    assert area.beside_title("abc" * 9) == pytest.approx(free - 8 * 1.1 * text_width("abc"))


def test_axes_have_their_ranges_names_and_as_many_ticks_as_have_room() -> None:
    layout = frame().chart(TITLES)["layout"]
    assert (layout["xaxis"]["range"], layout["yaxis"]["range"]) == ([-2, 8], [1, 5])
    assert (layout["xaxis"]["title"]["text"], layout["yaxis"]["title"]["text"]) == TITLES[1:]
    assert layout["xaxis"]["nticks"] == 500 // 60
    assert layout["xaxis"]["showgrid"] is layout["xaxis"]["zeroline"] is False
    assert layout["xaxis"]["fixedrange"] is layout["yaxis"]["fixedrange"] is True
    assert layout["meta"] == 7
    narrow = Frame(replace(CANVAS, width=150, height=80), (0, 1), (0, 1), left=50).chart(TITLES)[
        "layout"
    ]
    assert narrow["xaxis"]["nticks"] == narrow["yaxis"]["nticks"] == 2


def test_a_logarithmic_axis_has_round_ticks_within_its_range() -> None:
    axis = frame(log_y=True).chart(TITLES)["layout"]["yaxis"]
    assert axis["type"] == "log"
    assert all(1 <= math.log10(tick) <= 5 for tick in axis["tickvals"])
    assert len(axis["tickvals"]) == len(axis["ticktext"]) >= 3


def test_a_rule_is_a_dotted_line_from_the_bottom_to_the_top() -> None:
    area = frame()
    points = area.rule(3)
    (shape,) = area.chart(TITLES)["layout"]["shapes"]
    assert (shape["x0"], shape["x1"], shape["y0"], shape["y1"]) == (3, 3, 0, 1)
    assert (shape["yref"], shape["line"]["dash"]) == ("paper", "dot")
    assert [x for x, _ in points] == [3] * len(points)
    heights = [y for _, y in points]
    assert (heights[0], heights[-1]) == (5, 1)
    assert heights == sorted(heights, reverse=True)


def middle_of_label(area: Frame) -> tuple[float, float]:
    area.label("label", [(3, 3)])
    label = area.chart(TITLES)["layout"]["annotations"][1]
    across = label["x"] + text_width("label") / 2 / area.width
    return -2 + 10 * across, 1 + 4 * (label["y"] + 9 / area.height)


def test_a_label_moves_away_from_a_mark_in_its_place() -> None:
    x, y = middle_of_label(frame())
    marked = frame()
    marked.marks("m", [x], [y])
    away = middle_of_label(marked)
    assert marked.pixels_between((x, y), away) > 9


@pytest.mark.parametrize("log_axis", [False, True])
def test_labels_keep_clear_of_lines_and_marks_and_are_joined_in_the_theme_s_colour(
    log_axis: bool,
) -> None:
    area = Frame(replace(CANVAS, palette=DARK), (-2, 8), (1, 5), LEFT, RIGHT, log_y=log_axis)
    for up in np.linspace(1.5, 4.5, 40):
        height = 10**up if log_axis else up
        area.line("l", [-2, 8], [height, height], "#123456")
    area.label("<label>", [(3, 3)])
    layout = area.chart(TITLES)["layout"]
    label, (line,) = layout["annotations"][1], layout["shapes"]
    assert label["text"] == "&lt;label&gt;"
    low = label["y"] * area.height
    assert low >= 7 / 8 * area.height or low + 18 <= 1 / 8 * area.height
    assert line["line"] == {"color": DARK.text, "width": 1}
    assert (line["x0"], line["y0"]) == pytest.approx((0.5, 0.5))
    assert (line["xref"], line["yref"]) == ("paper", "paper")


@pytest.mark.parametrize("log_axis", [False, True])
def test_a_name_right_of_the_chart_is_joined_to_the_ends_of_its_curves(log_axis: bool) -> None:
    area = frame(log_y=log_axis)
    area.beside(["<one>", "two"], 65.2, [((8, 10**2 if log_axis else 2), "#abcdef")])
    layout = area.chart(TITLES)["layout"]
    (_, name), (line,) = layout["annotations"], layout["shapes"]
    assert name["text"] == "&lt;one&gt;<br>two"
    assert (name["yanchor"], name["align"], name["showarrow"]) == ("middle", "left", False)
    assert name["y"] * area.height == pytest.approx(65.2)
    away = (name["x"] - 1) * area.width
    assert 10 < away < RIGHT
    assert (line["x0"], line["y0"]) == pytest.approx((1, 0.25))
    assert 1 < line["x1"] < name["x"]
    assert line["y1"] == pytest.approx(name["y"])
    assert line["line"]["color"] == "#abcdef"


def test_a_line_tells_nothing_unless_it_is_given_words() -> None:
    area = frame()
    area.line("quiet", [0, 1], [2, 3], "#123456", width=3, dash="dash")
    area.line("said", [0, 1], [2, 3], "#123456", hovertemplate="x")
    area.marks("marks", [0], [2])
    area.drawn("drawn", [0], [2])
    quiet, said, marks, drawn = area.chart(TITLES)["data"]
    assert quiet["line"] == {"color": "#123456", "width": 3, "dash": "dash"}
    assert said["line"]["dash"] == "solid"
    assert (quiet["hoverinfo"], drawn["hoverinfo"]) == ("skip", "skip")
    assert "hoverinfo" not in said
    assert (marks["mode"], marks["cliponaxis"]) == ("markers", False)
    assert (quiet["x"], quiet["y"], quiet["mode"]) == ([0, 1], [2, 3], "lines")


def test_no_label_stands_on_a_rule() -> None:
    area = frame()
    area.rule(3)
    area.label("label", [(3, 3)])
    label = area.chart(TITLES)["layout"]["annotations"][1]
    left = label["x"] * area.width
    assert not left < area.width / 2 < left + text_width("label")
