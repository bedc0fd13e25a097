"""The view Decision: its pictures are true of the plain loop's parameters, and clicks count."""

import re

import numpy as np
import pytest
import torch
from streamlit.testing.v1 import AppTest
from torch import nn

from playground.sharing.examples import examples
from playground.tables.reading import read_samples
from tests import plain_loop
from tests.page import APP, edit, figures, html_of, press, state_of, table_of, traces, widget

BLANK = ("sepal length", "sepal width", "petal length", "petal width", "label")


def opened(data: str, **query: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params.update({"view": "decision", "data": data, **query})
    app.run()
    assert not app.exception
    assert not app.error
    return app


def choose(app: AppTest, **fields: object) -> None:
    for name, value in fields.items():
        widget(app, name).set_value(value)
        app.run()
    assert not app.exception


def click(app: AppTest, said: str) -> None:
    field = next(
        field for field in app.text_input if (field.key or "").startswith("decision_click")
    )
    field.set_value(f"{said} 1").run()
    assert not app.exception


def picture(app: AppTest) -> dict:
    """The picture as it is sent to the browser."""
    return figures(app)[-1]


def tensors(data: str) -> tuple[torch.Tensor, torch.Tensor]:
    dataset = read_samples(examples()[data].samples()).dataset
    assert dataset is not None
    return dataset.features, dataset.targets


@pytest.mark.parametrize("standardise", [False, True])
def test_on_either_side_of_a_border_the_plain_loop_s_model_predicts_another_class(
    standardise: bool,
) -> None:
    features, targets = tensors("blobs")
    mean, scale = torch.zeros(2), torch.ones(2)
    if standardise:
        mean, scale = features.mean(0), features.std(0, correction=0)
    plain = plain_loop.train((features - mean) / scale, targets, 3, epochs=150)
    app = opened("blobs")
    app.session_state["more"] = True
    app.run()
    choose(app, standardise=standardise, epochs=150, speed="full")
    press(app, "train")
    borders = traces(app)["boundary"]
    assert [border["customdata"][0] for border in borders] == [[0, 1], [0, 2], [1, 2]]
    for border in borders:
        start, end = (torch.tensor([border["x"][at], border["y"][at]]) for at in (0, 1))
        normal = torch.tensor([start[1] - end[1], end[0] - start[0]])
        sides = [(start + end) / 2 + step * normal for step in (-1e-3, 1e-3)]
        logits = nn.functional.linear((torch.stack(sides) - mean) / scale, plain.weight, plain.bias)
        assert sorted(logits.argmax(1).tolist()) == border["customdata"][0]


@pytest.mark.parametrize(("data", "language"), [("note", "zh"), ("iris", "en"), ("blobs", "en")])
def test_every_picture_of_an_example_can_be_chosen(data: str, language: str) -> None:
    app = opened(data, language=language)
    kinds = widget(app, "decision_picture").options
    assert len(kinds) > 1
    for at in range(len(kinds)):
        widget(app, "decision_picture").select_index(at).run()
        assert not app.exception
        assert picture(app)["data"]
        assert "epoch 0" in picture(app)["alt"].lower() or "第 0 轮" in picture(app)["alt"]


def test_the_picture_follows_the_slider() -> None:
    app = opened("blobs", run="50", epoch="50")
    last = picture(app)
    choose(app, epoch=10)
    assert (last["layout"]["meta"], picture(app)["layout"]["meta"]) == (50, 10)
    assert traces(app)["boundary"][0] != last["data"][0]


def test_a_slice_says_on_what_share_of_the_samples_it_is_right() -> None:
    app = opened("iris", run="200")
    choose(app, decision_picture="slice", decision_across=0, decision_up=1)
    features, targets = tensors("iris")
    plain = plain_loop.train(features, targets, 3, epochs=200)
    held = features.mean(0).repeat(len(features), 1)
    held[:, :2] = features[:, :2]
    linear = nn.functional.linear
    of_slice = linear(held, plain.weight, plain.bias).argmax(1)
    of_model = linear(features, plain.weight, plain.bias).argmax(1)
    share = (of_slice == of_model).double().mean().item()
    assert 0 < share < 1
    assert f"<b>{100 * share:.4g} %</b>" in html_of(app)
    faint = np.array(traces(app)["samples"][0]["marker"]["opacity"]) < 1
    assert (faint == (of_slice != of_model).numpy()).all()


def test_a_slice_through_a_sample_is_right_about_that_sample() -> None:
    app = opened("wine", run="30", sample="100")
    choose(app, decision_picture="slice", decision_held="sample")
    samples = traces(app)["samples"][0]
    at = [told[0] for told in samples["customdata"]].index(100)
    assert samples["marker"]["opacity"][at] == 1


def test_the_row_of_the_selected_sample_is_marked_in_the_table_and_only_where_it_counts() -> None:
    def marked(app: AppTest) -> list[str]:
        """In each table that is drawn."""
        return re.findall(r'data-marked="(\w+)"', html_of(app))

    app = opened("iris", sample="7")
    assert marked(app) == ["7"]
    edit(app, "training_table", edited_rows={2: dict.fromkeys(BLANK, "")})  # no sample any more
    click(app, "sample 9")
    assert marked(app) == ["10"]
    assert marked(opened("iris", view="curves")) == ["0", "0"]


def test_the_address_brings_back_the_two_classes_of_a_strip() -> None:
    app = opened("iris", picture="strip")
    choose(app, decision_other=2, decision_one=1)
    assert app.query_params["pair"] == "2-3"
    again = opened("iris", picture="strip", pair="2-3")
    assert widget(again, "decision_one").value == 1
    assert widget(again, "decision_other").value == 2
    assert picture(again)["data"] == picture(app)["data"]


def test_the_address_brings_back_the_features_of_a_slice_and_where_others_are_held() -> None:
    app = opened("iris", picture="slice")
    choose(app, decision_across=0, decision_up=2, decision_held="sample")
    said = {key: app.query_params[key] for key in ("axes", "held")}
    assert said == {"axes": "1-3", "held": "sample"}
    assert picture(opened("iris", picture="slice", **said))["data"] == picture(app)["data"]
    choose(app, decision_picture="logits")
    assert not {"axes", "held", "pair"} & set(app.query_params)


@pytest.fixture(scope="module")
def usual_slice() -> dict:
    return picture(opened("iris", picture="slice"))


@pytest.mark.parametrize("said", ["", "1", "1-1", "0-1", "-1-2", "1-99", "1-2-3", "²-1", "a-b"])
def test_what_no_table_has_is_not_taken_from_the_address(said: str, usual_slice: dict) -> None:
    app = opened("iris", picture="slice", axes=said, pair=said, held=said)
    assert picture(app)["data"] == usual_slice["data"]
    strip = opened("iris", picture="strip", pair=said)
    chosen = [widget(strip, f"decision_{name}").value for name in ("one", "other")]
    assert chosen in ([0, 1], [0, 2])


def test_the_address_names_the_picture() -> None:
    app = opened("iris", picture="slice", sample="7")
    assert widget(app, "decision_picture").value == "slice"
    assert (app.query_params["picture"], app.query_params["sample"]) == ("slice", "7")
    choose(app, decision_picture="logits")
    assert "picture" not in app.query_params
    assert widget(opened("blobs", picture="nonsense"), "decision_picture").value == "plane"


def test_a_click_on_a_sample_selects_it_and_leads_to_its_lines() -> None:
    app = opened("iris")
    click(app, "sample 71")
    assert app.query_params["sample"] == "71"
    assert "Sample 71:" in html_of(app)
    press(app, "decision_lines")
    assert (app.query_params["view"], app.query_params["sample"]) == ("lines", "71")


def test_a_click_on_the_plane_adds_a_sample_of_the_chosen_class_which_can_be_undone() -> None:
    app = opened("blobs")
    before = table_of(app, "training_table")
    choose(app, decision_class=2)
    click(app, "add 0.25 -1.5")
    assert table_of(app, "training_table") == [*before, ["0.25", "-1.5", "red"]]
    assert len(traces(app)["samples"][0]["x"]) == len(before) + 1
    press(app, "undo")
    assert table_of(app, "training_table") == before


def test_a_sample_added_after_a_run_is_seen_on_the_ground_of_that_run() -> None:
    app = opened("blobs", epochs="50", run="50")
    ground = picture(app)["layout"]["shapes"]
    click(app, "add 0.25 -1.5")
    assert traces(app)["samples"][0]["x"][-1] == 0.25
    assert picture(app)["stale"]
    assert "Out of date" in html_of(app)
    assert picture(app)["layout"]["shapes"] == ground


def test_a_sample_that_is_dragged_gets_the_values_of_its_new_place_which_can_be_undone() -> None:
    app = opened("blobs")
    before = table_of(app, "training_table")
    edit(app, "training_table", edited_rows={1: {"x": "", "y": "", "label": ""}})  # no sample now
    click(app, "move 2 9 -9.5")
    assert table_of(app, "training_table")[2] == ["9", "-9.5", before[2][2]]
    assert traces(app)["samples"][0]["x"][1] == 9
    press(app, "undo")
    assert table_of(app, "training_table")[2] == before[2]


@pytest.mark.parametrize("what", ["add 0.25 -1.5", "move 2 0.25 -1.5"])
def test_while_a_run_is_under_way_no_sample_is_added_or_moved(what: str) -> None:
    app = opened("blobs")
    press(app, "step")
    assert state_of(app) == "paused"
    before = table_of(app, "training_table")
    click(app, what)
    assert table_of(app, "training_table") == before
    assert "decision-adds" not in html_of(app).replace('querySelector(".decision-adds")', "")


@pytest.mark.parametrize("what", ["add 0.25 -1.5", "move 2 0.25 -1.5", "move 999 1 1", "move 2"])
def test_what_does_not_fit_the_table_changes_nothing(what: str) -> None:
    app = opened("iris")
    before = table_of(app, "training_table")
    click(app, what)
    assert table_of(app, "training_table") == before


def test_what_was_chosen_for_another_table_gives_way() -> None:
    app = opened("wine")
    choose(app, decision_picture="slice", decision_across=12, decision_up=3)
    app.session_state["gallery"] = True
    app.run()
    press(app, "example_iris")
    assert widget(app, "decision_picture").value == "slice"
    assert widget(app, "decision_across").value < 4
    app.session_state["gallery"] = True
    app.run()
    press(app, "example_blobs")
    assert widget(app, "decision_picture").value == "plane"
    assert "picture" not in app.query_params


def test_where_a_run_has_diverged_it_is_said_and_an_earlier_epoch_has_its_pictures() -> None:
    app = opened("note")
    far = {"x1": "3e38", "x2": "-3e38", "x3": "3e38"}
    edit(app, "training_table", edited_rows=dict.fromkeys((0, 3, 5), far))
    choose(app, speed="full", learning_rate=1000.0)
    press(app, "train")
    assert state_of(app) == "diverged"
    assert "diverged at epoch" in html_of(app)
    assert "There is nothing to draw" in html_of(app)
    assert picture(app)["layout"]["annotations"]
    choose(app, epoch=0)
    for kind in ("strip", "slice"):
        choose(app, decision_picture=kind)
        assert picture(app)["data"]
        assert "sample" in html_of(app)


def test_equal_scores_are_said_to_say_nothing_yet() -> None:
    app = opened("blobs", initial_weights="zero")
    assert "equally likely everywhere" in html_of(app)
    assert "boundary" not in traces(app)


def test_of_two_classes_the_strip_is_of_these_whatever_was_chosen_before() -> None:
    app = opened("iris", run="5")
    choose(app, decision_picture="strip", decision_one=2, decision_other=1)
    assert picture(app)["layout"]["xaxis"]["title"]["text"] == "z₁ − z₂"
    app = opened("note")
    choose(app, decision_picture="strip")
    assert picture(app)["layout"]["xaxis"]["title"]["text"] == "z₁ − z₀"
