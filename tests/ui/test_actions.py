"""What a visitor can do, by itself where the whole page cannot be stopped in mid-run."""

from collections.abc import Callable
from functools import partial
from typing import Any
from unittest.mock import MagicMock, Mock, call

import pandas as pd
import pytest
import torch

from playground.core.model import Parameters
from playground.sharing.examples import examples
from playground.ui import actions
from tests.session.opened import opened as a_session


def test_pause_stops_the_run_where_it_stands() -> None:
    now = a_session()
    now.playback.is_playing = True
    now.run.advance(7)
    actions.pause(now)
    assert (now.playback.state, now.run.epoch) == ("paused", 7)


@pytest.mark.parametrize(
    ("said", "epoch", "opened"),
    [
        ("W 1 2", 7, {"parameter": ("weight", 1, 2), "line": "step"}),
        ("W 1 2", 0, {"parameter": ("weight", 1, 2), "line": "linear"}),
        ("b 1 0", 7, {"parameter": ("bias", 1, 0), "line": "step"}),
        ("grad_W 0 2", 7, {"parameter": ("weight", 0, 2), "line": "backward"}),
        ("batch_loss 0 0", 7, {"line": "loss"}),
        ("z 0 1 9", 7, {"line": "logits"}),
        ("test_p 1 0", 7, {"vector": 2, "line": "probabilities"}),
        ("test_z 0 1", 7, {"vector": 1, "line": "test_logits"}),
    ],
)
def test_a_click_on_a_number_opens_the_line_that_made_it(
    said: str, epoch: int, opened: dict
) -> None:
    now = a_session()
    now.run.advance(epoch)
    now.playback.fields.epoch = epoch
    now.lines.open_number = said
    actions.open_number(now)
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
    now.lines.open_number = "W 0 1"
    actions.open_number(now)
    assert (now.page.view, now.lines.line) == ("lines", line)


@pytest.mark.parametrize(("is_wrong", "left"), [(True, "0.5"), (False, "")])
def test_a_wrong_answer_stays_to_be_put_right(is_wrong: bool, left: str) -> None:
    now = a_session()
    now.lines.quiz_answer, now.quiz.value = "0.5", 0.25 if is_wrong else 0.5
    actions.answer_quiz(now)
    assert now.quiz.is_wrong is is_wrong
    assert now.lines.quiz_answer == left


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> MagicMock:
    """A session that says what was done with it, and in which order."""
    found = MagicMock()
    monkeypatch.setattr(actions, "close_gallery", found.close_gallery)
    monkeypatch.setattr(actions, "start_afresh", found.start_afresh)
    return found


START = Parameters(torch.zeros(2, 3), torch.zeros(2))


@pytest.mark.parametrize(
    "act",
    [
        partial(actions.load_example, example=examples()["iris"]),
        partial(actions.apply_remedy, remark=Mock(setting="seed", value=1)),
        partial(actions.subtract, column="x1", number="5"),
        partial(actions.open_parameters, parameters=START, standardise=False, samples=None),
        *(actions.draw_parameters, actions.edit_parameters, actions.undo, actions.redo),
    ],
)
def test_what_was_typed_just_before_is_taken_over_first(
    now: MagicMock, act: Callable[[Any], None]
) -> None:
    now.playback.is_under_way = False
    act(now)
    assert now.mock_calls[0] == call.collect()
    assert len(now.mock_calls) > 1


@pytest.mark.parametrize("act", [actions.train, actions.resume, actions.step, actions.reset])
def test_a_run_is_of_what_was_typed_just_before(now: MagicMock, act: Callable[[Any], None]) -> None:
    now.manual_parameters.problems = []
    now.playback.is_under_way = False
    act(now)
    called = [each for each in now.mock_calls if str(each) != "call.__bool__()"]
    assert called[:2] == [call.collect(), call.read_input()]


@pytest.mark.parametrize("act", [actions.train, actions.resume, actions.step])
@pytest.mark.parametrize("wrong", ["table", "parameters"])
def test_nothing_is_trained_on_what_is_wrong(
    now: MagicMock, act: Callable[[Any], None], wrong: str
) -> None:
    now.manual_parameters.problems = ["wrong"] if wrong == "parameters" else []
    now.read_input().experiment = None if wrong == "table" else Mock()
    act(now)
    assert not now.playback.mock_calls
    assert not now.run.mock_calls


