"""The numbers of each question, against plain torch; and the right text for every kind of table."""

import math
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as some
from torch import nn

from playground.charts.display import shown
from playground.core.dataset import Dataset
from playground.core.insight.questions import QUESTIONS, Answer, answer, can_answer
from playground.core.model import predict
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.texts import LANGUAGES
from playground.texts.cards import card
from tests.plain_loop import balanced
from tests.strategies import datasets

# the note's test vector
VECTOR = torch.tensor([0.5, 5.0, 500.0])


def table(features: list[list[float]], labels: list[int], n_classes: int = 2) -> Dataset:
    names = tuple(f"x{index + 1}" for index in range(len(features[0])))
    classes = tuple(map(str, range(n_classes)))
    return Dataset(torch.tensor(features), torch.tensor(labels), names, classes)


def trained(dataset: Dataset, done: int = 1000, **settings: Any) -> TrainingRun:
    """A run, so many epochs of which are done: all of them, if the settings do not say more."""
    run = TrainingRun(dataset, TrainingSettings(**{"epochs": max(1, done), **settings}))
    run.advance(done)
    return run


def ask(
    question: str, run: TrainingRun, sample: int = 0, vector: torch.Tensor | None = None
) -> Answer:
    """Asked at the last epoch computed."""
    step = run.look_into(run.epoch, sample)
    row = run.prepared.training_row_of(sample)
    place = None if row is None else step.place_of(row)
    return answer(question, run, step, place, vector)


def number(found: Answer, name: str) -> float:
    value = found.fields[name]
    assert isinstance(value, int | float)
    return value


TWO = table([[0.0], [1.0]], [0, 1])
SAME = table([[1.0, 2.0], [1.0, 2.0], [1.0, 2.0]], [0, 0, 1])
# for these no scores fit into float32
HUGE = table([[3e38], [-3e38]] * 20, [0, 1] * 20)


def test_a_softmax_too_many_keeps_the_loss_from_falling(note_dataset: Dataset) -> None:
    run = trained(note_dataset)
    found = ask("softmax_before", run)
    logits = nn.functional.linear(note_dataset.features, *run.parameters)
    loss = nn.CrossEntropyLoss()
    assert number(found, "loss") == loss(logits, note_dataset.targets).item()
    assert number(found, "squashed") == loss(logits.softmax(1), note_dataset.targets).item()
    assert number(found, "floor") == pytest.approx(0.3133, abs=5e-5)
    assert found.variant == "tame"


@pytest.mark.parametrize(("n_classes", "floor"), [(2, 0.3133), (3, 0.5514)])
def test_the_floor_is_the_loss_of_perfect_answers(n_classes: int, floor: float) -> None:
    perfect, labels = torch.eye(n_classes), torch.arange(n_classes)
    run = trained(table([[1.0], [2.0]], [0, 1], n_classes), 1)
    found = ask("softmax_before", run)
    assert number(found, "floor") == pytest.approx(floor, abs=5e-5)
    worst = perfect.roll(1, 0)
    for which, probabilities in (("floor", perfect), ("ceiling", worst)):
        reached = nn.functional.cross_entropy(probabilities, labels).item()
        assert number(found, which) == pytest.approx(reached, rel=1e-6)


OPTIONS_OF_THE_LOSS = some.fixed_dictionaries(
    {
        "label_smoothing": some.sampled_from([0.0, 0.1, 0.9]),
        "class_weights": some.sampled_from(["none", "balanced"]),
    }
)


@given(dataset=datasets(), options=OPTIONS_OF_THE_LOSS, seed=some.integers(0, 99))
def test_the_loss_of_probabilities_lies_between_floor_and_ceiling(
    dataset: Dataset, options: dict[str, Any], seed: int
) -> None:
    run = TrainingRun(dataset, TrainingSettings(epochs=5, **options))
    fields = ask("softmax_before", run).fields
    slack = 1e-5 * max(1.0, fields["ceiling"])
    assert fields["floor"] - slack <= fields["squashed"] <= fields["ceiling"] + slack
    generator = torch.Generator().manual_seed(seed)
    for sharpness in (1, 100):
        drawn = torch.randn(dataset.n_samples, dataset.n_classes, generator=generator)
        loss = run.objective.loss((sharpness * drawn).softmax(1), dataset.targets).item()
        assert fields["floor"] - slack <= loss <= fields["ceiling"] + slack


