"""Several classifiers trained side by side: their parameters are stacked, each kernel moves all.

An epoch of a small model is nearly all overhead: thirty of them in one batch take about as long as
two alone. The sums are added up in another order than in `playground.core.learner`, so that results
are equal to about seven digits, not to the bit.
"""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import torch
from torch import Tensor

from playground.core.dataset import Dataset
from playground.core.preparation import prepare
from playground.core.settings import TrainingSettings
from playground.core.start import start_parameters

BETAS, EPSILON = (0.9, 0.999), 1e-8  # torch.optim.Adam's defaults


class Batch(NamedTuple):
    """What one step is taken on; a column of ones stands for the bias."""

    features: Tensor  # [n, n_features + 1], or [n_runs, n, …] where each run has its own
    targets: Tensor  # [n] int64, or [n_runs, n]


class BatchedLearner:
    """A stack of classifiers and their optimizers, which differ in learning rate or seed alone."""

    def __init__(self, dataset: Dataset, settings: Sequence[TrainingSettings]) -> None:
        first, seeds = settings[0], {each.seed for each in settings}
        self.n_runs = len(settings)
        self._settings = first
        # whether all take their steps on the same samples
        self._is_shared = len(seeds) == 1 or not (first.test_share or first.batch_size)
        self._runs_at = 1 if self._is_shared else 0  # which dimension of the parameters
        self._data = self._prepared(dataset, settings)
        self.n_samples = self._data.targets.shape[-1]
        self._batch_size = min(first.batch_size, self.n_samples) or self.n_samples
        self._shuffles = [torch.Generator().manual_seed(each.seed) for each in settings]
        # [n_classes, n_runs, n_features + 1] where all have the same samples, so that one product
        # of matrices serves them all and the softmax goes over rows as long as can be; else
        # [n_runs, n_classes, n_features + 1]
        initial = [_initial(dataset, each) for each in settings]
        self._parameters = torch.stack(initial, dim=self._runs_at)
        rates = torch.tensor([each.learning_rate for each in settings])
        self._rates = rates[:, None] if self._is_shared else rates[:, None, None]
        self._first = torch.zeros_like(self._parameters)  # momentum, or Adam's mean of gradients
        self._second = torch.zeros_like(self._parameters)  # Adam's mean of their squares
        self._n_steps = 0
        self._prepare_step(self._data)

    @property
    def parameters(self) -> Tensor:
        """W and, as the last column, b of each run: [n_runs, n_classes, n_features + 1] float32."""
        return self._parameters.transpose(0, 1) if self._is_shared else self._parameters

    def epoch(self) -> Iterator[Tensor | None]:
        """Pass over all samples; it can be left after each yield, the last of which is not None.

        That is the mean cross-entropy of each run before its step, [n_runs] float32.
        """
        if self._batch_size == self.n_samples:
            yield self._step(self._data)
            return
        total = torch.zeros(self.n_runs)
        shuffles = self._shuffles[:1] if self._is_shared else self._shuffles
        orders = [torch.randperm(self.n_samples, generator=each) for each in shuffles]
        order = orders[0] if self._is_shared else torch.stack(orders)
        for rows in order.split(self._batch_size, dim=-1):
            batch = self._taken(rows)
            self._prepare_step(batch)
            total += self._step(batch) * rows.shape[-1]
            yield None
        yield total / self.n_samples

    def _prepared(self, dataset: Dataset, settings: Sequence[TrainingSettings]) -> Batch:
        if self._is_shared:
            training = prepare(dataset, settings[0]).training
            return Batch(_with_ones(training.features), training.targets)
        parts = [prepare(dataset, each).training for each in settings]
        features = torch.stack([_with_ones(part.features) for part in parts])
        return Batch(features, torch.stack([part.targets for part in parts]))

    def _taken(self, rows: Tensor) -> Batch:
        """A mini-batch: ``rows`` [n], or [n_runs, n] where each run has its own."""
        features, targets = self._data
        if self._is_shared:
            return Batch(features[rows], targets[rows])
        runs = torch.arange(self.n_runs)[:, None]
        return Batch(features[runs, rows], targets[runs, rows])

    def _prepare_step(self, batch: Batch) -> None:
        """What a step needs of the labels: -onehot/n, and where each stands among the logits."""
        n_classes, n = self._parameters.shape[1 - self._runs_at], batch.targets.shape[-1]
        targets = batch.targets.expand(self.n_runs, n)
        places = torch.arange(self.n_runs * n).view(self.n_runs, n)  # of a run's samples
        if self._is_shared:  # logits are [n_classes, n_runs * n]
            self._shape: tuple[int, ...] = n_classes, self.n_runs * n
            self._labels = (targets * (self.n_runs * n) + places).flatten()
        else:  # [n_runs, n_classes, n]
            self._shape = self.n_runs, n_classes, n
            runs = torch.arange(self.n_runs)[:, None] * (n_classes - 1) * n
            self._labels = (targets * n + places + runs).flatten()
        self._slope = torch.zeros(math.prod(self._shape))
        self._slope = self._slope.index_fill_(0, self._labels, -1 / n).view(self._shape)

    def _step(self, batch: Batch) -> Tensor:
        """One step of each run; the losses before it."""
        parameters, classes_at = self._parameters, 1 - self._runs_at
        if self._is_shared:
            logits = torch.mm(parameters.flatten(0, 1), batch.features.t()).view(self._shape)
        else:
            logits = torch.bmm(parameters, batch.features.transpose(1, 2))
        log_p = torch.log_softmax(logits, classes_at)
        losses = log_p.view(-1).index_select(0, self._labels).view(self.n_runs, -1).mean(1).neg_()
        slopes = torch._log_softmax_backward_data(self._slope, log_p, classes_at, torch.float32)
        if self._is_shared:
            slopes = slopes.view(len(parameters) * self.n_runs, -1)
            self._update(torch.mm(slopes, batch.features).view_as(parameters))
        else:
            self._update(torch.bmm(slopes, batch.features))
        return losses

    def _update(self, gradient: Tensor) -> None:
        """What ``torch.optim.SGD`` and ``Adam`` do with it (see their documentation)."""
        settings, self._n_steps = self._settings, self._n_steps + 1
        if settings.weight_decay:
            gradient = gradient.add(self._parameters, alpha=settings.weight_decay)
        if settings.optimizer == "adam":
            step = self._adam(gradient)
        elif settings.momentum:
            self._first.mul_(settings.momentum).add_(gradient)
            looks_ahead = settings.nesterov
            step = (
                gradient.add(self._first, alpha=settings.momentum) if looks_ahead else self._first
            )
        else:
            step = gradient
        self._parameters.addcmul_(step, self._rates, value=-1)

    def _adam(self, gradient: Tensor) -> Tensor:
        mean, square = BETAS
        self._first.lerp_(gradient, 1 - mean)
        self._second.mul_(square).addcmul_(gradient, gradient, value=1 - square)
        root = math.sqrt(1 - square**self._n_steps)
        size = (self._second.sqrt() / root).add_(EPSILON)
        return (self._first / size).div_(1 - mean**self._n_steps)


def _initial(dataset: Dataset, settings: TrainingSettings) -> Tensor:
    """W and, as the last column, b: [n_classes, n_features + 1]."""
    weight, bias = start_parameters(dataset, settings)
    return torch.cat([weight, bias[:, None]], dim=1)


def _with_ones(features: Tensor) -> Tensor:
    return torch.cat([features, torch.ones(len(features), 1)], dim=1)
