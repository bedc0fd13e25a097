"""The chart of the loss over one parameter: curve, tangent and step, labels on nothing."""

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from tests.charts.lesson_cases import (
    SIZES,
    Slice,
    a_slice,
    assert_labels_stand_apart,
    by_meta,
    labels,
    of_slice,
)


def test_the_slice_is_drawn_whole() -> None:
    loss_slice = a_slice()
    chart = of_slice(loss_slice)
    trace = by_meta(chart)["slice"]
    assert trace["x"] == loss_slice.values.tolist()
    assert trace["y"] == loss_slice.losses.tolist()
    low, high = chart["layout"]["yaxis"]["range"]
    assert low < min(trace["y"]) < max(trace["y"]) < high
    assert chart["layout"]["xaxis"]["range"] == [trace["x"][0], trace["x"][-1]]


@given(st.floats(-3, 3), st.floats(1e-4, 30))
def test_the_tangent_touches_at_the_present_value_with_the_true_slope(
    weight: float, learning_rate: float
) -> None:
    loss_slice = a_slice(learning_rate, weight)
    traces = by_meta(of_slice(loss_slice))
    (x0, x1), (y0, y1) = traces["tangent"]["x"], traces["tangent"]["y"]
    assert (y1 - y0) / (x1 - x0) == pytest.approx(loss_slice.slope)
    assert x0 <= weight <= x1
    assert y0 + (y1 - y0) * (weight - x0) / (x1 - x0) == pytest.approx(loss_slice.loss)
    assert (traces["present"]["x"], traces["present"]["y"]) == ([weight], [loss_slice.loss])
    arrow = traces["step_arrow"]
    assert arrow["x"] == [weight, loss_slice.step_to]
    rise = arrow["y"][1] - arrow["y"][0]
    assert rise == pytest.approx(-learning_rate * loss_slice.slope**2)
    assert arrow["marker"]["symbol"][1] == "arrow"


def test_a_slice_tells_its_slope_and_step() -> None:
    loss_slice = a_slice()
    assert labels(of_slice(loss_slice)) == [
        f"now 0.3000, −lr × slope = {loss_slice.step_to - 0.3:.5f}",
        f"slope {loss_slice.slope:.4f}",
    ]


def test_where_the_optimizer_goes_elsewhere_that_is_shown() -> None:
    chart = of_slice(a_slice(after=1.25))
    assert labels(chart)[-1] == "after the step 1.250"
    rules = [shape for shape in chart["layout"]["shapes"] if shape["line"].get("dash") == "dot"]
    assert [(rule["x0"], rule["x1"]) for rule in rules] == [(1.25, 1.25)]
    for after in (None, 99.0):  # as plain SGD does, or where the chart does not reach
        assert not any("after" in text for text in labels(of_slice(a_slice(after=after))))


@given(st.floats(-3, 3), st.floats(1e-4, 30), st.floats(-2, 2), st.sampled_from(SIZES))
def test_labels_of_a_slice_stand_apart(
    weight: float, learning_rate: float, moved: float, size: tuple
) -> None:
    chart = of_slice(a_slice(learning_rate, weight, weight + moved), size=size)
    assert_labels_stand_apart(chart, size)


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_a_slice_without_a_finite_loss_has_no_tangent(bad: float) -> None:
    losses = torch.full((121,), bad)
    chart = of_slice(Slice(torch.linspace(0, 1, 121), losses, 0.5, bad, math.nan, math.nan, 0.5))
    assert set(by_meta(chart)) == {"slice"}
    assert all(map(math.isfinite, chart["layout"]["yaxis"]["range"]))


def test_a_flat_slice_is_drawn_with_a_level_tangent() -> None:
    flat = Slice(torch.linspace(0, 1, 121), torch.full((121,), 0.5), 0.5, 0.5, 0.0, 0.5, 0.5)
    chart = of_slice(flat)
    low, high = chart["layout"]["yaxis"]["range"]
    assert low < 0.5 < high
    assert by_meta(chart)["tangent"]["y"] == [0.5, 0.5]
    assert by_meta(chart)["step_arrow"]["marker"]["size"] == [0, 0]


def test_a_step_that_leads_out_of_the_chart_leaves_its_axes_as_they_are() -> None:
    values = torch.linspace(-1, 1, 121)
    steep = Slice(values, 3 - values, 0.0, 3.0, -1.0, 1e41, math.inf)
    layout = of_slice(steep)["layout"]
    assert layout["xaxis"]["range"] == [-1, 1]
    low, high = layout["yaxis"]["range"]
    assert -1 < low < high < 5
