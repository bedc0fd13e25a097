"""Charts of a lesson: they lie where the mathematics says, and their labels on nothing."""

import html
import itertools
import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor, nn

from playground.charts.figures import Chart
from playground.charts.lesson_figures import (
    SampleLosses,
    sample_loss_alt,
    sample_loss_chart,
    slice_alt,
    slice_chart,
)
from playground.charts.looks import DARK, LIGHT, Palette, class_looks, text_width
from playground.core.dataset import Dataset
from playground.texts import LANGUAGES, Texts

TEXTS = Texts("en")
CLASSES = ("0", "1")
SIZES = [(460, 190), (500, 220), (900, 400)]
HOSTILE = ('<img src=x onerror="alert(1)">', "a & b")


@dataclass(frozen=True)
class Slice:
    values: Tensor
    losses: Tensor
    value: float
    loss: float
    slope: float
    step_to: float
    after: float


def sample_losses(dataset: Dataset, seed: int = 0) -> SampleLosses:
    """Those of a classifier as it is before training."""
    torch.manual_seed(seed)
    with torch.no_grad():
        log_p = nn.Linear(3, 2)(dataset.features).log_softmax(1)
    own = -log_p.gather(1, dataset.targets[:, None])[:, 0]
    numbers = list(range(1, len(own) + 1))
    return SampleLosses(
        own.tolist(), (-own).exp().tolist(), dataset.targets.tolist(), numbers, own.mean().item()
    )


def of_losses(losses: list[float]) -> SampleLosses:
    n = len(losses)
    mean = sum(losses) / n
    return SampleLosses(
        losses, [math.exp(-x) for x in losses], [0] * n, list(range(1, n + 1)), mean
    )


def a_slice(learning_rate: float = 0.1, weight: float = 0.3, after: float | None = None) -> Slice:
    """The loss of two samples over one weight, its slope by autograd."""
    w = torch.tensor(weight, dtype=torch.float64, requires_grad=True)

    def loss_at(value: Tensor) -> Tensor:
        return nn.functional.softplus(-2 * value) + 0.5 * nn.functional.softplus(value)

    loss = loss_at(w)
    loss.backward()
    assert w.grad is not None
    slope = w.grad.item()
    step_to = weight - learning_rate * slope
    values = torch.linspace(weight - 2, weight + 2, 121, dtype=torch.float64)
    last = step_to if after is None else after
    return Slice(values, loss_at(values), weight, loss.item(), slope, step_to, last)


def of_samples(
    samples: SampleLosses, selected: int | None = None, size: tuple = SIZES[0], **options: Any
) -> Chart:
    options = {"class_names": CLASSES, "texts": TEXTS, "palette": LIGHT, **options}
    return sample_loss_chart(
        samples, selected=selected, epoch=3, width=size[0], height=size[1], **options
    )


def of_slice(loss_slice: Slice, name: str = "W[1][2]", size: tuple = SIZES[0]) -> Chart:
    return slice_chart(loss_slice, name, 3, TEXTS, LIGHT, *size)


def by_meta(chart: Chart) -> dict[str, dict]:
    return {trace["meta"]: trace for trace in chart["data"]}


def labels(chart: Chart) -> list[str]:
    """What stands within the axes."""
    annotations = chart["layout"]["annotations"]
    return [html.unescape(a["text"]) for a in annotations if a["xanchor"] == "left"][1:]


def boxes(chart: Chart, size: tuple) -> list[tuple[float, float, float, float]]:
    """Left, right, lower and upper edge of each label in the axes, in pixels."""
    layout = chart["layout"]
    margin = layout["margin"]
    width = size[0] - margin["l"] - margin["r"]
    height = size[1] - margin["t"] - margin["b"]
    inside = [a for a in layout["annotations"] if a["xanchor"] == "left"][1:]
    return [
        (
            width * a["x"],
            width * a["x"] + text_width(html.unescape(a["text"])),
            height * a["y"],
            height * a["y"] + 16,
        )
        for a in inside
    ]


def assert_labels_stand_apart(chart: Chart, size: tuple) -> None:
    margin = chart["layout"]["margin"]
    found = boxes(chart, size)
    for left, right, low, high in found:
        assert left >= 0
        assert right <= size[0] - margin["l"]
        assert low >= 0
        assert high <= size[1] - margin["b"] - margin["t"] + 3
    for one, other in itertools.combinations(found, 2):
        apart = one[1] <= other[0] or other[1] <= one[0]
        assert apart or one[3] <= other[2] or other[3] <= one[2]


@pytest.mark.parametrize("seed", range(5))
def test_every_sample_lies_on_minus_log_p_at_the_p_of_its_label(
    note_dataset: Dataset, seed: int
) -> None:
    samples = sample_losses(note_dataset, seed)
    trace = by_meta(of_samples(samples))["sample_loss"]
    assert (trace["x"], trace["y"]) == (samples.probabilities, samples.losses)
    curve = by_meta(of_samples(samples))["minus_log_p"]
    assert np.exp(-np.array(curve["y"])) == pytest.approx(np.array(curve["x"]))
    for p, loss in zip(trace["x"], trace["y"], strict=True):
        if loss < curve["y"][0]:
            assert np.interp(p, curve["x"], curve["y"]) == pytest.approx(loss, abs=0.05)


def test_the_mean_is_a_level_line_with_its_number(note_dataset: Dataset) -> None:
    samples = sample_losses(note_dataset)
    chart = of_samples(samples)
    assert by_meta(chart)["mean_loss"]["y"] == [samples.mean] * 2
    assert labels(chart) == ["mean = loss 0.3805"]


