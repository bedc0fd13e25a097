"""W and b edited by hand: what is on screen is where training begins."""

import json
import re

import pytest
import torch
from streamlit.testing.v1 import AppTest
from torch import nn

from playground.core.experiment import Experiment
from playground.core.model import Parameters, predict
from playground.sharing.examples import note_dataset
from playground.texts import CATALOGS
from tests import plain_loop
from tests.page import (
    answers,
    edit,
    html_of,
    is_trainable,
    messages,
    opened,
    press,
    state_of,
    table_of,
    traces,
    widget,
)

TABLE = "parameters_table"


def cells(app: AppTest) -> list[list[str]]:
    return table_of(app, TABLE)


def parameters(app: AppTest) -> Parameters:
    rows = torch.tensor([[float(cell) for cell in row] for row in cells(app)])
    return Parameters(rows[:, :-1].contiguous(), rows[:, -1].contiguous())


def said(app: AppTest, name: str) -> float:
    (value,) = re.findall(rf'data-name="{name}" data-value="([^"]+)"', html_of(app))
    return float(value)


def loss_of(own: Parameters) -> float:
    """By torch's own layers, of the note's samples."""
    data = note_dataset()
    layer = nn.Linear(3, 2)
    layer.load_state_dict({"weight": own.weight, "bias": own.bias})
    return nn.CrossEntropyLoss()(layer(data.features), data.targets).item()


def type_in(app: AppTest, changes: dict[tuple[int, int], str]) -> None:
    """Type into cells; what was typed before into the same table stays."""
    edited: dict[int, dict[str, str]] = {}
    for (row, column), text in changes.items():
        edited.setdefault(row, {})[str(column)] = text
    edit(app, TABLE, edited_rows=edited)


@pytest.fixture
def editing(app: AppTest) -> AppTest:
    press(app, "edit_parameters")
    return app


def test_the_table_holds_w_and_b_to_the_last_bit(app: AppTest) -> None:
    assert app.button(key="edit_parameters").help == CATALOGS["en"]["start_help"]
    press(app, "edit_parameters")
    assert app.button(key="edit_parameters").help == ""  # it would lie over the table
    torch.manual_seed(0)
    layer = nn.Linear(3, 2)
    assert torch.equal(parameters(app).weight, layer.weight)
    assert torch.equal(parameters(app).bias, layer.bias)
    assert "weight" not in traces(app)
    press(app, "edit_parameters")
    assert traces(app)["weight"][0]["z"] == layer.weight.tolist()


def test_after_a_run_it_holds_what_that_ended_with_follows_the_slider_and_begins_a_new_one() -> (
    None
):
    app = opened(run="1000")
    press(app, "edit_parameters")
    run = Experiment(note_dataset()).start()
    run.advance(1000)
    assert torch.equal(parameters(app).weight, run.parameters.weight)
    widget(app, "epoch").set_value(100).run()
    assert torch.equal(parameters(app).weight, run.parameters_at(100).weight)
    assert app.query_params.get("initial_weights") is None
    before = cells(app)
    type_in(app, {(0, 0): "1"})
    assert state_of(app) == "ready"
    assert cells(app) == [["1", *before[0][1:]], before[1]]
    assert said(app, "own_best") == pytest.approx(0.2359, abs=5e-5)
    press(app, "undo")
    assert state_of(app) == "ready"
    torch.manual_seed(0)
    assert torch.equal(parameters(app).weight, nn.Linear(3, 2).weight)
    press(app, "redo")
    assert cells(app)[0][0] == "1"


def test_loss_and_answers_follow_what_is_typed_at_once(editing: AppTest) -> None:
    type_in(editing, {(0, 1): "2", (1, 3): "-0.5"})
    own = parameters(editing)
    assert own.weight[0, 1] == 2
    assert own.bias[1] == -0.5
    assert said(editing, "own_loss") == loss_of(own)
    vectors = torch.tensor([list(map(float, row)) for row in table_of(editing, "test_table")])
    expected = predict(own, vectors).probabilities.tolist()
    assert list(answers(editing, "p").values()) == expected


