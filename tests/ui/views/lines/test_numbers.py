"""The numbers beside a line are those of the plain loop, whatever the experiment."""

import re

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as some
from torch import nn

from playground.core.dataset import Dataset
from playground.core.model import Parameters
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.session.explained import Explained
from playground.ui.views.lines.numbers import numbers_of
from playground.ui.views.lines.parts import MAX_FEATURES
from tests.plain_loop import balanced
from tests.plain_step import OPTIONS, plain_step
from tests.strategies import datasets, seeds
from tests.ui.views.lines.explained import explained_of

EPOCHS = 11
Numbers = dict[str, dict[tuple[int, int], str]]  # by name, row and column: as they are told


def told(topic: str, explained: Explained) -> Numbers:
    """The exact numbers that the HTML of a line carries."""
    found: Numbers = {}
    pattern = r'data-name="(\w+)"(?: data-row="(\d+)" data-col="(\d+)")? data-value="([^"]+)"'
    for name, row, column, value in re.findall(pattern, numbers_of(topic, explained)):
        place = int(row or 0), int(column or 0)
        assert found.setdefault(name, {}).setdefault(place, value) == value
    return found


def of_class(values: torch.Tensor) -> dict[tuple[int, int], str]:
    """[n]: a row of numbers."""
    return {(0, at): repr(value) for at, value in enumerate(values.tolist())}


def of_parameters(prefix: str, values: Parameters) -> Numbers:
    weight, bias = (part.tolist() for part in values)
    return {
        f"{prefix}W": {
            (row, column): repr(value)
            for row, of_row in enumerate(weight)
            for column, value in enumerate(of_row)
        },
        f"{prefix}b": {(row, 0): repr(value) for row, value in enumerate(bias)},
    }


def check(found: Numbers, expected: Numbers) -> None:
    """All of them, or, of many features, as many as there is room for."""
    assert set(found) == set(expected)
    for name, numbers in found.items():
        assert numbers == {place: expected[name][place] for place in numbers}, name
        left_out = {column for _, column in set(expected[name]) - set(numbers)}
        columns = len({column for _, column in expected[name]})
        assert len(left_out) in (0, columns - MAX_FEATURES), name


def all_explained(
    option: str, dataset: Dataset, seed: int, data: some.DataObject
) -> list[tuple[Explained, dict]]:
    """At the first, a middle and the last epoch, each with what the plain loop has there."""
    given_settings, make_optimizer = OPTIONS[option]
    chosen = TrainingSettings(epochs=EPOCHS, seed=seed, **given_settings)
    run = TrainingRun(dataset, chosen)
    run.advance(EPOCHS)
    sample = data.draw(some.integers(0, dataset.n_samples - 1))
    found = []
    for epoch in (0, data.draw(some.integers(1, run.epoch)), run.epoch):
        plain = plain_step(dataset, chosen, make_optimizer, epoch, sample, {})
        found.append((explained_of(run, epoch, sample, sample + 1), plain))
    return found


def class_weights(explained: Explained) -> torch.Tensor | None:
    if explained.run.settings.class_weights == "none":
        return None
    return balanced(explained.run.prepared.training.targets, explained.dataset.n_classes)


def loss_of(explained: Explained) -> nn.Module:
    """Of single samples."""
    smoothing = explained.run.settings.label_smoothing
    weight = class_weights(explained)
    return nn.CrossEntropyLoss(weight=weight, label_smoothing=smoothing, reduction="sum")


def target_of(explained: Explained) -> torch.Tensor:
    """[n_classes] float64: the y by which the loss of the sample is -Σ y log p."""
    n_classes, smoothing = explained.dataset.n_classes, explained.run.settings.label_smoothing
    weight = class_weights(explained)
    one_hot = nn.functional.one_hot(torch.tensor(explained.label), n_classes).double()
    smoothed = (1 - smoothing) * one_hot + smoothing / n_classes
    return smoothed * (1 if weight is None else weight.double())


