"""The whole page, run without a browser."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from streamlit.testing.v1 import AppTest

from tests import plain_loop

APP = Path(__file__).parent.parent / "app.py"


def table_key(app: AppTest, name: str) -> str:
    return f"{name}_{app.session_state[f'{name}_version']}"


def edit(app: AppTest, name: str, **edits: Any) -> None:
    empty: dict = {"edited_rows": {}, "added_rows": [], "deleted_rows": []}
    app.session_state[table_key(app, name)] = {**empty, **edits}
    app.run()


def traces(app: AppTest) -> dict[str, list[dict]]:
    found: dict[str, list[dict]] = {}
    for chart in app.get("plotly_chart"):
        for trace in json.loads(chart.proto.spec)["data"]:
            found.setdefault(trace["meta"], []).append(trace)
    return found


def html_of(app: AppTest) -> str:
    return " ".join(block.proto.body for block in app.get("html"))


def state_of(app: AppTest) -> str:
    words = ("ready", "running", "paused", "done", "diverged")
    return next(word for word in words if f"<span>{word}</span>" in html_of(app))


def status_of(app: AppTest) -> str:
    return app.get("progress")[0].proto.text


def messages(app: AppTest) -> str:
    return " ".join(box.value for box in [*app.error, *app.info]).replace("\\", "")


def is_trainable(app: AppTest) -> bool:
    return not app.button(key="train").disabled


def press(app: AppTest, key: str) -> None:
    app.button(key=key).click().run()
    assert not app.exception


@pytest.fixture
def app() -> Iterator[AppTest]:
    threads = torch.get_num_threads()
    app = AppTest.from_file(APP, default_timeout=60)
    app.run()
    app.selectbox(key="speed").set_value("full").run()
    assert not app.exception
    yield app
    torch.set_num_threads(threads)


def note_tensors(note: dict) -> tuple[torch.Tensor, torch.Tensor]:
    return torch.tensor(note["features"], dtype=torch.float32), torch.tensor(note["targets"])


def assert_shows(app: AppTest, plain: plain_loop.PlainResult) -> None:
    shown = traces(app)
    assert shown["weight"][0]["z"] == plain.weight.tolist()
    assert shown["bias"][0]["z"] == [[value] for value in plain.bias.tolist()]
    assert shown["loss"][0]["y"] == plain.losses
    assert shown["accuracy"][0]["y"] == plain.accuracies


def test_the_page_opens_on_the_note_s_experiment(app: AppTest, note: dict) -> None:
    assert state_of(app) == "ready"
    assert status_of(app) == "Epoch 0/1000"
    assert app.number_input(key="learning_rate").value == 0.01
    assert app.number_input(key="epochs").value == 1000
    assert traces(app)["weight"][0]["z"] == note["runs"][0]["initial"]["weight"]
    assert messages(app) == ""


def test_training_shows_the_plain_loop_s_numbers(app: AppTest, note: dict) -> None:
    press(app, "train")
    assert state_of(app) == "done"
    assert status_of(app) == "Epoch 1000/1000 · loss 0.2359"
    assert_shows(app, plain_loop.train(*note_tensors(note), 2))
    assert "Epoch [100/1000], Loss: 0.3329" in html_of(app)
    assert "Training complete." in html_of(app)


def test_the_default_speed_gives_the_same_bits(note: dict) -> None:
    app = AppTest.from_file(APP, default_timeout=60).run()
    assert app.selectbox(key="speed").value == 1000
    press(app, "train")
    assert_shows(app, plain_loop.train(*note_tensors(note), 2))


def test_the_note_s_vector_is_predicted_as_in_the_note(app: AppTest, note: dict) -> None:
    press(app, "train")
    shares = [trace["x"][0] for trace in traces(app)["probability"]]
    assert shares == note["runs"][0]["test_probabilities"][0]
    assert "-518.5" in html_of(app)
    assert "359.0" in html_of(app)


def test_settings_are_those_of_the_plain_loop(app: AppTest, note: dict) -> None:
    app.number_input(key="learning_rate").set_value(0.05)
    app.number_input(key="epochs").set_value(70)
    app.number_input(key="seed").set_value(3)
    press(app, "train")
    features, targets = note_tensors(note)
    assert_shows(app, plain_loop.train(features, targets, 2, 0.05, epochs=70, seed=3))
    assert app.number_input(key="learning_rate").value == 0.05
    assert len(app.warning) == 0


def test_the_table_as_edited_is_what_is_trained_on(app: AppTest, note: dict) -> None:
    edit(
        app,
        "training_table",
        edited_rows={0: {"x1": "7.25"}, 1: {"label": "0"}},
        deleted_rows=[9],
        added_rows=[{"x1": "1", "x2": "2", "x3": "3", "label": "2"}],
    )
    press(app, "train")
    features, targets = note_tensors(note)
    features[0, 0], targets[1] = 7.25, 0
    features[9], targets[9] = torch.tensor([1.0, 2.0, 3.0]), 2
    assert_shows(app, plain_loop.train(features, targets, 3))


def test_steps_add_up_to_the_plain_loop(app: AppTest, note: dict) -> None:
    for _ in range(3):
        press(app, "step")
    assert state_of(app) == "paused"
    assert_shows(app, plain_loop.train(*note_tensors(note), 2, epochs=3))
    press(app, "resume")
    assert state_of(app) == "done"
    assert_shows(app, plain_loop.train(*note_tensors(note), 2))


def test_switching_the_language_in_mid_run_changes_no_bit(app: AppTest, note: dict) -> None:
    edit(app, "training_table", edited_rows={0: {"x1": "7.25"}})
    press(app, "step")
    app.segmented_control(key="language").set_value("zh").run()
    assert status_of(app).startswith("第 1/1000 轮 · 损失 ")
    press(app, "resume")
    features, targets = note_tensors(note)
    features[0, 0] = 7.25
    assert_shows(app, plain_loop.train(features, targets, 2))
    assert app.session_state["training_table_base"].iat[0, 0] == "7.25"


def test_reset_brings_back_the_same_initial_weights(app: AppTest, note: dict) -> None:
    press(app, "train")
    press(app, "reset")
    assert state_of(app) == "ready"
    assert traces(app)["weight"][0]["z"] == note["runs"][0]["initial"]["weight"]
    assert traces(app)["loss"][0].get("y", []) == []


def test_any_epoch_of_a_run_can_be_shown(app: AppTest, note: dict) -> None:
    press(app, "train")
    app.slider(key="epoch").set_value(137).run()
    plain = plain_loop.train(*note_tensors(note), 2, epochs=137)
    assert traces(app)["weight"][0]["z"] == plain.weight.tolist()
    assert status_of(app) == f"Epoch 137/1000 · loss {plain.losses[-1]:.4f}"


def test_an_edit_after_a_run_keeps_the_results_and_marks_them(app: AppTest, note: dict) -> None:
    press(app, "train")
    edit(app, "training_table", edited_rows={0: {"x1": "8"}})
    assert_shows(app, plain_loop.train(*note_tensors(note), 2))
    assert "Older than the data" in app.warning[0].value
    press(app, "train")
    assert len(app.warning) == 0


def test_an_edit_taken_back_takes_the_mark_away(app: AppTest) -> None:
    press(app, "train")
    edit(app, "training_table", edited_rows={0: {"x1": "8"}})
    edit(app, "training_table", edited_rows={0: {"x1": "0.3"}})
    assert len(app.warning) == 0


def test_the_table_is_locked_during_a_run(app: AppTest) -> None:
    press(app, "step")
    editor = app.get("dataframe")[0]
    assert editor.proto.disabled
    assert app.button(key="example").disabled
    press(app, "reset")
    assert not app.get("dataframe")[0].proto.disabled


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ({"edited_rows": {1: {"x2": "abc"}}}, "Row 2, column x2: “abc” is not a number"),
        ({"edited_rows": {1: {"x2": ""}}}, "Row 2, column x2: the cell is empty"),
        ({"edited_rows": {1: {"x2": "1e400"}}}, "Row 2, column x2: “1e400” is larger"),
        ({"edited_rows": {1: {"label": "-1"}}}, "Row 2, column label: -1 is negative"),
        ({"edited_rows": {1: {"label": "3"}}}, "No row of column label has label 2"),
        ({"added_rows": [{"x1": "1"}]}, "Row 11, column x2: the cell is empty"),
        ({"deleted_rows": list(range(10))}, "The table has no samples"),
    ],
)
def test_bad_input_is_said_and_training_waits(app: AppTest, edits: dict, expected: str) -> None:
    edit(app, "training_table", **edits)
    assert expected in messages(app)
    assert not is_trainable(app)
    edit(app, "training_table")
    assert messages(app) == ""
    assert is_trainable(app)


def test_one_class_is_said_and_trained(app: AppTest) -> None:
    edit(app, "training_table", edited_rows={row: {"label": "0"} for row in range(10)})
    assert "only one class" in messages(app)
    press(app, "train")
    assert state_of(app) == "done"


def test_a_bad_test_vector_is_said_and_training_goes_on(app: AppTest) -> None:
    edit(
        app,
        "test_table",
        edited_rows={0: {"x1": "inf"}},
        added_rows=[{"x1": "1", "x2": "2", "x3": "3"}],
    )
    assert "Row 1, column x1: “inf” cannot be learnt from" in messages(app)
    press(app, "train")
    assert traces(app)["probability"][0]["y"] == ["#2"]


def test_edits_of_test_vectors_need_no_new_training(app: AppTest, note: dict) -> None:
    press(app, "train")
    vector = note["test_samples"][1]
    edit(app, "test_table", edited_rows={0: dict(zip(["x1", "x2", "x3"], vector, strict=True))})
    shares = [trace["x"][0] for trace in traces(app)["probability"]]
    assert shares == pytest.approx(note["runs"][0]["test_probabilities"][1], rel=1e-5)
    assert len(app.warning) == 0


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("learning_rate", 0.0, "above 0"),
        ("epochs", 100_001, "1 to 100000"),
        ("seed", -1, "from 0"),
    ],
)
def test_settings_out_of_bounds_are_said(
    app: AppTest, key: str, value: float, expected: str
) -> None:
    app.number_input(key=key).set_value(value).run()
    assert not app.exception
    assert expected in messages(app)
    assert not is_trainable(app)


def test_a_run_that_diverges_stops_and_says_why(app: AppTest) -> None:
    edit(
        app,
        "training_table",
        edited_rows={row: {"x1": "3e38", "x2": "-3e38", "x3": "3e38"} for row in (0, 3, 5)},
    )
    app.number_input(key="learning_rate").set_value(1000.0)
    press(app, "train")
    assert state_of(app) == "diverged"
    assert "no longer a finite number" in messages(app)
    press(app, "reset")
    assert state_of(app) == "ready"


def test_the_note_s_data_comes_back_with_one_click(app: AppTest, note: dict) -> None:
    edit(app, "training_table", deleted_rows=[0, 1, 2], edited_rows={5: {"x1": "?"}})
    press(app, "example")
    press(app, "train")
    assert_shows(app, plain_loop.train(*note_tensors(note), 2))


def test_two_sessions_do_not_disturb_each_other(app: AppTest, note: dict) -> None:
    other = AppTest.from_file(APP, default_timeout=60).run()
    other.number_input(key="seed").set_value(1)
    press(app, "step")
    press(other, "step")
    press(app, "resume")
    press(other, "resume")
    assert_shows(app, plain_loop.train(*note_tensors(note), 2, seed=0))
    assert_shows(other, plain_loop.train(*note_tensors(note), 2, seed=1))
