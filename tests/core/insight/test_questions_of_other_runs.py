"""Questions that are answered from other runs, computed for them: against the plain loop."""

import itertools
import math
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
import torch
from torch import optim

from playground.core.dataset import Dataset
from playground.core.insight.questions import of_other_runs
from playground.core.insight.questions.of_other_runs import FACTORS, affordable_epochs
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from tests import plain_loop
from tests.core.insight.test_questions import HUGE, TWO, ask, number, table, trained
from tests.core.insight.test_questions_of_the_run import example

APART = table([[1.0], [2.0], [8.0], [9.0]], [0, 0, 1, 1])


# without_zero_grad


def hoarding(
    dataset: Dataset, settings: TrainingSettings, make: Any = optim.SGD, **more: Any
) -> list[float]:
    """The losses of the plain loop without ``optimizer.zero_grad()``."""
    return plain_loop.train_on(dataset, settings, make, empties_gradient=False, **more).losses


def test_without_zero_grad_the_note_ends_lower(note_dataset: Dataset) -> None:
    run = trained(note_dataset)
    found = ask("without_zero_grad", run)
    assert found.variant == "lower"
    assert found.curves["kept"] == hoarding(note_dataset, run.settings)
    assert found.curves["emptied"] == run.loss_history
    assert number(found, "kept") == pytest.approx(2e-8, rel=0.5)
    assert number(found, "emptied") == pytest.approx(0.2359, abs=5e-5)
    assert found.fields["epochs"] == 1000


@pytest.mark.parametrize(
    "settings",
    [{"optimizer": "adam"}, {"batch_size": 4, "seed": 3}, {"seed": 5, "learning_rate": 0.001}],
)
def test_the_curve_without_the_line_is_the_plain_loops(
    note_dataset: Dataset, settings: dict
) -> None:
    run = trained(note_dataset, 60, **settings)
    make = optim.Adam if settings.get("optimizer") else optim.SGD
    found = ask("without_zero_grad", run)
    assert found.curves["kept"] == hoarding(note_dataset, run.settings, make)


def test_both_curves_change_the_learning_rate_where_the_run_did(note_dataset: Dataset) -> None:
    run = TrainingRun(note_dataset, TrainingSettings(epochs=80))
    run.advance(30)
    run.change_learning_rate(0.1)
    run.advance(20)
    found = ask("without_zero_grad", run)
    changes = {30: 0.1}
    plain = plain_loop.train_on(note_dataset, run.settings, learning_rate_changes=changes)
    assert found.curves["emptied"] == plain.losses
    kept = hoarding(note_dataset, run.settings, learning_rate_changes=changes)
    assert found.curves["kept"] == kept


@pytest.mark.parametrize(
    ("train", "variant"),
    [
        (partial(example, "wine", standardise=False), "higher"),
        (partial(trained, TWO, 1), "same"),
        (
            partial(trained, table([[1e19], [-1e19], [1.0]], [0, 1, 1]), 30, learning_rate=1.0),
            "nan",
        ),
        (partial(trained, HUGE, 30), "diverged"),
    ],
)
def test_what_comes_of_the_missing_line(train: Callable[[], TrainingRun], variant: str) -> None:
    run = train()
    found = ask("without_zero_grad", run)
    kept = hoarding(
        run.prepared.training, replace(run.settings, epochs=int(found.fields["epochs"]))
    )
    finite = list(itertools.takewhile(math.isfinite, kept))
    assert found.curves["kept"] == finite
    assert found.variant == variant


# leaps


def test_a_learning_rate_of_10_leaps_and_comes_down(note_dataset: Dataset) -> None:
    found = ask("leaps", trained(note_dataset))
    plain = plain_loop.train(note_dataset.features, note_dataset.targets, 2, learning_rate=10.0)
    assert found.variant == "trial"
    assert number(found, "rate") == 10
    assert found.curves["loss"] == plain.losses
    assert number(found, "high") == max(plain.losses) == pytest.approx(645, abs=1)
    assert plain.losses.index(max(plain.losses)) + 1 == found.fields["high_epoch"]
    assert number(found, "end") == plain.losses[-1]


def test_the_greatest_climb_of_a_run() -> None:
    run = example("iris", learning_rate=10.0)
    found = ask("leaps", run)
    losses = run.loss_history
    climbs = [
        (losses[high] - losses[low], low, high)
        for high in range(len(losses))
        for low in range(max(0, high - 300), high)
    ]
    greatest = max(climbs)[0]
    assert found.variant == "leaps"
    assert number(found, "high") - number(found, "low") >= greatest
    assert losses[int(found.fields["low_epoch"]) - 1] == number(found, "low")
    assert losses[int(found.fields["high_epoch"]) - 1] == number(found, "high")
    assert int(found.fields["low_epoch"]) < int(found.fields["high_epoch"])


