"""A sweep against single runs, one for each of its values."""

import math
from dataclasses import replace
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from playground.core import batched
from playground.core import sweep as module
from playground.core.batched import BatchedLearner
from playground.core.dataset import Dataset
from playground.core.insight.remarks import stays_down
from playground.core.run import TrainingRun
from playground.core.settings import SETTINGS, TrainingSettings
from playground.core.sweep import (
    DECADES,
    FEWER_RUNS,
    FEWEST_RUNS,
    KINDS,
    MANY_CLASSES,
    MANY_LOGITS,
    MANY_PARAMETERS,
    MOST_RUNS,
    SMALLEST_RATE,
    VERY_MANY_LOGITS,
    Sweep,
    count_runs,
    rates_around,
    seeds_from,
)
from tests.core.samples import drawn
from tests.strategies import datasets, seeds

VARIANTS: tuple[dict[str, Any], ...] = (
    {},
    {"momentum": 0.9},
    {"momentum": 0.9, "nesterov": True, "weight_decay": 0.01},
    {"optimizer": "adam", "weight_decay": 0.1},
    {"batch_size": 4},
    {"initial_weights": "zero"},
    {"initial_weights": "given", "start": "0.1_0.2_-0.3_0.5~-0.5_0.1_0_1"},
    {"standardise": True, "test_share": 0.3},
    {"standardise": True, "test_share": 0.3, "batch_size": 3, "optimizer": "adam"},
)


def assert_equals_single_runs(sweep: Sweep) -> None:
    """Each run of ``sweep`` ends as one computed alone; where steps leap, it is seen to leap."""
    assert [point.value for point in sweep.points] == list(sweep.values)
    for point in sweep.points:
        changed: dict[str, Any] = {sweep.kind: point.value}
        settings = replace(sweep.settings, **changed)
        run = TrainingRun(sweep.dataset, settings)
        run.advance(settings.epochs)
        assert point.diverged_at == (run.epoch if run.diverged else 0)
        assert point.leaps == (not stays_down(run.loss_history))
        if not point.leaps:
            assert math.isclose(point.loss, run.loss_history[-1], rel_tol=1e-4)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("settings", VARIANTS, ids=str)
def test_a_sweep_equals_single_runs(
    note_dataset: Dataset, settings: dict[str, Any], kind: str
) -> None:
    sweep = Sweep(note_dataset, TrainingSettings(epochs=12, **settings), kind)
    sweep.advance()
    assert_equals_single_runs(sweep)


def test_runs_that_diverge_do_so_at_the_epoch_at_which_they_do_alone(note_dataset: Dataset) -> None:
    settings = TrainingSettings(epochs=120, learning_rate=1.0, weight_decay=3.0)
    sweep = Sweep(note_dataset, settings, "learning_rate")
    sweep.advance()
    assert 5 < sum(point.diverged_at > 0 for point in sweep.points) < MOST_RUNS
    assert_equals_single_runs(sweep)


# of these, a given start fits one table alone
SAME_LENGTH = [each for each in VARIANTS if not {"optimizer", "start"} & each.keys()]


# Adam's first steps have a length of their own, however small a gradient is
@given(datasets(), st.sampled_from(SAME_LENGTH))
def test_stacked_parameters_are_those_of_single_runs(data: Dataset, more: dict[str, Any]) -> None:
    first = TrainingSettings(epochs=3, learning_rate=1e-4, **more)
    all_settings = [replace(first, seed=seed) for seed in range(3)]
    learner = BatchedLearner(data, all_settings)
    for _ in range(3):
        losses = [found for found in learner.epoch() if found is not None]
        assert len(losses) == 1
    for parameters, settings in zip(learner.parameters, all_settings, strict=True):
        run = TrainingRun(data, settings)
        run.advance(3)
        torch.testing.assert_close(parameters[:, :-1], run.parameters.weight, rtol=1e-4, atol=1e-5)
        torch.testing.assert_close(parameters[:, -1], run.parameters.bias, rtol=1e-4, atol=1e-5)


SIZES = (
    (40, 3, 2),
    (700, 40, 8),
    (150, 3, 16),
    (2000, 20, 5),
    (9000, 2, 2),
)  # samples, features, classes


@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_a_sweep_over_a_large_table_equals_single_runs(sizes: tuple[int, int, int]) -> None:
    sweep = Sweep(drawn(0, *sizes), TrainingSettings(epochs=5), "learning_rate")
    sweep.advance()
    assert_equals_single_runs(sweep)


