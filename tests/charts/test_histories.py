import itertools
import math

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.charts.canvas import Canvas, Chart
from playground.charts.curves import Curve, histories_alt, histories_chart
from playground.charts.looks import DARK, LIGHT, Palette, text_width
from playground.texts import LANGUAGES, Texts

TEXTS = Texts("en")
CANVAS = Canvas(50, TEXTS, LIGHT, 500, 220)
FALLING = [1 / epoch for epoch in range(1, 51)]
LEVEL = [0.5] * 50
losses = st.floats(1e-8, 700) | st.sampled_from([math.nan, math.inf, 0.0])
histories = st.lists(st.lists(losses, max_size=9), min_size=1, max_size=12)


def of(*curves: list[float], names: tuple[str, ...] = ()) -> list[Curve]:
    own = names or [f"curve {at}" for at in range(len(curves))]
    return [
        Curve(f"meta {at}", name, losses, range(1, len(losses) + 1))
        for at, (name, losses) in enumerate(zip(own, curves, strict=True))
    ]


def chart(*curves: list[float], names: tuple[str, ...] = ()) -> Chart:
    return histories_chart(of(*curves, names=names), "Two runs", CANVAS)


def test_the_curves_hold_every_epoch_exactly() -> None:
    for at, trace in enumerate(chart(FALLING, LEVEL)["data"]):
        assert trace["meta"] == f"meta {at}"
        assert trace["x"] == list(range(1, 51))
        assert trace["y"] == (FALLING, LEVEL)[at]


def test_curves_differ_in_colour_and_in_dashes_and_the_first_two_are_as_a_run_s() -> None:
    lines = [trace["line"] for trace in chart(*[LEVEL] * 10)["data"]]
    assert len({line["color"] for line in lines}) == 10
    assert [line["color"] for line in lines[:2]] == [LIGHT.loss, LIGHT.accuracy]
    assert all(a["dash"] != b["dash"] for a, b in itertools.pairwise(lines))
    assert all(1 < line["width"] < 5 for line in lines)


@pytest.mark.parametrize(
    ("curve", "kind"),
    [([1.0, 0.01], "log"), ([1.0, 0.1], "linear"), ([1.0, 0.0], "linear"), ([2e3, 1.0], "log")],
)
def test_the_axis_is_logarithmic_for_losses_far_apart_above_zero(
    curve: list[float], kind: str
) -> None:
    assert chart(curve, [1.0])["layout"]["yaxis"].get("type", "linear") == kind


@given(histories)
def test_the_axes_show_all_that_can_be_drawn(curves: list[list[float]]) -> None:
    layout = chart(*curves)["layout"]
    low, high = layout["yaxis"]["range"]
    if layout["yaxis"].get("type") == "log":
        low, high = 10**low, 10**high
    assert low < high
    assert all(low <= x < high for curve in curves for x in curve if math.isfinite(x))
    assert layout["xaxis"]["range"] == [0, max(1, *map(len, curves))]


def test_a_linear_axis_goes_from_0_to_a_little_above_the_highest_loss_or_1() -> None:
    assert chart([3.0, 1.0], [2.0])["layout"]["yaxis"]["range"] == [0, pytest.approx(3.15)]
    axis = chart([math.nan], [math.inf])["layout"]["yaxis"]
    assert axis.get("type", "linear") == "linear"
    assert axis["range"] == [0, 1.05]


def test_the_legend_beside_the_chart_names_each_curve_with_its_last_loss() -> None:
    drawn = chart(FALLING, LEVEL, [1.0, math.nan], [], names=("with", "without", "<c>", "d"))
    said = [trace["name"] for trace in drawn["data"]]
    assert said == ["with  0.02000", "without  0.5000", "&lt;c&gt;  nan", "d  nan"]
    assert all(trace["showlegend"] for trace in drawn["data"])
    layout = drawn["layout"]
    assert layout["showlegend"] is layout["margin"]["autoexpand"] is True  # and so it has room
    assert layout["legend"]["x"] > 1
    assert layout["legend"]["itemclick"] is layout["legend"]["itemdoubleclick"] is False


def test_the_mouse_is_told_the_whole_name_of_which_the_legend_has_what_leaves_room() -> None:
    long = "softmax before the loss, which takes logits, and so twice"
    (trace,) = chart(FALLING, names=(long,))["data"]
    assert trace["text"] == long
    short, _, loss = trace["name"].partition("  ")
    assert short.endswith("…")
    assert 100 < text_width(short) <= 150  # of 500
    assert loss == "0.02000"
    assert "%{fullData.text}" in trace["hovertemplate"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_the_chart_is_one_that_plotly_knows_and_has_titles(language: str, palette: Palette) -> None:
    looks = Canvas(50, Texts(language), palette, 500, 220)
    figure = go.Figure(**histories_chart(of(FALLING, LEVEL), "Title", looks))
    assert figure.layout.annotations[0].text == "<b>Title</b>"
    assert figure.layout.xaxis.title.text
    assert figure.layout.yaxis.title.text
    assert figure.layout.meta == 50


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_chart_can_be_said_in_words(language: str) -> None:
    said = histories_alt(of(FALLING, names=("with zero_grad",)), Texts(language))
    assert "with zero_grad 0.02000" in said


def test_a_curve_of_some_epochs_alone_stands_at_these() -> None:
    curves = Curve("kept", "a", [1.0, 0.5], [1, 30]), Curve("kept", "b", [0.7, 0.6], [2, 10])
    drawn = histories_chart(curves, "", CANVAS)
    assert [trace["x"] for trace in drawn["data"]] == [[1, 30], [2, 10]]
    assert drawn["layout"]["xaxis"]["range"] == [0, 30]
