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
from playground.core.matrix_product import product
from playground.core.preparation import prepare
from playground.core.settings import TrainingSettings
from playground.core.start import start_parameters

BETAS, EPSILON = (0.9, 0.999), 1e-8  # torch.optim.Adam's defaults
PART_NUMBERS = 160_000  # of logits computed at once, so that they stay in the processor's cache
LANES = 64  # samples come in multiples of, as kernels take them


class Batch(NamedTuple):
    """What one step is taken on; a column of ones stands for the bias."""

    features: Tensor  # [n, n_features + 1], or [n_runs, n, …] where each run has its own
    targets: Tensor  # [n] int64, or [n_runs, n]


class Part(NamedTuple):
    """Some of its samples, and what a step needs of them."""

    features: Tensor  # [n, n_features + 1], or [n_runs, n, …]
    transposed: Tensor  # [n_features + 1, n], or [n_runs, …]
    labels: Tensor  # [n_runs * n] int64, where those of each run's samples stand among the logits
    # -onehot/n of the whole batch, in the shape of the logits: [n_classes, n_runs * n], or
    # [n_runs, n_classes, n] where each run has its own samples
    slope: Tensor


class BatchedLearner:
    """A stack of classifiers and their optimizers, which differ in learning rate or seed alone."""

    def __init__(self, dataset: Dataset, settings: Sequence[TrainingSettings]) -> None:
        first, seeds = settings[0], {each.seed for each in settings}
        self.n_runs = len(settings)
        self._settings = first
        # whether all take their steps on the same samples
        self._is_shared = len(seeds) == 1 or not (first.test_share or first.batch_size)
        self._n_classes = dataset.n_classes
        self._data = self._prepared(dataset, settings)
        self.n_samples = self._data.targets.shape[-1]
        self._batch_size = min(first.batch_size, self.n_samples) or self.n_samples
        self._shuffles = [torch.Generator().manual_seed(each.seed) for each in settings]
        # [n_classes, n_runs, n_features + 1] where all have the same samples, so that one product
        # of matrices serves them all and the softmax goes over rows as long as can be; else
        # [n_runs, n_classes, n_features + 1]
        initial = [_initial(dataset, each) for each in settings]
        self._parameters = torch.stack(initial, dim=1 if self._is_shared else 0)
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
            yield self._step()
            return
        total = torch.zeros(self.n_runs)
        shuffles = self._shuffles[:1] if self._is_shared else self._shuffles
        orders = [torch.randperm(self.n_samples, generator=each) for each in shuffles]
        order = orders[0] if self._is_shared else torch.stack(orders)
        for rows in order.split(self._batch_size, dim=-1):
            batch = self._taken(rows)
            self._prepare_step(batch)
            total += self._step() * rows.shape[-1]
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
        """Cut it into parts whose logits fit the processor's cache."""
        n, n_logits = batch.targets.shape[-1], self._n_classes * self.n_runs  # of a sample
        size = n
        if self._is_shared and n * n_logits > PART_NUMBERS:
            size = max(1, PART_NUMBERS // n_logits // LANES) * LANES
        self._n_in_batch, self._parts = n, []
        for start in range(0, n, size):
            rows = slice(start, start + size)
            self._parts.append(self._part(batch.features[..., rows, :], batch.targets[..., rows]))

    def _part(self, features: Tensor, targets: Tensor) -> Part:
        n_classes, n = self._n_classes, targets.shape[-1]
        targets = targets.expand(self.n_runs, n)
        places = torch.arange(self.n_runs * n).view(self.n_runs, n)  # of a run's samples
        if self._is_shared:
            shape: tuple[int, ...] = n_classes, self.n_runs * n
            labels = (targets * (self.n_runs * n) + places).flatten()
        else:
            shape = self.n_runs, n_classes, n
            runs = torch.arange(self.n_runs)[:, None] * (n_classes - 1) * n
            labels = (targets * n + places + runs).flatten()
        slope = torch.zeros(math.prod(shape)).index_fill_(0, labels, -1 / self._n_in_batch)
        transposed = features.mT.contiguous() if self._is_shared else features.mT
        return Part(features, transposed, labels, slope.view(shape))

    def _step(self) -> Tensor:
        """One step of each run on the samples prepared; the losses before it."""
        losses, gradient = self._losses_and_gradient(self._parts[0])
        for part in self._parts[1:]:
            more_losses, more_gradient = self._losses_and_gradient(part)
            losses, gradient = losses + more_losses, gradient.add_(more_gradient)
        self._update(gradient)
        return losses / -self._n_in_batch

    def _losses_and_gradient(self, part: Part) -> tuple[Tensor, Tensor]:
        """Of each run the sum of log p[target], and what these samples add to the gradient."""
        parameters, classes_at = self._parameters, 0 if self._is_shared else 1
        if self._is_shared:
            logits = product(parameters.flatten(0, 1), part.features).view(part.slope.shape)
        else:
            logits = torch.bmm(parameters, part.transposed)
        log_p = torch.log_softmax(logits, classes_at)
        del logits  # what comes next takes its place in memory
        losses = log_p.view(-1).index_select(0, part.labels).view(self.n_runs, -1).sum(1)
        slopes = torch._log_softmax_backward_data(part.slope, log_p, classes_at, torch.float32)
        if not self._is_shared:
            return losses, torch.bmm(slopes, part.features)
        slopes = slopes.view(len(parameters) * self.n_runs, -1)
        return losses, product(slopes, part.transposed).view_as(parameters)

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