@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_parts_of_the_samples_add_up_to_all(
    sizes: tuple[int, int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    data, settings = drawn(0, *sizes), [TrainingSettings(seed=seed) for seed in range(3)]
    monkeypatch.setattr(batched, "PART_NUMBERS", math.inf)
    whole = list(BatchedLearner(data, settings).epoch())
    monkeypatch.setattr(batched, "PART_NUMBERS", 1)  # 64 samples each
    parts = list(BatchedLearner(data, settings).epoch())
    torch.testing.assert_close(parts, whole, rtol=1e-6, atol=0)


def test_the_larger_a_table_the_fewer_runs_a_sweep_has() -> None:
    settings = TrainingSettings(), TrainingSettings(test_share=0.3)
    found = [
        [count_runs(drawn(0, *sizes), each, kind) for each in settings for kind in KINDS]
        for sizes in SIZES
    ]
    assert found == [
        [31, 31, 31, 31],
        [25, 25, 25, 7],
        [7, 7, 7, 7],
        [31, 31, 31, 7],
        [25, 25, 25, 7],
    ]


def test_pieces_and_groups_make_no_difference(
    note_dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = TrainingSettings(epochs=10, batch_size=4)
    whole = Sweep(note_dataset, settings, "seed")
    whole.advance()
    monkeypatch.setattr(module, "MAX_NUMBERS", 4 * 2 * 7)  # seven runs at once
    pieces = Sweep(note_dataset, settings, "seed")
    seen = {pieces.progress}
    while not pieces.finished:
        pieces.advance(0)
        seen.add(pieces.progress)
    assert sorted(seen)[0] == 0
    assert sorted(seen)[-1] == 1
    assert len(seen) > 5 * 10
    for one, other in zip(pieces.points, whole.points, strict=True):
        assert math.isclose(one.loss, other.loss, rel_tol=1e-6)


def test_a_sweep_that_is_stopped_keeps_the_runs_that_ended(
    note_dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_NUMBERS", 10 * 2 * 7)
    sweep = Sweep(note_dataset, TrainingSettings(epochs=2), "seed")
    while not sweep.points:
        sweep.advance(0)
    sweep.stop()
    assert sweep.finished
    sweep.advance()
    assert len(sweep.points) == 7


@given(st.floats(1e-9, 1000))
def test_rates_lie_around_the_present_one_within_the_bounds(rate: float) -> None:
    rates = rates_around(rate)
    assert len(rates) == MOST_RUNS
    assert rate in rates
    assert rates == sorted(set(rates))
    assert all(SETTINGS["learning_rate"].accepts(value) for value in rates)
    highest = min(rate * 10**DECADES, SETTINGS["learning_rate"].maximum)
    assert (rates[0], rates[-1]) == pytest.approx(
        (max(rate / 10**DECADES, SMALLEST_RATE), highest), rel=0.2
    )


def test_a_table_at_a_limit_has_as_few_runs_as_a_larger_one() -> None:
    def runs(n_samples: int, n_features: int, n_classes: int) -> int:
        return count_runs(drawn(0, n_samples, n_features, n_classes), TrainingSettings(), "seed")

    at, beyond = MANY_LOGITS // 2, MANY_PARAMETERS // 2
    assert runs(at - 1, beyond, 2) == MOST_RUNS > FEWER_RUNS == runs(at, beyond, 2)
    assert runs(at, beyond - 1, 2) == MOST_RUNS
    assert runs(VERY_MANY_LOGITS // 2 - 1, 1, 2) == MOST_RUNS
    assert runs(VERY_MANY_LOGITS // 2, 1, 2) == FEWER_RUNS
    assert runs(at, 1, MANY_CLASSES) == FEWEST_RUNS < runs(at, 1, MANY_CLASSES - 1)


@given(seeds)
def test_seeds_follow_one_another_and_the_present_one_is_among_them(seed: int) -> None:
    found = seeds_from(seed)
    assert found == list(range(found[0], found[0] + MOST_RUNS))
    assert seed in found
    assert all(SETTINGS["seed"].accepts(value) for value in found)


@pytest.mark.parametrize(
    ("limit", "value", "more", "at_once"),
    [
        ("MAX_NUMBERS", 10 * 2 * 7, {}, 7),
        ("MAX_NUMBERS", 10 * 2 * 7 - 1, {}, 6),
        ("MAX_NUMBERS", 4 * 2 * 7, {"batch_size": 4}, 7),
        ("MAX_NUMBERS", 1, {}, 1),  # one that takes too much is computed alone
        ("MAX_FEATURES", 1, {}, MOST_RUNS),  # all have the same samples
        ("MAX_FEATURES", 10 * 3 * 4, {"test_share": 0.3}, 4),
    ],
)
def test_as_many_runs_are_computed_at_once_as_there_is_room_for(
    note_dataset: Dataset,
    monkeypatch: pytest.MonkeyPatch,
    limit: str,
    value: int,
    more: dict[str, Any],
    at_once: int,
) -> None:
    monkeypatch.setattr(module, limit, value)
    sweep = Sweep(note_dataset, TrainingSettings(epochs=1, **more), "seed")
    while not sweep.points:
        sweep.advance(0)
    assert len(sweep.points) == at_once
