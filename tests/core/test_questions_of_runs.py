"""Questions that are answered from a whole run or from others: against the plain loop."""

import itertools
import math
from typing import Any

import pytest
import torch
from torch import nn, optim

from playground.core.dataset import Dataset
from playground.core.questions.of_other_runs import affordable_epochs
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.sharing.examples import examples
from playground.tables.reading import read_samples
from tests import plain_loop
from tests.core.test_questions import HUGE, SAME, TWO, VECTOR, ask, number, table, trained

APART = table([[1.0], [2.0], [8.0], [9.0]], [0, 0, 1, 1])


def example(name: str, epochs: int | None = None, **changes: Any) -> TrainingRun:
    """A run of an example, all of it or so many epochs."""
    dataset = read_samples(examples()[name].samples()).dataset
    assert dataset is not None
    run = TrainingRun(dataset, TrainingSettings(**{**examples()[name].settings(), **changes}))
    run.advance(run.settings.epochs if epochs is None else epochs)
    return run


# first_loss


def test_the_first_loss_of_ten_seeds(note_dataset: Dataset) -> None:
    found = ask("first_loss", trained(note_dataset, 3, seed=7))
    firsts = []
    for seed in range(10):
        plain = plain_loop.train(
            note_dataset.features, note_dataset.targets, 2, epochs=1, seed=seed
        )
        firsts += plain.losses
    assert number(found, "first") == firsts[7]
    assert (number(found, "lowest"), number(found, "highest")) == (min(firsts), max(firsts))
    assert number(found, "lowest") == pytest.approx(0.38, abs=0.005)
    assert number(found, "highest") == pytest.approx(18.3, abs=0.05)
    assert found.variant == "far"
    assert number(found, "feature") == 102
    torch.manual_seed(7)
    scores = nn.Linear(3, 2)(note_dataset.features)
    assert number(found, "gap") == (scores[:, 0] - scores[:, 1]).abs().max().item()


def test_zero_weights_begin_at_the_logarithm_of_the_classes() -> None:
    for name, n_classes in (("note", 2), ("iris", 3)):
        found = ask("first_loss", example(name, 0, initial_weights="zero"))
        assert found.variant == "zero"
        assert number(found, "first") == pytest.approx(math.log(n_classes), rel=1e-6)
        assert number(found, "chance") == math.log(n_classes)


@pytest.mark.parametrize(
    ("dataset", "variant"),
    [
        (table([[0.1, 0.1, 0.1, 0.1]] * 2, [0, 1]), "near"),
        (table([[0.001]], [1]), "luck"),
        (table([[100.0], [-100.0]], [0, 1]), "far"),
        (HUGE, "too_large"),
    ],
)
def test_why_the_first_loss_is_what_it_is(dataset: Dataset, variant: str) -> None:
    assert ask("first_loss", trained(dataset, 0)).variant == variant


# accuracy


def test_an_epoch_in_which_loss_and_accuracy_contradict_each_other() -> None:
    run = example("iris", batch_size=16, test_share=0.2)
    found = ask("accuracy", run)
    at, later = int(found.fields["epoch"]), int(found.fields["later"])
    assert later == at + 1
    assert found.variant in ("both_fall", "both_rise")
    falls = run.loss_history[later - 1] < run.loss_history[at - 1]
    assert falls == (run.accuracy_history[later - 1] < run.accuracy_history[at - 1])
    assert falls == (found.variant == "both_fall")
    for end, name in ((at, ""), (later, "_later")):
        assert number(found, f"loss{name}") == run.loss_history[end - 1]
        assert number(found, f"accuracy{name}") == run.accuracy_history[end - 1]


def test_the_longest_stretch_of_one_accuracy(note_dataset: Dataset) -> None:
    run = trained(note_dataset)
    found = ask("accuracy", run)
    stretches = [len(list(group)) for _, group in itertools.groupby(run.accuracy_history)]
    assert found.variant == "flat"
    assert int(found.fields["later"]) - int(found.fields["epoch"]) + 1 == max(stretches)
    assert number(found, "accuracy") == number(found, "accuracy_later") == 1
    assert (found.fields["epoch"], found.fields["later"]) == (360, 1000)


