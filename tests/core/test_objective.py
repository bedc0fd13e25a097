"""The loss and its gradient are those of torch and autograd, to the last bit where that is said."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as some
from torch import Tensor, nn

from playground.core.dataset import Dataset
from playground.core.model import Parameters, initial_parameters
from playground.core.objective import Objective, balanced, objective_of
from playground.core.settings import TrainingSettings
from tests.core.samples import criterion
from tests.strategies import datasets, seeds


@some.composite
def objectives(draw: some.DrawFn, dataset: Dataset) -> Objective:
    """With every combination of the options."""
    smoothing = draw(some.sampled_from([0.0, 0.1, 0.95]))
    return Objective(0.0, smoothing, draw(some.sampled_from([None, balanced(dataset)])))


def by_autograd(
    dataset: Dataset, layer: nn.Linear, objective: Objective, reduction: str = "mean"
) -> tuple[Tensor, ...]:
    """Loss, logits, and how the loss changes with these, with W and with b."""
    logits = layer(dataset.features)
    loss = criterion(objective, torch.float32, reduction)(logits, dataset.targets)
    slopes = torch.autograd.grad(loss.sum(), [logits, layer.weight, layer.bias])
    return loss.detach(), logits.detach(), *slopes


def layer_of(parameters: Parameters) -> nn.Linear:
    layer = nn.Linear(parameters.weight.shape[1], len(parameters.bias))
    layer.load_state_dict(parameters._asdict())
    return layer


@given(dataset=datasets(), seed=seeds, is_slope_known=some.booleans(), data=some.data())
def test_loss_and_gradient_are_those_of_torch_to_the_bit(
    dataset: Dataset, seed: int, is_slope_known: bool, data: some.DataObject
) -> None:
    objective = data.draw(objectives(dataset))
    parameters = initial_parameters(dataset.n_features, dataset.n_classes, seed)
    slope = objective.label_slope(dataset.targets, dataset.n_classes) if is_slope_known else None
    with torch.inference_mode():  # in which a run is computed
        own = objective.gradient(parameters, dataset.features, dataset.targets, slope)
    loss, logits, _, *gradient = by_autograd(dataset, layer_of(parameters), objective)
    assert torch.equal(own.logits, logits)
    assert own.loss.item() == loss.item()
    assert torch.equal(own.weight, gradient[0])
    assert torch.equal(own.bias, gradient[1])


@given(dataset=datasets(), seed=seeds, data=some.data())
def test_losses_and_slopes_of_samples_are_those_of_torch_to_the_bit(
    dataset: Dataset, seed: int, data: some.DataObject
) -> None:
    objective = data.draw(objectives(dataset))
    parameters = initial_parameters(dataset.n_features, dataset.n_classes, seed)
    losses, logits, slopes, *_ = by_autograd(dataset, layer_of(parameters), objective, "none")
    with torch.inference_mode():
        assert torch.equal(objective.sample_losses(logits, dataset.targets), losses)
        assert torch.equal(objective.sample_slopes(logits, dataset.targets), slopes)


@given(dataset=datasets(), seed=seeds, data=some.data())
def test_in_float64_slope_and_shares_say_what_autograd_and_torch_say(
    dataset: Dataset, seed: int, data: some.DataObject
) -> None:
    objective, targets = data.draw(objectives(dataset)), dataset.targets
    parameters = initial_parameters(dataset.n_features, dataset.n_classes, seed)
    logits = nn.functional.linear(dataset.features, *parameters).double().requires_grad_()
    loss = criterion(objective, torch.float64)(logits, targets)
    (slope,) = torch.autograd.grad(loss, logits)
    shares = objective.shares(targets, dataset.n_classes)
    by_shares = -(shares * logits.log_softmax(1)).sum().item()
    assert objective.loss(logits, targets).item() == loss.item()
    assert by_shares == pytest.approx(loss.item(), rel=1e-12, abs=1e-300)
    assert torch.allclose(objective.slope(logits, targets), slope, rtol=1e-9, atol=1e-15)


@given(dataset=datasets(), seed=seeds)
def test_samples_are_evaluated_by_their_mean_loss_and_the_share_of_right_answers(
    dataset: Dataset, seed: int
) -> None:
    parameters = initial_parameters(dataset.n_features, dataset.n_classes, seed)
    loss, logits, *_ = by_autograd(dataset, layer_of(parameters), Objective())
    right = (logits.argmax(1) == dataset.targets).double().mean().item()
    found = Objective().evaluate(parameters, dataset.features, dataset.targets)
    assert found == (loss.item(), pytest.approx(right))


def test_the_penalty_is_half_of_weight_decay_times_the_squares() -> None:
    parameters = Parameters(torch.tensor([[1.0, 2.0], [3.0, 4.0]]), torch.tensor([5.0, 6.0]))
    assert Objective(weight_decay=0.5).penalty(parameters) == 0.25 * 91
    assert Objective().penalty(parameters) == 0


@given(dataset=datasets())
def test_balanced_classes_count_alike_and_one_without_samples_as_if_it_had_one(
    dataset: Dataset,
) -> None:
    counts = dataset.targets.bincount(minlength=dataset.n_classes).tolist()
    each = dataset.n_samples / dataset.n_classes
    for count, weight in zip(counts, balanced(dataset), strict=True):
        assert weight == pytest.approx(each / max(count, 1), rel=1e-6)


def test_an_objective_has_the_options_of_the_settings(note_dataset: Dataset) -> None:
    settings = TrainingSettings(weight_decay=0.5, label_smoothing=0.2, class_weights="balanced")
    assert objective_of(note_dataset, TrainingSettings()) == Objective()
    assert objective_of(note_dataset, settings) == Objective(0.5, 0.2, balanced(note_dataset))


@pytest.mark.parametrize(
    ("objective", "has_minimum"),
    [
        (Objective(), False),
        (Objective(class_weights=(2.0, 0.5)), False),
        (Objective(label_smoothing=0.1), True),
        (Objective(weight_decay=0.1), True),
    ],
)
def test_smoothing_or_a_penalty_gives_any_samples_a_minimum(
    objective: Objective, has_minimum: bool
) -> None:
    assert objective.has_minimum is has_minimum
