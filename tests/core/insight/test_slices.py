"""A slice is the loss of the plain loop's model in which one parameter takes other values."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn, optim

from playground.core.dataset import Dataset
from playground.core.insight.slices import Slice, loss_slice
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.core.step import Step
from tests.plain_loop import SimpleModel

FLOAT32_MAX = torch.finfo(torch.float32).max
PARTS = ["weight", "bias"]


@dataclass(frozen=True)
class Case:
    """A slice along an entry of W or b, and the step that it belongs to."""

    dataset: Dataset
    step: Step
    part: str
    place: tuple[int, ...]
    found: Slice

    def model(self) -> SimpleModel:
        """The classifier before the step."""
        model = SimpleModel(self.dataset.n_features, self.dataset.n_classes)
        with torch.no_grad():
            model.fc.weight.copy_(self.step.before.weight)
            model.fc.bias.copy_(self.step.before.bias)
        return model

    def own(self, model: SimpleModel) -> torch.Tensor:
        """W or b, whichever the slice goes along."""
        return {"weight": model.fc.weight, "bias": model.fc.bias}[self.part]

    def loss(self, model: SimpleModel) -> torch.Tensor:
        rows = self.step.rows
        features = self.dataset.features[rows].to(model.fc.weight.dtype)
        loss: torch.Tensor = nn.CrossEntropyLoss()(model(features), self.dataset.targets[rows])
        return loss


def step_of(dataset: Dataset, epochs: int = 7, **settings: Any) -> Step:
    """The step after so many epochs."""
    run = TrainingRun(dataset, TrainingSettings(**settings))
    run.advance(epochs)
    return run.look_into(run.epoch, 0)


def case(part: str, seed: int = 0, n: int = 121, **settings: Any) -> Case:
    """Twelve samples of three classes with two features, drawn at random."""
    generator = torch.Generator().manual_seed(seed)
    features = 3 * torch.randn(12, 2, generator=generator)
    targets = torch.arange(12) % 3
    dataset = Dataset(features, targets, ("x1", "x2"), ("a", "b", "c"))
    step = step_of(dataset, seed=seed, **settings)
    row, column = 2, 1
    place = (row, column) if part == "weight" else (row,)
    return Case(dataset, step, part, place, loss_slice(step, part, row, column, n))


seeds = st.integers(0, 1000)
rates = st.floats(1e-3, 300)


@pytest.mark.parametrize("batch_size", [0, 5])
@pytest.mark.parametrize("part", PARTS)
def test_each_loss_is_that_of_the_model_with_that_value(part: str, batch_size: int) -> None:
    sliced = case(part, batch_size=batch_size)
    model = sliced.model()
    expected = []
    with torch.no_grad():
        for value in sliced.found.values:
            sliced.own(model)[sliced.place] = value
            expected.append(sliced.loss(model).item())
    assert sliced.found.losses.tolist() == pytest.approx(expected)


@pytest.mark.parametrize("part", PARTS)
@given(seed=seeds)
def test_a_slice_is_convex_as_the_loss_is(part: str, seed: int) -> None:
    losses = case(part, seed, learning_rate=0.1).found.losses.numpy().astype(float)
    assert np.diff(losses, 2).min() > -1e-5


@pytest.mark.parametrize("part", PARTS)
def test_the_slope_is_what_backward_leaves_in_grad(part: str) -> None:
    sliced = case(part)
    model = sliced.model()
    sliced.loss(model).backward()
    grad = sliced.own(model).grad
    assert grad is not None
    assert sliced.found.slope == grad[sliced.place].item()


@pytest.mark.parametrize("part", PARTS)
@given(seed=seeds)
def test_the_finite_difference_is_the_slope_in_float64(part: str, seed: int) -> None:
    sliced = case(part, seed)
    model = sliced.model().double()
    sliced.loss(model).backward()
    grad = sliced.own(model).grad
    assert grad is not None
    assert sliced.found.difference == pytest.approx(grad[sliced.place].item(), abs=1e-6)


@pytest.mark.parametrize("part", PARTS)
def test_the_step_goes_against_the_slope_by_the_learning_rate(part: str) -> None:
    found = case(part, learning_rate=0.25).found
    assert found.step_to == found.value - 0.25 * found.slope


@pytest.mark.parametrize("name", ["sgd", "adam"])
@pytest.mark.parametrize("part", PARTS)
def test_after_is_where_the_optimizer_comes_to(part: str, name: str) -> None:
    sliced = case(part)
    torch.manual_seed(0)
    model = SimpleModel(2, 3)
    optimizer = {"sgd": optim.SGD, "adam": optim.Adam}[name](model.parameters(), lr=0.25)
    optimizer.zero_grad()
    nn.CrossEntropyLoss()(model(sliced.dataset.features), sliced.dataset.targets).backward()
    optimizer.step()
    first = step_of(sliced.dataset, 0, optimizer=name, learning_rate=0.25)
    assert loss_slice(first, part, *sliced.place).after == sliced.own(model)[sliced.place].item()


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
@settings(max_examples=30)
@given(seed=seeds, rate=rates, n=st.integers(1, 100).map(lambda half: 2 * half + 1))
def test_a_slice_lies_around_the_present_place_and_goes_half_as_far_again_as_each_step(
    part: str, optimizer: str, seed: int, rate: float, n: int
) -> None:
    sliced = case(part, seed, n, learning_rate=rate, optimizer=optimizer)
    found, values = sliced.found, sliced.found.values.tolist()
    assert values == sorted(set(values))
    assert len(values) == n
    present = getattr(sliced.step.before, part)[sliced.place].item()
    assert values[n // 2] == found.value == present
    assert found.loss == sliced.step.loss
    assert found.losses[n // 2].item() == pytest.approx(sliced.step.loss)
    farthest = max(abs(end - found.value) for end in (found.step_to, found.after))
    expected = max(1.5 * farthest, 0.5, abs(found.value) / 1000)
    assert (values[-1] - values[0]) / 2 == pytest.approx(expected, rel=1e-4)


@pytest.mark.parametrize("part", PARTS)
def test_the_step_is_left_as_it_was(part: str) -> None:
    sliced = case(part)
    before = sliced.step.before.copy()
    loss_slice(sliced.step, part, *sliced.place)
    assert torch.equal(sliced.step.before.weight, before.weight)
    assert torch.equal(sliced.step.before.bias, before.bias)


def large(scale: float) -> Dataset:
    """Samples whose first step leads far away."""
    features = scale * torch.tensor([[3.0, 3.0], [-3.0, 1.0], [2.0, -3.0]])
    return Dataset(features, torch.tensor([0, 1, 0]), ("x1", "x2"), ("a", "b"))


def test_values_around_a_very_large_parameter_can_be_told_apart() -> None:
    found = loss_slice(step_of(large(1e30), 1), "weight", 0, 1)
    assert abs(found.value) > 1e27
    assert found.values.diff().min() > 0


def test_the_present_value_is_in_the_middle_of_a_very_long_slice() -> None:
    found = loss_slice(step_of(large(1e30), 0), "weight", 0, 1)
    assert found.values[-1] > 1e27
    assert found.values[60].item() == found.value


def test_where_a_step_would_leave_float32_the_values_end_at_its_largest_number() -> None:
    found = loss_slice(step_of(large(1e38), 0, learning_rate=1000), "weight", 0, 1)
    assert math.isinf(found.after)
    assert found.values[-1].item() == pytest.approx(FLOAT32_MAX)
    assert found.values.isfinite().all()


def test_a_slice_of_a_loss_that_is_no_number_has_no_slope() -> None:
    found = loss_slice(step_of(large(1e38), 1), "weight", 0, 1)
    assert math.isnan(found.loss)
    assert math.isnan(found.slope)
    assert found.values.isfinite().all()


def test_there_is_no_slice_along_another_part() -> None:
    step = case("bias").step
    with pytest.raises(KeyError):
        loss_slice(step, "momentum", 0)


@pytest.mark.parametrize(
    ("part", "place"), [("weight", (3, 0)), ("weight", (0, 2)), ("bias", (3,))]
)
def test_there_is_no_slice_along_an_entry_that_is_not_there(
    part: str, place: tuple[int, ...]
) -> None:
    step = case("bias").step
    with pytest.raises(IndexError):
        loss_slice(step, part, *place)
