import math
import threading
from functools import partial

import pytest
import torch
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from torch import optim

from playground.core import run as training
from playground.core.dataset import Dataset
from playground.core.model import predict
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from tests import plain_loop
from tests.strategies import datasets, seeds


def finished_run(dataset: Dataset, **settings: float) -> TrainingRun:
    run = TrainingRun(dataset, TrainingSettings(**settings))  # type: ignore[arg-type]
    run.advance(run.settings.epochs)
    return run


def assert_same_bits(run: TrainingRun, plain: plain_loop.PlainResult) -> None:
    assert run.loss_history == plain.losses
    assert run.accuracy_history == plain.accuracies
    assert torch.equal(run.parameters.weight, plain.weight)
    assert torch.equal(run.parameters.bias, plain.bias)


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


@examples(max_examples=40)
@given(datasets(), st.sampled_from([0.001, 0.01, 0.1]), seeds)
def test_any_table_trains_as_in_the_plain_loop_bit_for_bit(
    dataset: Dataset, rate: float, seed: int
) -> None:
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


@examples(max_examples=3)
@given(datasets(), datasets())
def test_two_runs_in_two_threads_do_not_disturb_each_other(first: Dataset, second: Dataset) -> None:
    both = (first, second)
    alone = [finished_run(dataset, epochs=200) for dataset in both]
    together = [TrainingRun(dataset, TrainingSettings(epochs=200)) for dataset in both]

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


def overflowing_dataset() -> Dataset:
    features = torch.tensor([[3e38, -3e38], [-3e38, 3e38], [3e38, 3e38]])
    return Dataset(features, torch.tensor([0, 1, 0]), ("x1", "x2"), ("0", "1"))


def test_a_loss_that_overflows_stops_the_run() -> None:
    run = finished_run(overflowing_dataset(), learning_rate=1000.0)
    assert run.diverged
    assert run.finished
    assert not math.isfinite(run.loss_history[-1])
    assert all(math.isfinite(loss) for loss in run.loss_history[:-1])


def test_no_step_is_taken_on_a_loss_that_is_not_finite() -> None:
    run = finished_run(overflowing_dataset(), learning_rate=1000.0)
    assert torch.equal(run.parameters.weight, run.parameters_at(run.epoch - 1).weight)


OPTIONS: dict[str, tuple[dict, dict]] = {
    "momentum": ({"momentum": 0.9}, {"make_optimizer": partial(optim.SGD, momentum=0.9)}),
    "nesterov": (
        {"momentum": 0.9, "nesterov": True},
        {"make_optimizer": partial(optim.SGD, momentum=0.9, nesterov=True)},
    ),
    "weight decay": (
        {"weight_decay": 0.1},
        {"make_optimizer": partial(optim.SGD, weight_decay=0.1)},
    ),
    "adam": ({"optimizer": "adam"}, {"make_optimizer": optim.Adam}),
    "adam with weight decay": (
        {"optimizer": "adam", "weight_decay": 0.1},
        {"make_optimizer": partial(optim.Adam, weight_decay=0.1)},
    ),
    "mini-batches": ({"batch_size": 3}, {"batch_size": 3}),
    "mini-batches of one": ({"batch_size": 1}, {"batch_size": 1}),
    "adam on mini-batches": (
        {"optimizer": "adam", "batch_size": 4},
        {"make_optimizer": optim.Adam, "batch_size": 4},
    ),
    "zero weights": ({"initial_weights": "zero"}, {"zero_weights": True}),
}


@pytest.mark.parametrize("option", OPTIONS)
@examples(max_examples=5)
@given(datasets(), seeds)
def test_every_option_trains_as_in_the_plain_loop_bit_for_bit(
    option: str, dataset: Dataset, seed: int
) -> None:
    own, plain = OPTIONS[option]
    run = TrainingRun(dataset, TrainingSettings(epochs=60, seed=seed, **own))
    for piece in (1, 25, 100):
        run.advance(piece)
    expected = plain_loop.train(
        dataset.features, dataset.targets, dataset.n_classes, epochs=60, seed=seed, **plain
    )
    assert_same_bits(run, expected)


@pytest.mark.parametrize("option", ["momentum", "adam", "mini-batches"])
def test_a_learning_rate_changed_in_mid_run_gives_the_plain_loop_s_bits(
    option: str, note_dataset: Dataset
) -> None:
    own, plain = OPTIONS[option]
    run = TrainingRun(note_dataset, TrainingSettings(epochs=300, **own))
    run.advance(100)
    run.change_learning_rate(0.05)
    run.advance(57)
    run.change_learning_rate(0.001)
    run.advance(300)
    changes = {100: 0.05, 157: 0.001}
    assert run.learning_rate_changes == list(changes.items())
    assert run.present_settings.learning_rate == 0.001

    def expected(epochs: int) -> plain_loop.PlainResult:
        data = note_dataset.features, note_dataset.targets, 2
        return plain_loop.train(*data, epochs=epochs, learning_rate_changes=changes, **plain)

    assert_same_bits(run, expected(300))
    for epoch in (99, 100, 101, 158, 230):
        assert torch.equal(run.parameters_at(epoch).weight, expected(epoch).weight)


def test_a_learning_rate_out_of_bounds_is_refused_in_mid_run(note_dataset: Dataset) -> None:
    run = TrainingRun(note_dataset, TrainingSettings())
    with pytest.raises(ValueError, match="learning_rate"):
        run.change_learning_rate(-1.0)
    assert run.learning_rate_changes == []


def test_stored_states_are_bounded_and_every_epoch_stays_exact(
    note_dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "MAX_CHECKPOINT_BYTES", 50_000)
    monkeypatch.setattr(training, "CHECKPOINT_EVERY", 5)
    run = finished_run(note_dataset, epochs=500)
    assert len(run._checkpoints) <= 5
    for epoch in (0, 3, 250, 499):
        data = note_dataset.features, note_dataset.targets, 2
        plain = plain_loop.train(*data, epochs=epoch)
        assert torch.equal(run.parameters_at(epoch).weight, plain.weight)


def test_a_run_on_mini_batches_that_diverges_stops() -> None:
    run = finished_run(overflowing_dataset(), learning_rate=1000.0, batch_size=1)
    assert run.diverged
