"""Small tables for tests of what can be learnt from them."""

import numpy as np
import torch
from torch import nn

from playground.core.dataset import Dataset
from playground.core.objective import Objective
from playground.sharing.examples import examples
from playground.tables.reading import read_samples


def dataset_of(features: object, targets: object, n_classes: int = 0) -> Dataset:
    """Features [n_samples, n_features] and class indices as a dataset."""
    x = torch.tensor(np.asarray(features), dtype=torch.float32)
    y = torch.tensor(np.asarray(targets), dtype=torch.int64)
    n_classes = n_classes or int(y.max()) + 1
    names = tuple(f"x{i}" for i in range(x.shape[1])), tuple(f"class {k}" for k in range(n_classes))
    return Dataset(x, y, *names)


def drawn(seed: int, n: int, n_features: int, n_classes: int, noise: float = 1.0) -> Dataset:
    """Samples that a linear classifier labelled, with so much noise on its scores."""
    random = np.random.default_rng(seed)
    x = random.normal(size=(n, n_features))
    scores = x @ random.normal(size=(n_features, n_classes))
    scores = scores + noise * random.normal(size=scores.shape)
    return dataset_of(x, scores.argmax(1), n_classes)


def example(name: str) -> Dataset:
    """The samples of an example of the gallery."""
    dataset = read_samples(examples()[name].samples()).dataset
    assert dataset is not None
    return dataset


def criterion(
    objective: Objective, dtype: torch.dtype = torch.float64, reduction: str = "mean"
) -> nn.Module:
    """Torch's own loss with the options of an objective."""
    weights = objective.class_weights
    return nn.CrossEntropyLoss(
        weight=None if weights is None else torch.tensor(weights, dtype=dtype),
        label_smoothing=objective.label_smoothing,
        reduction=reduction,
    )
