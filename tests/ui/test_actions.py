"""What a visitor can do, by itself where the whole page cannot be stopped in mid-run."""

from collections.abc import Callable
from functools import partial

import pandas as pd
import pytest
import torch

from playground.core.insight.remarks import Remark
from playground.core.model import Parameters
from playground.core.problem import Problem
from playground.session.view_fields import PREDICTED
from playground.sharing.examples import examples
from playground.ui import actions
from tests.page import PICTURES
from tests.session.opened import opened as a_session

Act = Callable[..., None]


def test_pause_stops_the_run_where_it_stands() -> None:
    now = a_session()
    now.playback.is_playing = True
    now.run.advance(7)
    actions.pause(now)
    assert (now.playback.state, now.run.epoch) == ("paused", 7)


@pytest.mark.parametrize(
    ("said", "epoch", "opened"),
    [
        (("W", 1, 2), 7, {"parameter": ("weight", 1, 2), "line": "step"}),
        (("W", 1, 2), 0, {"parameter": ("weight", 1, 2), "line": "linear"}),
        (("b", 1, 0), 7, {"parameter": ("bias", 1, 0), "line": "step"}),
        (("grad_W", 0, 2), 7, {"parameter": ("weight", 0, 2), "line": "backward"}),
        (("batch_loss", 0, 0), 7, {"line": "loss"}),
        (("z", 0, 1), 7, {"line": "logits"}),
        (("test_p", 1, 0), 7, {"vector": 2, "line": "probabilities"}),
        (("test_z", 0, 1), 7, {"vector": 1, "line": "test_logits"}),
    ],
)
def test_a_click_on_a_number_opens_the_line_that_made_it(
    said: tuple[str, int, int], epoch: int, opened: dict
) -> None:
    now = a_session()
    now.run.advance(epoch)
    now.playback.fields.epoch = epoch
    actions.open_number(now, *said)
    expected = {"vector": 1, "parameter": None, "line": "logits", **opened}
    assert {name: getattr(now.lines, name) for name in expected} == expected
    assert now.page.view == "lines"


@pytest.mark.parametrize(
    ("view", "topic", "line"),
    [
        *(("lines", "backward", "backward"), ("lines", "step", "step")),
        *(("lines", "loss", "linear"), ("curves", "backward", "linear")),
    ],
)
def test_a_click_on_w_beside_a_line_that_changes_it_stays_at_the_line(
    view: str, topic: str, line: str
) -> None:
    now = a_session(view=view, line=topic)
    actions.open_number(now, "W", 0, 1)
    assert (now.page.view, now.lines.line) == ("lines", line)


@pytest.mark.parametrize(
    ("said", "index"),
    [
        *((("W", 1, 2), 1), (("b", 1, 0), 1), (("z", 0, 1), 1), (("test_p", 0, 1), 1)),
        *((("x", 0, 1), PREDICTED), (("loss", 0, 0), PREDICTED)),
    ],
)
def test_a_number_of_a_class_chooses_the_class_whose_pixels_are_shown(
    said: tuple, index: int
) -> None:
    now = a_session()
    actions.open_number(now, *said)
    assert now.lines.pixel_class == index


@pytest.mark.parametrize(("is_wrong", "left"), [(True, "0.5"), (False, "")])
def test_a_wrong_answer_stays_to_be_put_right(is_wrong: bool, left: str) -> None:
    now = a_session()
    now.lines.quiz_answer, now.quiz.value = "0.5", 0.25 if is_wrong else 0.5
    actions.answer_quiz(now)
    assert now.quiz.is_wrong is is_wrong
    assert now.lines.quiz_answer == left


START = Parameters(torch.zeros(2, 3), torch.zeros(2))


def test_what_was_typed_just_before_an_act_is_a_step_of_its_own() -> None:
    now = a_session()
    now.fields._widgets[now.fields.key("learning_rate")] = 0.3
    actions.do(now, actions.load_example, examples()["xor"])
    assert now.settings["learning_rate"] == 0.5
    now.collect()
    for rate in (0.3, 0.01):
        actions.undo(now)
        assert now.settings["learning_rate"] == rate


