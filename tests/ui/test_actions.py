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
