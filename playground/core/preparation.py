"""What is done to a dataset before training, if asked for: held-out samples and scaling."""

from dataclasses import dataclass, replace

import torch
from torch import Tensor

from playground.core.dataset import Dataset
from playground.core.model import Parameters
from playground.core.settings import TrainingSettings


@dataclass(frozen=True, eq=False)
class Scaling:
    """Standardised features, x' = (x - mean) / scale, as scikit-learn's StandardScaler has them."""

    mean: Tensor  # [n_features] float64
    scale: Tensor  # [n_features] float64: the standard deviation, or 1 where all values are equal

    def __call__(self, features: Tensor) -> Tensor:
        """``features`` [n_samples, n_features] float32, standardised; computed in float64."""
        return ((features.double() - self.mean) / self.scale).float()

    def in_original_units(self, parameters: Parameters) -> Parameters:
        """The parameters, in float64, that give the same logits for features as they were typed.

        W (x - mean)/scale + b is (W/scale) x + (b - (W/scale) mean).
        """
        weight = parameters.weight.double() / self.scale
        return Parameters(weight, parameters.bias.double() - weight @ self.mean)


def in_typed_units(parameters: Parameters, scaling: Scaling | None) -> Parameters:
    """The parameters in float64 that take features as they were typed, standardised or not."""
    if scaling:
        return scaling.in_original_units(parameters)
    return Parameters(parameters.weight.double(), parameters.bias.double())


@dataclass(frozen=True, eq=False)
class Prepared:
    """What a run is trained on, and what is held out of it; both scaled when scaling is on."""

    training: Dataset
    held_out: Dataset | None  # no step ever sees it
    scaling: Scaling | None  # by the training samples alone
    training_rows: Tensor  # [n_training] int64: where each stands in the dataset, ascending
    held_out_rows: Tensor  # [n_held_out] int64, the same; empty when none is held out

    def features(self, features: Tensor) -> Tensor:
        """Features as typed, [n_samples, n_features], as the classifier takes them."""
        return self.scaling(features) if self.scaling else features

    def training_row_of(self, sample: int) -> int | None:
        """Which row of ``training`` a sample of the dataset is; None for one that is held out.

        Raises IndexError when the dataset has no such sample.
        """
        if not 0 <= sample < len(self.training_rows) + len(self.held_out_rows):
            raise IndexError(f"no sample {sample}")
        row = int(torch.searchsorted(self.training_rows, sample))
        return None if (self.held_out_rows == sample).any() else row


def prepare(dataset: Dataset, settings: TrainingSettings) -> Prepared:
    """Split and scale ``dataset`` as the settings say; without either it stays as it is."""
    training_rows, held_out_rows = _split(dataset.n_samples, settings)
    training = _part(dataset, training_rows) if len(held_out_rows) else dataset
    held_out = _part(dataset, held_out_rows) if len(held_out_rows) else None
    if not settings.standardise:
        return Prepared(training, held_out, None, training_rows, held_out_rows)
    scaling = _scaling_of(training.features)
    training = replace(training, features=scaling(training.features))
    held_out = held_out and replace(held_out, features=scaling(held_out.features))
    return Prepared(training, held_out, scaling, training_rows, held_out_rows)


def _split(n_samples: int, settings: TrainingSettings) -> tuple[Tensor, Tensor]:
    """Rows of training and held-out samples, ascending; which is which, the seed decides."""
    if not settings.test_share or n_samples < 2:
        return torch.arange(n_samples), torch.arange(0)
    n_held_out = min(max(round(settings.test_share * n_samples), 1), n_samples - 1)
    generator = torch.Generator().manual_seed(settings.seed)
    order = torch.randperm(n_samples, generator=generator)
    return order[n_held_out:].sort().values, order[:n_held_out].sort().values


def _part(dataset: Dataset, rows: Tensor) -> Dataset:
    return replace(dataset, features=dataset.features[rows], targets=dataset.targets[rows])


def _scaling_of(features: Tensor) -> Scaling:
    exact = features.double()
    constant = features.amax(0) == features.amin(0)
    return Scaling(exact.mean(0), torch.where(constant, 1.0, exact.std(0, correction=0)))
