"""Features on a common scale, against numpy's rank and its pseudo-inverse."""

import numpy as np
import pytest
import torch
from hypothesis import given

from playground.core.dataset import Dataset
from playground.core.insight.lowest_loss import whitened
from tests.core.samples import dataset_of, drawn
from tests.strategies import datasets

X = np.round(8 * drawn(0, 12, 3, 2).features.numpy()) / 8  # so that float32 has sums of it
TABLES = {
    "as drawn": X,
    "far from 0": X * [1.0, 30.0, 0.1] + [5.0, -40.0, 0.0],
    "one sample": X[:1],
    "fewer samples than features": X[:2],
    "a feature twice": X[:, [0, 1, 0]],
    "a sum of two others": np.column_stack([X[:, :2], X[:, 0] + X[:, 1]]),
    "a constant": np.column_stack([X[:, 0], np.full(12, 7.0)]),
    "constants alone": np.full((4, 2), 3.0),
}


def table(name: str) -> tuple[Dataset, np.ndarray]:
    """A dataset, and its features beside a column of 1."""
    rows = TABLES[name]
    dataset = dataset_of(rows, np.arange(len(rows)) % 2, 2)
    return dataset, np.column_stack([dataset.features.double().numpy(), np.ones(len(rows))])


@given(datasets())
def test_columns_are_uncorrelated_and_of_size_1(data: Dataset) -> None:
    z = whitened(data).features
    assert torch.allclose(z.T @ z / data.n_samples, torch.eye(z.shape[1]).double(), atol=1e-9)


@given(datasets())
def test_w_and_b_give_the_scores_that_v_gives(data: Dataset) -> None:
    found = whitened(data)
    draws = torch.Generator().manual_seed(0)
    v = torch.randn(4, found.features.shape[1], dtype=torch.float64, generator=draws)
    features = data.features.double()
    parameters = found.parameters(v)
    scores = torch.nn.functional.linear(features, *parameters)
    # what cancels out leaves its rounding
    size = (features.abs() @ parameters.weight.abs().T + parameters.bias.abs()).max().item()
    assert torch.allclose(scores, found.features @ v.T, rtol=0, atol=1e-9 * max(1.0, size))


@pytest.mark.parametrize("name", TABLES)
def test_what_follows_from_others_is_left_out(name: str) -> None:
    dataset, typed = table(name)
    assert whitened(dataset).features.shape == (len(typed), np.linalg.matrix_rank(typed, tol=1e-5))


@pytest.mark.parametrize("name", TABLES)
def test_of_all_w_and_b_with_the_same_scores_it_is_the_shortest(name: str) -> None:
    dataset, typed = table(name)
    found = whitened(dataset)
    shortest = np.linalg.pinv(typed, rcond=1e-9) @ found.features.numpy()
    assert found.to_typed.numpy() == pytest.approx(shortest, abs=1e-6)


def test_it_is_as_exact_far_from_0_as_near_it() -> None:
    near = dataset_of(X, np.arange(len(X)) % 2, 2)
    far = dataset_of(X + 2.0**20, np.arange(len(X)) % 2, 2)  # without rounding
    z, moved = whitened(near).features, whitened(far).features
    assert torch.allclose(z @ z.T, moved @ moved.T, rtol=0, atol=1e-12)