@pytest.mark.parametrize(
    ("train", "variant"),
    [
        (partial(trained, HUGE, 5), "at_once"),
        (partial(example, "unbalanced", 50), "never"),
        (partial(trained, TWO, 5), "calm"),
        (
            partial(trained, table([[1e15], [-1e15], [1e15]], [0, 1, 1]), 60, learning_rate=1000.0),
            "leaps",
        ),
        (
            partial(trained, table([[1e19], [-1e19], [1e19]], [0, 1, 1]), 60, learning_rate=1000.0),
            "nan",
        ),
    ],
)
def test_whether_a_run_leaps(train: Callable[[], TrainingRun], variant: str) -> None:
    run = train()
    found = ask("leaps", run)
    assert found.variant == variant
    assert (variant in ("at_once", "nan")) == run.diverged
    if variant in ("leaps", "nan"):
        for end in ("low", "high"):
            assert run.loss_history[int(found.fields[f"{end}_epoch"]) - 1] == found.fields[end]


def with_rates(dataset: Dataset, *rates: float) -> TrainingRun:
    """A run of 120 epochs, an equal part of them by each learning rate."""
    run = TrainingRun(dataset, TrainingSettings(epochs=120, learning_rate=rates[0]))
    for rate in rates:
        run.change_learning_rate(rate)
        run.advance(120 // len(rates))
    return run


def test_what_leapt_before_the_last_change_of_the_rate_is_not_held_against_it(
    note_dataset: Dataset,
) -> None:
    run = with_rates(note_dataset, 0.01, 10.0, 0.01)
    found = ask("leaps", run)
    assert (found.variant, found.fields["learning_rate"]) == ("trial", 0.01)
    assert max(run.loss_history) > 100


def test_a_leap_after_a_change_of_the_rate_is_told_with_its_epochs_of_the_log(
    note_dataset: Dataset,
) -> None:
    run = with_rates(note_dataset, 0.01, 0.02, 10.0)
    found = ask("leaps", run)
    assert found.variant == "leaps"
    assert found.curves["loss"] == run.loss_history[80:]
    for end in ("low", "high"):
        epoch = int(found.fields[f"{end}_epoch"])
        assert epoch > 80
        assert run.loss_history[epoch - 1] == found.fields[end]


def test_where_no_larger_rate_leaps_the_largest_tried_is_named() -> None:
    run = example("unbalanced", 50)
    found = ask("leaps", run)
    assert found.variant == "never"
    assert number(found, "rate") == pytest.approx(FACTORS[-1] * run.settings.learning_rate)


# seeds

UNLIKE: Any = {"initial_weights": "zero", "batch_size": 2, "learning_rate": 0.1}


def test_five_seeds_of_the_note_end_alike(note_dataset: Dataset, note: dict) -> None:
    found = ask("seeds", trained(note_dataset, 200, epochs=400))
    assert found.variant == "alike"
    for seed in range(5):
        data = note_dataset.features, note_dataset.targets, 2
        plain = plain_loop.train(*data, epochs=400, seed=seed)
        assert found.curves[f"seed_{seed}"] == plain.losses
        assert number(found, f"last_{seed}") == plain.losses[-1]
    assert found.fields["epochs"] == 400
    assert number(found, "first_highest") == found.curves["seed_3"][0]


@pytest.mark.parametrize(
    ("train", "variant"),
    [
        (partial(trained, APART, 1), "apart"),
        # no seed differs at first: the order of the batches alone makes a difference
        (partial(trained, APART, 20, **UNLIKE), "apart"),
        (partial(trained, APART, 300, initial_weights="zero"), "same"),
        (partial(trained, HUGE, 30), "nan"),
        (partial(example, "mislabelled", test_share=0.3), "split"),
    ],
)
def test_how_much_a_seed_matters(train: Callable[[], TrainingRun], variant: str) -> None:
    run = train()
    found = ask("seeds", run)
    lasts = [number(found, f"last_{seed}") for seed in range(5)]
    assert found.variant == variant
    assert (len(set(lasts)) == 1) == (variant == "same")


# time


@pytest.mark.parametrize(("epochs", "planned"), [(2, 5), (1, 1)])
@pytest.mark.parametrize("question", ["without_zero_grad", "seeds"])
def test_two_epochs_are_enough_or_all_there_are(
    question: str, epochs: int, planned: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(of_other_runs, "affordable_epochs", lambda run, n_runs: epochs)
    found = ask(question, trained(APART, 1, epochs=planned))
    assert found.variant != "long"
    assert found.fields["epochs"] == epochs


def test_other_runs_are_cut_short_where_epochs_are_long() -> None:
    random = torch.Generator().manual_seed(0)
    features = torch.randn(4000, 3, generator=random)
    dataset = Dataset(
        features, torch.randint(2, (4000,), generator=random), ("a", "b", "c"), ("0", "1")
    )
    for batch_size, variant in ((0, ""), (1, "long")):
        run = TrainingRun(dataset, TrainingSettings(epochs=100_000, batch_size=batch_size))
        for question in ("without_zero_grad", "seeds"):
            found = ask(question, run)
            assert (found.variant == "long") == (variant == "long")
            assert int(found.fields["epochs"]) < int(found.fields["planned"])
    assert affordable_epochs(trained(TWO, 5), 5) == 5


@pytest.mark.parametrize("dearer", [{"optimizer": "adam"}, {"batch_size": 1}])
def test_there_is_time_for_fewer_epochs_of_other_optimizers_and_batches(dearer: dict) -> None:
    plain = affordable_epochs(trained(TWO, 0, epochs=100_000), 5)
    assert affordable_epochs(trained(TWO, 0, epochs=100_000, **dearer), 5) < plain
