"""What lies under the pictures of decisions: certainty, borders, colours; and their key."""

import base64
import io
from collections.abc import Callable

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from playground.charts.decision.ground import (
    blank_chart,
    cells,
    certainty_image,
    colored,
    strength,
)
from playground.charts.looks import class_looks
from playground.charts.scales import squeeze, stretch
from tests.charts.decision.cases import Case, canvas, drawn, traces
from tests.charts.decision.test_decision import contains

LOGITS = torch.tensor(  # of points of the plane of three scores that add up to 0
    [[-0.5, -0.5 / 3**0.5], [0.5, -0.5 / 3**0.5], [0.0, 1 / 3**0.5]], dtype=torch.float64
)
CLASSES = ("0", "1", "2")


def test_cells_are_asked_in_their_middles_the_lowest_row_first() -> None:
    found = cells((10.0, 14.0), (-1.0, 1.0), columns=2, rows=2)
    assert found.tolist() == [[11, -0.5], [13, -0.5], [11, 0.5], [13, 0.5]]


def p_on_plane(x: torch.Tensor) -> torch.Tensor:
    return torch.nn.functional.linear(x, *Case(2, 3).ground).softmax(1)


def p_of_logits(places: torch.Tensor) -> torch.Tensor:
    distances = places.norm(dim=1, keepdim=True)
    true = places * torch.from_numpy(stretch(distances.numpy())) / distances
    return (true @ LOGITS.T).softmax(1)


def p_of_one(x: torch.Tensor) -> torch.Tensor:
    return torch.nn.functional.linear(x[:, :1], *Case(1, 3).ground).softmax(1)


def p_of_two(x: torch.Tensor) -> torch.Tensor:
    lead = torch.from_numpy(stretch(x[:, :1].numpy()))
    return torch.cat([torch.zeros_like(lead), lead], 1).softmax(1)


@pytest.mark.parametrize(
    ("kind", "p_at", "n_classes"),
    [
        *(("plane", p_on_plane, 3), ("logits", p_of_logits, 3)),
        *(("line", p_of_one, 3), ("strip", p_of_two, 2)),
    ],
)
def test_the_image_is_as_thick_as_softmax_is_unsure_there(
    kind: str, p_at: Callable[[torch.Tensor], torch.Tensor], n_classes: int
) -> None:
    layout = drawn(kind, Case({"line": 1}.get(kind, 2), n_classes))["layout"]
    (image,) = layout["images"]
    assert (image["x"], image["y"]) == (layout["xaxis"]["range"][0], layout["yaxis"]["range"][1])
    alpha = pixels(image)[::-1, :, 3].astype(float)
    rows, columns = alpha.shape
    x = image["x"] + (torch.arange(columns) + 0.5).double() / columns * image["sizex"]
    low = image["y"] - image["sizey"]
    y = low + (torch.arange(rows) + 0.5).double() / rows * image["sizey"]
    places = torch.cartesian_prod(y, x).flip(1)
    sure = (p_at(places).amax(1) - 1 / n_classes) / (1 - 1 / n_classes)
    assert alpha.ravel() == pytest.approx(255 * (1 - sure.numpy()), abs=0.51)


@pytest.mark.parametrize(("kind", "n_classes"), [("plane", 3), ("logits", 3), ("strip", 2)])
def test_each_place_has_the_colour_of_the_class_that_softmax_says(
    kind: str, n_classes: int
) -> None:
    case = Case(2, n_classes)
    layout = drawn(kind, case)["layout"]
    p_at = {"plane": p_on_plane, "logits": p_of_logits, "strip": p_of_two}[kind]
    (left, right), (low, high) = layout["xaxis"]["range"], layout["yaxis"]["range"]
    random = np.random.default_rng(0).uniform((left, low), (right, high), size=(60, 2))
    looks = class_looks(CLASSES[:n_classes])
    for (x, y), p in zip(random, p_at(torch.from_numpy(random)), strict=True):
        own = [shape for shape in layout["shapes"] if contains(shape, x, y)]
        assert [shape["fillcolor"] for shape in own] == [looks[int(p.argmax())].color]
        assert {(shape["layer"], shape["line"]["width"]) for shape in own} == {("below", 0)}
        assert all(0.3 < shape["opacity"] < 0.7 for shape in own)


