"""Three features: marks, walls and words in space."""

from dataclasses import replace

import numpy as np
import pytest

from playground.charts.decision.ground import WIDTH
from playground.charts.decision.scene import VectorMarks
from playground.charts.decision.space import space_chart
from playground.charts.looks import class_looks, text_width
from playground.core.insight.decision import range_of
from tests.charts.decision.cases import Case, canvas, drawn, traces

CASE = Case(3, 4)
NAMES = ("0", "1", "2", "3")


def test_marks_have_a_shape_and_colour_of_their_label_and_are_hollow_when_held_out() -> None:
    marker = traces(drawn("space", CASE), "samples")[0]["marker"]
    looks = class_looks(NAMES)
    assert marker["color"] == [looks[target].color for target in CASE.targets]
    shapes = ("circle", "square", "diamond", "circle")
    assert marker["symbol"] == [
        shapes[target] + ("-open" if at % 3 == 0 else "") for at, target in enumerate(CASE.targets)
    ]


def test_wrong_samples_and_the_selected_one_are_framed_ever_wider() -> None:
    chart = drawn("space", CASE)
    places = {
        name: np.array([traces(chart, name)[0][axis] for axis in "xyz"]).T.tolist()
        for name in ("samples", "wrong", "selected")
    }
    wrong = [at for at, said in enumerate(CASE.predicted) if said != CASE.targets[at]]
    assert places["wrong"] == [places["samples"][at] for at in wrong]
    assert places["selected"] == [places["samples"][4]]
    sizes = [traces(chart, name)[0]["marker"]["size"] for name in ("samples", "wrong", "selected")]
    assert sizes[0] * 1.5 < sizes[1] < sizes[2] < 4 * sizes[0]
    assert {traces(chart, name)[0]["hoverinfo"] for name in ("wrong", "selected")} == {"skip"}


def test_test_vectors_are_numbered_crosses_and_stay_in_the_box() -> None:
    x = CASE.x.numpy()
    boxes = [range_of(values) for values in x.T]
    low, high = np.transpose(boxes)
    places = np.array([[99.0, 0.0, -99.0], [0.0, 0.0, 0.0]])
    none = CASE.scene(NAMES, x)
    scene = replace(none, vectors=VectorMarks([2, 5], [1, 0], [0.75, 0.5], places))
    told = CASE.ground, ("u", "v", "w"), boxes, canvas()
    chart = space_chart(scene, *told)
    (marks,) = traces(chart, "test_vectors")
    assert np.array([marks[axis] for axis in "xyz"]).T.tolist() == [
        [high[0], 0, low[2]],
        [0, 0, 0],
    ]
    assert marks["text"] == ["× 2", "× 5"]
    assert [own[:2] for own in marks["customdata"]] == [[2, "1"], [5, "0"]]
    assert not traces(space_chart(none, *told), "test_vectors")
    unselected = replace(none, samples=replace(none.samples, selected=None))
    assert traces(space_chart(unselected, *told), "selected")[0]["x"] == []


def test_the_outline_of_a_wall_is_closed_and_its_triangles_are_a_fan() -> None:
    chart = drawn("space", CASE)
    walls = traces(chart, "boundary")
    for flat, outline in zip(walls[::2], walls[1::2], strict=True):
        corners = list(zip(*(flat[axis] for axis in "xyz"), strict=True))
        around = list(zip(*(outline[axis] for axis in "xyz"), strict=True))
        assert around == [*corners, corners[0]]
        triangles = list(zip(flat["i"], flat["j"], flat["k"], strict=True))
        assert triangles == [(0, at, at + 1) for at in range(1, len(corners) - 1)]
        assert flat["name"] == outline["name"]
        assert {*flat["name"].split(" | ")} < {*NAMES}


def test_the_box_has_the_ranges_of_the_features_and_is_turned_with_the_mouse() -> None:
    scene = drawn("space", CASE)["layout"]["scene"]
    for name, values in zip("xyz", CASE.x.numpy().T, strict=True):
        assert scene[f"{name}axis"]["range"] == list(range_of(values))
    for axis in ("xaxis", "yaxis", "zaxis"):
        assert scene[axis]["showbackground"] is scene[axis]["showspikes"] is False
    assert (scene["dragmode"], scene["aspectmode"]) == ("orbit", "cube")


def test_title_and_key_stand_above_the_box_and_fit_beside_one_another() -> None:
    layout = drawn("space", CASE, names=("a" * 10, "b" * 10, "c" * 10, "d" * 10))["layout"]
    title, key = layout["annotations"]
    assert (title["x"], title["y"], title["xanchor"]) == (0, 1, "left")
    assert (key["x"], key["y"], key["xanchor"]) == (1, 1, "right")
    assert key["text"].endswith(class_looks(NAMES)[3].mark + "</span> " + "d" * 10)
    assert title["yshift"] == key["yshift"] == 4
    assert layout["margin"]["t"] == pytest.approx(30)


def test_a_long_name_of_a_feature_is_cut_to_less_than_a_third_of_the_picture() -> None:
    scene = drawn("space", CASE, features=("f" * 90, "short"))["layout"]["scene"]
    said = [scene[f"{name}axis"]["title"]["text"] for name in "xy"]
    assert said[0].endswith("…")
    assert WIDTH / 10 < text_width(said[0]) < WIDTH / 3
    assert said[1] == "short"
