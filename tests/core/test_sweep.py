"""A sweep is so many runs: each point is held against a run with its value."""

import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.core.dataset import Dataset
from playground.core.insight.remarks import stays_down
from playground.core.run import TrainingRun
from playground.core.settings import SETTINGS, TrainingSettings
from playground.core.sweep import (
    DECADES,
    KINDS,
    N_RUNS,
    SMALLEST_RATE,
    Sweep,
    rates_around,
    seeds_from,
)
from tests.strategies import seeds

EPOCHS = 12


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"batch_size": 4, "optimizer": "adam"},
        {"standardise": True, "test_share": 0.3, "label_smoothing": 0.1},
    ],
)
def test_each_point_of_a_sweep_is_the_last_loss_of_a_run_bit_for_bit(
    note_dataset: Dataset, options: dict[str, Any], kind: str
) -> None:
    settings = TrainingSettings(epochs=EPOCHS, **options)
    sweep = Sweep(note_dataset, settings, kind)
    sweep.advance()
    assert [point.value for point in sweep.points] == list(sweep.values)
    assert len(sweep.points) == N_RUNS
    for point in sweep.points:
        changes: dict[str, Any] = {kind: point.value}
        run = TrainingRun(note_dataset, replace(settings, **changes))
        run.advance(EPOCHS)
        assert point.loss == run.loss_history[-1]
        assert point.leaps == (not stays_down(run.loss_history))
        assert point.diverged_at == 0


def test_runs_that_diverge_do_so_at_the_epoch_at_which_they_do_alone(note_dataset: Dataset) -> None:
    settings = TrainingSettings(epochs=120, learning_rate=1.0, weight_decay=3.0)
    sweep = Sweep(note_dataset, settings, "learning_rate")
    sweep.advance()
    diverged = [point for point in sweep.points if point.diverged_at]
    assert 5 < len(diverged) < N_RUNS
    for point in diverged:
        run = TrainingRun(note_dataset, replace(settings, learning_rate=point.value))
        run.advance(120)
        assert run.diverged
        assert point.diverged_at == run.epoch
        assert math.isnan(point.loss)
        assert point.leaps


@pytest.mark.parametrize("options", [{}, {"batch_size": 4}])
def test_pieces_make_no_difference(note_dataset: Dataset, options: dict[str, Any]) -> None:
    settings = TrainingSettings(epochs=10, **options)
    whole, pieces = (Sweep(note_dataset, settings, "seed") for _ in range(2))
    whole.advance()
    seen = [pieces.progress]
    while not pieces.finished:
        n_points = len(pieces.points)
        pieces.advance(0)
        assert len(pieces.points) <= n_points + 1
        seen.append(pieces.progress)
    assert pieces.points == whole.points
    assert (seen[0], seen[-1]) == (0, 1)
    assert seen == sorted(seen)
    assert len(set(seen)) > 2 * N_RUNS


def test_each_point_is_there_as_soon_as_its_run_has_ended(note_dataset: Dataset) -> None:
    sweep = Sweep(note_dataset, TrainingSettings(epochs=1), "seed")
    for n_points in range(1, N_RUNS + 1):
        sweep.advance(0)
        assert len(sweep.points) == n_points


def test_a_sweep_that_is_stopped_keeps_the_runs_that_ended(note_dataset: Dataset) -> None:
    sweep = Sweep(note_dataset, TrainingSettings(epochs=1), "seed")
    for _ in range(7):
        sweep.advance(0)
    sweep.stop()
    assert sweep.finished
    sweep.advance()
    assert len(sweep.points) == 7


def test_an_unknown_kind_is_refused(note_dataset: Dataset) -> None:
    with pytest.raises(KeyError):
        Sweep(note_dataset, TrainingSettings(), "momentum")


@given(st.floats(1e-9, 1000))
def test_rates_lie_around_the_present_one_within_the_bounds(rate: float) -> None:
    rates = rates_around(rate)
    assert len(rates) == N_RUNS
    assert rate in rates
    assert rates == sorted(set(rates))
    assert all(SETTINGS["learning_rate"].accepts(value) for value in rates)
    highest = min(rate * 10**DECADES, SETTINGS["learning_rate"].maximum)
    assert (rates[0], rates[-1]) == pytest.approx(
        (max(rate / 10**DECADES, SMALLEST_RATE), highest), rel=0.2
    )


@given(st.floats(1e-9, SETTINGS["learning_rate"].maximum / 10**DECADES))
def test_rates_are_spaced_by_equal_ratios_with_the_present_one_in_the_middle(rate: float) -> None:
    rates, half = rates_around(rate), N_RUNS // 2
    assert rates[half] == rate
    expected = [rate * 10 ** (DECADES * step / half) for step in range(-half, half + 1)]
    assert rates == pytest.approx(expected, rel=0.00501)  # rounded to three digits
    rounded = [*rates[:half], *rates[half + 1 :]]
    assert rounded == [float(f"{each:.3g}") for each in rounded]


def test_rates_end_at_the_largest_that_is_allowed() -> None:
    maximum = SETTINGS["learning_rate"].maximum
    assert rates_around(maximum)[-1] == maximum
    assert rates_around(maximum / 10)[-1] == maximum


@given(seeds)
def test_seeds_follow_one_another_and_the_present_one_is_among_them(seed: int) -> None:
    found = seeds_from(seed)
    assert found == list(range(found[0], found[0] + N_RUNS))
    assert seed in found
    assert all(SETTINGS["seed"].accepts(value) for value in found)


def test_the_last_seeds_lead_up_to_the_largest() -> None:
    largest = int(SETTINGS["seed"].maximum)
    first = largest - N_RUNS + 1
    assert seeds_from(largest) == [*range(first, largest + 1)]
    assert seeds_from(first)[0] == first
    assert seeds_from(first - 1)[0] == first - 1
