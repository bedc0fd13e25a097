import math
import threading
from dataclasses import replace

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as some
from torch import nn, optim

from playground.core.dataset import Dataset
from playground.core.model import initial_parameters, largest_of, predict
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from tests import plain_loop
from tests.plain_step import OPTIONS
from tests.strategies import datasets


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


@pytest.mark.parametrize("seed", range(2))
def test_the_note_s_run_is_the_plain_loop_s_bit_for_bit(seed: int, note_dataset: Dataset) -> None:
    run = finished_run(note_dataset, seed=seed)
    assert_same_bits(run, plain_loop.train_on(note_dataset, run.settings))


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
    close(run.parameters_at(0).weight, record["initial"]["weight"])
    close(run.parameters_at(0).bias, record["initial"]["bias"])
    close(run.parameters.weight, record["weight"])
    close(run.parameters.bias, record["bias"])
    assert run.accuracy_history[-1] == record["accuracy"]
    prediction = predict(run.parameters, torch.tensor(note["test_samples"]))
    close(prediction.logits, record["test_logits"])
    close(prediction.probabilities, record["test_probabilities"])
    assert prediction.predicted_class.tolist() == record["test_class"]


@settings(max_examples=30)
@given(
    dataset=datasets(),
    learning_rate=some.sampled_from([0.001, 0.01, 0.1]),
    seed=some.integers(0, 2**32 - 1),
)
def test_random_tables_train_as_in_the_plain_loop_bit_for_bit(
    dataset: Dataset, learning_rate: float, seed: int
) -> None:
    run = finished_run(dataset, learning_rate=learning_rate, epochs=110, seed=seed)
    assert_same_bits(run, plain_loop.train_on(dataset, run.settings))


