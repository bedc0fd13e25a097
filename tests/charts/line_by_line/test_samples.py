"""The chart of the samples' losses: they lie where the mathematics says."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.charts.canvas import Chart
from playground.charts.display import MAX_POINTS
from playground.charts.line_by_line import (
    LEAST_LIMIT,
    MARGIN,
    MOST_LIMIT,
    SampleLosses,
)
from playground.charts.looks import class_looks
from playground.core.dataset import Dataset
from tests.charts.line_by_line.cases import (
    CLASSES,
    by_meta,
    legend,
    of_losses,
    of_samples,
    sample_losses,
)


@pytest.mark.parametrize("seed", range(5))
def test_every_sample_lies_on_minus_log_p_at_the_p_of_its_label(
    note_dataset: Dataset, seed: int
) -> None:
    samples = sample_losses(note_dataset, seed)
    trace = by_meta(of_samples(samples))["sample_loss"]
    assert (trace["x"], trace["y"]) == (samples.probabilities, samples.losses)
    curve = by_meta(of_samples(samples))["minus_log_p"]
    assert np.exp(-np.array(curve["y"])) == pytest.approx(np.array(curve["x"]))
    assert (curve["x"][-1], curve["y"][-1]) == (1, 0)
    for p, loss in zip(trace["x"], trace["y"], strict=True):
        if loss < curve["y"][0]:
            assert np.interp(p, curve["x"], curve["y"]) == pytest.approx(loss, abs=0.05)


def test_the_mean_is_a_level_line_with_its_number(note_dataset: Dataset) -> None:
    samples = sample_losses(note_dataset)
    chart = of_samples(samples)
    assert by_meta(chart)["mean_loss"]["y"] == [samples.mean] * 2
    assert legend(chart) == ["mean = loss 0.3805"]
    assert (chart["layout"]["legend"]["x"], chart["layout"]["legend"]["y"]) == (1, 1)


losses_of_few = st.lists(st.floats(0, 300), min_size=1, max_size=12)


def top_of(chart: Chart) -> float:
    """The end of the axis of −log p."""
    end: float = chart["layout"]["yaxis"]["range"][1]
    return end


@given(losses_of_few)
def test_marks_at_the_ends_of_both_axes_are_seen_whole(losses: list[float]) -> None:
    layout = of_samples(of_losses(losses))["layout"]
    limit = top_of({"data": [], "layout": layout}) / 1.06
    assert layout["yaxis"]["range"] == pytest.approx([-0.06 * limit, 1.06 * limit])
    assert layout["xaxis"]["range"] == pytest.approx([-0.03, 1.03])


@given(losses_of_few)
def test_samples_beyond_the_axis_stand_at_its_end_and_keep_their_losses(
    losses: list[float],
) -> None:
    chart = of_samples(of_losses(losses))
    top, marks = top_of(chart), by_meta(chart)["beyond"]
    beyond = [loss for loss in losses if loss > top]
    assert marks["y"] == [top] * len(beyond)
    assert [told[2] for told in marks["customdata"]] == beyond


@pytest.mark.parametrize(
    ("beyond", "told"),
    [
        ([300.0], "sample 91: 300.0 ↑"),
        ([90.2, 300.0], "sample 91: 90.20 ↑   sample 92: 300.0 ↑"),
        ([90.2, 300.0, 80.0], "3 samples, up to 300.0 ↑"),
    ],
)
def test_samples_beyond_the_axis_are_told_one_by_one_or_as_many(
    beyond: list[float], told: str
) -> None:
    assert legend(of_samples(of_losses([0.1] * 90 + beyond)))[1:] == [told]


def test_the_sample_chosen_is_not_told_among_those_beyond() -> None:
    _, beyond, chosen = legend(of_samples(of_losses([0.1] * 90 + [90.2, 300]), selected=90))
    assert chosen.startswith("sample 91: p = ")
    assert beyond == "sample 92: 300.0 ↑"


def test_a_sample_has_the_colour_and_shape_of_its_class(note_dataset: Dataset) -> None:
    samples = sample_losses(note_dataset)
    trace = by_meta(of_samples(samples))["sample_loss"]
    looks = class_looks(CLASSES)
    assert trace["marker"]["color"] == [looks[target].color for target in samples.targets]
    assert trace["marker"]["symbol"] == [looks[target].symbol for target in samples.targets]
    assert [told[:2] for told in trace["customdata"]] == [
        [number, CLASSES[target]]
        for number, target in zip(samples.numbers, samples.targets, strict=True)
    ]
    key = of_samples(samples)["layout"]["annotations"][1]["text"]
    assert all(look.color in key and look.mark in key for look in looks)


def test_the_sample_chosen_is_ringed_and_told(note_dataset: Dataset) -> None:
    samples = sample_losses(note_dataset)
    chart = of_samples(samples, selected=4)
    ring = by_meta(chart)["selected"]
    assert (ring["x"], ring["y"]) == ([samples.probabilities[4]], [samples.losses[4]])
    assert ring["marker"]["symbol"] == "circle-open"
    inner = by_meta(chart)["sample_loss"]["marker"]["size"]
    assert inner < ring["marker"]["size"] <= 2 * inner
    assert legend(chart)[-1] == "sample 5: p = 0.7732, loss 0.2572"
    assert "selected" not in by_meta(of_samples(samples))


def test_a_p_too_small_for_a_float_is_told_as_small_as_the_loss_says() -> None:
    samples = SampleLosses([300.0, 0.1], [0.0, math.exp(-0.1)], [0, 1], [1, 2], 150.05, CLASSES)
    assert legend(of_samples(samples, 0))[-1] == "sample 1: p = 5.148e-131, loss 300.0"


@pytest.mark.parametrize("loss", [math.nan, math.inf])
def test_a_loss_that_has_left_the_finite_numbers_is_told_and_not_drawn(loss: float) -> None:
    p = math.nan if math.isnan(loss) else 0.0
    for n in (2, 2000):
        samples = SampleLosses(
            [loss, 0.5] * (n // 2), [p, 0.6] * (n // 2), [0] * n, [1] * n, loss, CLASSES
        )
        chart = of_samples(samples, selected=0)
        assert by_meta(chart)["mean_loss"]["y"] == pytest.approx([loss] * 2, nan_ok=True)
        assert f"mean = loss {loss}" in legend(chart)
        assert all(map(math.isfinite, chart["layout"]["yaxis"]["range"]))


def test_of_very_many_samples_those_are_drawn_that_can_be_told_apart() -> None:
    n = 10_000
    losses = np.linspace(0, 6, n).tolist()
    samples = SampleLosses(
        losses,
        [math.exp(-x) for x in losses],
        [n % 3 for n in range(n)],
        list(range(n)),
        3.0,
        ("a", "b", "c"),
    )
    chart = of_samples(samples)
    trace = by_meta(chart)["sample_loss"]
    assert 300 < len(trace["x"]) < 2000
    own = set(zip(samples.probabilities, losses, strict=True))
    assert set(zip(trace["x"], trace["y"], strict=True)) <= own
    for look in class_looks(("a", "b", "c")):
        seen = np.array(trace["y"])[np.array(trace["marker"]["color"]) == look.color]
        gaps = np.diff(np.sort(seen[seen <= MOST_LIMIT]))
        assert gaps.max() < MOST_LIMIT / 40  # few pixels


@pytest.mark.parametrize(
    ("losses", "limit"),
    [
        ([0.1] * 10, LEAST_LIMIT),
        ([0.1] * 9 + [3.0], MOST_LIMIT),
        ([0.1] * 90 + [300.0], MOST_LIMIT),
        ([4.1] * 3, MOST_LIMIT),
        ([4.5] * 3, 10),  # the mean is not at the very end
    ],
)
def test_the_axis_is_no_longer_than_mean_and_most_samples_need(
    losses: list[float], limit: float
) -> None:
    assert top_of(of_samples(of_losses(losses))) == pytest.approx((1 + MARGIN) * limit)


def test_a_sample_at_the_very_end_of_the_axis_is_not_beyond_it() -> None:
    chart = of_samples(of_losses([0.1] * 9 + [(1 + MARGIN) * MOST_LIMIT]))
    assert by_meta(chart)["beyond"]["x"] == []
    assert len(legend(chart)) == 1


def test_up_to_the_most_points_all_samples_are_drawn_and_of_more_one_at_each_place() -> None:
    for n, drawn in ((MAX_POINTS, MAX_POINTS), (MAX_POINTS + 2, 4)):
        losses, targets = [0.1, 3.0] * (n // 2), [0] * (n // 2) + [1] * (n - n // 2)
        p = [math.exp(-loss) for loss in losses]
        chart = of_samples(SampleLosses(losses, p, targets, list(range(n)), 1.55, CLASSES))
        assert len(by_meta(chart)["sample_loss"]["x"]) == drawn


def test_of_very_many_samples_those_without_a_loss_are_left_out() -> None:
    n = MAX_POINTS + 1
    nan = [math.nan] * n
    samples = SampleLosses(nan, nan, [0] * n, list(range(n)), math.nan, CLASSES)
    assert by_meta(of_samples(samples))["sample_loss"]["x"] == []
