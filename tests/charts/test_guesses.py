"""A guess in the chart that it will be held against."""

import itertools
import math
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from playground.charts.canvas import Canvas, Chart
from playground.charts.curves import HEIGHT, WIDTH, history_chart
from playground.charts.decision.plane import plane_chart
from playground.charts.heatmaps import parameters_chart
from playground.charts.looks import DARK, LIGHT, Palette, contrast
from playground.core.insight.decision import range_of
from playground.core.insight.guess import read_guess
from playground.core.model import Parameters
from playground.texts import LANGUAGES, Texts
from tests.charts.decision.cases import Case

LOSSES = [0.9 - 0.01 * epoch for epoch in range(50)]
CASE = Case(2, 3)
X = CASE.x.numpy()
EDGES = [range_of(column) for column in X.T]


def canvas(language: str = "en", palette: Palette = LIGHT) -> Canvas:
    return Canvas(50, Texts(language), palette, WIDTH, HEIGHT)


def marks(chart: Chart) -> list[dict]:
    return [trace for trace in chart["data"] if trace["meta"] == "guess"]


def curves(text: str, losses: list[float] = LOSSES, log_axis: bool = False, **look: Any) -> Chart:
    histories = {"loss": losses, "accuracy": [0.5] * len(losses)}
    return history_chart(histories, 50, log_axis, canvas(**look), read_guess(text))


@pytest.mark.parametrize(("text", "axis"), [("loss_0.3", "y"), ("accuracy_0.3", "y2")])
def test_a_number_is_a_level_line_over_all_epochs(text: str, axis: str) -> None:
    (trace,) = marks(curves(text))
    assert (trace["yaxis"], set(trace["y"])) == (axis, {0.3})
    assert (trace["x"][0], trace["x"][-1]) == (0, 50)


@given(st.floats(0.001, 1e6), st.booleans())
def test_a_loss_that_is_guessed_lies_on_the_axis_however_large(loss: float, is_log: bool) -> None:
    chart = curves(f"loss_{loss}", log_axis=is_log)
    low, high = chart["layout"]["yaxis"]["range"]
    assert low <= (math.log10(loss) if is_log else loss) <= high


def test_a_loss_of_0_is_drawn_on_a_logarithmic_axis_as_without_it() -> None:
    with_it, without = curves("loss_0", log_axis=True), curves("", log_axis=True)
    assert with_it["layout"]["yaxis"]["range"] == without["layout"]["yaxis"]["range"]


@pytest.mark.parametrize(("losses", "first"), [([], 1), ([math.inf], 1), (LOSSES, 0.9)])
def test_a_course_is_a_sketch_that_begins_as_the_loss(losses: list[float], first: float) -> None:
    for course, way in (("falls", -1), ("leaps", None), ("stays", 0)):
        (trace,) = marks(curves(f"course_{course}", losses))
        assert trace["y"][0] == pytest.approx(first)
        steps = np.sign(np.round(np.diff(trace["y"]), 9))
        n_turns = np.count_nonzero(np.diff(steps))
        assert n_turns >= 8 if way is None else (n_turns, steps[0]) == (0, way)


@pytest.mark.parametrize("text", ["loss_0.3", "loss_0.9", "accuracy_1", "course_stays"])
def test_the_words_beside_it_say_whose_it_is_within_the_chart(text: str) -> None:
    for language in LANGUAGES:
        (trace,) = marks(curves(text, language=language))
        (word,) = filter(None, trace["text"])
        assert word == Texts(language)("guess_mark")
        assert trace["textposition"].startswith("top" if text == "loss_0.3" else "bottom")


def heatmaps(guess: tuple[int, int] | None) -> Chart:
    parameters = Parameters(torch.zeros(2, 3), torch.zeros(2))
    names = ("u", "v", "w"), ("toString", "b")
    return parameters_chart(parameters, *names, 1, canvas(), guess=guess)


def test_a_weight_is_framed_in_its_cell_and_lets_clicks_through() -> None:
    for row, column in itertools.product((1, 2), (1, 2, 3)):
        chart = heatmaps((row, column))
        (trace,), (weight, *_) = marks(chart), chart["data"]
        assert (trace["x"], trace["y"]) == ([weight["x"][column - 1]], [weight["y"][row - 1]])
        assert trace["hoverinfo"] == "skip"
    assert marks(heatmaps(None)) == []


def plane(*guess: float) -> Chart:
    scene = CASE.scene(("0", "1", "2"), X, X[:2])
    return plane_chart(scene, CASE.ground, ("u", "v"), (EDGES[0], EDGES[1]), canvas(), guess)


def test_a_border_runs_through_both_points_from_edge_to_edge() -> None:
    low, high = X.min(0), X.max(0)
    one, other = low + 0.4 * (high - low), low + [0.5, 0.7] * (high - low)
    (trace,) = marks(plane(*one.tolist(), *other.tolist()))
    ends = np.array([trace["x"], trace["y"]])
    (way_x, way_y), (x, y) = other - one, ends - one[:, None]
    assert way_x * y == pytest.approx(way_y * x, abs=1e-9)
    assert np.isclose(ends[..., None], np.array(EDGES)[:, None]).any((0, 2)).all()


def test_the_first_point_of_a_border_is_a_point() -> None:
    (trace,) = marks(plane(0.25, 0.5))
    assert (trace["mode"], trace["x"], trace["y"]) == ("markers", [0.25], [0.5])
    assert marks(plane()) == []


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_its_colour_can_be_read_and_is_that_of_no_curve(palette: Palette) -> None:
    assert contrast(palette.guess, palette.paper) >= 4.5
    assert palette.guess not in (palette.loss, palette.accuracy)