def test_going_back_brings_what_was_drawn_last_at_its_first_epoch(now: MagicMock) -> None:
    now.manual_parameters.problems = []
    drawn = now.drawn
    drawn.settings, drawn.tables = {"seed": 3}, {}
    actions.go_back(now)
    now.history.record.assert_called_once_with(drawn)
    now.fields.update.assert_called_once_with({"seed": 3})
    now.playback.show.assert_called_once_with(now.read_input().experiment.start())
    now.start_afresh.assert_not_called()


def test_where_nothing_could_be_drawn_one_goes_back_to_the_beginning(now: MagicMock) -> None:
    now.drawn = None
    actions.go_back(now)
    now.start_afresh.assert_called_once_with()
    assert now.method_calls == [call.start_afresh()]


@pytest.mark.parametrize(("act", "can"), [("undo", "can_undo"), ("redo", "can_redo")])
def test_where_there_is_no_step_to_go_nothing_changes(now: MagicMock, act: str, can: str) -> None:
    setattr(now, can, False)
    getattr(actions, act)(now)
    assert now.mock_calls == [call.collect()]


def test_a_remedy_waits_until_no_run_is_under_way(now: MagicMock) -> None:
    remark: Any = Mock(setting="seed", value=7)
    for is_under_way, changes in ((True, []), (False, [call("seed", 7)])):
        now.playback.is_under_way = is_under_way
        actions.apply_remedy(now, remark)
        assert now.fields.set.mock_calls == changes


def test_a_number_is_subtracted_once_no_run_is_under_way(now: MagicMock) -> None:
    now.tables.table.return_value = pd.DataFrame({"x1": ["7"]})
    for is_under_way, n_loaded in ((True, 0), (False, 2)):
        now.playback.is_under_way = is_under_way
        actions.subtract(now, "x1", "5")
        assert now.tables.load.call_count == n_loaded


def test_w_and_b_of_a_file_bring_its_samples_along_only_where_it_has_any(now: MagicMock) -> None:
    for samples, n_loaded in ((None, 0), (pd.DataFrame({"x1": ["1"], "label": ["a"]}), 2)):
        now.reset_mock()
        now.tables.table.return_value = pd.DataFrame({"x1": ["1"]})
        actions.open_parameters(now, START, True, samples)
        assert len(now.tables.load.mock_calls) == n_loaded
        (changes,) = now.fields.update.call_args.args
        assert (changes["initial_weights"], changes["standardise"]) == ("given", True)


def test_resume_goes_on_only_while_epochs_are_left(now: MagicMock) -> None:
    now.manual_parameters.problems = []
    now.fields.__getitem__.return_value = 0.5
    for is_finished in (True, False):
        now.run.finished = is_finished
        actions.resume(now)
        assert now.playback.is_playing is not is_finished
    now.run.change_learning_rate.assert_called_with(0.5)


@pytest.mark.parametrize("is_under_way", [True, False])
def test_a_step_begins_a_run_where_none_is_under_way(now: MagicMock, is_under_way: bool) -> None:
    now.manual_parameters.problems = []
    now.playback.is_under_way = is_under_way
    actions.step(now)
    assert bool(now.playback.show.mock_calls) is not is_under_way
    now.playback.run.change_learning_rate.assert_called_once()
    now.playback.step.assert_called_once_with()


@pytest.mark.parametrize("clicked", ["add 1 2", "move 1 3 4", "sample 1"])
@pytest.mark.parametrize("is_under_way", [True, False])
def test_what_was_typed_before_a_click_on_the_picture_is_a_step_of_its_own(
    now: MagicMock, clicked: str, is_under_way: bool
) -> None:
    now.decision.click, now.decision.new_class = clicked, 5
    now.playback.is_under_way = is_under_way
    now.run.dataset.class_names = ("a", "b")
    now.tables.table.return_value = pd.DataFrame(
        [["7", "8", "a"]], columns=["x1", "x2", "label"], dtype=object
    )
    actions.click_picture(now)
    changes = not is_under_way and not clicked.startswith("sample")
    assert now.mock_calls[0] == call.fields.collect()
    called = [str(each).partition("(")[0] for each in now.mock_calls]
    assert called.count("call.collect") == changes
    if changes:
        assert called.index("call.collect") < called.index("call.tables.table")
        (_, table) = now.tables.load.call_args.args
        added = [["7", "8", "a"], ["1", "2", "b"]]
        assert table.to_numpy().tolist() == (added if clicked[0] == "a" else [["3", "4", "a"]])
