"""The chart of a sweep."""

import math
from dataclasses import replace
from typing import Any

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.charts.canvas import Canvas
from playground.charts.looks import DARK, LIGHT, Palette
from playground.charts.sweeps import DIVERGED, HEIGHT, WIDTH, best_of, sweep_chart
from playground.core.sweep import KINDS, SweepPoint, rates_around
from playground.texts import LANGUAGES, Texts

CANVAS = Canvas(3, Texts("en"), LIGHT, WIDTH, HEIGHT)
RATES = rates_around(0.01)
losses = st.one_of(st.floats(0, 2.0**99, width=32), st.just(math.nan))


def points(values: list[float]) -> list[SweepPoint]:
    """Runs with these last losses; those without one have diverged."""
    return [
        SweepPoint(rate, loss, 0 if math.isfinite(loss) else 7, not loss < 10)
        for rate, loss in zip(RATES, values, strict=False)
    ]


def test_each_run_has_its_last_loss_and_those_that_diverged_stand_at_the_edge() -> None:
    found = points([0.5, 0.25, math.nan, 20.0])
    chart = sweep_chart(found, RATES[:4], "learning_rate", 0.01, CANVAS)
    ring, trace, beyond = chart["data"]
    assert trace["x"] == RATES[:4]
    assert trace["y"] == [0.5, 0.25, None, 20.0]
    assert trace["marker"]["symbol"][2] == DIVERGED
    assert len(set(trace["marker"]["symbol"])) == 3
    assert beyond["x"] == [RATES[2]]
    assert beyond["customdata"] == [7]
    assert math.isclose(math.log10(beyond["y"][0]), chart["layout"]["yaxis"]["range"][1])
    assert (ring["x"], ring["y"]) == ([RATES[1]], [0.25])
    assert chart["layout"]["meta"] == 3


def test_the_best_does_not_leap() -> None:
    leaping, calm = SweepPoint(1.0, 0.1, 0, True), SweepPoint(0.1, 0.2, 0, False)
    assert best_of([leaping, calm]) is calm
    assert best_of([leaping]) is None


def test_of_runs_that_come_as_low_but_for_rounding_the_first_is_the_best() -> None:
    first, second = SweepPoint(1, 0.25 + 1e-8, 0, False), SweepPoint(2, 0.25, 0, False)
    assert best_of([first, second]) is first


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_plotly_knows_the_chart(kind: str, language: str, palette: Palette) -> None:
    found = points([0.5, math.nan, 20.0])
    looks = replace(CANVAS, texts=Texts(language), palette=palette)
    go.Figure(sweep_chart(found, RATES, kind, 0.01, looks))


@given(st.lists(losses, max_size=31), st.sampled_from(KINDS))
def test_the_axes_show_all_losses(values: list[float], kind: str) -> None:
    found = points(values)
    layout = sweep_chart(found, RATES, kind, 0.01, CANVAS)["layout"]
    for axis, shown in (
        (layout["yaxis"], [point.loss for point in found if not point.diverged_at]),
        (layout["xaxis"], [point.value for point in found]),
    ):
        low, high = axis["range"]
        assert low < high
        if axis.get("type") == "log":
            shown = [math.log10(value) for value in shown]
        assert all(low <= value <= high for value in shown)


def layout(values: list[float], kind: str = "learning_rate", **size: Any) -> dict:
    found = points(values)
    if kind == "seed":
        found = [SweepPoint(seed, p.loss, 0, False) for seed, p in enumerate(found)]
    swept = [point.value for point in found]
    return sweep_chart(found, swept, kind, 0.02, replace(CANVAS, **size))["layout"]


def test_the_present_value_is_a_dotted_line_from_the_bottom_to_the_top() -> None:
    (line,) = layout([0.5, 0.25])["shapes"]
    assert (line["x0"], line["x1"], line["y0"], line["y1"]) == (0.02, 0.02, 0, 1)
    assert (line["yref"], line["line"]["dash"]) == ("paper", "dot")


def test_title_and_key_stand_above_the_chart() -> None:
    title, key = layout([0.5, 0.25])["annotations"]
    texts = Texts("en")
    assert title["text"] == f"<b>{texts('sweep_title_learning_rate')}</b>"
    assert key["text"] == texts("sweep_key")


@pytest.mark.parametrize("present", [0, 0.02])
def test_any_learning_rate_can_be_the_present_one(present: float) -> None:
    (line,) = sweep_chart([], RATES, "learning_rate", present, CANVAS)["layout"]["shapes"]
    assert line["x0"] == present


def test_seeds_stand_on_an_even_axis_and_rates_on_a_logarithmic_one() -> None:
    values = [0.5, 0.25, 0.125]
    seeds, rates = layout(values, "seed")["xaxis"], layout(values)["xaxis"]
    assert seeds["range"] == [-0.5, 2.5]
    assert (seeds["tickformat"], "type" in seeds) == ("d", False)
    assert rates["type"] == "log"
    low, high = rates["range"]
    assert low < math.log10(RATES[0]) < math.log10(RATES[2]) < high
    for axis in (seeds, rates):
        assert axis["fixedrange"] is True
        assert axis["showgrid"] is axis["zeroline"] is False
    assert layout([], "seed")["xaxis"]["range"] == [-0.5, 1.5]


@pytest.mark.parametrize("kind", KINDS)
def test_the_axis_of_values_stays_while_points_come(kind: str) -> None:
    charts = [
        sweep_chart(points(found), RATES, kind, 0.01, CANVAS)
        for found in ([], [0.5], [0.5] * len(RATES))
    ]
    assert len({str(chart["layout"]["xaxis"]) for chart in charts}) == 1


def test_where_a_loss_is_0_the_axis_of_losses_is_even_and_begins_there() -> None:
    axis = layout([0.0, 2.0])["yaxis"]
    assert axis["range"] == [0, pytest.approx(2.1)]
    assert "type" not in axis
    assert layout([0.5, 2.0])["yaxis"]["type"] == "log"
    assert layout([math.nan])["yaxis"]["range"][0] == 0
    assert layout([0.0])["yaxis"]["range"] == [0, 1.05]


def test_an_axis_has_more_ticks_where_there_is_more_room() -> None:
    values = [10.0**n for n in range(-9, 9)]
    few, many = (layout(values, height=height)["yaxis"]["tickvals"] for height in (180, 600))
    assert 2 <= len(few) < len(many) <= 8
    few, many = (layout(values, width=width)["xaxis"]["tickvals"] for width in (200, 900))
    assert 1 <= len(few) < len(many)
    few, many = (layout([0.0, 2.0], height=height)["yaxis"]["nticks"] for height in (180, 600))
    assert 2 <= few < many


def test_calm_leaping_and_diverged_runs_have_their_own_marks() -> None:
    found = points([0.5, 20.0, math.nan])
    ring, trace, beyond = sweep_chart(found, RATES, "seed", 0, CANVAS)["data"]
    assert trace["marker"]["symbol"] == ["circle", "triangle-up-open", "x"]
    assert trace["marker"]["color"] == [LIGHT.loss, LIGHT.accuracy, LIGHT.accuracy]
    assert beyond["marker"]["symbol"] == "x"
    assert ring["marker"]["size"] > 1.5 * trace["marker"]["size"]
    assert {each["cliponaxis"] for each in (ring, trace, beyond)} == {False}
    assert ring["hoverinfo"] == "skip"
    assert trace["customdata"] == ["0.5000", "20.00", "nan"]
