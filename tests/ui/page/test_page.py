"""The whole page, run without a browser: what it computes and shows."""

import re
from functools import partial
from typing import Any

import pytest
import torch
from streamlit.testing.v1 import AppTest

from playground.ui import page as page_frame
from playground.ui import stage
from playground.ui.panels import model, samples, training
from tests import plain_loop
from tests.page import (
    APP,
    answers,
    assert_shows,
    edit,
    html_of,
    initial_weight,
    messages,
    note_tensors,
    open_more,
    opened,
    press,
    state_of,
    status_of,
    table_of,
    traces,
    widget,
)


def test_the_page_opens_on_the_note_s_experiment(app: AppTest) -> None:
    assert state_of(app) == "ready"
    assert status_of(app) == "Epoch 0/1000"
    assert app.number_input(key="learning_rate").value == 0.01
    assert app.number_input(key="epochs").value == 1000
    assert traces(app)["weight"][0]["z"] == initial_weight()
    assert messages(app) == ""


def test_training_shows_the_plain_loop_s_numbers_and_the_note_s(app: AppTest, note: dict) -> None:
    press(app, "train")
    assert state_of(app) == "done"
    assert status_of(app) == "Epoch 1000/1000 · loss 0.2359 · accuracy 100 %"
    assert_shows(app, plain_loop.train(*note_tensors(note), 2))
    assert "Epoch [100/1000], Loss: 0.3329" in html_of(app)
    assert "Training complete." in html_of(app)
    recorded = note["runs"][0]["test_probabilities"][0]
    assert answers(app, "p")[0] == pytest.approx(recorded, abs=1e-6)
    assert all(logit in html_of(app) for logit in ("-518.5", "359.0"))


def test_the_default_speed_gives_the_same_bits(note: dict) -> None:
    app = AppTest.from_file(APP, default_timeout=60).run()
    assert app.selectbox(key="speed").value == 1000
    app.number_input(key="epochs").set_value(120)
    press(app, "train")
    assert_shows(app, plain_loop.train(*note_tensors(note), 2, epochs=120))


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


def test_steps_and_a_change_of_language_in_mid_run_change_no_bit(app: AppTest, note: dict) -> None:
    app.number_input(key="epochs").set_value(50)
    edit(app, "training_table", edited_rows={0: {"x1": "7.25"}})
    features, targets = note_tensors(note)
    features[0, 0] = 7.25
    for _ in range(3):
        press(app, "step")
    assert state_of(app) == "paused"
    assert_shows(app, plain_loop.train(features, targets, 2, epochs=3))
    app.segmented_control(key="language").set_value("zh").run()
    assert status_of(app).startswith("第 3/50 轮 · 损失 ")
    assert table_of(app, "training_table")[0][0] == "7.25"
    press(app, "resume")
    assert state_of(app) == "done"
    assert_shows(app, plain_loop.train(features, targets, 2, epochs=50))


def test_any_epoch_of_a_run_can_be_shown_and_reset_brings_back_the_same_initial_weights(
    app: AppTest, note: dict
) -> None:
    press(app, "train")
    app.slider(key="epoch").set_value(137).run()
    plain = plain_loop.train(*note_tensors(note), 2, epochs=137)
    assert traces(app)["weight"][0]["z"] == plain.weight.tolist()
    assert status_of(app) == f"Epoch 137/1000 · loss {plain.losses[-1]:.4f} · accuracy 80 %"
    assert app.get("progress")[0].proto.value == 13  # per cent
    press(app, "reset")
    assert state_of(app) == "ready"
    assert traces(app)["weight"][0]["z"] == initial_weight()
    assert traces(app)["loss"][0].get("y", []) == []


def marked(app: AppTest) -> set[str]:
    """The panels whose title says that their results are out of date."""
    blocks = [block.proto.body for block in app.get("html")]
    older = [body for body in blocks if "out of date" in body]
    return {title for title in ("Model", "Prediction") for body in older if title in body}


def test_an_edit_after_a_run_keeps_the_results_and_marks_them_until_it_is_taken_back(
    app: AppTest,
) -> None:
    press(app, "train")
    results = traces(app)
    assert (marked(app), len(app.warning)) == (set(), 0)
    edit(app, "training_table", edited_rows={0: {"x1": "8"}})
    assert [trace["y"] for trace in traces(app)["loss"]] == [
        trace["y"] for trace in results["loss"]
    ]
    assert traces(app)["weight"][0]["z"] == results["weight"][0]["z"]
    assert marked(app) == {"Model", "Prediction"}
    assert "Out of date" in app.warning[0].value
    edit(app, "training_table", edited_rows={0: {"x1": "0.3"}})
    assert (marked(app), len(app.warning)) == (set(), 0)
    edit(app, "training_table", edited_rows={0: {"x1": "8"}})
    press(app, "train")
    assert (marked(app), len(app.warning)) == (set(), 0)


