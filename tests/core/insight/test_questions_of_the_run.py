"""Questions that are answered from a whole run: against the plain loop."""

import itertools
import math
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as some
from torch import nn

from playground.core.dataset import Dataset
from playground.core.insight.questions.of_the_run import _longest_stretch
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.sharing.examples import examples
from tests import plain_loop
from tests.core import samples
from tests.core.insight.test_questions import HUGE, SAME, TWO, VECTOR, ask, number, table, trained


def example(name: str, epochs: int | None = None, **changes: Any) -> TrainingRun:
    """A run of an example, all of it or so many epochs."""
    dataset = samples.example(name)
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


@pytest.mark.parametrize(
    "train",
    [
        partial(example, "iris", 40, batch_size=16, test_share=0.2),
        partial(example, "iris", 4, seed=5, learning_rate=0.01),  # at once
        partial(example, "iris", 4, learning_rate=0.3),
    ],
)
def test_the_first_epoch_in_which_loss_and_accuracy_contradict_each_other(
    train: Callable[[], TrainingRun],
) -> None:
    run = train()
    found = ask("accuracy", run)
    at, later = int(found.fields["epoch"]), int(found.fields["later"])
    slopes = [torch.tensor(found).diff() for found in (run.loss_history, run.accuracy_history)]
    contradict = (slopes[0] * slopes[1] > 0).tolist()
    assert at == contradict.index(True) + 1
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
    ("train", "variant"),
    [
        (partial(trained, TWO, 500, learning_rate=1.0), "several"),
        (partial(trained, SAME, 500, learning_rate=0.1), "majority"),
        (partial(trained, table([[1.0], [1.0]], [0, 1]), 0), "one"),
        (partial(trained, SAME, 0, initial_weights="zero"), "equal"),
        # as rounding may leave them
        (partial(trained, SAME, 0, initial_weights="given", start="0_0_0~0_0_1e-9"), "equal"),
        (partial(trained, table([[1.0], [2.0]], [0, 0]), 500), "only"),
    ],
)
def test_what_the_answers_are(train: Callable[[], TrainingRun], variant: str) -> None:
    run = train()
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
    [([0.5], "inside"), ([1 + 1e-7], "inside"), ([50.0], "beyond"), ([3e38], "too_large")],
)
def test_where_a_test_vector_lies(vector: list[float], variant: str) -> None:
    run = trained(TWO, 500, learning_rate=100.0 if variant == "too_large" else 1.0)
    assert ask("certainty", run, vector=torch.tensor(vector)).variant == variant


def test_a_vector_far_away_along_the_border_is_not_sure() -> None:
    run = trained(table([[1.0, 0.0], [-1.0, 0.0]], [0, 1]), 500, initial_weights="zero")
    found = ask("certainty", run, vector=torch.tensor([0.0, 99.0]))
    assert found.variant == "outside"
    assert number(found, "margin") < number(found, "highest")


@given(some.lists(some.sampled_from([0.0, 0.5, 1.0]), min_size=1))
def test_of_stretches_as_long_the_first_is_told_of(shares: list[float]) -> None:
    lengths = [len(list(group)) for _, group in itertools.groupby(shares)]
    at = lengths.index(max(lengths))
    start = sum(lengths[:at])
    assert _longest_stretch(shares) == (
        (start, start + lengths[at] - 1) if max(lengths) > 1 else (0, 0)
    )