def test_before_there_is_a_curve_the_step_itself_is_told_of() -> None:
    found = ask("accuracy", trained(SAME, 0, initial_weights="zero"))
    assert found.variant == "start"
    assert (found.fields["right"], found.fields["n"]) == (2, 3)


# one_class


@pytest.mark.parametrize(
    ("run", "variant"),
    [
        (trained(TWO, 500, learning_rate=1.0), "several"),
        (trained(SAME, 500, learning_rate=0.1), "majority"),
        (trained(table([[1.0], [1.0]], [0, 1]), 0), "one"),
        (trained(SAME, 0, initial_weights="zero"), "equal"),
        (trained(table([[1.0], [2.0]], [0, 0]), 500), "only"),
    ],
)
def test_what_the_answers_are(run: TrainingRun, variant: str) -> None:
    found = ask("one_class", run)
    logits = nn.functional.linear(run.dataset.features, *run.parameters)
    leads = (logits[:, 0] - logits[:, 1]).abs()
    assert found.variant == variant
    assert found.fields["predicted"] == len(set(logits.argmax(1).tolist()))
    assert number(found, "lead_lowest") == leads.min().item()
    assert number(found, "lead_highest") == leads.max().item()
    label = int(found.fields["label"])
    assert found.fields["answers"] == int((logits.argmax(1) == label).sum())
    assert found.fields["count"] == int((run.dataset.targets == label).sum())


# certainty


def test_the_note_is_surest_where_it_has_seen_nothing(note_dataset: Dataset, note: dict) -> None:
    run = trained(note_dataset)
    found = ask("certainty", run, vector=VECTOR)
    assert found.variant == "beyond"
    logits = nn.functional.linear(VECTOR[None], *run.parameters)[0]
    assert number(found, "margin") == pytest.approx((logits[1] - logits[0]).item())
    assert number(found, "margin") == pytest.approx(877, abs=1)
    samples = nn.functional.linear(note_dataset.features, *run.parameters)
    assert number(found, "highest") == (samples[:, 0] - samples[:, 1]).abs().max().item() < 180
    centre = note_dataset.features.mean(0)
    distances = (note_dataset.features - centre).norm(dim=1)
    assert number(found, "radius") == pytest.approx(distances.max().item(), rel=1e-6)
    assert number(found, "distance") == pytest.approx((VECTOR - centre).norm().item(), rel=1e-6)


@pytest.mark.parametrize(
    ("vector", "variant"),
    [([0.5], "inside"), ([50.0], "beyond"), ([3e38], "too_large")],
)
def test_where_a_test_vector_lies(vector: list[float], variant: str) -> None:
    run = trained(TWO, 500, learning_rate=100.0 if variant == "too_large" else 1.0)
    assert ask("certainty", run, vector=torch.tensor(vector)).variant == variant


def test_a_vector_far_away_along_the_border_is_not_sure() -> None:
    run = trained(table([[1.0, 0.0], [-1.0, 0.0]], [0, 1]), 500, initial_weights="zero")
    found = ask("certainty", run, vector=torch.tensor([0.0, 99.0]))
    assert found.variant == "outside"
    assert number(found, "margin") < number(found, "highest")


# without_zero_grad


def hoarding(dataset: Dataset, epochs: int, make: Any = optim.SGD, **settings: Any) -> list[float]:
    """The losses of the plain loop without ``optimizer.zero_grad()``."""
    torch.manual_seed(settings.get("seed", 0))
    model = nn.Linear(dataset.n_features, dataset.n_classes)
    optimizer = make(model.parameters(), lr=settings.get("learning_rate", 0.01))
    shuffle = torch.Generator().manual_seed(settings.get("seed", 0))
    batch_size, losses = settings.get("batch_size", 0), []
    for epoch in range(epochs):
        if epoch in settings.get("changes", {}):
            optimizer.param_groups[0]["lr"] = settings["changes"][epoch]
        batches = [torch.arange(dataset.n_samples)]
        if batch_size:
            batches = list(torch.randperm(dataset.n_samples, generator=shuffle).split(batch_size))
        total = 0.0
        for batch in batches:
            logits = model(dataset.features[batch])
            loss = nn.functional.cross_entropy(logits, dataset.targets[batch])
            loss.backward()
            optimizer.step()
            total += loss.item() * len(batch)
        losses.append(loss.item() if len(batches) == 1 else total / dataset.n_samples)
    return losses


