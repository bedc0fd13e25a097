"""What holds for all pictures of decisions, and that each is as exact as it says."""

import numpy as np
import plotly.graph_objects as go
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from playground.charts.decision.ground import WIDTH
from playground.charts.decision.logits import from_centre
from playground.charts.looks import DARK, LIGHT, Palette, class_looks
from playground.charts.scales import stretch
from playground.texts import LANGUAGES
from tests.charts.decision.cases import HOSTILE, KINDS, Case, drawn, traces


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize("kind", KINDS)
def test_every_picture_is_one_that_plotly_knows(kind: str, language: str, palette: Palette) -> None:
    figure = go.Figure(**drawn(kind, language=language, palette=palette))
    assert figure.layout.meta == 7
    assert figure.layout.annotations[0].text == "<b>title</b>"
    if kind == "space":
        assert [figure.layout.scene[f"{name}axis"].title.text for name in "xyz"] == ["u", "v", "w"]
    else:
        assert figure.layout.xaxis.title.text
        assert figure.layout.xaxis.fixedrange


@pytest.mark.parametrize("kind", KINDS)
def test_no_name_is_taken_for_html(kind: str) -> None:
    said = str(drawn(kind, names=HOSTILE, features=(HOSTILE[0], HOSTILE[1])))
    assert "<img" not in said
    assert "<b>b" not in said


@pytest.mark.parametrize("kind", KINDS)
def test_lists_of_numbers_have_no_place_where_the_page_scales_a_length(kind: str) -> None:
    """The page's script multiplies these by the size of the type."""

    def check(part: object, name: str = "") -> None:
        if isinstance(part, dict):
            for key, value in part.items():
                check(value, key)
        elif isinstance(part, list):
            assert name not in ("size", "width", "standoff")
            for value in part:
                check(value)

    check(drawn(kind))


@pytest.mark.parametrize("kind", ["line", "plane", "strip", "logits"])
def test_each_sample_has_the_mark_of_its_label_and_its_number(kind: str) -> None:
    case = Case({"line": 1}.get(kind, 2), 2 if kind == "strip" else 3)
    (trace,) = traces(drawn(kind, case), "samples")
    looks = class_looks(["0", "1", "2"][: case.p.shape[1]])
    assert trace["marker"]["symbol"] == [looks[target].symbol for target in case.targets]
    assert [told[0] for told in trace["customdata"]] == list(range(1, len(case.x) + 1))
    inner = trace["marker"]["color"]
    assert [color == LIGHT.paper for color in inner] == [at % 3 == 0 for at in range(len(inner))]


@pytest.mark.parametrize("kind", ["line", "plane", "strip", "logits"])
def test_wrong_samples_and_no_others_are_ringed(kind: str) -> None:
    case = Case({"line": 1}.get(kind, 2), 2 if kind == "strip" else 3)
    chart = drawn(kind, case)
    (samples,), (rings,) = traces(chart, "samples"), traces(chart, "wrong")
    wrong = [at for at, said in enumerate(case.predicted) if said != case.targets[at]]
    assert rings["x"] == [samples["x"][at] for at in wrong]
    assert rings["y"] == [samples["y"][at] for at in wrong]


@pytest.mark.parametrize("kind", ["plane", "logits"])
@pytest.mark.parametrize("seed", range(4))
def test_each_sample_stands_on_ground_of_its_predicted_class(kind: str, seed: int) -> None:
    case = Case(2, 3, seed=seed)
    chart = drawn(kind, case)
    (samples,) = traces(chart, "samples")
    looks = class_looks(["0", "1", "2"])
    for x, y, said in zip(samples["x"], samples["y"], case.predicted, strict=True):
        color = next(
            shape["fillcolor"] for shape in chart["layout"]["shapes"] if contains(shape, x, y)
        )
        assert color == looks[said].color


def contains(shape: dict, x: float, y: float) -> bool:
    """Whether a point lies in the convex polygon of a shape."""
    path = shape["path"].removeprefix("M").removesuffix("Z").split("L")
    corners = np.array([list(map(float, point.split(","))) for point in path])
    (dx, dy), (px, py) = (np.roll(corners, -1, 0) - corners).T, (np.array([x, y]) - corners).T
    return bool((dx * py - dy * px >= -1e-9).all())


def test_samples_of_a_strip_stand_at_the_probability_that_softmax_gives() -> None:
    case = Case(2, 2)
    (samples,) = traces(drawn("strip", case), "samples")
    assert samples["y"] == pytest.approx(case.p[:, 1].tolist())
    leads = case.logits[:, 1] - case.logits[:, 0]
    assert stretch(np.array(samples["x"])) == pytest.approx(leads.numpy())


