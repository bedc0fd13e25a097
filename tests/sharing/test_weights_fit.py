"""Weights put to a table say of its samples what they said of their own."""

from dataclasses import replace

import torch

from playground.core.dataset import Dataset
from playground.core.model import Parameters, predict
from playground.core.preparation import Scaling, prepare
from playground.core.settings import TrainingSettings
from playground.sharing.weights import Weights, fitted, placeholder, weights_of
from playground.tables.reading import read_samples
from tests.sharing.script_cases import finished


def weights(standardised: bool = False) -> tuple[Weights, Dataset]:
    """Those of iris and its samples."""
    run = finished("iris, split and standardised" if standardised else "iris")
    return weights_of(run, run.epoch), run.dataset


def turned(dataset: Dataset) -> Dataset:
    """The same samples with features and classes in another order."""
    n = dataset.n_classes
    return Dataset(
        dataset.features.flip(1),
        n - 1 - dataset.targets,
        dataset.feature_names[::-1],
        dataset.class_names[::-1],
    )


def test_weights_for_the_same_names_stay_to_the_last_bit() -> None:
    own, dataset = weights()
    fit = fitted(own, dataset, None)
    assert fit is not None
    assert torch.equal(fit.parameters.weight, own.parameters.weight)
    assert torch.equal(fit.parameters.bias, own.parameters.bias)
    assert (fit.standardise, fit.is_converted) == (False, False)


def test_weights_follow_the_order_of_features_and_classes() -> None:
    own, dataset = weights()
    other = turned(dataset)
    fit = fitted(own, other, None)
    assert fit is not None
    before = predict(own.parameters, dataset.features).logits
    after = predict(fit.parameters, other.features).logits.flip(1)
    torch.testing.assert_close(after, before)


def test_weights_for_the_same_scaling_stay_and_ask_for_it() -> None:
    run = finished("iris, split and standardised")
    own = weights_of(run, run.epoch)
    fit = fitted(own, run.dataset, prepare(run.dataset, run.settings).scaling)
    assert fit is not None
    assert torch.equal(fit.parameters.weight, own.parameters.weight)
    assert (fit.standardise, fit.is_converted) == (True, False)


def test_a_scaling_of_another_processor_is_the_same_scaling() -> None:
    run = finished("iris, split and standardised")
    own = weights_of(run, run.epoch)
    here = prepare(run.dataset, run.settings).scaling
    assert here is not None
    other = Scaling(here.mean * (1 + 1e-15), here.scale * (1 - 1e-15))
    fit = fitted(own, run.dataset, other)
    assert fit is not None
    assert torch.equal(fit.parameters.weight, own.parameters.weight)
    assert (fit.standardise, fit.is_converted) == (True, False)


def test_weights_for_another_scaling_are_converted_to_the_table_s_units() -> None:
    own, dataset = weights(standardised=True)
    assert own.scaling is not None
    others = [None, prepare(dataset, TrainingSettings(standardise=True)).scaling]
    for other in others:
        fit = fitted(own, dataset, other)
        assert fit is not None
        assert (fit.standardise, fit.is_converted) == (False, True)
        before = predict(own.parameters, own.scaling(dataset.features)).logits
        torch.testing.assert_close(
            predict(fit.parameters, dataset.features).logits, before, atol=1e-4, rtol=1e-4
        )


def test_weights_of_other_names_do_not_fit() -> None:
    own, dataset = weights()
    assert fitted(own, replace(dataset, feature_names=tuple("abcd")), None) is None
    assert fitted(own, replace(dataset, class_names=tuple("abc")), None) is None


def test_weights_without_names_fit_by_their_sizes() -> None:
    _, dataset = weights()
    parameters = Parameters(torch.rand(3, 4), torch.rand(3))
    own = Weights(parameters, tuple("abcd"), tuple("123"), None, {}, 0, has_names=False)
    fit = fitted(own, dataset, None)
    assert fit is not None
    assert torch.equal(fit.parameters.weight, parameters.weight)
    for shape in ((2, 4), (3, 5)):
        parameters = Parameters(torch.rand(shape), torch.rand(shape[0]))
        assert fitted(replace(own, parameters=parameters), dataset, None) is None


def test_a_placeholder_is_a_table_that_the_weights_fit() -> None:
    own, _ = weights(standardised=True)
    dataset = read_samples(placeholder(own)).dataset
    assert dataset is not None
    assert set(dataset.class_names) == set(own.class_names)
    assert bool((dataset.features == 0).all())
    assert fitted(own, dataset, None) is not None
