import math
import threading

import pytest
import torch

from playground.dataset import Dataset
from playground.model import predict
from playground.training import (
    MAX_EPOCHS,
    MAX_LEARNING_RATE,
    MAX_SEED,
    TrainingRun,
    TrainingSettings,
    settings_problems,
)
from tests import plain_loop
from tests.conftest import random_dataset


def finished_run(dataset: Dataset, **settings: float) -> TrainingRun:
    run = TrainingRun(dataset, TrainingSettings(**settings))  # type: ignore[arg-type]
    run.advance(run.settings.epochs)
    return run


def assert_same_bits(run: TrainingRun, plain: plain_loop.PlainResult) -> None:
    assert run.loss_history == plain.losses
    assert run.accuracy_history == plain.accuracies
    assert torch.equal(run.parameters.weight, plain.weight)
    assert torch.equal(run.parameters.bias, plain.bias)


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


@pytest.mark.parametrize("seed", range(5))
def test_the_note_s_run_is_the_plain_loop_s_bit_for_bit(seed: int, note_dataset: Dataset) -> None:
    plain = plain_loop.train(note_dataset.features, note_dataset.targets, 2, seed=seed)
    assert_same_bits(finished_run(note_dataset, seed=seed), plain)


@pytest.mark.parametrize("seed", range(5))
def test_the_note_s_run_matches_the_note_s_record(
    seed: int, note: dict, note_dataset: Dataset
) -> None:
    record = note["runs"][seed]
    run = finished_run(note_dataset, seed=seed)

    def close(own: torch.Tensor, recorded: list) -> None:
        """Within 1e-6 of the largest entry: other processors round the last bit otherwise."""
        expected = torch.tensor(recorded, dtype=torch.float64)
        largest = expected.abs().max().item()
        torch.testing.assert_close(own.double(), expected, rtol=0, atol=1e-6 * largest)

    for epoch, loss in record["loss_at_epoch"].items():
        assert run.loss_history[int(epoch) - 1] == pytest.approx(loss, rel=1e-6)
    assert run.parameters_at(0).weight.tolist() == record["initial"]["weight"]
    assert run.parameters_at(0).bias.tolist() == record["initial"]["bias"]
    close(run.parameters.weight, record["weight"])
    close(run.parameters.bias, record["bias"])
    assert run.accuracy_history[-1] == record["accuracy"]
    prediction = predict(run.parameters, torch.tensor(note["test_samples"]))
    close(prediction.logits, record["test_logits"])
    close(prediction.probabilities, record["test_probabilities"])
    assert prediction.predicted_class.tolist() == record["test_class"]


@pytest.mark.parametrize("seed", range(40))
def test_random_tables_train_as_in_the_plain_loop_bit_for_bit(seed: int) -> None:
    dataset = random_dataset(seed)
    rate = (0.001, 0.01, 0.1)[seed % 3]
    plain = plain_loop.train(
        dataset.features, dataset.targets, dataset.n_classes, rate, epochs=150, seed=seed
    )
    assert_same_bits(finished_run(dataset, learning_rate=rate, epochs=150, seed=seed), plain)