@pytest.mark.parametrize("kind", ["line", "plane", "strip", "logits"])
def test_a_border_is_a_line_on_which_two_classes_are_equally_likely(kind: str) -> None:
    case = Case({"line": 1}.get(kind, 2), 2 if kind == "strip" else 3)
    p_at = {"line": p_of_one, "plane": p_on_plane, "strip": p_of_two, "logits": p_of_logits}[kind]
    found = traces(drawn(kind, case), "boundary")
    assert found
    for border in found:
        i, j = border["customdata"][0]
        assert border["customdata"] == [[i, j]] * 2
        assert border["name"] == f"{i} | {j}"
        ends = torch.tensor([border["x"], border["y"]], dtype=torch.float64).T
        middle = ends.mean(0, keepdim=True) + 1e-9  # the centre has no direction
        p = p_at(torch.cat([ends[ends.norm(dim=1) > 0], middle]))
        assert p[:, i].tolist() == pytest.approx(p[:, j].tolist(), abs=1e-6)
        assert p.amax(1).tolist() == pytest.approx(p[:, i].tolist(), abs=1e-6)
        assert ends[0].tolist() != ends[1].tolist()


@pytest.mark.parametrize("kind", ["line", "plane", "strip", "logits"])
def test_lines_of_an_axis_do_not_lie_on_the_ground(kind: str) -> None:
    assert drawn(kind)["layout"]["yaxis"]["showgrid"] is False


def test_a_chart_that_cannot_be_drawn_says_why_in_its_middle() -> None:
    chart = blank_chart("<no>", canvas())
    (said,) = chart["layout"]["annotations"]
    assert (said["text"], said["x"], said["y"]) == ("<b>&lt;no&gt;</b>", 0.5, 0.5)
    assert (said["xanchor"], said["yanchor"]) == ("center", "middle")
    assert chart["data"] == []
    assert chart["layout"]["xaxis"] == {"visible": False, "fixedrange": True}
    assert chart["layout"]["meta"] == 7


def test_the_ground_of_a_strip_changes_at_0_where_the_squeezed_lead_does() -> None:
    (one, other) = drawn("strip", Case(2, 2))["layout"]["shapes"]
    ends = [
        {float(point.split(",")[0]) for point in shape["path"].strip("MZ").split("L")}
        for shape in (one, other)
    ]
    edge = 1.04 * squeeze(np.array(50.0)).item()
    assert ends == [{-edge, 0.0}, {0.0, edge}]


def test_an_area_of_fewer_than_three_corners_has_no_colour() -> None:
    corners = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0)]
    (triangle,) = colored([corners[:2], corners, []], CLASSES)
    assert triangle["fillcolor"] == class_looks(CLASSES)[1].color
    assert contains(triangle, 0.2, 0.2)


def pixels(image: dict) -> np.ndarray:
    kind, _, data = image["source"].partition(",")
    assert kind == "data:image/png;base64"
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(data))))


@given(st.integers(1, 9), st.integers(1, 9), st.integers(0, 99))
def test_the_image_is_clear_where_the_classifier_is_sure(
    rows: int, columns: int, seed: int
) -> None:
    sure = np.random.default_rng(seed).random((rows, columns))
    found = pixels(certainty_image(sure, "#12a6ff", (0, 1), (0, 1)))
    assert found.shape == (rows, columns, 4)
    assert (found[..., :3] == (0x12, 0xA6, 0xFF)).all()
    # the lowest row of the picture is the last of an image
    assert found[::-1, :, 3] == pytest.approx(255 * (1 - sure), abs=0.51)


def test_the_image_lies_over_the_rectangle_below_all_traces() -> None:
    image = certainty_image(np.ones((2, 2)), "#ffffff", (-1, 3), (5, 6))
    place = {key: image[key] for key in ("x", "y", "sizex", "sizey", "sizing", "layer")}
    assert place == {
        **{"x": -1, "y": 6, "sizex": 4, "sizey": 1},
        **{"sizing": "stretch", "layer": "below"},
    }


@pytest.mark.parametrize("n_classes", [2, 3, 20])
def test_strength_is_0_where_all_are_equal_and_1_where_one_is_certain(n_classes: int) -> None:
    ends = strength(np.array([1 / n_classes, 1.0]), n_classes)
    assert ends == pytest.approx([0, 1])