@given(st.lists(st.floats(0, 300), min_size=1, max_size=12))
def test_the_axis_ends_at_a_round_loss_above_the_mean(losses: list[float]) -> None:
    samples = of_losses(losses)
    chart = of_samples(samples)
    _, top = chart["layout"]["yaxis"]["range"]
    assert f"{top / 1.06:.0e}"[0] in "125"
    assert top > samples.mean
    assert top >= 2
    if max(losses) <= 5:
        assert top >= max(losses)
    beyond = [loss for loss in losses if loss > top]
    if beyond:
        marks = by_meta(chart)["beyond"]
        assert marks["y"] == [top] * len(beyond)
        assert [told[2] for told in marks["customdata"]] == beyond
    else:
        assert "beyond" not in by_meta(chart)


def test_samples_beyond_the_axis_are_told_one_by_one_or_as_many() -> None:
    few, many = (
        of_samples(of_losses([0.1] * 90 + [90.2, 300])),
        of_samples(of_losses([0.1] * 90 + [90.2, 300, 8])),
    )
    assert labels(few)[0] == "sample 91: 90.20 ↑   sample 92: 300.0 ↑"
    assert labels(many)[0] == "3 samples, up to 300.0 ↑"
    one = labels(of_samples(of_losses([0.1] * 90 + [90.2, 300]), selected=90))
    assert one[0].startswith("sample 91: p = ")
    assert one[1] == "sample 92: 300.0 ↑"


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
    assert labels(chart)[0] == "sample 5: p = 0.7732, −log p = 0.2572"
    assert "selected" not in by_meta(of_samples(samples))


def test_a_p_too_small_for_a_float_is_told_as_small_as_the_loss_says() -> None:
    samples = SampleLosses([300.0, 0.1], [0.0, math.exp(-0.1)], [0, 1], [1, 2], 150.05)
    assert labels(of_samples(samples, 0))[0] == "sample 1: p = 5.148e-131, −log p = 300.0"


@pytest.mark.parametrize("loss", [math.nan, math.inf])
def test_a_loss_that_has_left_the_finite_numbers_is_told_and_not_drawn(loss: float) -> None:
    p = math.nan if math.isnan(loss) else 0.0
    for n in (2, 2000):
        samples = SampleLosses([loss, 0.5] * (n // 2), [p, 0.6] * (n // 2), [0] * n, [1] * n, loss)
        chart = of_samples(samples, selected=0)
        assert "mean_loss" not in by_meta(chart)
        assert f"mean = loss {loss}" in labels(chart)
        assert all(map(math.isfinite, chart["layout"]["yaxis"]["range"]))


def test_of_very_many_samples_those_are_drawn_that_can_be_told_apart() -> None:
    n = 10_000
    losses = np.linspace(0, 6, n).tolist()
    samples = SampleLosses(
        losses, [math.exp(-x) for x in losses], [n % 3 for n in range(n)], list(range(n)), 3.0
    )
    chart = of_samples(samples, class_names=("a", "b", "c"))
    trace = by_meta(chart)["sample_loss"]
    assert 300 < len(trace["x"]) < 2000
    own = set(zip(samples.probabilities, losses, strict=True))
    assert set(zip(trace["x"], trace["y"], strict=True)) <= own
    for look in class_looks(("a", "b", "c")):
        assert look.color in trace["marker"]["color"]


@given(
    st.lists(st.floats(0, 8) | st.floats(80, 300), min_size=1, max_size=12),
    st.integers(0, 11),
    st.sampled_from(SIZES),
    st.sampled_from(sorted(LANGUAGES)),
)
def test_labels_of_samples_stand_apart(
    losses: list[float], selected: int, size: tuple, language: str
) -> None:
    chart = of_samples(
        of_losses(losses), min(selected, len(losses) - 1), size, texts=Texts(language)
    )
    assert_labels_stand_apart(chart, size)


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


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize("size", SIZES)
def test_every_chart_is_one_that_plotly_knows_and_has_titles(
    note_dataset: Dataset, language: str, palette: Palette, size: tuple
) -> None:
    texts = Texts(language)
    samples = sample_losses(note_dataset)
    for chart in (
        sample_loss_chart(samples, CLASSES, 4, 3, texts, palette, *size),
        slice_chart(a_slice(after=1), "b[0]", 3, texts, palette, *size),
    ):
        figure = go.Figure(**chart)  # raises ValueError for a property that plotly has not
        assert all(annotation.text for annotation in figure.layout.annotations)
        assert figure.layout.xaxis.title.text
        assert figure.layout.yaxis.title.text
        assert figure.layout.meta == 3
        assert figure.layout.xaxis.fixedrange
        assert figure.layout.yaxis.fixedrange


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chart_can_be_said_in_words(note_dataset: Dataset, language: str) -> None:
    texts = Texts(language)
    said = sample_loss_alt(sample_losses(note_dataset), 7, texts)
    assert all(part in said for part in ("10", "7", "0.3805"))
    assert "W[0][1]" in slice_alt(a_slice(), "W[0][1]", texts)


def test_no_name_is_taken_for_html(note_dataset: Dataset) -> None:
    samples = sample_losses(note_dataset)
    for chart in (of_samples(samples, class_names=HOSTILE), of_slice(a_slice(), HOSTILE[0])):
        assert "<img" not in str(chart)
        assert "onerror" not in str(chart) or "&lt;img" in str(chart)
