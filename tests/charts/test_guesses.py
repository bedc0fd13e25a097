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
from playground.core.insight.guess import COURSES, read_guess
from playground.core.model import Parameters
from playground.texts import LANGUAGES, Texts
from tests.charts.decision.cases import Case

LOSSES = [0.9 - 0.01 * epoch for epoch in range(50)]


def canvas(language: str = "en", palette: Palette = LIGHT) -> Canvas:
    return Canvas(50, Texts(language), palette, WIDTH, HEIGHT)


def marks(chart: Chart) -> list[dict]:
    return [trace for trace in chart["data"] if trace["meta"] == "guess"]


def curves(text: str, losses: list[float] = LOSSES, log_axis: bool = False, **look: Any) -> Chart:
    histories = {"loss": losses, "accuracy": [0.5] * len(losses)}
    return history_chart(histories, 50, log_axis, canvas(**look), read_guess(text))


@pytest.mark.parametrize(
    ("text", "axis", "value"), [("loss_0.3", "y", 0.3), ("accuracy_0.9", "y2", 0.9)]
)
def test_a_number_is_a_level_line_over_all_epochs(text: str, axis: str, value: float) -> None:
    (trace,) = marks(curves(text))
    assert trace["yaxis"] == axis
    assert set(trace["y"]) == {value}
    assert (trace["x"][0], trace["x"][-1]) == (0, 50)


@given(st.floats(0.001, 1e6), st.booleans())
def test_a_loss_that_is_guessed_lies_on_the_axis_however_large(loss: float, is_log: bool) -> None:
    chart = curves(f"loss_{loss}", log_axis=is_log)
    low, high = chart["layout"]["yaxis"]["range"]
    assert low <= (math.log10(loss) if is_log else loss) <= high


def test_a_loss_of_0_is_drawn_on_a_logarithmic_axis_as_without_it() -> None:
    with_it, without = curves("loss_0", log_axis=True), curves("", log_axis=True)
    assert with_it["layout"]["yaxis"]["range"] == without["layout"]["yaxis"]["range"]


@pytest.mark.parametrize("losses", [[], [math.inf], LOSSES])
def test_a_course_is_a_sketch_that_begins_as_the_loss_does(losses: list[float]) -> None:
    first = losses[0] if losses and math.isfinite(losses[0]) else 1
    for course in COURSES:
        (trace,) = marks(curves(f"course_{course}", losses))
        assert trace["y"][0] == pytest.approx(first)
        steps = np.sign(np.round(np.diff(trace["y"]), 9))
        turns = sum(a != b for a, b in itertools.pairwise(steps))
        assert turns >= 8 if course == "leaps" else turns == 0
        assert {"falls": -1, "stays": 0}.get(course, steps[0]) == steps[0]


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


def plane(guess: tuple[float, ...], case: Case) -> Chart:
    x = case.x.numpy()
    ranges = range_of(x[:, 0]), range_of(x[:, 1])
    scene = case.scene(("0", "1", "2"), x, x[:2])
    return plane_chart(scene, case.ground, ("u", "v"), ranges, canvas(), guess)


def test_a_border_runs_through_both_points_from_edge_to_edge() -> None:
    case = Case(2, 3)
    low, high = (case.x.numpy().min(0), case.x.numpy().max(0))
    one, other = low + 0.4 * (high - low), low + [0.5, 0.7] * (high - low)
    (trace,) = marks(plane((*one.tolist(), *other.tolist()), case))
    ends = np.array([trace["x"], trace["y"]]).T
    way = other - one
    for end in ends:
        assert np.cross([*way, 0], [*(end - one), 0])[2] == pytest.approx(0, abs=1e-9)
        edges = [range_of(column) for column in case.x.numpy().T]
        on_edge = [min(abs(v - e) for e in edge) < 1e-9 for v, edge in zip(end, edges, strict=True)]
        assert any(on_edge)


def test_the_first_point_of_a_border_is_a_point() -> None:
    (trace,) = marks(plane((0.25, 0.5), Case(2, 3)))
    assert (trace["mode"], trace["x"], trace["y"]) == ("markers", [0.25], [0.5])
    assert marks(plane((), Case(2, 3))) == []


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_its_colour_can_be_read_and_is_that_of_no_curve(palette: Palette) -> None:
    assert contrast(palette.guess, palette.paper) >= 4.5
    assert palette.guess not in (palette.loss, palette.accuracy)