def test_pieces_of_a_run_add_up_to_the_same_bits(note_dataset: Dataset) -> None:
    whole = finished_run(note_dataset)
    run = TrainingRun(note_dataset, TrainingSettings())
    for piece in (1, 1, 7, 0, 100, 300, 5000):
        run.advance(piece)
        run.parameters_at(run.epoch // 2)  # looking back changes nothing either
    assert run.loss_history == whole.loss_history
    assert torch.equal(run.parameters.weight, whole.parameters.weight)


def test_two_runs_in_two_threads_do_not_disturb_each_other(note_dataset: Dataset) -> None:
    both = [TrainingSettings(epochs=300, seed=seed) for seed in (1, 2)]
    alone = [finished_run(note_dataset, **vars(settings)) for settings in both]
    together = [TrainingRun(note_dataset, settings) for settings in both]

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


def overflowing_dataset() -> Dataset:
    features = torch.tensor([[3e38, -3e38], [-3e38, 3e38], [3e38, 3e38]])
    return Dataset(features, torch.tensor([0, 1, 0]), ("x1", "x2"), ("0", "1"))


def test_a_loss_that_overflows_stops_the_run() -> None:
    run = finished_run(overflowing_dataset(), learning_rate=1000.0)
    assert run.diverged
    assert run.finished
    assert not math.isfinite(run.loss_history[-1])
    assert all(math.isfinite(loss) for loss in run.loss_history[:-1])


def test_a_run_whose_first_loss_overflows_has_diverged_after_it_and_not_before() -> None:
    row = 3e38 * initial_parameters(64, 2, seed=0).weight[0].sign()  # the largest logit there is
    names = tuple(map(str, range(64)))
    dataset = Dataset(torch.stack([row, -row]), torch.tensor([0, 1]), names, ("0", "1"))
    run = TrainingRun(dataset, TrainingSettings())
    assert not run.diverged
    run.advance(10)
    assert run.diverged
    assert run.epoch == 1


def test_no_step_is_taken_on_a_loss_that_is_not_finite() -> None:
    run = finished_run(overflowing_dataset(), learning_rate=1000.0)
    assert torch.equal(run.parameters.weight, run.parameters_at(run.epoch - 1).weight)


# on all samples as they are: others are prepared before they are trained on
PLAIN_OPTIONS = {
    name: option
    for name, option in OPTIONS.items()
    if not {"standardise", "test_share"} & option[0].keys()
} | {
    "mini-batches of one": ({"batch_size": 1}, optim.SGD),
    "both": ({"label_smoothing": 0.95, "class_weights": "balanced"}, optim.SGD),
}


@pytest.mark.parametrize("option", PLAIN_OPTIONS)
@settings(max_examples=4)
@given(dataset=datasets(), seed=some.integers(0, 2**32 - 1))
def test_every_option_trains_as_in_the_plain_loop_bit_for_bit(
    option: str, dataset: Dataset, seed: int
) -> None:
    own, make_optimizer = PLAIN_OPTIONS[option]
    chosen = TrainingSettings(epochs=25, seed=seed, **own)
    run = TrainingRun(dataset, chosen)
    for piece in (1, 10, 200):
        run.advance(piece)
    assert_same_bits(run, plain_loop.train_on(dataset, chosen, make_optimizer))


def test_held_out_samples_are_judged_by_the_loss_that_is_trained(note_dataset: Dataset) -> None:
    options = {"label_smoothing": 0.2, "class_weights": "balanced", "test_share": 0.3}
    run = finished_run(note_dataset, epochs=5, **options)  # type: ignore[arg-type]
    training, test = run.prepared.training, run.prepared.held_out
    assert test is not None
    weight = plain_loop.balanced(training.targets, 2)
    criterion = nn.CrossEntropyLoss(weight=weight, label_smoothing=0.2)
    logits = predict(run.parameters_at(4), test.features).logits
    assert run.held_out_loss_history[4] == criterion(logits, test.targets).item()


def test_a_class_whose_samples_are_all_held_out_has_a_finite_weight_and_loss() -> None:
    features = torch.tensor([[0.0], [1.0], [2.0]])
    dataset = Dataset(features, torch.tensor([0, 1, 2]), ("x",), ("0", "1", "2"))
    for smoothing in (0.0, 0.1):
        run = TrainingRun(
            dataset,
            TrainingSettings(
                epochs=5, test_share=0.3, class_weights="balanced", label_smoothing=smoothing
            ),
        )
        run.advance(5)
        assert len(run.prepared.training.targets) == 2
        assert all(map(math.isfinite, run.loss_history + run.held_out_loss_history))


@pytest.mark.parametrize("option", ["momentum", "adam on mini-batches"])
def test_a_learning_rate_changed_in_mid_run_gives_the_plain_loop_s_bits(
    option: str, note_dataset: Dataset
) -> None:
    own, make_optimizer = OPTIONS[option]
    chosen = TrainingSettings(epochs=180, **{**own, "batch_size": own.get("batch_size", 0) // 4})
    run = TrainingRun(note_dataset, chosen)
    run.advance(100)
    run.change_learning_rate(0.05)
    run.advance(57)
    run.change_learning_rate(0.001)
    run.advance(300)
    changes = {100: 0.05, 157: 0.001}
    assert run.learning_rate_changes == list(changes.items())
    assert run.present_settings.learning_rate == 0.001
    for epochs in (180, 101):
        first = replace(chosen, epochs=epochs)
        plain = plain_loop.train_on(
            note_dataset, first, make_optimizer, learning_rate_changes=changes
        )
        assert torch.equal(run.parameters_at(epochs).weight, plain.weight)
        assert run.loss_history[:epochs] == plain.losses


def test_planned_learning_rates_count_from_their_epoch_on(note_dataset: Dataset) -> None:
    changed, planned = (TrainingRun(note_dataset, TrainingSettings(epochs=20)) for _ in range(2))
    changed.advance(7)
    changed.change_learning_rate(0.05)
    planned.plan_learning_rates([(7, 0.05)])
    for run in (changed, planned):
        run.advance(20)
    assert planned.learning_rate_changes == changed.learning_rate_changes == [(7, 0.05)]
    assert planned.loss_history == changed.loss_history


def test_a_learning_rate_out_of_bounds_is_refused_in_mid_run(note_dataset: Dataset) -> None:
    run = TrainingRun(note_dataset, TrainingSettings())
    with pytest.raises(ValueError, match="learning_rate"):
        run.change_learning_rate(-1.0)
    assert run.learning_rate_changes == []


def test_a_run_on_mini_batches_that_diverges_stops() -> None:
    run = finished_run(overflowing_dataset(), learning_rate=1000.0, batch_size=1)
    assert run.diverged


@settings(max_examples=20)
@given(dataset=datasets(), rate=some.sampled_from([0.01, 1.0, 1000.0]), data=some.data())
def test_in_whatever_pieces_the_largest_parameter_is_that_of_all_epochs(
    dataset: Dataset, rate: float, data: some.DataObject
) -> None:
    run = TrainingRun(dataset, TrainingSettings(epochs=60, learning_rate=rate))
    assert run.largest_parameter == largest_of(run.parameters)
    for piece in data.draw(some.lists(some.integers(0, 55), max_size=3)):
        run.advance(piece)
        of_all = run.visit(range(run.epoch + 1)).values()
        assert run.largest_parameter == max(map(largest_of, of_all))
        assert math.isfinite(run.largest_parameter)
