"""Two classes: the sigmoid, bars to the labels, and what the axes say."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from playground.charts.canvas import Chart
from playground.charts.decision.strip import strip_chart
from playground.charts.looks import class_looks
from playground.charts.scales import stretch
from tests.charts.decision.cases import Case, canvas, drawn, traces

CASE = Case(2, 2)


def of_pair(pair: tuple[int, int], names: tuple[str, ...], width: float = 570) -> Chart:
    """Samples of two out of several classes."""
    scene = CASE.scene(names, (CASE.logits[:, 1] - CASE.logits[:, 0]).numpy())
    samples = replace(scene.samples, targets=[pair[at] for at in scene.samples.targets])
    return strip_chart(replace(scene, samples=samples), pair, 50.0, canvas(width))


def test_the_curve_is_the_sigmoid_over_the_whole_axis() -> None:
    chart = drawn("strip", CASE)
    (curve,) = traces(chart, "sigmoid")
    p = torch.sigmoid(torch.from_numpy(stretch(np.array(curve["x"]))))
    assert curve["y"] == pytest.approx(p.tolist())
    assert [curve["x"][0], curve["x"][-1]] == chart["layout"]["xaxis"]["range"]
    assert len(curve["x"]) >= 200
    assert curve["mode"] == "lines"


def test_the_axis_of_p_shows_0_and_1_whole() -> None:
    axis = drawn("strip", CASE)["layout"]["yaxis"]
    assert axis["tickvals"] == [0, 0.25, 0.5, 0.75, 1]
    low, high = axis["range"]
    assert low == pytest.approx(1 - high)
    assert 1.03 < high < 1.1


def test_the_border_is_at_lead_0_from_the_bottom_to_the_top() -> None:
    chart = drawn("strip", CASE)
    (border,) = traces(chart, "boundary")
    assert border["x"] == [0, 0]
    assert border["y"] == chart["layout"]["yaxis"]["range"]


def test_each_bar_leads_from_its_sample_to_the_label_in_the_label_s_colour() -> None:
    chart = drawn("strip", CASE)
    (samples,) = traces(chart, "samples")
    looks = class_looks(("0", "1"))
    for label, bars in enumerate(traces(chart, "to_label")):
        own = [at for at, target in enumerate(CASE.targets) if target == label]
        assert bars["x"][::3] == bars["x"][1::3] == [samples["x"][at] for at in own]
        assert bars["y"][::3] == [samples["y"][at] for at in own]
        assert bars["y"][1::3] == [float(label)] * len(own)
        assert bars["x"][2::3] == bars["y"][2::3] == [None] * len(own)
        assert bars["line"]["color"] == looks[label].color
        assert bars["name"] == str(label)
        assert 1 < bars["line"]["width"] < 3


def test_of_a_pair_of_several_classes_the_axes_and_the_key_name_these_two() -> None:
    names = ("a", "bb", "cc", "dd")
    chart = of_pair((1, 3), names)
    assert chart["layout"]["xaxis"]["title"]["text"] == "z₃ − z₁"
    assert chart["layout"]["yaxis"]["title"]["text"] == "p of dd"
    key = chart["layout"]["annotations"][1]["text"]
    assert [f"</span> {name}" in key for name in names] == [False, True, False, True]
    bars = traces(chart, "to_label")
    assert [trace["name"] for trace in bars] == ["bb", "dd"]
    assert [{*trace["y"][1::3]} for trace in bars] == [{0.0}, {1.0}]
    looks = class_looks(names)
    colors = [shape["fillcolor"] for shape in chart["layout"]["shapes"]]
    assert colors == [looks[1].color, looks[3].color]


def test_a_class_without_samples_has_no_bars() -> None:
    scene = CASE.scene(("a", "b"), np.zeros(len(CASE.targets)))
    samples = replace(scene.samples, targets=[1] * len(CASE.targets))
    chart = strip_chart(replace(scene, samples=samples), (0, 1), 50.0, canvas())
    assert [trace["name"] for trace in traces(chart, "to_label")] == ["b"]


def test_a_long_class_name_beside_the_axis_is_cut() -> None:
    said = of_pair((0, 1), ("a", "b" * 60))["layout"]["yaxis"]["title"]["text"]
    assert 10 < len(said) < 40
    assert said.endswith("…")


def test_an_axis_has_ticks_on_both_sides_as_many_as_it_has_room_for() -> None:
    for width, least, most in ((570, 9, 25), (250, 3, 9)):
        axis = of_pair((0, 1), ("a", "b"), width)["layout"]["xaxis"]
        places = np.array(axis["tickvals"])
        assert places == pytest.approx(-places[::-1])
        assert least <= len(places) <= most
        pixels = np.diff(places) / np.diff(axis["range"]) * (width - 76)
        assert pixels.min() > 20