@pytest.mark.parametrize("option", OPTIONS)
@settings(max_examples=2)
@given(dataset=datasets(), seed=seeds, data=some.data())
def test_each_line_of_the_loop_has_the_numbers_of_the_plain_loop(
    option: str, dataset: Dataset, seed: int, data: some.DataObject
) -> None:
    for explained, plain in all_explained(option, dataset, seed, data):
        before = of_parameters("", plain["before"])
        gradient = of_parameters("grad_", plain["gradient"])
        if explained.place is not None:
            seen = ["features", "logits", "probabilities", "sample_losses", "sample_slopes"]
            x, z, p, own, slope = (plain[name][explained.place] for name in seen)
            share = of_parameters("d", Parameters(slope[:, None] * x, slope))
            of_sample = {"x": of_class(x), "dz": of_class(slope), **share}
            of_batch = {"batch_loss": {(0, 0): repr(plain["loss"])}}
        else:
            x = explained.run.prepared.features(explained.dataset.features[explained.sample][None])[
                0
            ]
            z = nn.functional.linear(x[None], *plain["before"])[0]
            p, label = z.softmax(0), explained.dataset.targets[explained.sample]
            own = loss_of(explained)(z[None], label[None])
            of_sample, of_batch = {}, {}
        forward = {**before, "x": of_class(x), "z": of_class(z)}
        check(told("logits", explained), forward)
        check(told("forward", explained), forward)
        own_loss = {"loss": {(0, 0): repr(own.item())}}
        of_loss = {"z": of_class(z), "p": of_class(p), **own_loss, **of_batch}
        options = explained.run.settings.label_smoothing, explained.run.settings.class_weights
        if options != (0, "none"):
            of_loss["y"] = of_class(target_of(explained))
        check(told("loss", explained), of_loss)
        check(told("backward", explained), {**of_sample, **gradient})
        state: Numbers = {}
        for name, values in plain["state_after"].items():
            state |= of_parameters(f"{name}_", values)
        found = told("step", explained)
        rate = found.pop("learning_rate", None)
        assert rate in (None, {(0, 0): repr(plain["learning_rate"])})
        check(found, {**before, **gradient, **state, **of_parameters("new_", plain["after"])})


@settings(max_examples=5)
@given(dataset=datasets(), seed=seeds, data=some.data())
def test_what_grad_would_hold_without_zero_grad_is_what_autograd_adds_up(
    dataset: Dataset, seed: int, data: some.DataObject
) -> None:
    for explained, plain in all_explained("sgd", dataset, seed, data):
        if explained.epoch == 0:
            assert told("zero_grad", explained) == {}
            continue
        model = nn.Linear(dataset.n_features, dataset.n_classes)
        with torch.no_grad():
            model.weight.copy_(plain["before"].weight)
            model.bias.copy_(plain["before"].bias)
        model.weight.grad, model.bias.grad = plain["old_gradient"]
        old = of_parameters("old_grad_", plain["old_gradient"])
        nn.functional.cross_entropy(model(plain["features"]), plain["targets"]).backward()
        assert model.weight.grad is not None
        assert model.bias.grad is not None
        both = of_parameters("grad_sum_", Parameters(model.weight.grad, model.bias.grad))
        check(told("zero_grad", explained), {**old, **both})


@settings(max_examples=5)
@given(dataset=datasets(), seed=seeds, data=some.data())
def test_a_test_vector_gets_what_the_model_says_under_no_grad(
    dataset: Dataset, seed: int, data: some.DataObject
) -> None:
    for explained, _ in all_explained("standardised", dataset, seed, data):
        x = explained.run.prepared.features(dataset.features)
        shown = explained.run.parameters_at(explained.epoch)
        z = nn.functional.linear(x, *shown)[explained.sample]
        scores = {"z": of_class(z), "p": of_class(z.softmax(0))}
        linear = {**of_parameters("", shown), "x": of_class(x[explained.sample]), "z": scores["z"]}
        check(told("test_logits", explained), linear)
        check(told("probabilities", explained), scores)
        index = {"predicted_class": {(0, 0): repr(int(z.argmax()))}}
        for line in ("predicted_class", "answer"):
            check(told(line, explained), scores | index)


@settings(max_examples=5)
@given(dataset=datasets(), seed=seeds, data=some.data())
def test_the_lines_before_the_loop_have_what_was_typed_and_what_was_drawn(
    dataset: Dataset, seed: int, data: some.DataObject
) -> None:
    for explained, _ in all_explained("standardised", dataset, seed, data):
        typed = dataset.features[explained.sample]
        for line in ("samples", "features"):
            check(told(line, explained), {"x": of_class(typed)})
        torch.manual_seed(seed)
        drawn = nn.Linear(dataset.n_features, dataset.n_classes)
        initial = Parameters(drawn.weight.detach(), drawn.bias.detach())
        check(told("linear", explained), of_parameters("initial_", initial))
        exact = dataset.features.double()
        found = told("standardise", explained)
        mean = {(0, at): repr(value) for at, value in enumerate(exact.mean(0).tolist())}
        assert found["typed_x"].items() <= of_class(typed).items()
        assert {place: float(text) for place, text in found["mean"].items()} == pytest.approx(
            {place: float(mean[place]) for place in found["mean"]}
        )
        assert found["x"].items() <= of_class(explained.x).items()
