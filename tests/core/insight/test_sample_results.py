"""What is said of single samples, against torch's own autograd."""

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as some
from torch import Tensor, nn

from playground.core.dataset import Dataset
from playground.core.insight.sample_results import ORDERS, SampleResults, sample_results
from playground.core.model import Parameters, initial_parameters
from playground.core.objective import Objective, balanced
from tests.core.samples import criterion
from tests.strategies import datasets

PLAIN = Objective()
SMOOTHINGS = some.sampled_from([0.0, 0.2])


def results_of(
    data: Dataset, seed: int = 0, objective: Objective = PLAIN
) -> tuple[SampleResults, Parameters]:
    parameters = initial_parameters(data.n_features, data.n_classes, seed)
    return sample_results(parameters, data, torch.arange(data.n_samples), objective), parameters


def objective_for(data: Dataset, is_balanced: bool, smoothing: float) -> Objective:
    return Objective(0.0, smoothing, balanced(data) if is_balanced else None)


@given(datasets(), some.booleans(), SMOOTHINGS)
def test_loss_and_p_of_a_sample_are_those_of_torch(
    data: Dataset, is_balanced: bool, smoothing: float
) -> None:
    objective = objective_for(data, is_balanced, smoothing)
    results, parameters = results_of(data, objective=objective)
    logits = nn.functional.linear(data.features, *parameters)
    losses = criterion(objective, torch.float32, "none")(logits, data.targets)
    assert results.losses.tolist() == losses.tolist()
    shares = logits.softmax(1)[torch.arange(data.n_samples), data.targets]
    assert results.probabilities.tolist() == shares.tolist()
    assert results.is_wrong.tolist() == (logits.argmax(1) != data.targets).tolist()


def gradient_norm(
    parameters: Parameters, features: Tensor, target: Tensor, objective: Objective
) -> float:
    """By autograd, in float64."""
    weight = parameters.weight.double().requires_grad_()
    logits = nn.functional.linear(features.double(), weight, parameters.bias.double())
    criterion(objective, reduction="sum")(logits, target).backward()
    assert weight.grad is not None
    return weight.grad.norm().item()


@given(datasets(), some.booleans(), SMOOTHINGS)
def test_the_pull_is_the_norm_of_the_gradient_that_autograd_finds(
    data: Dataset, is_balanced: bool, smoothing: float
) -> None:
    objective = objective_for(data, is_balanced, smoothing)
    results, parameters = results_of(data, objective=objective)
    for row in range(min(data.n_samples, 10)):
        one = slice(row, row + 1)
        expected = gradient_norm(parameters, data.features[one], data.targets[one], objective)
        # by autograd, 1 - p has no more digits than float64 has beside 1
        rounding = 1e-12 * data.features[row].norm().item()
        assert math.isclose(results.pulls[row], expected, rel_tol=2e-2, abs_tol=rounding)


def test_a_sample_that_is_nearly_sure_still_pulls(note_dataset: Dataset) -> None:
    weight = torch.tensor([[20.0, 0, 0], [0, 0, 0]])
    data = Dataset(
        torch.tensor([[1.0, 0, 0]]), torch.tensor([0]), note_dataset.feature_names, ("a", "b")
    )
    results = sample_results(Parameters(weight, torch.zeros(2)), data, torch.arange(1), Objective())
    p = 1 / (1 + math.exp(20))
    assert results.probabilities.item() == 1
    assert math.isclose(results.pulls.item(), math.sqrt(2) * p, rel_tol=1e-5)


def test_samples_come_by_loss_or_pull_the_largest_first(note_dataset: Dataset) -> None:
    results, _ = results_of(note_dataset)
    for order, values in (("loss", results.losses), ("pull", results.pulls)):
        shown = results.chosen(order, only_wrong=False, cell=None)
        # alike samples keep their order, whatever the last bits of their losses
        expected = sorted(range(10), key=lambda row: -float(f"{values[row]:.5g}"))
        assert shown.tolist() == expected
    assert results.chosen("table", False, None).tolist() == list(range(10))


def test_what_is_no_number_comes_first() -> None:
    losses = torch.tensor([1.0, math.nan, math.inf, 2.0])
    zeros = torch.zeros(4, dtype=torch.int64)
    results = SampleResults(torch.arange(4), zeros, zeros, losses, losses, losses.double())
    for order in ("loss", "pull"):
        assert results.chosen(order, False, None).tolist() == [1, 2, 3, 0]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("only_wrong", [False, True])
@given(data=datasets())
def test_a_cell_of_the_confusion_matrix_has_its_samples_and_no_others(
    order: str, only_wrong: bool, data: Dataset
) -> None:
    results, _ = results_of(data, seed=1)
    found: list[int] = []
    for label in range(data.n_classes):
        for predicted in range(data.n_classes):
            shown = results.chosen(order, only_wrong, (label, predicted)).tolist()
            assert {int(data.targets[row]) for row in shown} <= {label}
            assert {int(results.predicted_class[row]) for row in shown} <= {predicted}
            found += shown
    expected = results.is_wrong.nonzero().flatten() if only_wrong else torch.arange(data.n_samples)
    assert sorted(found) == expected.tolist()