@pytest.mark.parametrize("act", [actions.train, actions.resume, actions.step])
@pytest.mark.parametrize("wrong", ["table", "parameters"])
def test_nothing_is_trained_on_what_is_wrong(act: Act, wrong: str) -> None:
    now = a_session(**({"samples": "x1_label~?_a"} if wrong == "table" else {}))
    if wrong == "parameters":
        now.manual_parameters.problems = [Problem("blank_row", {"row": 1})]
    run = now.run
    act(now)
    assert now.run is run
    assert now.playback.state == "ready"


CHANGES: list[Act] = [
    partial(actions.apply_remedy, remark=Remark("x", setting="seed", value=7)),
    partial(actions.subtract, column="x1", number="5"),
    partial(actions.add_sample, values=[1, 2.5, 3]),
    partial(actions.move_sample, number=1, values=[1, 2.5, 3]),
    actions.undo,
    actions.redo,
]


@pytest.mark.parametrize("act", CHANGES)
@pytest.mark.parametrize("is_under_way", [True, False])
def test_tables_and_settings_stay_as_they_are_while_a_run_is_under_way(
    act: Act, is_under_way: bool
) -> None:
    now = a_session()
    for seed in (1, 2):
        now.fields.set("seed", seed)
        now.history.record(now.document)
    actions.undo(now)  # so that there is something to undo and to redo
    now.playback.is_playing = is_under_way
    before = now.document
    act(now)
    assert (now.document == before) is is_under_way


def test_a_sample_is_added_with_the_class_chosen_and_moved_in_its_row() -> None:
    now = a_session(samples="x1_x2_label~7_8_a~__~5_6_b")
    now.decision.new_class = 5  # of a table with more classes
    actions.add_sample(now, [1, 2.5])
    actions.move_sample(now, 2, [3, 4.5])
    rows = now.frames[0].fillna("").to_numpy().tolist()
    assert rows == [["7", "8", "a"], ["", "", ""], ["3", "4.5", "b"], ["1", "2.5", "b"]]


@pytest.mark.parametrize("features", [None, ["a", "b", "c"]])
def test_w_and_b_of_a_file_bring_its_samples_along_only_where_it_has_any(
    features: list[str] | None,
) -> None:
    now = a_session()
    samples = None if features is None else pd.DataFrame([["1"] * 4], columns=[*features, "label"])
    actions.open_parameters(now, START, True, samples)
    for frame in now.frames:
        assert list(frame.columns)[:3] == (features or ["x1", "x2", "x3"])
    assert (now.settings["initial_weights"], now.settings["standardise"]) == ("given", True)


def test_a_run_goes_on_at_the_learning_rate_as_it_is_now_while_epochs_are_left() -> None:
    now = a_session(epochs="3")
    run = now.run
    now.run.advance(2)
    now.fields.set("learning_rate", 0.5)
    actions.step(now)
    assert now.run is run  # one that is under way is not begun anew
    actions.resume(now)
    assert now.playback.is_playing
    assert run.present_settings.learning_rate == 0.5
    now.run.advance(1)
    actions.resume(now)
    assert not now.playback.is_playing


@pytest.mark.parametrize("row", [1, 2, 3])
def test_what_is_written_is_the_row_of_a_test_vector_and_a_step(row: int) -> None:
    now = a_session(**PICTURES)
    before = now.tables.table("test_table").to_numpy().tolist()
    actions.write(now, row, [0, 0.5, 16, 1.25], 7)
    expected = [*before[: row - 1], ["0", "0.5", "16", "1.25"], *before[row:]]
    assert now.tables.table("test_table").to_numpy().tolist() == expected
    assert now.pad.heard == 7
    now.collect()
    actions.undo(now)
    assert now.tables.table("test_table").to_numpy().tolist() == before


def test_what_is_written_for_a_table_of_other_features_is_heard_and_left_out() -> None:
    now = a_session(**PICTURES)
    before = now.tables.table("test_table")
    actions.write(now, 1, [1.0] * 9, 3)
    assert now.pad.heard == 3
    assert now.tables.table("test_table") is before


def test_a_test_vector_is_added_as_it_stands_with_the_label_chosen() -> None:
    now = a_session(**PICTURES)
    now.pad.label = "top"
    actions.add_written(now, 2)
    expected = [["0", "0", "0", "1", "top"]]
    assert now.tables.table("training_table").to_numpy().tolist()[2:] == expected
    now.run.advance(1)
    actions.add_written(now, 2)  # in mid-run the table is locked
    assert len(now.tables.table("training_table")) == 3
