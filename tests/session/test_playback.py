import math
from typing import Any

import pytest

from playground.core.dataset import Dataset
from playground.core.insight.remarks import remark_on
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.session import playback as module
from playground.session.fields import Fields
from playground.session.playback import FULL_SPEED, Playback
from playground.sharing.link_run import SavedRun


@pytest.fixture
def widgets() -> dict[Any, Any]:
    return {}


@pytest.fixture
def fields(widgets: dict) -> Fields:
    return Fields(widgets, {"epoch": 0, "speed": 10})


@pytest.fixture
def playback(note_dataset: Dataset, fields: Fields) -> Playback:
    return Playback(TrainingRun(note_dataset, TrainingSettings(epochs=20)), fields)


def test_a_run_goes_from_ready_over_running_and_paused_to_done(playback: Playback) -> None:
    found = [(playback.state, playback.is_under_way)]
    playback.is_playing = True
    found.append((playback.state, playback.is_under_way))
    playback.run.advance(5)
    playback.pause()
    found.append((playback.state, playback.is_under_way))
    playback.run.advance(15)
    found.append((playback.state, playback.is_under_way))
    assert found == [("ready", False), ("running", True), ("paused", True), ("done", False)]


def test_a_run_is_at_its_start_until_its_first_epoch(
    playback: Playback, note_dataset: Dataset
) -> None:
    assert not playback.is_at_start
    playback.show(TrainingRun(note_dataset, TrainingSettings()), playing=True)
    assert playback.is_at_start
    playback.run.advance(1)
    assert not playback.is_at_start


def test_a_run_is_looked_over_once_when_it_has_ended(
    playback: Playback, note_dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = TrainingRun(note_dataset, TrainingSettings(learning_rate=0.001, epochs=200))
    playback.show(run)
    run.advance(199)
    playback.look_over()
    assert playback.remark is None
    run.advance(1)
    playback.look_over()
    assert playback.remark == remark_on(run) is not None
    monkeypatch.setattr(module, "remark_on", lambda _: None)
    playback.look_over()
    assert playback.remark is not None
    playback.show(TrainingRun(note_dataset, TrainingSettings()))
    assert playback.remark is None


def test_the_speed_is_the_one_chosen(playback: Playback, fields: Fields) -> None:
    assert playback.speed == 10
    fields.set("speed", FULL_SPEED)
    assert playback.speed == math.inf


def test_the_slider_stays_where_it_was_unless_the_run_is_shorter(
    playback: Playback, fields: Fields, note_dataset: Dataset
) -> None:
    playback.run.advance(20)
    fields.set("epoch", 12)
    playback.settle()
    assert playback.shown_epoch == playback.epoch_to_show == 12
    playback.show(TrainingRun(note_dataset, TrainingSettings()))
    playback.settle()
    assert playback.shown_epoch == 0


def test_the_slider_is_replaced_when_only_its_value_changes(
    playback: Playback, fields: Fields, widgets: dict
) -> None:
    playback.run.advance(20)
    playback.pause()
    playback.settle()
    assert fields.key("epoch") == "epoch"
    widgets["epoch"] = 5
    fields.collect()
    playback.settle()
    assert playback.shown_epoch == 5
    playback.pause()
    playback.settle()
    assert (playback.shown_epoch, fields.key("epoch")) == (20, "epoch_1")


def test_a_slider_of_another_length_needs_no_other_key(
    playback: Playback, fields: Fields, widgets: dict
) -> None:
    playback.run.advance(5)
    playback.settle()
    widgets["epoch"] = 0
    playback.run.advance(1)
    playback.pause()
    playback.settle()
    assert (playback.shown_epoch, fields.key("epoch")) == (6, "epoch")


def test_a_run_that_ended_is_no_longer_played(playback: Playback) -> None:
    playback.is_playing = True
    playback.run.advance(20)
    playback.settle()
    assert not playback.is_playing


def test_each_step_asked_for_adds_an_epoch(playback: Playback) -> None:
    playback.step()
    playback.step()
    assert playback.step_goal == 2
    playback.run.advance(2)
    playback.settle()
    assert playback.shown_epoch == 2
    playback.run.advance(5)  # played meanwhile
    playback.step()
    assert playback.step_goal == 8


@pytest.mark.parametrize(("shown", "said"), [(3, {"epoch": "3"}), (None, {})])
def test_a_run_repeated_goes_at_full_speed_to_where_it_stood(
    playback: Playback, shown: int | None, said: dict[str, str]
) -> None:
    playback.repeat(SavedRun(epochs=8, shown=shown, rates=[]))
    assert (playback.state, playback.goal, playback.speed) == ("running", 8, math.inf)
    assert not playback.is_at_start
    assert playback.in_address()["run"] == "8"
    playback.run.advance(8)
    playback.pause()
    playback.settle()
    assert (playback.state, playback.shown_epoch, playback.goal) == ("paused", shown or 8, 20)
    assert playback.speed == 10
    assert playback.in_address() == {"run": "8", **said}


def test_before_the_first_epoch_the_address_says_nothing_of_the_run(playback: Playback) -> None:
    assert playback.in_address() == {}
    playback.is_playing = True
    assert playback.in_address()["run"] == "20"


def test_a_run_of_which_a_step_is_to_come_has_begun(playback: Playback) -> None:
    playback.step()  # a second one that comes now is not to begin another run
    assert playback.is_under_way
    assert playback.state == "paused"
