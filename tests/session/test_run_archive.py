"""The runs that are kept: which, and how many."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from playground.core.dataset import Dataset
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.session import run_archive as module
from playground.session.run_archive import MAX_KEPT, MAX_LOSSES, RunArchive
from playground.tables.document import Document, TableState


def document(cells: int = 10) -> Document:
    frame = pd.DataFrame([["1"] * cells], dtype=object)
    return Document({"samples": TableState(frame, {})}, {})


def ended(dataset: Dataset, seed: int, epochs: int = 2, **options: Any) -> TrainingRun:
    run = TrainingRun(dataset, TrainingSettings(epochs=epochs, seed=seed, **options))
    run.advance(epochs)
    return run


def kept_after(dataset: Dataset, seeds: range, cells: int = 10) -> RunArchive:
    kept = RunArchive()
    for seed in seeds:
        kept.keep(ended(dataset, seed), document(cells))
    return kept


def test_the_last_eight_are_kept_and_equal_data_once(note_dataset: Dataset) -> None:
    kept = RunArchive()
    for seed in range(12):
        copy = replace(note_dataset, features=note_dataset.features.clone())
        kept.keep(ended(copy, seed), document())
    assert [run.number for run in kept.runs] == list(range(5, 13))
    assert len({id(run.record.dataset) for run in kept.runs}) == 1


def test_the_lowest_loss_is_that_of_the_best_run_with_the_same_samples_and_loss(
    note_dataset: Dataset,
) -> None:
    kept = RunArchive()
    assert kept.lowest_loss(ended(note_dataset, 0)) is None
    other = replace(note_dataset, features=0 * note_dataset.features)
    for run in (ended(other, 0), *(ended(note_dataset, seed) for seed in range(3))):
        kept.keep(run, document())
    losses = [run.record.loss for run in kept.runs[1:]]
    assert kept.lowest_loss(ended(note_dataset, 5)) == min(losses)
    assert kept.lowest_loss(ended(other, 5)) == kept.runs[0].record.loss
    for options in ({"label_smoothing": 0.1}, {"class_weights": "balanced"}):
        run = ended(note_dataset, 0, **options)
        assert kept.lowest_loss(run) is None
        kept.keep(run, document())
        assert kept.lowest_loss(run) == run.loss_history[-1]


def test_a_pinned_run_outlives_the_others_but_pins_do_not_add_up(note_dataset: Dataset) -> None:
    kept = kept_after(note_dataset, range(MAX_KEPT))
    for number in range(1, MAX_KEPT + 1):
        kept.pin(number, True)
    for seed in range(100, 103):
        kept.keep(ended(note_dataset, seed), document())
    assert len(kept.runs) == MAX_KEPT
    assert kept.runs[-1].record.settings.seed == 102
    assert kept.runs[0].number == 2


def test_large_tables_push_older_ones_out(
    note_dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_CELLS", 100)
    assert len(kept_after(note_dataset, range(4), cells=40).runs) == 2
    assert len(kept_after(note_dataset, range(4), cells=400).runs) == 1


def test_a_long_history_is_thinned(note_dataset: Dataset) -> None:
    kept = RunArchive()
    run = ended(note_dataset, 0, epochs=3000)
    kept.keep(run, document())
    epochs, losses = kept.runs[0].record.curve
    assert len(epochs) == len(losses) <= MAX_LOSSES
    assert [run.loss_history[epoch - 1] for epoch in epochs] == losses
    assert epochs[0] == 1
    assert epochs[-1] == 3000


def test_a_run_is_new_until_it_is_taken_over_and_what_is_kept_does_not_keep_it_alive(
    note_dataset: Dataset,
) -> None:
    kept, run = RunArchive(), ended(note_dataset, 0)
    assert kept.is_new(run)
    kept.keep(run, document())
    assert not kept.is_new(run)
    assert kept.is_new(ended(note_dataset, 0))


def test_only_the_run_of_a_number_is_changed_or_removed(note_dataset: Dataset) -> None:
    kept = kept_after(note_dataset, range(2))
    kept.rename(2, " second ")
    assert [run.name for run in kept.runs] == ["", "second"]
    kept.remove(7)
    assert len(kept.runs) == 2
    kept.remove(1)
    assert [run.number for run in kept.runs] == [2]


def test_a_run_that_is_repeated_without_a_guess_keeps_the_one_it_had(note_dataset: Dataset) -> None:
    kept = RunArchive()
    for guess, expected in (("", ""), ("loss_1", "loss_1"), ("", "loss_1"), ("loss_2", "loss_2")):
        kept.keep(ended(note_dataset, 0), document()._replace(guess=guess))
        assert [run.document.guess for run in kept.runs] == [expected]
