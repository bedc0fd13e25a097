"""Labelled samples as the tensors a classifier is trained on."""

from dataclasses import dataclass

import torch

MIN_CLASSES = 2  # with fewer there is nothing to tell apart
MAX_CLASSES = 20
MAX_FEATURES = 64
MAX_SAMPLES = 10_000


@dataclass(frozen=True, eq=False)
class Dataset:
    """Samples with their labels.

    Raises ValueError when shapes, dtypes or values do not fit together.
    """

    features: torch.Tensor  # [n_samples, n_features] float32, finite
    targets: torch.Tensor  # [n_samples] int64 class indices, 0 to n_classes - 1
    feature_names: tuple[str, ...]  # one for each column of ``features``
    class_names: tuple[str, ...]  # one for each class index

    def __post_init__(self) -> None:
        if self.features.dtype != torch.float32 or self.features.dim() != 2:
            raise ValueError("features must be float32 of shape [n_samples, n_features]")
        if self.targets.dtype != torch.int64 or self.targets.shape != self.features.shape[:1]:
            raise ValueError("targets must be int64 of shape [n_samples]")
        if self.n_samples == 0 or self.n_features == 0:
            raise ValueError("a dataset needs at least one sample and one feature")
        if len(self.feature_names) != self.n_features:
            raise ValueError("feature_names must name each feature")
        if not bool(torch.isfinite(self.features).all()):
            raise ValueError("features must be finite")
        if int(self.targets.min()) < 0 or int(self.targets.max()) >= self.n_classes:
            raise ValueError("targets must be indices into class_names")

    @property
    def n_samples(self) -> int:
        return self.features.shape[0]

    @property
    def n_features(self) -> int:
        return self.features.shape[1]

    @property
    def n_classes(self) -> int:
        return len(self.class_names)

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        return (
            isinstance(other, Dataset)
            and self.feature_names == other.feature_names
            and self.class_names == other.class_names
            and torch.equal(self.features, other.features)
            and torch.equal(self.targets, other.targets)
        )

    def __hash__(self) -> int:
        """Of what is quick to look at; datasets that differ in a value alone have the same."""
        return hash((self.feature_names, self.class_names, self.features.shape))
