"""A long sweep gives way to others, shows points as they come, and any click ends it."""

import math
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
    session.sweep = Sweep(note_dataset(), TrainingSettings(epochs=5), "seed")
    return session


@pytest.fixture
def sweep(session: Session) -> Sweep:
    assert session.sweep
    return session.sweep


def test_a_sweep_is_begun_before_the_page_is_drawn_and_goes_on_after_it(
    slices: list[float], session: Session, sweep: Sweep, monkeypatch: pytest.MonkeyPatch
) -> None:
    rerun, drawn = Mock(), []
    monkeypatch.setattr(player, "st", SimpleNamespace(rerun=rerun))
    player.compute_ahead(session)
    assert 0 < sweep.progress < 0.5
    assert not rerun.called
    player.go_on(session, lambda: drawn.append(len(sweep.points)))
    assert sweep.finished
    assert set(slices) == {player.TURN_SECONDS}
    assert len(set(drawn)) > 5  # points are drawn as they come
    assert drawn == sorted(drawn)
    assert rerun.call_count == 1
    player.go_on(session, Mock())  # there is nothing left to do
    assert rerun.call_count == 1


def test_a_click_which_ends_the_page_run_ends_the_sweep_too(
    slices: list[float], session: Session, sweep: Sweep
) -> None:
    class Clicked(BaseException):
        """As Streamlit raises it when something is to be drawn."""

    player.compute_ahead(session)
    player.compute_ahead(session)  # as after a run that was on meanwhile: it goes on
    assert not sweep.finished
    with pytest.raises(Clicked):
        player.go_on(session, Mock(side_effect=Clicked))
    assert sweep.finished
    assert 0 < len(sweep.points) < len(sweep.values)
    assert not turns._taken


def test_one_that_was_stopped_does_not_go_on(
    slices: list[float], session: Session, sweep: Sweep
) -> None:
    sweep.stop()
    player.compute_ahead(session)
    player.go_on(session, Mock())
    assert slices == []