def test_with_options_the_losses_add_up_to_the_loss_times_the_weights(
    note_dataset: Dataset,
) -> None:
    options = {"label_smoothing": 0.1, "class_weights": "balanced", "test_share": 0.3}
    run = trained(note_dataset, 20, **options)
    held_out, (row, *_) = run.prepared.held_out_rows, run.prepared.training_rows.tolist()
    found = ask("loss_value", run, row)
    assert found.variant == "options"
    weight = balanced(run.prepared.training.targets, 2)
    criterion = nn.CrossEntropyLoss(weight=weight, label_smoothing=0.1, reduction="none")
    logits = predict(run.parameters, run.prepared.training.features).logits
    losses = criterion(logits, run.prepared.training.targets)
    assert number(found, "sample_loss") == losses[0].item()
    assert number(found, "total") == pytest.approx(losses.sum().item())
    assert number(found, "total") / number(found, "weights") == pytest.approx(found.fields["loss"])
    assert ask("loss_value", run, int(held_out[0])).variant == "options_held_out"


@pytest.mark.parametrize("class_weights", ["none", "balanced"])
def test_with_smoothing_the_loss_falls_to_its_floor_and_no_further(class_weights: str) -> None:
    options = {"label_smoothing": 0.2, "class_weights": class_weights}
    run = trained(table([[0.0], [0.0], [1.0]], [0, 0, 1]), 3000, learning_rate=1.0, **options)
    found = ask("not_zero", run)
    assert found.variant == "smoothed"
    assert number(found, "loss") == pytest.approx(number(found, "floor"), rel=1e-2)
    assert number(found, "loss") >= number(found, "floor") - 1e-6


def test_equal_probabilities_cost_a_multiple_only_with_weights_and_smoothing_together() -> None:
    dataset = table([[0.0], [0.1], [1.0]], [0, 0, 1])
    for smoothing in (0.0, 0.5):
        for class_weights in ("none", "balanced"):
            options = {"label_smoothing": smoothing, "class_weights": class_weights}
            run = trained(dataset, 0, initial_weights="zero", **options)
            found = ask("first_loss", run)
            equal = number(found, "factor") * number(found, "chance")
            assert equal == pytest.approx(number(found, "first"), rel=1e-6)
            is_both = bool(smoothing) and class_weights == "balanced"
            assert found.variant == ("zero both" if is_both else "zero")


def test_a_softmax_too_many_weakens_the_pull_of_every_sample() -> None:
    logits = 3 * torch.randn(500, 4, generator=torch.Generator().manual_seed(0))
    labels = torch.arange(500) % 4
    pulls: list[torch.Tensor] = []
    for scores in (logits, logits.clone()):
        scores.requires_grad_()
        seen = scores if not pulls else scores.softmax(1)
        nn.functional.cross_entropy(seen, labels, reduction="sum").backward()
        assert scores.grad is not None
        pulls.append(scores.grad.norm(dim=1))
    assert (pulls[1] < pulls[0]).all()


def test_the_loss_of_a_sample_and_the_mean(note_dataset: Dataset) -> None:
    run = trained(note_dataset, 400)
    found = ask("loss_value", run, 4)
    logits = nn.functional.linear(note_dataset.features, *run.parameters)
    of_each = nn.functional.cross_entropy(logits, note_dataset.targets, reduction="none")
    assert found.variant == "sample"
    assert found.fields["number"] == 5
    assert found.fields["label"] == "0"
    assert number(found, "p") == logits.softmax(1)[4, 0].item()
    assert number(found, "sample_loss") == of_each[4].item()
    assert number(found, "total") == pytest.approx(of_each.sum().item())
    assert number(found, "loss") == pytest.approx(of_each.mean().item())


def test_a_probability_of_0_still_has_a_loss() -> None:
    run = trained(table([[1e5], [-1e5]], [0, 0]), 0)
    logits = nn.functional.linear(run.dataset.features, *run.parameters)
    wrong = int(logits[:, 0].argmin())
    found = ask("loss_value", run, wrong)
    assert found.variant == "underflow"
    assert number(found, "p") == 0
    assert number(found, "sample_loss") == (logits[wrong, 1] - logits[wrong, 0]).item() > 104


