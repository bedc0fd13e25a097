"""What the view Landscape shows is found in pieces, and anew when it is no longer true."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import torch

from playground.core.insight import lowest_loss as lowest_loss_module
from playground.core.insight.landscape import Landscape, landscape
from playground.core.insight.lowest_loss import lowest_loss
from playground.core.insight.path import PathSearch
from playground.core.replay import InPieces
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.session import landscape_cache
from playground.session.landscape_cache import OUTGROWN, LandscapeCache
from playground.sharing.examples import note_dataset

DATASET = note_dataset()


class Turns:
    """Counts the turns taken, and how many of them at once at most."""

    def __init__(self) -> None:
        self.count = self._open = self.most_at_once = 0

    @property
    def is_taken(self) -> bool:
        return self._open > 0

    @contextmanager
    def __call__(self) -> Iterator[None]:
        self.count += 1
        self._open += 1
        self.most_at_once = max(self.most_at_once, self._open)
        yield
        self._open -= 1


def a_run(done: int, **chosen: object) -> TrainingRun:
    run = TrainingRun(DATASET, TrainingSettings(**{"epochs": 100, **chosen}))  # type: ignore[arg-type]
    run.advance(done)
    return run


def prepared(run: TrainingRun) -> LandscapeCache:
    terrain = LandscapeCache()
    terrain.prepare(run, Turns())
    return terrain


def found_in(terrain: LandscapeCache) -> Landscape:
    assert terrain.landscape is not None
    return terrain.landscape


@pytest.mark.parametrize("done", [0, 7, 100])
@pytest.mark.parametrize("decay", [0.0, 0.5])
def test_path_landscape_and_lowest_loss_are_those_of_the_run(done: int, decay: float) -> None:
    run = a_run(done, weight_decay=decay)
    terrain = prepared(run)
    found = found_in(terrain)
    search = PathSearch(run)
    search.advance()
    path, training = search.path(), run.prepared.training
    assert terrain.path.epochs == path.epochs
    assert torch.equal(terrain.path.points, path.points)
    alone = InPieces(landscape(path, training, run.objective, grows=not run.finished)).result()
    for name in ("x", "y", "z"):
        assert torch.equal(getattr(found, name), getattr(alone, name))
    assert found.epoch == done
    lowest, expected = terrain.lowest_loss, lowest_loss(training, run.objective)
    assert lowest is not None
    assert (lowest.kind, lowest.loss) == (expected.kind, expected.loss)


def test_whoever_waits_has_the_turn_while_the_programme_decides(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    turns, taken = Turns(), []
    programme = lowest_loss_module.separability

    def asked(*inputs: object) -> object:
        taken.append(turns.is_taken)
        return programme(*inputs)  # type: ignore[arg-type]

    monkeypatch.setattr(lowest_loss_module, "separability", asked)
    LandscapeCache().prepare(a_run(1), turns)
    assert taken == [False]
    assert turns.most_at_once == 1


def test_before_anything_was_found_there_is_no_lowest_loss() -> None:
    terrain = LandscapeCache()
    assert terrain.lowest_loss is None
    terrain.advance(a_run(3))
    assert terrain.lowest_loss is None


def test_what_is_found_is_found_once() -> None:
    run, turns = a_run(7), Turns()
    terrain = prepared(run)
    before = found_in(terrain), terrain.path
    terrain.prepare(run, turns)
    terrain.advance(run)
    assert turns.count == 0
    assert (found_in(terrain), terrain.path) == before


def test_others_have_their_turns_between_the_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(landscape_cache, "PIECE_SECONDS", 0.0)
    turns = Turns()
    LandscapeCache().prepare(a_run(7), turns)
    assert turns.count > 20
    assert turns.most_at_once == 1


def test_frames_of_a_run_find_it_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(landscape_cache, "PIECE_SECONDS", 0.0)
    run, terrain, frames = a_run(50), LandscapeCache(), 0
    while terrain.landscape is None:
        terrain.advance(run)
        frames += 1
    assert frames > 3
    assert found_in(terrain).epoch == 50


def test_the_lowest_loss_is_looked_for_again_only_for_other_samples_or_weight_decay() -> None:
    terrain = prepared(a_run(1, weight_decay=0.1))
    lowest = terrain.lowest_loss
    assert lowest is not None
    before = found_in(terrain)
    terrain.prepare(a_run(2, weight_decay=0.1, seed=1), Turns())
    assert terrain.lowest_loss is lowest
    assert found_in(terrain) is not before
    for other in ({"weight_decay": 0.2}, {"weight_decay": 0.2, "test_share": 0.3}):
        terrain.prepare(a_run(1, **other), Turns())
        assert terrain.lowest_loss is not None
        assert terrain.lowest_loss.loss != lowest.loss
        lowest = terrain.lowest_loss


@pytest.mark.parametrize(
    ("epoch", "stays_in_picture", "is_new"),
    [
        *((6, True, False), (OUTGROWN * 5 - 1, True, False), (OUTGROWN * 5, True, True)),
        *((6, False, True), (100, True, True)),
    ],
)
def test_a_run_that_goes_on_gets_another_landscape_when_it_leaves_or_outgrows_its_own_or_ends(
    epoch: int, stays_in_picture: bool, is_new: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = a_run(5)
    terrain = prepared(run)
    before = found_in(terrain)
    monkeypatch.setattr(Landscape, "shows", lambda *_: stays_in_picture)
    run.advance(epoch - 5)
    terrain.prepare(run, Turns())
    assert (found_in(terrain) is not before) is is_new
    assert found_in(terrain).epoch == (epoch if is_new else 5)
    assert terrain.path.epochs[-1] == epoch


def test_a_landscape_begun_before_the_path_was_known_is_made_anew_when_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(landscape_cache, "PIECE_SECONDS", 0.0)
    run, terrain = a_run(100), LandscapeCache()
    while terrain.landscape is None:
        terrain.advance(run)
    first = found_in(terrain)
    for _ in range(2000):
        terrain.advance(run)
    last = found_in(terrain)
    terrain.prepare(run, Turns())
    assert found_in(terrain) is last is not first
