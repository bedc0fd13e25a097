"""On to the next line, by itself: the page draws all that comes after."""

from typing import Any
from unittest.mock import Mock

import pytest
import torch

from playground.core.dataset import Dataset
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.session.explained import Explained
from playground.session.fields import Fields
from playground.session.lines_fields import LinesFields
from playground.ui import actions

EPOCHS = 120


class Now:
    """A session that looks at epoch ``shown`` of a run that has come to ``epoch``."""

    def __init__(self, dataset: Dataset, shown: int, epoch: int, line: str) -> None:
        self.run = TrainingRun(dataset, TrainingSettings(epochs=EPOCHS))
        self.run.advance(epoch)
        self.fields = Fields({"line": line}, {"line": "features"})
        self.fields.key("line")  # its widget is drawn, and was used just before
        self.lines = LinesFields(self.fields)
        self.playback = Mock(shown_epoch=shown, is_playing=False, fields=Mock(epoch=shown))
        self.is_trainable = True

    @property
    def explained(self) -> Explained:
        tests: Any = Mock(features=torch.empty(0, 3))
        return Explained(self.run, self.playback.shown_epoch, self.lines, tests)

    @property
    def seen(self) -> tuple[int, str]:
        return self.playback.fields.epoch, self.lines.line


@pytest.fixture
def step(monkeypatch: pytest.MonkeyPatch) -> Mock:
    """Stands in for the act that computes an epoch."""
    found = Mock()
    monkeypatch.setattr(actions, "step", found)
    return found


def next_line(now: Now, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "session", lambda: now)
    actions.next_line()


@pytest.mark.parametrize(
    ("shown", "epoch", "line", "leads_to"),
    [
        (3, 10, "logits", (3, "loss")),
        *((at, 10, "step", (at + 1, "logits")) for at in (0, 3, 9)),
        (99, 105, "step", (100, "print")),
        (118, 120, "step", (119, "logits")),
        *((at, 120, "step", (120, "complete")) for at in (119, 120)),
    ],
)
def test_past_the_step_the_next_epoch_is_shown_up_to_the_last(
    shown: int,
    epoch: int,
    line: str,
    leads_to: tuple[int, str],
    note_dataset: Dataset,
    step: Mock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = Now(note_dataset, shown, epoch, line)
    next_line(now, monkeypatch)
    assert now.seen == leads_to
    step.assert_not_called()


@pytest.mark.parametrize("is_trainable", [True, False])
def test_past_the_newest_step_an_epoch_is_computed_if_there_is_input_for_it(
    is_trainable: bool, note_dataset: Dataset, step: Mock, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = Now(note_dataset, 3, 3, "step")
    now.is_trainable = is_trainable
    next_line(now, monkeypatch)
    assert step.call_count == is_trainable
    assert now.lines.line == ("logits" if is_trainable else "step")


def test_while_a_run_goes_on_by_itself_the_walk_computes_no_epoch(
    note_dataset: Dataset, step: Mock, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = Now(note_dataset, 3, 3, "step")
    now.playback.is_playing = True
    next_line(now, monkeypatch)
    step.assert_not_called()
    assert now.seen == (3, "logits")