def test_a_sample_held_out_is_in_no_step(note_dataset: Dataset) -> None:
    run = trained(note_dataset, 10, test_share=0.3)
    held_out = int(run.prepared.held_out_rows[0])
    assert ask("loss_value", run, held_out).variant == "held_out"
    number_in_table = ask("differences", run, held_out).fields["number"]
    assert int(number_in_table) - 1 in run.prepared.training_rows.tolist()


@pytest.mark.parametrize(
    ("train", "variant"),
    [
        (partial(trained, TWO, 500, learning_rate=1.0), "right"),
        (partial(trained, table([[1.0], [1.0]], [0, 1]), 5), "wrong"),
        (partial(trained, table([[1000.0], [-1000.0]], [0, 1]), 1000, learning_rate=1.0), "zero"),
    ],
)
def test_how_right_the_answers_are(train: Callable[[], TrainingRun], variant: str) -> None:
    run = train()
    found = ask("not_zero", run)
    logits = nn.functional.linear(run.dataset.features, *run.parameters)
    of_label = logits.softmax(1)[torch.arange(2), run.dataset.targets]
    margins = [
        (logits[row, label] - logits[row, 1 - label]).item()
        for row, label in enumerate(run.dataset.targets.tolist())
    ]
    right = int((logits.argmax(1) == run.dataset.targets).sum())
    assert found.variant == variant
    assert (found.fields["right"], found.fields["wrong"]) == (right, 2 - right)
    assert number(found, "p_lowest") == of_label.min().item()
    assert number(found, "margin") == min(margins)
    assert (number(found, "loss") == 0) == (variant == "zero")


def test_shapes_and_indices(note_dataset: Dataset) -> None:
    run = trained(note_dataset, 1)
    assert ask("weight_shape", run).fields == {"classes": 2, "features": 3, "n": 10}
    found = ask("label_index", run, 3)
    assert found.variant == "numbers"
    assert found.fields == {"number": 4, "label": "1", "index": 1, "classes": 2, "last": 1}
    named = Dataset(TWO.features, TWO.targets, ("x",), ("cat", "dog"))
    assert ask("label_index", trained(named, 1), 1).variant == "names"
    assert ask("label_index", trained(named, 1), 1).fields["label"] == "dog"


def test_what_the_cards_say_torch_refuses_it_refuses() -> None:
    scores = torch.zeros(2, 2)
    with pytest.raises(RuntimeError, match="dtype"):
        nn.functional.cross_entropy(scores, torch.tensor([0.0, 1.0]))
    with pytest.raises(IndexError, match="out of bounds"):
        nn.functional.cross_entropy(scores, torch.tensor([0, 2]))
    with pytest.raises(RuntimeError, match="dtype"):
        nn.Linear(1, 2)(torch.tensor([[1]]))
    with pytest.raises(NotImplementedError):
        nn.Module()(scores)
    with pytest.raises(RuntimeError, match="numpy"):
        nn.Linear(2, 2)(scores).numpy()

    class Unopened(nn.Module):
        def __init__(self) -> None:
            self.fc = nn.Linear(1, 2)

    sentence = "cannot assign module before Module.__init__() call"
    with pytest.raises(AttributeError) as refused:
        Unopened()
    assert str(refused.value) == sentence
    assert all(f"`{sentence}`" in card(language, "init").body for language in LANGUAGES)


@pytest.mark.parametrize(
    ("dataset", "variant"),
    [
        (table([[0.0], [5.0], [9.0]], [0, 1, 0]), "differ"),
        (table([[1.0]], [0]), "single"),
        (table([[1.0], [1.0]], [0, 1]), "equal"),
        (table([[1.0], [1.0], [1.0]], [0, 1, 0]), "alike"),
    ],
)
def test_rows_after_softmax_along_the_samples(dataset: Dataset, variant: str) -> None:
    run = trained(dataset, 3)
    found = ask("softmax_dim", run)
    logits = nn.functional.linear(dataset.features, *run.parameters)
    sums = torch.softmax(logits, dim=0).sum(1)
    assert found.variant == variant
    assert number(found, "lowest") == sums.min().item()
    assert number(found, "highest") == sums.max().item()


