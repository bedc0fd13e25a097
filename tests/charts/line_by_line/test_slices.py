"""The chart of the loss over one parameter: curve, tangent and step."""

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from playground.core.insight.slices import Slice
from tests.charts.line_by_line.cases import a_slice, by_meta, legend, of_slice


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
    (x0, x1), (y0, y1) = (
        traces["tangent"][axis][:: len(traces["tangent"]["x"]) - 1] for axis in "xy"
    )
    assert (y1 - y0) / (x1 - x0) == pytest.approx(loss_slice.slope)
    assert (x0, x1) == (traces["slice"]["x"][0], traces["slice"]["x"][-1])
    assert y0 + (y1 - y0) * (weight - x0) / (x1 - x0) == pytest.approx(loss_slice.loss)
    assert (traces["present"]["x"], traces["present"]["y"]) == ([weight], [loss_slice.loss])
    arrow = traces["step_arrow"]
    assert arrow["x"] == [weight, loss_slice.step_to]
    rise = arrow["y"][1] - arrow["y"][0]
    assert rise == pytest.approx(-learning_rate * loss_slice.slope**2)
    assert arrow["marker"]["symbol"][1] == "arrow"


def test_a_slice_tells_its_slope_and_step() -> None:
    loss_slice = a_slice()
    assert legend(of_slice(loss_slice)) == [
        f"slope {loss_slice.slope:.4f}",
        f"now 0.3000, −lr × slope = {loss_slice.step_to - 0.3:.5f}",
    ]


def test_where_the_optimizer_goes_elsewhere_that_is_shown() -> None:
    chart = of_slice(a_slice(after=1.25))
    assert legend(chart)[-1] == "after the step 1.250"
    (rule,) = chart["layout"]["shapes"]
    assert (rule["x0"], rule["x1"]) == (1.25, 1.25)
    # as plain SGD does, or where the chart does not reach
    for after in (None, a_slice().step_to + 1e-9, 99.0):
        assert not of_slice(a_slice(after=after))["layout"]["shapes"]


@pytest.mark.parametrize(
    ("rate", "weight", "place"),
    [(0.1, 0.3, (1, 1)), (1, 2.5, (0, 1)), (8, -2.5, (0, 0)), (3, 1.5, (0.5, 1))],
)
def test_the_legend_covers_neither_curve_nor_tangent_nor_step(
    rate: float, weight: float, place: tuple[float, int]
) -> None:
    found = of_slice(a_slice(rate, weight))["layout"]["legend"]
    assert (found["x"], found["y"]) == place


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_a_slice_without_a_finite_loss_has_no_tangent(bad: float) -> None:
    losses = torch.full((121,), bad)
    chart = of_slice(Slice(torch.linspace(0, 1, 121), losses, 0.5, bad, math.nan, math.nan, 0.5, 0))
    assert set(by_meta(chart)) == {"slice"}
    assert all(map(math.isfinite, chart["layout"]["yaxis"]["range"]))


def test_a_flat_slice_is_drawn_with_a_level_tangent() -> None:
    flat = Slice(torch.linspace(0, 1, 121), torch.full((121,), 0.5), 0.5, 0.5, 0.0, 0.5, 0.5, 0)
    chart = of_slice(flat)
    low, high = chart["layout"]["yaxis"]["range"]
    assert low < 0.5 < high
    assert {*by_meta(chart)["tangent"]["y"]} == {0.5}
    assert by_meta(chart)["step_arrow"]["marker"]["size"] == [0, 0]


def test_a_step_that_leads_out_of_the_chart_leaves_its_axes_as_they_are() -> None:
    values = torch.linspace(-1, 1, 121)
    steep = Slice(values, 3 - values, 0.0, 3.0, -1.0, 1e41, math.inf, -1)
    layout = of_slice(steep)["layout"]
    assert layout["xaxis"]["range"] == [-1, 1]
    low, high = layout["yaxis"]["range"]
    assert -1 < low < high < 5


def of_range(low: float, high: float, slope: float = 0.0, step: float = 0.0) -> list[float]:
    """The axis of a slice whose losses go from ``low`` to ``high``, its middle the present one."""
    losses = torch.linspace(low, high, 121, dtype=torch.float64)
    middle = (low + high) / 2
    loss_slice = Slice(torch.linspace(0, 1, 121), losses, 0.5, middle, slope, 0.5 + step, 0.5, 0)
    found: list[float] = of_slice(loss_slice)["layout"]["yaxis"]["range"]
    return found


def test_an_axis_goes_a_little_beyond_the_losses_and_down_to_the_tip_of_the_step() -> None:
    assert of_range(2, 4) == pytest.approx([1.88, 4.12])
    assert of_range(2, 4, slope=-5.0, step=0.3) == pytest.approx([1.5 - 0.12, 4.12])
    assert of_range(2, 4, slope=-5.0, step=9.0) == pytest.approx([-0.12, 4.12])  # far below
    assert of_range(3, 3) == pytest.approx([3 - 0.018, 3 + 0.018])
    assert of_range(0, 0) == pytest.approx([-0.006, 0.006])


def test_the_arrow_has_a_head_at_the_tip_alone_and_points_along_the_step() -> None:
    marker = by_meta(of_slice(a_slice()))["step_arrow"]["marker"]
    assert marker["size"][0] == 0 < marker["size"][1] < 15
    assert marker["angleref"] == "previous"


@pytest.mark.parametrize("part", ["slope", "loss"])
def test_where_slope_or_loss_is_no_number_there_is_no_step(part: str) -> None:
    losses = torch.linspace(1, 2, 121)
    told = {"loss": 1.5, "slope": 1.0, part: math.inf}
    loss_slice = Slice(
        torch.linspace(0, 1, 121), losses, 0.5, step_to=0.4, after=0.4, difference=0, **told
    )
    assert set(by_meta(of_slice(loss_slice))) == {"slice"}


def test_a_step_to_either_end_of_the_axis_is_shown_and_one_beyond_is_not() -> None:
    low, high = a_slice().values[0].item(), a_slice().values[-1].item()
    for after, is_shown in ((low, True), (high, True), (low - 1e-6, False), (high + 1e-6, False)):
        chart = of_slice(a_slice(after=after))
        assert any("after" in text for text in legend(chart)) is is_shown