def test_two_sessions_do_not_disturb_each_other(app: AppTest, note: dict) -> None:
    other = AppTest.from_file(APP, default_timeout=60).run()
    other.selectbox(key="speed").set_value("full")
    for page in (app, other):
        page.number_input(key="epochs").set_value(200)
    other.number_input(key="seed").set_value(1)
    press(app, "step")
    press(other, "step")
    press(app, "resume")
    press(other, "resume")
    assert_shows(app, plain_loop.train(*note_tensors(note), 2, epochs=200, seed=0))
    assert_shows(other, plain_loop.train(*note_tensors(note), 2, epochs=200, seed=1))


MOMENTUM = partial(torch.optim.SGD, momentum=0.9, nesterov=True, weight_decay=0.1)


@pytest.mark.parametrize(
    ("chosen", "options"),
    [
        ({"learning_rate": 0.05, "seed": 3}, {"learning_rate": 0.05, "seed": 3}),
        (
            {"momentum": 0.9, "nesterov": True, "weight_decay": 0.1},
            {"make_optimizer": MOMENTUM},
        ),
        (
            {"batch_size": 4, "initial_weights": "zero"},
            {"batch_size": 4, "zero_weights": True},
        ),
        (
            {"label_smoothing": 0.1, "class_weights": "balanced"},
            {"label_smoothing": 0.1, "is_balanced": True},
        ),
        ({"optimizer": "adam"}, {"make_optimizer": torch.optim.Adam}),
    ],
)
def test_settings_are_those_of_the_plain_loop(
    app: AppTest, note: dict, chosen: dict[str, Any], options: dict[str, Any]
) -> None:
    open_more(app)
    app.number_input(key="epochs").set_value(50)
    for name, value in chosen.items():
        widget(app, name).set_value(value)
    press(app.run(), "train")
    assert_shows(app, plain_loop.train(*note_tensors(note), 2, epochs=50, **options))
    for name, value in chosen.items():
        assert widget(app, name).value == value
        assert app.query_params[name] == str(value)
    assert len(app.warning) == 0


def test_the_learning_rate_can_be_changed_while_paused(app: AppTest, note: dict) -> None:
    app.number_input(key="epochs").set_value(50)
    press(app, "step")
    app.number_input(key="learning_rate").set_value(0.05).run()
    assert (marked(app), len(app.warning)) == (set(), 0)  # it counts from Resume on
    press(app, "resume")
    plain = plain_loop.train(*note_tensors(note), 2, epochs=50, learning_rate_changes={1: 0.05})
    assert_shows(app, plain)
    assert "Learning rate 0.05 from epoch 2" in html_of(app)
    assert app.number_input(key="learning_rate").value == 0.05
    assert len(app.warning) == 0


def test_the_page_brings_its_style_and_its_script(app: AppTest) -> None:
    for tag, files in (("style", "styles/*.css"), ("script", "scripts/*.js")):
        (brought,) = re.findall(rf"<{tag}>((?:(?!</{tag}>).){{1000,}})", html_of(app), re.S)
        assert all(text in brought for text in page_frame._read(files))
        assert "{{" not in brought
    scripts = [block.proto for block in app.get("html") if "<script>" in block.proto.body]
    assert all(script.unsafe_allow_javascript for script in scripts)


def enabled(app: AppTest) -> set[str]:
    keys = ("train", "pause", "resume", "step", "reset")
    return {key for key in keys if not app.button(key=key).disabled}


def test_only_what_can_be_done_can_be_pressed_and_the_samples_are_locked_in_mid_run(
    app: AppTest,
) -> None:
    assert enabled(app) == {"train", "step"}
    kinds = {key: app.button(key=key).proto.type for key in ("train", "step", "reset")}
    assert kinds == {"train": "primary", "step": "secondary", "reset": "secondary"}
    press(app, "step")
    assert enabled(app) == {"train", "resume", "step", "reset"}
    assert app.get("dataframe")[0].proto.disabled
    assert app.button(key="open_data").disabled
    assert app.button(key="shape").disabled
    press(app, "resume")
    assert enabled(app) == {"train", "reset"}
    assert not app.get("dataframe")[0].proto.disabled


def test_torch_keeps_to_one_thread_while_the_page_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[int] = []
    monkeypatch.setattr(samples, "draw", lambda _: threads.append(torch.get_num_threads()))
    before = torch.get_num_threads()
    torch.set_num_threads(2)  # what a new thread begins with
    opened()
    torch.set_num_threads(before)
    assert threads == [1]


def test_the_samples_are_drawn_last_as_a_large_table_is_long_to_send(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn: list[str] = []
    for panel in (samples, training, model, stage):
        monkeypatch.setattr(panel, "draw", lambda _, name=panel.__name__: drawn.append(name))
    opened()
    assert drawn[-1] == samples.__name__
    assert len(drawn) == 4