def test_without_zero_grad_the_note_ends_lower(note_dataset: Dataset) -> None:
    run = trained(note_dataset)
    found = ask("without_zero_grad", run)
    assert found.variant == "lower"
    assert found.curves["kept"] == hoarding(note_dataset, 1000)
    assert found.curves["emptied"] == run.loss_history
    assert number(found, "kept") == pytest.approx(2e-8, rel=0.5)
    assert number(found, "emptied") == pytest.approx(0.2359, abs=5e-5)
    assert found.fields["epochs"] == 1000


@pytest.mark.parametrize(
    "settings",
    [{"optimizer": "adam"}, {"batch_size": 4, "seed": 3}, {"seed": 5, "learning_rate": 0.001}],
)
def test_the_curve_without_the_line_is_the_plain_loops(
    note_dataset: Dataset, settings: dict, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = trained(note_dataset, 60, **settings)
    make = optim.Adam if settings.get("optimizer") else optim.SGD
    assert ask("without_zero_grad", run).curves["kept"] == hoarding(
        note_dataset, 60, make, **settings
    )


def test_both_curves_change_the_learning_rate_where_the_run_did(note_dataset: Dataset) -> None:
    run = TrainingRun(note_dataset, TrainingSettings(epochs=80))
    run.advance(30)
    run.change_learning_rate(0.1)
    run.advance(20)
    found = ask("without_zero_grad", run)
    plain = plain_loop.train(
        note_dataset.features,
        note_dataset.targets,
        2,
        epochs=80,
        learning_rate_changes={30: 0.1},
    )
    assert found.curves["emptied"] == plain.losses
    assert found.curves["kept"] == hoarding(note_dataset, 80, changes={30: 0.1})


@pytest.mark.parametrize(
    ("run", "variant"),
    [
        (example("wine", standardise=False), "higher"),
        (trained(TWO, 1), "same"),
        (trained(table([[1e19], [-1e19], [1.0]], [0, 1, 1]), 30, learning_rate=1.0), "nan"),
        (trained(HUGE, 30), "diverged"),
    ],
)
def test_what_comes_of_the_missing_line(run: TrainingRun, variant: str) -> None:
    found = ask("without_zero_grad", run)
    rate = run.settings.learning_rate
    training = run.prepared.training
    kept = hoarding(training, int(found.fields["epochs"]), learning_rate=rate)
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
    ("run", "variant"),
    [
        (trained(HUGE, 5), "at_once"),
        (example("unbalanced", 50), "never"),
        (trained(TWO, 5), "calm"),
        (trained(table([[1e15], [-1e15], [1e15]], [0, 1, 1]), 60, learning_rate=1000.0), "leaps"),
        (trained(table([[1e19], [-1e19], [1e19]], [0, 1, 1]), 60, learning_rate=1000.0), "nan"),
    ],
)
def test_whether_a_run_leaps(run: TrainingRun, variant: str) -> None:
    found = ask("leaps", run)
    assert found.variant == variant
    assert (variant in ("at_once", "nan")) == run.diverged


# seeds


def test_five_seeds_of_the_note_end_alike(note_dataset: Dataset, note: dict) -> None:
    found = ask("seeds", trained(note_dataset, 200, epochs=1000))
    assert found.variant == "alike"
    for seed in range(5):
        plain = plain_loop.train(note_dataset.features, note_dataset.targets, 2, seed=seed)
        assert found.curves[f"seed_{seed}"] == plain.losses
        assert number(found, f"last_{seed}") == plain.losses[-1]
    assert found.fields["epochs"] == 1000
    assert number(found, "first_highest") == found.curves["seed_3"][0]


@pytest.mark.parametrize(
    ("run", "variant"),
    [
        (trained(APART, 1), "apart"),
        (trained(APART, 300, initial_weights="zero"), "same"),
        (trained(HUGE, 30), "nan"),
        (example("mislabelled", test_share=0.3), "split"),
    ],
)
def test_how_much_a_seed_matters(run: TrainingRun, variant: str) -> None:
    found = ask("seeds", run)
    lasts = [number(found, f"last_{seed}") for seed in range(5)]
    assert found.variant == variant
    assert (len(set(lasts)) == 1) == (variant == "same")


# time


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
