"""A classifier and its optimizer, advanced one pass over the samples at a time."""

import copy
import inspect
import math
from typing import Any, NamedTuple

import torch

from playground.core.dataset import Dataset
from playground.core.model import Parameters, initial_parameters, loss_and_gradient, loss_slope
from playground.core.optimizers import OPTIMIZERS
from playground.core.settings import ZERO_WEIGHTS, TrainingSettings


class Snapshot(NamedTuple):
    """All that the next epochs of a learner depend on."""

    parameters: Parameters
    optimizer: dict[str, Any]
    shuffle: torch.Tensor  # state of the generator that orders mini-batches


class Learner:
    """A classifier and its optimizer, at some epoch: what one pass over the samples changes."""

    def __init__(self, dataset: Dataset, settings: TrainingSettings) -> None:
        self._features = dataset.features
        self._targets = dataset.targets
        self._slope = loss_slope(dataset.targets, dataset.n_classes)
        self._batch_size = settings.batch_size
        self._shuffle = torch.Generator().manual_seed(settings.seed)
        self.parameters = initial_parameters(dataset.n_features, dataset.n_classes, settings.seed)
        if settings.initial_weights == ZERO_WEIGHTS:
            self.parameters = Parameters(*map(torch.zeros_like, self.parameters))
        self._optimizer = OPTIMIZERS[settings.optimizer].start(self.parameters, vars(settings))
        # one tensor after the other: what torch chooses on a CPU, but asks anew at each step
        self._optimizer.param_groups[0]["foreach"] = False
        # the step itself: torch's wrappers, for its profiler and for autograd, cost as much again
        self._optimizer_step = inspect.unwrap(type(self._optimizer).step)

    def set_learning_rate(self, learning_rate: float) -> None:
        self._optimizer.param_groups[0]["lr"] = learning_rate

    def epoch(self) -> tuple[float, torch.Tensor]:
        """Pass over all samples; the loss and, for each sample, whether the answer was right.

        Both are those found before each step; with mini-batches the loss is the mean over the
        samples. When a loss is not finite no step is taken and the pass ends: no gradient could
        point anywhere.
        """
        n_samples = len(self._targets)
        if not 0 < self._batch_size < n_samples:
            return self._step(self._features, self._targets, self._slope)
        total_loss = 0.0
        right = torch.zeros(n_samples, dtype=torch.bool)
        order = torch.randperm(n_samples, generator=self._shuffle)
        for batch in order.split(self._batch_size):
            targets = self._targets[batch]
            slope = loss_slope(targets, self._slope.shape[1])
            loss, right[batch] = self._step(self._features[batch], targets, slope)
            total_loss += loss * len(batch)
            if not math.isfinite(loss):
                break
        return total_loss / n_samples, right

    def _step(
        self, features: torch.Tensor, targets: torch.Tensor, slope: torch.Tensor
    ) -> tuple[float, torch.Tensor]:
        """One step on these samples; the loss, and which of them were right, before it."""
        gradient = loss_and_gradient(self.parameters, features, targets, slope)
        loss = gradient.loss.item()
        if math.isfinite(loss):
            self.parameters.weight.grad = gradient.weight
            self.parameters.bias.grad = gradient.bias
            self._optimizer_step(self._optimizer)
        return loss, gradient.logits.argmax(1) == targets

    def snapshot(self) -> Snapshot:
        state = copy.deepcopy(self._optimizer.state_dict())
        return Snapshot(self.parameters.copy(), state, self._shuffle.get_state())

    def restore(self, snapshot: Snapshot) -> None:
        for own, stored in zip(self.parameters, snapshot.parameters, strict=True):
            own.copy_(stored)
        self._optimizer.load_state_dict(copy.deepcopy(snapshot.optimizer))
        self._shuffle.set_state(snapshot.shuffle)


class single_thread:
    """Keep torch from splitting small kernels over threads, and leave its setting as it was.

    Waiting for one another costs such threads many times the work itself, and the setting
    counts for one thread of Python: whoever computes has to make it.
    """

    def __enter__(self) -> None:
        self._threads = torch.get_num_threads()
        torch.set_num_threads(1)

    def __exit__(self, *_: object) -> None:
        torch.set_num_threads(self._threads)
