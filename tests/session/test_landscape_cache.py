"""What the view Landscape shows is kept, and found anew when it is no longer true."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
import torch

from playground.core.insight.landscape import Landscape, landscape
from playground.core.insight.lowest_loss import lowest_loss
from playground.core.insight.path import find_points, path_through
from playground.core.pace import breathing
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.session import landscape_cache
from playground.session.landscape_cache import OUTGROWN, LandscapeCache
from playground.sharing.examples import note_dataset

DATASET = note_dataset()


def a_run(done: int, **chosen: object) -> TrainingRun:
    run = TrainingRun(DATASET, TrainingSettings(**{"epochs": 100, **chosen}))  # type: ignore[arg-type]
    run.advance(done)
    return run


def prepared(run: TrainingRun) -> LandscapeCache:
    cache = LandscapeCache()
    cache.find(run)
    return cache


def found_in(cache: LandscapeCache) -> Landscape:
    assert cache.landscape is not None
    return cache.landscape


@pytest.mark.parametrize(("done", "decay"), [(0, 0.5), (7, 0.0), (100, 0.5)])
def test_path_landscape_and_lowest_loss_are_those_of_the_run(done: int, decay: float) -> None:
    run = a_run(done, weight_decay=decay)
    cache = prepared(run)
    found = found_in(cache)
    path, training = path_through(find_points(run, {})), run.prepared.training
    assert cache.path.epochs == path.epochs
    assert torch.equal(cache.path.points, path.points)
    alone = landscape(path, training, run.objective, grows=not run.finished)
    for name in ("x", "y", "z"):
        assert torch.equal(getattr(found, name), getattr(alone, name))
    assert found.epoch == done
    lowest, expected = cache.lowest_loss, lowest_loss(training, run.objective)
    assert lowest is not None
    assert (lowest.kind, lowest.loss) == (expected.kind, expected.loss)


def test_what_is_found_is_found_once_the_lowest_loss_not_within_a_frame() -> None:
    run, cache = a_run(7), LandscapeCache()
    cache.follow(run)
    assert cache.lowest_loss is None
    cache.find(run)
    before = found_in(cache), cache.lowest_loss
    cache.find(run)
    cache.follow(run)
    assert (found_in(cache), cache.lowest_loss) == before


def test_what_was_left_in_its_middle_is_found_the_next_time() -> None:
    class Interrupted(Exception):
        pass

    run, cache = a_run(7), LandscapeCache()
    for at in range(100):
        breaths = iter(range(at))

        def interrupt(breaths: Iterator[int] = breaths) -> None:
            if next(breaths, None) is None:
                raise Interrupted

        with breathing(interrupt), suppress(Interrupted):
            cache.find(run)
    whole = prepared(run)
    assert torch.equal(found_in(cache).z, found_in(whole).z)
    assert cache.path.epochs == whole.path.epochs
    assert cache.lowest_loss is not None


@pytest.mark.parametrize(("most", "is_new"), [(20, True), (19, False)])
def test_in_frames_of_a_run_no_landscape_is_made_that_takes_long(
    most: int, is_new: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(landscape_cache, "MOST_LOGITS_IN_A_FRAME", most)  # the note has 20
    run = a_run(0)
    cache = prepared(run)
    run.advance(50)
    cache.follow(run)
    assert found_in(cache).epoch == (50 if is_new else 0)
    assert cache.path.epochs[-1] == 50
    cache.find(run)
    assert found_in(cache).epoch == 50


def test_the_lowest_loss_is_looked_for_again_only_for_other_samples_or_weight_decay() -> None:
    cache = prepared(a_run(1, weight_decay=0.1))
    lowest = cache.lowest_loss
    assert lowest is not None
    before = found_in(cache)
    cache.find(a_run(2, weight_decay=0.1, seed=1))
    assert cache.lowest_loss is lowest
    assert found_in(cache) is not before
    for other in ({"weight_decay": 0.2}, {"weight_decay": 0.2, "test_share": 0.3}):
        cache.find(a_run(1, **other))
        assert cache.lowest_loss is not None
        assert cache.lowest_loss.loss != lowest.loss
        lowest = cache.lowest_loss


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
    cache = prepared(run)
    before = found_in(cache)
    monkeypatch.setattr(Landscape, "shows", lambda *_: stays_in_picture)
    run.advance(epoch - 5)
    cache.find(run)
    assert (found_in(cache) is not before) is is_new
    assert found_in(cache).epoch == (epoch if is_new else 5)
    assert cache.path.epochs[-1] == epoch