@pytest.mark.parametrize(
    ("dataset", "epochs", "variant"),
    [
        (table([[1.0, 100.0], [2.0, -90.0]], [0, 1]), 0, "uneven"),
        (table([[1.0, 1.5], [2.0, -1.0]], [0, 1]), 0, "even"),
        (TWO, 0, "single"),
        (table([[1.0, 100.0], [-1.0, 100.0]], [0, 1]), 0, "cancel"),
        (table([[1000.0, 1.0], [-1000.0, 1.0]], [0, 1]), 100, "zero"),
    ],
)
def test_slopes_of_large_and_small_features(dataset: Dataset, epochs: int, variant: str) -> None:
    zero = {"initial_weights": "zero"} if variant == "cancel" else {}
    run = trained(dataset, epochs, **zero)
    found = ask("scale", run)
    weight, bias = (part.clone().requires_grad_() for part in run.parameters)
    logits = nn.functional.linear(dataset.features, weight, bias)
    nn.functional.cross_entropy(logits, dataset.targets).backward()
    assert weight.grad is not None
    sizes = dataset.features.abs().mean(0)
    for which, column in (("large", int(sizes.argmax())), ("small", int(sizes.argmin()))):
        assert found.fields[which] == f"x{column + 1}"
        assert number(found, f"size_{which}") == pytest.approx(sizes[column].item())
        assert number(found, f"slope_{which}") == weight.grad[:, column].abs().max().item()
    assert found.variant == variant


@given(dataset=datasets())
def test_a_constant_added_to_w_changes_the_scores_and_nothing_else(dataset: Dataset) -> None:
    run = TrainingRun(dataset, TrainingSettings(epochs=5))
    found = ask("differences", run)
    added = number(found, "added")
    features, (weight, bias) = dataset.features.double(), run.parameters
    shifted = nn.functional.linear(features, weight.double() + added, bias.double())
    label = int(dataset.targets[0])
    assert number(found, "z_after") == pytest.approx(shifted[0, label].item())
    assert number(found, "z_after") == pytest.approx(
        number(found, "z_before") + number(found, "shift"), abs=1e-6
    )
    assert number(found, "p_after") == pytest.approx(shifted.softmax(1)[0, label].item())
    assert number(found, "change") < 1e-9
    assert number(found, "loss_after") == pytest.approx(number(found, "loss_before"), abs=1e-9)


SITUATIONS: dict[str, tuple[Dataset, dict[str, Any], int]] = {
    "first": (TWO, {}, 0),
    "done": (TWO, {"learning_rate": 1.0}, 100),
    "batches": (SAME, {"batch_size": 2}, 7),
    "held out": (SAME, {"test_share": 0.4}, 30),
    "scaled": (SAME, {"standardise": True}, 30),
    "zero": (SAME, {"initial_weights": "zero", "optimizer": "adam"}, 1),
    "huge": (HUGE, {}, 5),
    "wild": (table([[1e4, 1e-3], [-2e4, 0.0], [1.0, 1.0]], [0, 1, 0], 3), {}, 40),
    "smoothed": (SAME, {"label_smoothing": 0.2}, 7),
    "weighted": (SAME, {"class_weights": "balanced", "batch_size": 2}, 7),
    "smoothed and weighted": (
        SAME,
        {"class_weights": "balanced", "label_smoothing": 0.2, "test_share": 0.4},
        7,
    ),
    "one": (table([[2.0]], [1]), {"momentum": 0.9}, 5),
}


@pytest.mark.parametrize("situation", SITUATIONS)
@pytest.mark.parametrize("question", QUESTIONS)
def test_every_answer_fills_its_card_in_every_language(question: str, situation: str) -> None:
    dataset, settings, epochs = SITUATIONS[situation]
    run = trained(dataset, epochs, **settings)
    vector = 3 * dataset.features[0]
    for sample in {0, dataset.n_samples - 1}:
        step = run.look_into(run.epoch, sample)
        if not can_answer(question, step, vector):
            assert not math.isfinite(step.loss)
            continue
        found = ask(question, run, sample, vector)
        assert all(math.isfinite(loss) for curve in found.curves.values() for loss in curve)
        for language in LANGUAGES:
            text = card(language, f"ask_{question}").text(found.variant, shown(found.fields))
            assert "{{" not in text


def test_without_a_test_vector_nothing_is_said_of_its_certainty(note_dataset: Dataset) -> None:
    run = trained(note_dataset, 1)
    step = run.look_into(1, 0)
    assert not can_answer("certainty", step)
    with pytest.raises(ValueError, match="certainty"):
        answer("certainty", run, step, 0)
    with pytest.raises(KeyError):
        answer("nothing", run, step, 0)
