"""What is kept of a run, and how two are held against each other."""

from dataclasses import replace
from typing import Any

import pytest
import torch

from playground.core.dataset import Dataset
from playground.core.insight.record import (
    RunRecord,
    change_of,
    differing_settings,
    disagreements,
    in_same_units,
    record_of,
)
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings


def trained(dataset: Dataset, **settings: Any) -> tuple[TrainingRun, RunRecord]:
    run = TrainingRun(dataset, TrainingSettings(**{"epochs": 50, **settings}))
    run.advance(50)
    return run, record_of(run, ([1, 50], [run.loss_history[0], run.loss_history[-1]]))


def edited(dataset: Dataset) -> Dataset:
    features = dataset.features.clone()
    features[3, 2] = 12
    return replace(dataset, features=features)


def test_a_record_predicts_as_the_run_did(note_dataset: Dataset) -> None:
    run, record = trained(note_dataset, standardise=True)
    found = run.predict(note_dataset.features, run.epoch)
    assert torch.equal(record.prediction(note_dataset.features).logits, found.logits)
    names = [note_dataset.class_names[at] for at in found.predicted_class.tolist()]
    assert record.predict(note_dataset.features) == names


def test_a_record_keeps_its_parameters_when_the_run_goes_on(note_dataset: Dataset) -> None:
    run = TrainingRun(note_dataset, TrainingSettings())
    run.advance(10)
    record = record_of(run, ([], []))
    before = record.parameters.copy()
    run.advance(10)
    assert torch.equal(record.parameters.weight, before.weight)
    assert not torch.equal(run.parameters.weight, before.weight)


def test_settings_that_differ_are_named_and_so_is_a_rate_changed_in_mid_run(
    note_dataset: Dataset,
) -> None:
    _, one = trained(note_dataset)
    _, other = trained(note_dataset, seed=1, momentum=0.5)
    run = TrainingRun(note_dataset, TrainingSettings(epochs=50))
    run.advance(5)
    run.change_learning_rate(0.1)
    run.advance(45)
    changed = record_of(run, ([], []))
    assert differing_settings([one, other]) == ["seed", "momentum"]
    assert differing_settings([one, changed]) == ["learning_rate"]
    assert differing_settings([one, one]) == []
    assert not one.has_settings_of(changed)


def test_the_change_is_the_difference_number_by_number(note_dataset: Dataset) -> None:
    _, before = trained(note_dataset)
    _, after = trained(edited(note_dataset))
    change = change_of(before, after)
    expected = after.parameters.weight.double() - before.parameters.weight.double()
    assert torch.equal(change.weight, expected)
    assert before.has_settings_of(after)
    assert not before.is_same_run(after)


def test_parameters_of_other_scales_are_compared_in_the_units_of_the_table(
    note_dataset: Dataset,
) -> None:
    run, scaled = trained(note_dataset, standardise=True)
    _, plain = trained(note_dataset)
    first, second, in_table_units = in_same_units(scaled, plain)
    assert in_table_units
    logits = note_dataset.features.double() @ first.weight.t() + first.bias
    expected = run.predict(note_dataset.features, run.epoch).logits.double()
    torch.testing.assert_close(logits, expected, rtol=1e-4, atol=1e-4)
    assert torch.equal(second.weight, plain.parameters.weight.double())
    _, again = trained(note_dataset, standardise=True, seed=1)
    assert not in_same_units(scaled, again)[2]


def test_other_features_or_classes_cannot_be_subtracted(note_dataset: Dataset) -> None:
    _, one = trained(note_dataset)
    renamed = replace(note_dataset, class_names=("cat", "dog"))
    _, other = trained(renamed)
    with pytest.raises(ValueError, match="other features"):
        change_of(one, other)


def test_disagreements_are_the_rows_with_other_names(note_dataset: Dataset) -> None:
    _, one = trained(note_dataset, learning_rate=1e-6)
    _, other = trained(note_dataset, epochs=50, learning_rate=0.1)
    features = note_dataset.features
    names = list(zip(one.predict(features), other.predict(features), strict=True))
    expected = [(row, a, b) for row, (a, b) in enumerate(names) if a != b]
    assert disagreements(one, other, features) == expected
    assert expected
