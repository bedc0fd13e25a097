"""A classifier and its optimizer, advanced one pass over the samples at a time."""

import copy
import math
from typing import Any, NamedTuple

import torch
from torch.nn import functional

from playground.core.dataset import Dataset
from playground.core.model import Parameters
from playground.core.objective import Gradient, objective_of
from playground.core.optimizers import OPTIMIZERS
from playground.core.pace import breathe
from playground.core.settings import TrainingSettings
from playground.core.start import start_parameters

PYTHON_BYTES = 6000  # of a snapshot, beside its tensors


class Snapshot(NamedTuple):
    """All that the next epochs of a learner depend on, and what it holds of the step before."""

    parameters: Parameters
    optimizer: dict[str, Any]
    shuffle: torch.Tensor  # state of the generator that orders mini-batches
    gradient: Parameters | None  # of the last step
    n_steps: int  # taken so far

    @property
    def n_bytes(self) -> int:
        """What it takes in memory, about."""
        moments = [
            value for of_one in self.optimizer["state"].values() for value in of_one.values()
        ]
        tensors = [*self.parameters, self.shuffle, *filter(torch.is_tensor, moments)]
        tensors += self.gradient or ()
        return sum(tensor.nbytes for tensor in tensors) + PYTHON_BYTES


class EpochResult(NamedTuple):
    """What one pass over the samples found, of each before the step it was used for."""

    loss: float  # the mean cross-entropy
    logits: torch.Tensor  # [n_samples, n_classes] float32


class Learner:
    """A classifier and its optimizer, at some epoch: what one pass over the samples changes."""

    def __init__(self, dataset: Dataset, settings: TrainingSettings) -> None:
        self._features = dataset.features
        self._targets = dataset.targets
        self.objective = objective_of(dataset, settings)
        self._slope = self.objective.label_slope(dataset.targets, dataset.n_classes)
        self._batch_size = min(settings.batch_size, dataset.n_samples) or dataset.n_samples
        self.steps_an_epoch = math.ceil(dataset.n_samples / self._batch_size)
        self._shuffle = torch.Generator().manual_seed(settings.seed)
        self.parameters = start_parameters(dataset, settings)
        optimizer = OPTIMIZERS[settings.optimizer]
        self._optimizer = optimizer.start(self.parameters, vars(settings))
        self._optimizer_step = optimizer.step(vars(settings))
        self.n_steps = 0  # taken so far

    @property
    def learning_rate(self) -> float:
        """Of the next step."""
        learning_rate: float = self._optimizer.param_groups[0]["lr"]
        return learning_rate

    @property
    def gradient(self) -> Parameters | None:
        """What ``.grad`` holds: that of the last step, if any; its tensors never change."""
        held = [part.grad for part in self.parameters if part.grad is not None]
        return Parameters(*held) if held else None

    @property
    def optimizer_state(self) -> dict[str, Parameters]:
        """What the optimizer keeps of each parameter, by torch's names; the next step changes it.

        Empty before its first step, when torch has nothing yet.
        """
        of_weight, of_bias = (self._optimizer.state.get(part, {}) for part in self.parameters)
        shape = self.parameters.weight.shape
        return {
            name: Parameters(value, of_bias[name])
            for name, value in of_weight.items()
            if torch.is_tensor(value) and value.shape == shape  # "step" is a count
        }

    def set_learning_rate(self, learning_rate: float) -> None:
        self._optimizer.param_groups[0]["lr"] = learning_rate

    def epoch(self) -> EpochResult:
        """Pass over all samples once.

        When a loss is not finite no step is taken and the pass ends: no gradient could point
        anywhere.
        """
        if self.steps_an_epoch == 1:
            return self._step(self._features, self._targets, self._slope)
        n_samples = len(self._targets)
        total_loss = 0.0
        # lowest at the target: who is not reached counts as wrong
        logits = -functional.one_hot(self._targets, len(self.parameters.bias)).float()
        order = torch.randperm(n_samples, generator=self._shuffle)
        for batch in order.split(self._batch_size):
            loss, logits[batch] = self.step_on(batch)
            total_loss += loss * len(batch)
            if not math.isfinite(loss):
                break
            breathe()
        return EpochResult(total_loss / n_samples, logits)

    def steps_to(self, row: int | None) -> tuple[int, torch.Tensor]:
        """Begin a pass, and leave it before the mini-batch that training sample ``row`` is in.

        Without a row, before the first. Its place among the epoch's, and the rows of its samples
        in the order taken. After a loss that is not finite no further step is taken.
        """
        n_samples = len(self._targets)
        if self.steps_an_epoch == 1:
            return 0, torch.arange(n_samples)
        order = torch.randperm(n_samples, generator=self._shuffle)
        place = 0 if row is None else int((order == row).nonzero()) // self._batch_size
        batches = order.split(self._batch_size)
        for batch in batches[:place]:
            if not math.isfinite(self.step_on(batch).loss):
                break
            breathe()
        return place, batches[place]

    def samples(self, rows: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Features and targets of a mini-batch, or of all when that is what a step takes."""
        if self.steps_an_epoch == 1:
            return self._features, self._targets
        return self._features[rows], self._targets[rows]

    def step_on(self, rows: torch.Tensor) -> EpochResult:
        """One step on a mini-batch."""
        features, targets = self.samples(rows)
        return self._step(features, targets)

    def _step(
        self, features: torch.Tensor, targets: torch.Tensor, slope: torch.Tensor | None = None
    ) -> EpochResult:
        """One step on these samples; the loss and the logits before it."""
        gradient = self.objective.gradient(self.parameters, features, targets, slope)
        loss = gradient.loss.item()
        if math.isfinite(loss):
            self._fill(gradient)
            self._optimizer_step(self._optimizer)
            self.n_steps += 1
        return EpochResult(loss, gradient.logits)

    def _fill(self, gradient: Gradient) -> None:
        """Put the gradient of a step into ``.grad``, after ``zero_grad()``."""
        self.parameters.weight.grad = gradient.weight
        self.parameters.bias.grad = gradient.bias

    def snapshot(self) -> Snapshot:
        state = copy.deepcopy(self._optimizer.state_dict())
        shuffle = self._shuffle.get_state()
        return Snapshot(self.parameters.copy(), state, shuffle, self.gradient, self.n_steps)

    def restore(self, snapshot: Snapshot) -> None:
        for own, stored in zip(self.parameters, snapshot.parameters, strict=True):
            own.copy_(stored)
        self._optimizer.load_state_dict(copy.deepcopy(snapshot.optimizer))
        self._shuffle.set_state(snapshot.shuffle)
        self.parameters.weight.grad, self.parameters.bias.grad = snapshot.gradient or (None, None)
        self.n_steps = snapshot.n_steps
