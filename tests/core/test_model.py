import math

import torch
from hypothesis import example, given
from hypothesis import strategies as some
from torch import nn

from playground.core.dataset import Dataset
from playground.core.model import (
    Parameters,
    initial_parameters,
    largest_of,
    predict,
)
from tests.strategies import datasets

SEEDS = some.integers(0, 2**32 - 1)


@given(seed=SEEDS, n_features=some.integers(1, 64), n_classes=some.integers(2, 20))
def test_initial_parameters_are_those_of_a_seeded_linear_layer(
    seed: int, n_features: int, n_classes: int
) -> None:
    random_state = torch.get_rng_state()
    torch.manual_seed(seed)
    layer = nn.Linear(n_features, n_classes)
    torch.set_rng_state(random_state)
    own = initial_parameters(n_features, n_classes, seed)
    assert torch.equal(own.weight, layer.weight)
    assert torch.equal(own.bias, layer.bias)


def test_initial_parameters_leave_the_global_generator_alone() -> None:
    before = torch.get_rng_state()
    initial_parameters(3, 2, seed=7)
    assert torch.equal(torch.get_rng_state(), before)


@given(dataset=datasets(), seed=SEEDS)
def test_predictions_are_logits_softmax_argmax(dataset: Dataset, seed: int) -> None:
    parameters = initial_parameters(dataset.n_features, dataset.n_classes, seed)
    prediction = predict(parameters, dataset.features)
    logits = dataset.features @ parameters.weight.t() + parameters.bias
    torch.testing.assert_close(prediction.logits, logits)
    assert torch.equal(prediction.probabilities, prediction.logits.softmax(1))
    assert torch.equal(prediction.predicted_class, prediction.logits.argmax(1))


def test_nothing_to_predict_is_no_error() -> None:
    prediction = predict(initial_parameters(3, 2, 0), torch.empty(0, 3))
    assert prediction.logits.shape == (0, 2)


@given(some.lists(some.floats(width=32), min_size=2, max_size=6))
@example([math.nan, 0.25, math.inf])
@example([math.nan, math.nan])
def test_the_largest_parameter_is_the_largest_that_is_finite(values: list[float]) -> None:
    parameters = Parameters(torch.tensor([values[1:]]), torch.tensor(values[:1]))
    finite = [abs(value) for value in values if math.isfinite(value)]
    assert largest_of(parameters) == max(finite, default=0)