def test_training_begins_with_what_is_typed_and_gives_the_plain_loop_s_bits(
    editing: AppTest,
) -> None:
    type_in(editing, {(0, 0): "0.25", (1, 2): "-3e-2"})
    own = parameters(editing)
    press(editing, "train")
    data = note_dataset()
    plain = plain_loop.train(data.features, data.targets, 2, start=(own.weight, own.bias))
    assert state_of(editing) == "done"
    assert torch.equal(parameters(editing).weight, plain.weight)
    assert torch.equal(parameters(editing).bias, plain.bias)
    assert "starts from your own W and b" in html_of(editing)


def test_what_is_no_number_is_named_by_its_row_and_column_and_stays(editing: AppTest) -> None:
    loss = said(editing, "own_loss")
    for typed, why in (("abc", "abc"), ("", "empty"), ("1,500", "comma"), ("1e39", "1e39")):
        type_in(editing, {(1, 2): typed})
        assert all(part in messages(editing) for part in ("Row 2", "x3", why))
        assert cells(editing)[1][2] == typed
        assert not is_trainable(editing)
        assert said(editing, "own_loss") == loss
    type_in(editing, {(1, 2): "4"})
    assert messages(editing) == ""
    assert is_trainable(editing)
    assert said(editing, "own_loss") == loss_of(parameters(editing))


def test_what_is_typed_comes_back_with_the_address_and_the_seed_s_weights_on_a_click(
    editing: AppTest,
) -> None:
    before = cells(editing)
    type_in(editing, {(0, 0): "0.1", (1, 3): "1e-7"})
    typed = parameters(editing)
    assert editing.query_params["initial_weights"] == "given"
    again = opened(**editing.query_params)
    press(again, "edit_parameters")
    assert torch.equal(parameters(again).weight, typed.weight)
    assert torch.equal(parameters(again).bias, typed.bias)
    press(editing, "draw_parameters")
    assert cells(editing) == before
    assert "initial_weights" not in editing.query_params


def test_a_link_with_damaged_weights_opens_with_the_seed_s_and_says_so() -> None:
    again = opened(start="1_2~3")
    assert "Initial W and b" in messages(again)
    assert is_trainable(again)


def test_weights_for_other_features_are_said_and_nothing_trains_with_them(
    editing: AppTest,
) -> None:
    type_in(editing, {(0, 0): "1"})
    edit(editing, "training_table", added_rows=[{"x1": "1", "x2": "2", "x3": "3", "label": "2"}])
    assert "3 features and 2 classes; the samples have 3 and 3" in messages(editing)
    assert not is_trainable(editing)


def test_own_weights_without_any_are_asked_for() -> None:
    again = opened(initial_weights="given")
    assert not is_trainable(again)
    assert "There are no W and b of your own yet" in messages(again)
    press(again, "edit_parameters")
    type_in(again, {(0, 0): "1"})
    assert is_trainable(again)


def test_own_numbers_go_with_their_features_when_these_are_moved_and_removed(
    editing: AppTest,
) -> None:
    type_in(editing, {(0, 0): "10", (0, 1): "20", (0, 2): "30", (1, 2): "60"})
    before = parameters(editing)
    editing.session_state["shape_feature_table"] = {
        "edited_rows": {2: {"order": 1}},
        "deleted_rows": [1],
        "added_rows": [{"name": "new"}],
    }
    editing.session_state["shape_class_table"] = {
        "edited_rows": {0: {"name": "zebra"}},  # which comes behind "1"
        "deleted_rows": [],
        "added_rows": [],
    }
    press(editing, "shape")
    press(editing, "shape_apply")
    assert table_of(editing, "training_table")[0] == ["0.1", "0.3", "0", "zebra"]
    now = parameters(editing)
    assert torch.equal(now.weight[:, :2], before.weight[[1, 0]][:, [2, 0]])
    assert now.weight[:, 2].tolist() == [0, 0]
    assert torch.equal(now.bias, before.bias[[1, 0]])


def test_names_of_classes_stand_beside_the_numbers_and_cannot_be_typed_into(app: AppTest) -> None:
    press(app, "edit_parameters")
    (proto,) = (each.proto for each in app.dataframe if TABLE in each.proto.id)
    columns = json.loads(proto.columns)
    names = columns.pop("_index")
    assert (names["disabled"], names["hidden"]) == (True, False)
    assert [column["label"] for column in columns.values()] == ["x1", "x2", "x3", "b"]
    assert not any(column.get("disabled") for column in columns.values())
    assert [column.get("pinned") for column in columns.values()] == [False] * 3 + [True]
    assert proto.editing_mode == proto.EditingMode.FIXED