def test_pieces_of_a_run_add_up_to_the_same_bits(note_dataset: Dataset) -> None:
    whole = finished_run(note_dataset)
    run = TrainingRun(note_dataset, TrainingSettings())
    for piece in (1, 1, 7, 0, 100, 300, 5000):
        run.advance(piece)
        run.parameters_at(run.epoch // 2)  # looking back changes nothing either
    assert run.loss_history == whole.loss_history
    assert torch.equal(run.parameters.weight, whole.parameters.weight)


def test_two_runs_in_two_threads_do_not_disturb_each_other() -> None:
    datasets = [random_dataset(1), random_dataset(2)]
    alone = [finished_run(dataset, epochs=300) for dataset in datasets]
    together = [TrainingRun(dataset, TrainingSettings(epochs=300)) for dataset in datasets]

    def work(run: TrainingRun) -> None:
        while not run.finished:
            run.advance(3)

    threads = [threading.Thread(target=work, args=(run,)) for run in together]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for one, other in zip(alone, together, strict=True):
        assert one.loss_history == other.loss_history
        assert torch.equal(one.parameters.weight, other.parameters.weight)


def test_training_leaves_global_state_as_it_was(note_dataset: Dataset) -> None:
    torch.set_num_threads(2)
    before = torch.get_rng_state()
    finished_run(note_dataset, epochs=5)
    assert torch.equal(torch.get_rng_state(), before)
    assert torch.get_num_threads() == 2


@pytest.mark.parametrize("epoch", [0, 1, 99, 100, 101, 237, 250])
def test_any_epoch_can_be_looked_up_exactly(epoch: int, note_dataset: Dataset) -> None:
    run = finished_run(note_dataset, epochs=250)
    plain = plain_loop.train(note_dataset.features, note_dataset.targets, 2, epochs=epoch)
    assert torch.equal(run.parameters_at(epoch).weight, plain.weight)
    assert torch.equal(run.parameters_at(epoch).bias, plain.bias)


@pytest.mark.parametrize("epoch", [-1, 4])
def test_an_epoch_not_computed_yet_cannot_be_looked_up(epoch: int, note_dataset: Dataset) -> None:
    run = TrainingRun(note_dataset, TrainingSettings())
    run.advance(3)
    with pytest.raises(IndexError):
        run.parameters_at(epoch)


def test_the_log_is_the_note_s(note: dict, note_dataset: Dataset) -> None:
    run = finished_run(note_dataset)
    losses = note["runs"][0]["loss_at_epoch"]
    expected = [
        f"Epoch [{epoch}/1000], Loss: {losses[str(epoch)]:.4f}" for epoch in range(100, 1001, 100)
    ]
    assert run.log_lines() == [*expected, "Training complete."]


def test_a_run_in_mid_way_does_not_say_it_is_complete(note_dataset: Dataset) -> None:
    run = TrainingRun(note_dataset, TrainingSettings())
    run.advance(150)
    assert len(run.log_lines()) == 1


def overflowing_dataset() -> Dataset:
    features = torch.tensor([[3e38, -3e38], [-3e38, 3e38], [3e38, 3e38]])
    return Dataset(features, torch.tensor([0, 1, 0]), ("x1", "x2"), ("0", "1"))


def test_a_loss_that_overflows_stops_the_run() -> None:
    run = finished_run(overflowing_dataset(), learning_rate=1000.0)
    assert run.diverged
    assert run.finished
    assert not math.isfinite(run.loss_history[-1])
    assert all(math.isfinite(loss) for loss in run.loss_history[:-1])
    assert "Training complete." not in run.log_lines()


def test_no_step_is_taken_on_a_loss_that_is_not_finite() -> None:
    run = finished_run(overflowing_dataset(), learning_rate=1000.0)
    assert torch.equal(run.parameters.weight, run.parameters_at(run.epoch - 1).weight)


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"learning_rate": 0}, "learning_rate"),
        ({"learning_rate": -0.1}, "learning_rate"),
        ({"learning_rate": MAX_LEARNING_RATE * 1.01}, "learning_rate"),
        ({"learning_rate": math.nan}, "learning_rate"),
        ({"learning_rate": None}, "learning_rate"),
        ({"epochs": 0}, "epochs"),
        ({"epochs": MAX_EPOCHS + 1}, "epochs"),
        ({"epochs": 1.5}, "epochs"),
        ({"epochs": None}, "epochs"),
        ({"seed": -1}, "seed"),
        ({"seed": MAX_SEED + 1}, "seed"),
        ({"seed": True}, "seed"),
    ],
)
def test_settings_out_of_bounds_are_named(settings: dict, code: str) -> None:
    values = {"learning_rate": 0.01, "epochs": 10, "seed": 0, **settings}
    assert [problem.code for problem in settings_problems(**values)] == [code]
    with pytest.raises(ValueError, match=code):
        TrainingSettings(**values)
