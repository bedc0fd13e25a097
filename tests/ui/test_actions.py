"""What a visitor can do, by itself where the whole page cannot be stopped in mid-run."""

from unittest.mock import Mock

import pytest

from playground.core.dataset import Dataset
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.ui import actions
from playground.ui.fields import Fields
from playground.ui.playback import Playback


def test_pause_stops_the_run_where_it_stands(
    note_dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = TrainingRun(note_dataset, TrainingSettings())
    playback = Playback(run, Fields({}, {"epoch": 0, "speed": 10}))
    monkeypatch.setattr(actions, "session", lambda: Mock(playback=playback))
    playback.is_playing = True
    run.advance(7)
    actions.pause()
    assert (playback.state, run.epoch) == ("paused", 7)


OPENED = {"open_number": "", "vector": 1, "parameter": "", "view": "curves", "line": "logits"}


@pytest.mark.parametrize(
    ("said", "epoch", "opened"),
    [
        ("W 1 2", 7, {"parameter": "weight 1 2", "line": "step"}),
        ("W 1 2", 0, {"parameter": "weight 1 2", "line": "linear"}),
        ("b 1 0", 7, {"parameter": "bias 1 0", "line": "step"}),
        ("grad_W 0 2", 7, {"parameter": "weight 0 2", "line": "backward"}),
        ("batch_loss 0 0", 7, {"line": "loss"}),
        ("z 0 1 9", 7, {"line": "logits"}),
        ("test_p 1 0", 7, {"vector": 2, "line": "probabilities"}),
        ("test_z 0 1", 7, {"vector": 1, "line": "test_logits"}),
    ],
)
def test_a_click_on_a_number_opens_the_line_that_made_it(
    said: str, epoch: int, opened: dict, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = Mock(fields=Fields({}, {**OPENED, "open_number": said}))
    now.playback.shown_epoch = epoch
    monkeypatch.setattr(actions, "session", lambda: now)
    actions.open_number()
    expected = {**OPENED, "open_number": said, "view": "lines", **opened}
    assert {name: now.fields[name] for name in OPENED} == expected


@pytest.mark.parametrize(
    ("view", "topic", "line"),
    [
        *(("lines", "backward", "backward"), ("lines", "step", "step")),
        *(("lines", "loss", "linear"), ("curves", "backward", "linear")),
    ],
)
def test_a_click_on_w_beside_a_line_that_changes_it_stays_at_the_line(
    view: str, topic: str, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = Mock(fields=Fields({}, {**OPENED, "view": view, "open_number": "W 0 1"}))
    now.playback.shown_epoch, now.explained.line.topic = 0, topic
    monkeypatch.setattr(actions, "session", lambda: now)
    actions.open_number()
    assert (now.fields["view"], now.fields["line"]) == ("lines", line)


@pytest.mark.parametrize(("is_wrong", "left"), [(True, "0.5"), (False, "")])
def test_a_wrong_answer_stays_to_be_put_right(
    is_wrong: bool, left: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = Mock(fields=Fields({"quiz_answer": "0.5"}, {"quiz_answer": ""}))
    now.fields.key("quiz_answer")  # its widget is drawn
    now.quiz.is_wrong = is_wrong
    monkeypatch.setattr(actions, "session", lambda: now)
    actions.answer_quiz()
    now.quiz.check.assert_called_once_with("0.5")
    assert now.fields["quiz_answer"] == left
