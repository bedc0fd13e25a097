"""One feature: curves, the rug of samples below them, and the names of the borders."""

import itertools

import numpy as np
import pytest
import torch

from playground.charts.decision.ground import WIDTH
from playground.charts.decision.line import MAX_ROWS_HEIGHT, ROW_HEIGHT, line_chart
from playground.charts.display import format_number
from playground.charts.looks import class_looks, text_width
from playground.core.insight.decision import range_of
from playground.core.model import Parameters
from tests.charts.decision.cases import Case, canvas, drawn, traces

CASE = Case(1, 3)


def test_the_curves_are_the_probabilities_of_torch_over_the_whole_axis() -> None:
    chart = drawn("line", CASE)
    low, high = range_of(CASE.x.numpy()[:, 0])
    assert chart["layout"]["xaxis"]["range"] == [low, high]
    looks = class_looks(["0", "1", "2"])
    curves = traces(chart, "p")
    assert [curve["name"] for curve in curves] == ["0", "1", "2"]
    for at, curve in enumerate(curves):
        x = torch.tensor(curve["x"], dtype=torch.float64)[:, None]
        p = torch.nn.functional.softmax(torch.nn.functional.linear(x, *CASE.ground), 1)[:, at]
        assert curve["y"] == pytest.approx(p.tolist())
        assert (curve["x"][0], curve["x"][-1]) == (low, high)
        assert len(curve["x"]) > 100
        assert curve["line"]["color"] == looks[at].color


@pytest.mark.parametrize("n_classes", [2, 3, 12])
def test_samples_stand_below_the_curves_in_a_row_for_each_label_and_vectors_in_the_last(
    n_classes: int,
) -> None:
    case = Case(1, n_classes, n=200)
    names = tuple(f"class {k}" for k in range(n_classes))
    x = case.x.numpy()[:, 0]
    chart = line_chart(case.scene(names, x, x[:2]), case.ground, "u", range_of(x), canvas())
    (samples,), (vectors,) = traces(chart, "samples"), traces(chart, "test_vectors")
    assert samples["x"] == case.x[:, 0].tolist()
    rows = sorted({*samples["y"]}, reverse=True)
    assert [rows.index(y) for y in samples["y"]] == case.targets
    ends = chart["layout"]["yaxis"]["range"]
    (below,) = {*vectors["y"]}
    gaps = [one - other for one, other in itertools.pairwise([0.0, *rows, below])]
    assert gaps == pytest.approx([gaps[0]] * len(gaps))
    # as far apart as they should be, or as all have room
    assert gaps[0] == pytest.approx(ROW_HEIGHT) or below == pytest.approx(-MAX_ROWS_HEIGHT)
    assert gaps[0] <= ROW_HEIGHT + 1e-9
    assert below >= -MAX_ROWS_HEIGHT - 1e-9
    assert -0.6 < ends[0] < -0.2  # most of the chart is the curves'
    assert 0.5 * gaps[0] < below - ends[0] < gaps[0]
    assert ends[1] == pytest.approx(1.06)
    assert chart["layout"]["yaxis"]["tickvals"] == [0, 0.25, 0.5, 0.75, 1]


def crossing_at(x: float, high: float = 10.0) -> tuple[dict, float]:
    """The name of the border of two classes at ``x`` on an axis from 0 to ``high``."""
    ground = Parameters(
        torch.tensor([[0.0], [1.0]], dtype=torch.float64),
        torch.tensor([x, 0.0], dtype=torch.float64),
    )
    case = Case(1, 2)
    scene = case.scene(("a", "b"), case.x.numpy()[:, 0])
    chart = line_chart(scene, ground, "feature", (0.0, high), canvas())
    (name,) = traces(chart, "border_names")
    margin = chart["layout"]["margin"]
    return name, WIDTH - margin["l"] - margin["r"]


def test_a_border_is_named_beside_its_upper_end_on_the_side_that_has_room() -> None:
    sides = []
    for x in np.linspace(0.1, 9.9, 50):
        name, width = crossing_at(float(x))
        assert name["x"] == pytest.approx([x])
        assert name["y"] == [pytest.approx(1.02)]
        assert name["text"][0].strip().startswith("feature = ")
        has_room = x / 10 * width + text_width(name["text"][0]) + 1 <= width
        assert name["textposition"] == ("middle right" if has_room else "middle left")
        sides.append(has_room)
    assert {*sides} == {True, False}


@pytest.mark.parametrize("seed", range(10))
def test_names_of_borders_do_not_lie_on_one_another_and_are_there_where_they_have_room(
    seed: int,
) -> None:
    chart = drawn("line", Case(1, 9, seed=seed), names=tuple("abcdefghi"), features=("of it", ""))
    margin, (low, high) = chart["layout"]["margin"], chart["layout"]["xaxis"]["range"]
    width = WIDTH - margin["l"] - margin["r"]
    named = {trace["x"][0]: trace for trace in traces(chart, "border_names")}
    free_from = 0.0
    for border in sorted(traces(chart, "boundary"), key=lambda trace: trace["x"][0]):
        x = border["x"][0]
        place = (x - low) / (high - low) * width
        needs = text_width(f" of it = {format_number(x)} ") + 1
        on_left, on_right = place - needs >= free_from, free_from <= place + 1 <= width - needs + 1
        assert (x in named) == (on_left or on_right)
        if x in named:
            is_right = named[x]["textposition"] == "middle right"
            assert is_right == on_right
            free_from = place + needs if is_right else place - 1
