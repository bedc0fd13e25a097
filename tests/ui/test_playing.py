"""The training loop of the page against a clock of its own: when it computes, draws and ends."""

import math
from collections.abc import Callable
from itertools import pairwise
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock

import pytest

from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.session.fields import Fields
from playground.session.playback import Playback
from playground.sharing.examples import note_dataset
from playground.sharing.link_run import SavedRun
from playground.ui import player
from tests.session.opened import opened as a_session

EPOCH_SECONDS = 0.001


class Clock:
    """Time that passes only while something is done."""

    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        assert seconds >= 0
        self.now += max(seconds, 1e-4)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Each epoch takes a millisecond of it, however fast this machine is."""
    clock, advance = Clock(), TrainingRun.advance

    def slow(run: TrainingRun, epochs: int, seconds: float = math.inf) -> None:
        before = run.epoch
        advance(
            run,
            max(0, epochs if seconds == math.inf else min(epochs, int(seconds / EPOCH_SECONDS))),
        )
        clock.now += (run.epoch - before) * EPOCH_SECONDS

    monkeypatch.setattr(TrainingRun, "advance", slow)
    monkeypatch.setattr(Playback, "look_over", lambda _: None)  # has trials of its own
    monkeypatch.setattr(player, "time", clock)
    return clock


@pytest.fixture
def rerun(monkeypatch: pytest.MonkeyPatch) -> Mock:
    """Called when the page is to be run anew."""
    rerun = Mock()
    monkeypatch.setattr(player, "st", SimpleNamespace(rerun=rerun))
    return rerun


Opened = Callable[..., Playback]


@pytest.fixture
def opened(clock: Clock, rerun: Mock) -> Opened:
    def open_session(speed: object = "full", playing: bool = True, **settings: float) -> Playback:
        run = TrainingRun(note_dataset(), TrainingSettings(**settings))  # type: ignore[arg-type]
        playback = Playback(run, Fields({}, {"epoch": 0, "speed": speed}))
        playback.is_playing = playing
        return playback

    return open_session


def session_of(playback: Playback) -> Any:
    """A session with this run, in whose first view there is nothing else to compute."""
    session = a_session()
    session.playback = playback
    return session


def frames(playback: Playback, clock: Clock, drawing: float = 0.0) -> list[tuple[float, int]]:
    """Play the run to its end: when each frame was drawn, and at which epoch."""
    found: list[tuple[float, int]] = []

    def redraw() -> None:
        found.append((clock.now, playback.run.epoch))
        clock.now += drawing

    player.play(session_of(playback), redraw)
    return found


def gaps(times: list[float]) -> list[float]:
    return [after - before for before, after in pairwise(times)]


@pytest.mark.parametrize("speed", [10, 100, 1000, "full"])
def test_a_run_is_drawn_some_ten_times_a_second(
    opened: Opened, clock: Clock, speed: object
) -> None:
    start = clock.now
    found = frames(opened(speed, epochs=300), clock)
    between = gaps([start] + [at for at, _ in found])
    assert between == pytest.approx(
        [player.FRAME_SECONDS] * len(between), abs=player.TURN_SECONDS + 1e-6
    )
    assert len(found) >= 2
    epochs = [epoch for _, epoch in found]
    assert epochs == sorted(epochs)
    assert all(0 <= epoch < 300 for epoch in epochs)


def test_a_slow_display_leaves_most_of_the_time_to_training(opened: Opened, clock: Clock) -> None:
    assert player.TURN_SECONDS <= 0.02  # nobody waits noticeably for the turn of another
    found = frames(opened(epochs=2000), clock, drawing=0.05)
    between = gaps([at for at, _ in found])
    assert len(between) > 2
    assert all(0.24 < gap < 0.35 for gap in between)


def test_epochs_computed_in_the_turn_of_a_frame_do_not_count_as_drawing(
    opened: Opened, clock: Clock
) -> None:
    found = frames(opened(epochs=1000), clock, drawing=0.02)
    between = gaps([at for at, _ in found])
    assert between == pytest.approx(
        [player.FRAME_SECONDS] * len(between), abs=player.TURN_SECONDS + 1e-6
    )


@pytest.mark.parametrize("speed", [1, 10, 100])
def test_a_run_goes_at_the_speed_chosen_from_where_it_stands(
    opened: Opened, clock: Clock, speed: int
) -> None:
    playback = opened(speed, epochs=7 * speed)
    playback.run.advance(2 * speed)
    start = clock.now
    for at, epoch in frames(playback, clock):
        assert (
            abs(epoch - 2 * speed - speed * (at - start)) <= 1 + 1.1 * player.FRAME_SECONDS * speed
        )
    assert clock.now - start == pytest.approx(5, abs=0.15)
    assert playback.run.finished


def test_at_full_speed_no_time_is_slept_away(opened: Opened, clock: Clock) -> None:
    start = clock.now
    frames(opened(epochs=1000), clock)
    assert clock.now - start == pytest.approx(1000 * EPOCH_SECONDS)


def test_at_the_end_the_page_is_drawn_anew_and_the_run_is_over(
    opened: Opened, clock: Clock, rerun: Mock
) -> None:
    playback = opened(epochs=30)
    assert frames(playback, clock) == []  # it was over before anyone could have seen a frame
    assert playback.state == "done"
    assert not playback.is_playing
    rerun.assert_called_once_with()


def test_a_run_that_is_repeated_stops_where_it_stood(
    opened: Opened, clock: Clock, rerun: Mock
) -> None:
    playback = opened(1, epochs=1000)
    playback.repeat(SavedRun(epochs=250, shown=None, rates=[]))
    frames(playback, clock)
    assert (playback.run.epoch, playback.state) == (250, "paused")
    rerun.assert_called_once_with()


def test_a_run_that_is_not_on_is_left_alone(opened: Opened, clock: Clock, rerun: Mock) -> None:
    playback = opened(playing=False, epochs=30)
    assert frames(playback, clock) == []
    assert playback.run.epoch == 0
    rerun.assert_not_called()


@pytest.mark.parametrize(
    ("speed", "epochs", "state", "seconds"),
    [
        ("full", 90, "done", 0.09),  # over before anyone could see it
        ("full", 5000, "running", 0.1),
        (1, 90, "running", 0),
        (1000, 90, "running", 0),
    ],
)
def test_a_run_at_full_speed_is_begun_before_the_page_is_drawn(
    opened: Opened, clock: Clock, speed: object, epochs: int, state: str, seconds: float
) -> None:
    playback, start = opened(speed, epochs=epochs), clock.now
    player.compute_ahead(session_of(playback))
    assert playback.state == state
    assert clock.now - start == pytest.approx(seconds, abs=0.015)
    assert playback.is_playing is (state == "running")


def test_a_step_is_one_epoch_and_none_is_taken_beyond_the_last(opened: Opened) -> None:
    playback = opened(playing=False, epochs=2)
    for epoch in (1, 2, 2):
        playback.step()
        player.compute_ahead(session_of(playback))
        assert playback.run.epoch == epoch
