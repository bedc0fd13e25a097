from dataclasses import replace

import pandas as pd
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as some

from playground.core.dataset import Dataset
from playground.core.model import Parameters, confusion_matrix, predict
from playground.core.preparation import prepare
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from tests.core.samples import example


@pytest.fixture(scope="module")
def iris() -> Dataset:
    return example("iris")


def rows(dataset: Dataset) -> set[tuple[float, ...]]:
    return set(map(tuple, dataset.features.tolist()))


def test_without_either_the_dataset_stays_what_it_is(iris: Dataset) -> None:
    prepared = prepare(iris, TrainingSettings())
    assert (prepared.training, prepared.held_out, prepared.scaling) == (iris, None, None)
    assert prepared.features(iris.features) is iris.features


def test_scaling_is_what_pandas_computes(iris: Dataset) -> None:
    prepared = prepare(iris, TrainingSettings(standardise=True))
    frame = pd.DataFrame(iris.features.double().numpy())
    expected = torch.tensor(((frame - frame.mean()) / frame.std(ddof=0)).to_numpy())
    torch.testing.assert_close(prepared.training.features.double(), expected, atol=1e-5, rtol=1e-5)


def test_a_constant_feature_is_only_centred() -> None:
    features = torch.tensor([[0.1, 1.0], [0.1, 2.0], [0.1, 4.0]])
    dataset = Dataset(features, torch.tensor([0, 1, 1]), ("a", "b"), ("0", "1"))
    prepared = prepare(dataset, TrainingSettings(standardise=True))
    assert prepared.scaling is not None
    assert prepared.scaling.scale[0] == 1
    assert prepared.training.features[:, 0].abs().max() < 1e-6


@pytest.mark.parametrize("largest", [1e-30, 1e-10, 1.0, 1e10, 3e38])
def test_scaling_stays_finite_on_any_scale(largest: float) -> None:
    features = largest * torch.tensor([[0.1], [0.5], [-1.0], [1.0]])
    dataset = Dataset(features, torch.tensor([0, 1, 1, 0]), ("a",), ("0", "1"))
    assert torch.isfinite(
        prepare(dataset, TrainingSettings(standardise=True)).training.features
    ).all()


@given(seed=some.integers(0, 2**31))
def test_original_units_give_the_same_logits(iris: Dataset, seed: int) -> None:
    scaling = prepare(iris, TrainingSettings(standardise=True)).scaling
    assert scaling is not None
    generator = torch.Generator().manual_seed(seed)
    weight = torch.randn(3, 4, generator=generator)
    parameters = Parameters(weight, torch.randn(3, generator=generator))
    scaled = predict(parameters, scaling(iris.features)).logits
    typed = predict(scaling.in_original_units(parameters), iris.features.double()).logits
    torch.testing.assert_close(typed.float(), scaled, atol=1e-4, rtol=1e-4)


@given(share=some.floats(0, 0.9, exclude_min=True))
def test_every_sample_is_either_trained_on_or_held_out(iris: Dataset, share: float) -> None:
    numbered = replace(iris, features=torch.arange(600.0).reshape(150, 4))
    prepared = prepare(numbered, TrainingSettings(test_share=share))
    assert prepared.held_out is not None
    assert prepared.held_out.n_samples == max(1, round(share * 150))
    assert not rows(prepared.training) & rows(prepared.held_out)
    assert rows(prepared.training) | rows(prepared.held_out) == rows(numbered)


def test_another_seed_holds_out_other_samples(iris: Dataset) -> None:
    first, again, other = (
        prepare(iris, TrainingSettings(test_share=0.2, seed=seed)).held_out for seed in (0, 0, 1)
    )
    assert first == again
    assert first != other


@pytest.mark.parametrize("n_samples", [1, 2, 3])
def test_few_samples_leave_one_to_train_on(n_samples: int) -> None:
    dataset = Dataset(
        torch.ones(n_samples, 1), torch.zeros(n_samples, dtype=torch.int64), ("a",), ("0", "1")
    )
    for share in (0.01, 0.9):
        prepared = prepare(dataset, TrainingSettings(test_share=share))
        assert prepared.training.n_samples >= 1
        assert (prepared.held_out is None) == (n_samples == 1)


def test_held_out_samples_do_not_count_in_the_scaling(iris: Dataset) -> None:
    settings = TrainingSettings(standardise=True, test_share=0.3)
    prepared = prepare(iris, settings)
    only_scaled = prepare(
        prepare(iris, replace(settings, standardise=False)).training,
        TrainingSettings(standardise=True),
    )
    assert torch.equal(prepared.training.features, only_scaled.training.features)


def test_the_test_curves_are_those_of_the_held_out_samples(iris: Dataset) -> None:
    run = TrainingRun(iris, TrainingSettings(epochs=60, standardise=True, test_share=0.2))
    run.advance(60)
    test = run.prepared.held_out
    assert test is not None
    for epoch in (1, 30, 60):  # each is measured before the epoch's step
        logits = torch.nn.functional.linear(test.features, *run.parameters_at(epoch - 1))
        loss = torch.nn.CrossEntropyLoss()(logits, test.targets).item()
        accuracy = (logits.argmax(1) == test.targets).float().mean().item()
        assert run.held_out_loss_history[epoch - 1] == pytest.approx(loss, rel=1e-6)
        assert run.held_out_accuracy_history[epoch - 1] == pytest.approx(accuracy)


def test_the_confusion_matrix_is_what_pandas_counts(iris: Dataset) -> None:
    run = TrainingRun(iris, TrainingSettings(epochs=40, test_share=0.5))
    run.advance(40)
    test = run.prepared.held_out
    assert test is not None
    answers = predict(run.parameters_at(25), test.features).predicted_class
    counted = pd.crosstab(pd.Series(test.targets), pd.Series(answers))
    expected = counted.reindex(index=range(3), columns=range(3), fill_value=0)
    assert confusion_matrix(answers, test.targets, 3).tolist() == expected.to_numpy().tolist()


def test_test_vectors_are_scaled_like_the_samples(iris: Dataset) -> None:
    run = TrainingRun(iris, TrainingSettings(epochs=30, standardise=True))
    run.advance(30)
    said = run.predict(iris.features, 30).probabilities
    assert torch.equal(said, predict(run.parameters, run.prepared.training.features).probabilities)
