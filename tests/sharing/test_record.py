"""The record of a run is that of the plain loop, and reads back to the same numbers."""

import io

import pandas as pd
import pytest
from torch import optim

from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.sharing.examples import note_dataset
from playground.sharing.record import record, record_of_parameters, to_csv
from tests import plain_loop
from tests.page import note_tensors
from tests.sharing.script_cases import finished


def test_it_has_loss_accuracy_and_learning_rate_of_every_epoch(note: dict) -> None:
    run = finished("changes")
    features, targets = note_tensors(note)
    changes = {0: 1.0, 100: 0.05, 157: 1e-05}
    plain = plain_loop.train(features, targets, 2, epochs=300, learning_rate_changes=changes)
    found = record(run)
    assert list(found) == ["epoch", "loss", "accuracy", "learning_rate"]
    assert found["epoch"].tolist() == list(range(1, 301))
    assert found["loss"].tolist() == plain.losses
    assert found["accuracy"].tolist() == plain.accuracies
    assert found["learning_rate"].tolist() == [1.0] * 100 + [0.05] * 57 + [1e-05] * 143


def test_held_out_samples_have_columns_of_their_own() -> None:
    run = finished("the note, split")
    found = record(run)
    assert found["test_loss"].tolist() == run.held_out_loss_history
    assert found["test_accuracy"].tolist() == run.held_out_accuracy_history


def test_w_and_b_of_each_epoch_are_the_plain_loop_s(note: dict) -> None:
    run = TrainingRun(note_dataset(), TrainingSettings(epochs=5))
    run.advance(3)
    found = record_of_parameters(run)
    assert list(found)[-8:] == [
        *(f"W[{row}][{column}]" for row in (0, 1) for column in (0, 1, 2)),
        *("b[0]", "b[1]"),
    ]
    features, targets = note_tensors(note)
    for epoch in (1, 2, 3):
        plain = plain_loop.train(features, targets, 2, epochs=epoch, make_optimizer=optim.SGD)
        expected = [*plain.weight.flatten().tolist(), *plain.bias.tolist()]
        assert found.iloc[epoch - 1, -8:].tolist() == expected


def test_a_learning_rate_changed_in_mid_run_is_changed_in_the_record_of_w_too() -> None:
    run = finished("changes")
    last = record_of_parameters(run).iloc[-1, -8:].tolist()
    assert last == [*run.parameters.weight.flatten().tolist(), *run.parameters.bias.tolist()]


@pytest.mark.parametrize("name", ["the note", "diverged", "iris, split and standardised"])
def test_its_csv_reads_back_to_the_same_numbers(name: str) -> None:
    found = record(finished(name))
    again = pd.read_csv(io.BytesIO(to_csv(found)))
    pd.testing.assert_frame_equal(again, found, check_exact=True)


def test_before_the_first_epoch_there_are_the_headings_alone() -> None:
    run = TrainingRun(finished("the note").dataset, TrainingSettings())
    assert to_csv(record(run)).decode() == "epoch,loss,accuracy,learning_rate\n"
    assert len(record_of_parameters(run)) == 0
