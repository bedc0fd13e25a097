import copy
from dataclasses import replace

import pytest
import torch
from hypothesis import given

from playground.core.dataset import Dataset
from tests.strategies import datasets


def dataset(**changes: object) -> Dataset:
    fields = {
        "features": torch.tensor([[1.0, 2.0], [3.0, 4.0]]),
        "targets": torch.tensor([0, 1]),
        "feature_names": ("x1", "x2"),
        "class_names": ("0", "1"),
    }
    return Dataset(**{**fields, **changes})  # type: ignore[arg-type]


def test_sizes_are_those_of_the_tensors() -> None:
    value = dataset(class_names=("0", "1", "2"))
    assert (value.n_samples, value.n_features, value.n_classes) == (2, 2, 3)


@pytest.mark.parametrize(
    "changes",
    [
        {"features": torch.ones(2, 2, dtype=torch.float64)},
        {"features": torch.ones(2)},
        {"features": torch.tensor([[1.0, float("nan")], [3.0, 4.0]])},
        {"features": torch.empty(0, 2), "targets": torch.empty(0, dtype=torch.int64)},
        {"features": torch.empty(2, 0), "feature_names": ()},
        {"targets": torch.tensor([0, 1, 1])},
        {"targets": torch.tensor([0.0, 1.0])},
        {"targets": torch.tensor([0, 2])},
        {"targets": torch.tensor([-1, 1])},
        {"feature_names": ("x1",)},
    ],
)
def test_what_does_not_fit_together_is_refused(changes: dict) -> None:
    with pytest.raises(ValueError, match=r"features|targets|dataset|feature_names"):
        dataset(**changes)


@given(datasets())
def test_a_copy_is_equal_and_another_number_is_not(value: Dataset) -> None:
    assert copy.deepcopy(value) == value
    features = value.features.clone()
    features[-1, -1] += 1
    assert replace(value, features=features) != value


def test_datasets_are_equal_by_value() -> None:
    assert dataset() != dataset(targets=torch.tensor([1, 1]))
    assert dataset() != dataset(feature_names=("x1", "y"))
    assert dataset() != "a dataset"
