"""The path of a run: the parameters of the run itself, after a choice of its epochs."""

import pytest
import torch

from playground.core.dataset import Dataset
from playground.core.insight.path import (
    FIRST,
    MOST_STRIDES,
    Path,
    find_points,
    flat,
    path_epochs,
    path_through,
)
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from tests.core.samples import drawn


def path_of(run: TrainingRun) -> Path:
    return path_through(find_points(run, {}))


@pytest.mark.parametrize("last", [0, 1, 5, 21, 100, 1000, 100_000])
def test_start_and_end_are_on_the_path_and_few_others(last: int) -> None:
    epochs = path_epochs(last)
    assert epochs[0] == 0
    assert epochs[-1] == last
    assert epochs == sorted(set(epochs))
    assert len(epochs) <= 2 * MOST_STRIDES + 45


@pytest.mark.parametrize("is_heavy", [False, True])
@pytest.mark.parametrize("last", [FIRST - 1, FIRST, 1000, 100_000])
def test_each_of_the_first_epochs_is_on_the_path(last: int, is_heavy: bool) -> None:
    first = list(range(min(last, FIRST) + 1))
    assert path_epochs(last, is_heavy)[: len(first)] == first


def test_a_long_path_has_epochs_that_follow_one_another_so_that_a_zigzag_is_seen() -> None:
    epochs = set(path_epochs(100_000))
    assert sum(epoch + 1 in epochs for epoch in epochs) > 50


def test_what_is_left_out_of_a_path_is_left_out_of_every_longer_one() -> None:
    for last in (30, 400, 2000, 9000):
        others = set(range(last)) - set(path_epochs(last))
        assert not others & set(path_epochs(10 * last))


@pytest.mark.parametrize(
    "settings",
    [
        TrainingSettings(epochs=400),
        TrainingSettings(epochs=60, batch_size=3),
        TrainingSettings(epochs=300, optimizer="adam"),
    ],
)
def test_the_points_are_the_parameters_of_the_run(
    note_dataset: Dataset, settings: TrainingSettings
) -> None:
    run, once_more = TrainingRun(note_dataset, settings), TrainingRun(note_dataset, settings)
    run.advance(40)
    run.change_learning_rate(0.02)
    run.advance(settings.epochs)
    path = path_of(run)
    assert path.epochs == path_epochs(run.epoch)
    for epoch, point in zip(path.epochs, path.points, strict=True):
        if epoch >= 40:
            once_more.advance(40 - once_more.epoch)
            once_more.change_learning_rate(0.02)
        once_more.advance(epoch - once_more.epoch)
        assert torch.equal(point, flat(once_more.parameters))


def test_it_goes_on_as_the_run_does(note_dataset: Dataset) -> None:
    run = TrainingRun(note_dataset, TrainingSettings(epochs=1000))
    points: dict[int, torch.Tensor] = {}
    for epochs in (0, 1, 30, 400):
        run.advance(epochs)
        before, points = points, find_points(run, points)
        assert list(points) == path_epochs(run.epoch)
        assert all(points[epoch] is before[epoch] for epoch in before if epoch in points)
        assert torch.equal(path_through(points).points, path_of(run).points)


def test_a_large_table_is_not_gone_through_again() -> None:
    run = TrainingRun(drawn(0, 5000, 10, 5), TrainingSettings(epochs=400))
    run.advance(400)
    assert [epoch for epoch in path_of(run).epochs if epoch > 20] == [100, 200, 300, 400]


def test_what_has_gone_beyond_all_size_is_not_on_the_path(note_dataset: Dataset) -> None:
    run = TrainingRun(note_dataset, TrainingSettings(learning_rate=1000, weight_decay=1))
    run.advance(1000)
    assert run.diverged
    path = path_of(run)
    assert path.epochs[-1] < run.epoch
    assert len(path.epochs) == len(path.points)
    assert bool(torch.isfinite(path.points).all())