def test_a_bar_is_as_long_as_the_slope_of_the_sample_s_own_loss() -> None:
    case = Case(2, 2)
    ends = [end for trace in traces(drawn("strip", case), "to_label") for end in trace["y"]]
    lengths = [abs(one - other) for one, other in zip(ends[::3], ends[1::3], strict=True)]
    logits = case.logits.clone().requires_grad_()
    targets = torch.tensor(case.targets)
    torch.nn.functional.cross_entropy(logits, targets, reduction="sum").backward()
    assert logits.grad is not None
    assert sorted(lengths) == pytest.approx(sorted(logits.grad[:, 1].abs().tolist()))


def test_the_axis_of_a_strip_names_true_values() -> None:
    axis = drawn("strip", limit=877.0)["layout"]["xaxis"]
    named = [float(text.replace("−", "-")) for text in axis["ticktext"]]
    assert stretch(np.array(axis["tickvals"])) == pytest.approx(named, abs=1e-9)
    assert {-500.0, 0.0, 500.0} <= set(named)


def test_rings_are_as_far_from_the_centre_as_they_say() -> None:
    chart = drawn("logits", limit=200.0)
    names = traces(chart, "ring_names")[0]["text"]
    for name, ring in zip(names, traces(chart, "ring"), strict=True):
        radii = stretch(np.hypot(ring["x"], ring["y"]))
        assert radii == pytest.approx(np.full(len(radii), float(name)))


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_the_plane_of_the_logits_keeps_directions(x: float, y: float) -> None:
    (place,) = from_centre(np.array([[x, y]])).tolist()
    assert place[0] * y == pytest.approx(place[1] * x, abs=1e-6)
    assert place[0] * x + place[1] * y >= 0


def test_the_heatmap_has_the_probabilities_and_frames_each_label() -> None:
    case = Case(2, 5)
    chart = drawn("heatmap", case)
    order = np.argsort(case.targets, kind="stable")
    rows = [trace["z"][0] for trace in traces(chart, "samples")]
    assert rows == case.p.numpy()[order].T.tolist()
    framed = {
        (label, column)
        for shape in chart["layout"]["shapes"]
        for label in [round(shape["y0"] + 0.5)]
        for column in range(round(shape["x0"] + 0.5), round(shape["x1"] + 0.5))
    }
    assert framed == {(case.targets[row], column) for column, row in enumerate(order)}


def test_the_walls_in_space_are_flat_pieces_on_which_two_classes_are_equally_likely() -> None:
    case = Case(3, 3)
    flat = [trace for trace in traces(drawn("space", case), "boundary") if "i" in trace]
    assert flat
    for wall in flat:
        corners = torch.tensor([wall[name] for name in "xyz"], dtype=torch.float64).t()
        p = torch.nn.functional.softmax(torch.nn.functional.linear(corners, *case.ground), 1)
        top = p.sort(1, descending=True).values
        assert torch.allclose(top[:, 0], top[:, 1], atol=1e-9)
        triangles = zip(wall["i"], wall["j"], wall["k"], strict=True)
        assert {at for triangle in triangles for at in triangle} == set(range(len(corners)))


def test_in_space_each_sample_stands_at_its_own_values() -> None:
    case = Case(3, 3)
    (samples,) = traces(drawn("space", case), "samples")
    assert [samples[name] for name in "xyz"] == case.x.T.tolist()
    assert [told[0] for told in samples["customdata"]] == list(range(1, len(case.x) + 1))


@pytest.mark.parametrize("kind", ["line", "plane", "strip", "logits"])
def test_the_picture_has_most_of_the_width(kind: str) -> None:
    margin = drawn(kind)["layout"]["margin"]
    assert margin["l"] + margin["r"] <= WIDTH / 5


@pytest.mark.parametrize("kind", ["line", "plane", "strip", "logits", "space"])
def test_a_test_vector_stands_where_a_sample_of_the_same_values_does(kind: str) -> None:
    case = Case({"line": 1, "space": 3}.get(kind, 2), 2 if kind == "strip" else 3)
    chart = drawn(kind, case)
    (samples,), (vectors,) = traces(chart, "samples"), traces(chart, "test_vectors")
    for axis in {"line": "x", "space": "xyz"}.get(kind, "xy"):
        assert vectors[axis] == pytest.approx(samples[axis][:2])
