"""What pictures of a run have in common at all its epochs."""

import numpy as np
import torch
from torch import Tensor

from playground.charts.scales import limit_for
from playground.core.dataset import Dataset
from playground.core.preparation import prepare
from playground.core.rounding import largest_first
from playground.core.run import TrainingRun


class RunGeometry:
    """Of one run: what does not change with the epoch, and how far its axes have come to reach.

    ``dataset``: the samples to show, with the features and classes of the run's own.
    """

    def __init__(self, run: TrainingRun, dataset: Dataset) -> None:
        self.run, self.dataset = run, dataset
        own = run.prepared if dataset is run.dataset else prepare(dataset, run.settings)
        self.typed = dataset.features.double()  # [n_samples, n_features]
        self.features = run.prepared.features(dataset.features)  # as the classifier takes them
        self.targets = dataset.targets.numpy()
        self.is_held_out = np.zeros(dataset.n_samples, dtype=bool)
        self.is_held_out[own.held_out_rows.numpy()] = True
        self.means: Tensor = self.typed[own.training_rows].mean(0)
        self._training_rows = own.training_rows
        self._limits: dict[object, float] = {}

    def limit(self, picture: object, largest: float) -> float:
        """Where the axis of a picture ends that shows up to ``largest`` now.

        It only grows, so that a run that leaps does not make the picture leap, too.
        """
        self._limits[picture] = max(self._limits.get(picture, 0.0), limit_for(largest))
        return self._limits[picture]

    def telling_features(self) -> tuple[int, int]:
        """The two features by which the classes are told apart best, in their order.

        By the share of their variance that lies between the classes, of training samples.
        """
        rows = self._training_rows
        values, targets = self.typed[rows], self.dataset.targets[rows]
        labels = range(self.dataset.n_classes)
        means = torch.stack([values[targets == label].mean(0) for label in labels])
        within = (values - means[targets]).square().sum(0)
        total = (values - values.mean(0)).square().sum(0)
        varies = values.amax(0) > values.amin(0)
        share = torch.where(varies, 1 - within / total, -1.0)
        first, second = sorted(largest_first(1 + share)[:2].tolist())
        return first, second


class DecisionCache:
    """What is kept of the run on screen."""

    def __init__(self) -> None:
        self._last: RunGeometry | None = None

    def of(self, run: TrainingRun, present: Dataset | None) -> RunGeometry:
        """With the samples of the ``present`` table where the run can take them, else its own."""
        dataset = run.dataset
        if present is not None and present != dataset:
            one, other = ((data.feature_names, data.class_names) for data in (present, dataset))
            dataset = present if one == other else dataset
        if self._last is None or self._last.run is not run or self._last.dataset is not dataset:
            self._last = RunGeometry(run, dataset)
        return self._last
