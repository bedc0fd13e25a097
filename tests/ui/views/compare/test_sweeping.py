"""A sweep that takes long: it gives way to others, shows how far it is, and can be stopped."""

import math
from itertools import pairwise
from types import SimpleNamespace
from unittest.mock import Mock

import pytest

from playground.core.settings import TrainingSettings
from playground.core.sweep import Sweep
from playground.session.session import Session
from playground.session.turns import turns
from playground.sharing.examples import note_dataset
from playground.ui import player
from tests.session.opened import opened


class Ticking:
    """A clock on which each look takes a hundredth of a second."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        self.now += 0.01
        return self.now


@pytest.fixture
def slices(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that each slice of a sweep was given; in each it takes one step."""
    given: list[float] = []
    advance = Sweep.advance

    def one_step(sweep: Sweep, seconds: float = math.inf) -> None:
        assert turns._taken
        given.append(seconds)
        advance(sweep, 0)

    monkeypatch.setattr(Sweep, "advance", one_step)
    monkeypatch.setattr(player, "time", Ticking())
    return given


@pytest.fixture
def session() -> Session:
    """One that looks at a sweep."""
    session = opened()
    session.page.view, session.compare.mode = "compare", "sweep"
    session.sweep = Sweep(note_dataset(), TrainingSettings(epochs=200), "seed")
    return session


@pytest.fixture
def sweep(session: Session) -> Sweep:
    assert session.sweep
    return session.sweep


def test_a_sweep_is_begun_before_the_page_is_drawn_and_goes_on_after_it(
    slices: list[float], session: Session, sweep: Sweep, monkeypatch: pytest.MonkeyPatch
) -> None:
    rerun, redraw = Mock(), Mock()
    monkeypatch.setattr(player, "st", SimpleNamespace(rerun=rerun))
    player._sweep(session)
    assert 0 < sweep.progress < 0.5
    assert not rerun.called
    player.go_on(session, redraw)
    assert sweep.finished
    assert set(slices) == {player.TURN_SECONDS}
    assert 2 < redraw.call_count < 20
    assert rerun.call_count == 1
    player.go_on(session, redraw)  # there is nothing left to do
    assert rerun.call_count == 1


def test_one_that_was_stopped_does_not_go_on(
    slices: list[float], session: Session, sweep: Sweep
) -> None:
    sweep.stop()
    player._sweep(session)
    player.go_on(session, Mock())
    assert slices == []


def test_it_is_redrawn_once_a_frame_has_passed_and_not_before(
    slices: list[float], session: Session, sweep: Sweep, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Ticking()
    monkeypatch.setattr(player, "time", clock)
    monkeypatch.setattr(player, "st", Mock())
    drawn = [0.0]
    player.go_on(session, lambda: drawn.append(clock.now))
    frames = [after - before for before, after in pairwise(drawn)]
    assert frames
    assert all(
        player.SWEEP_FRAME_SECONDS <= frame < player.SWEEP_FRAME_SECONDS + 0.1 for frame in frames
    )
