"""Training, one epoch at a time: a run that can be left and taken up again between any two."""

import copy
import math
from dataclasses import dataclass
from typing import Any

import torch

from playground.dataset import Dataset
from playground.model import (
    Parameters,
    initial_parameters,
    loss_and_gradient,
    loss_slope,
)
from playground.problem import Problem

MAX_LEARNING_RATE = 1000.0
MAX_EPOCHS = 100_000
MAX_SEED = 2**32 - 1
LOG_EVERY = 100  # epochs between two lines of the log, as in the note
CHECKPOINT_EVERY = 100  # epochs between two stored states; those between are computed anew


@dataclass(frozen=True)
class TrainingSettings:
    """How the classifier is trained; the defaults are the note's.

    Raises ValueError when a value lies outside its bounds.
    """

    learning_rate: float = 0.01  # how far a step goes along the negative gradient
    epochs: int = 1000  # passes over all samples, one step each
    seed: int = 0  # of the initial weights

    def __post_init__(self) -> None:
        problems = settings_problems(self.learning_rate, self.epochs, self.seed)
        if problems:
            raise ValueError(f"{problems[0].code}: {problems[0].fields}")


def settings_problems(learning_rate: Any, epochs: Any, seed: Any) -> list[Problem]:
    """What is wrong with values that were typed as settings, each with its bounds."""
    problems = []
    if not _is_number(learning_rate) or not 0 < learning_rate <= MAX_LEARNING_RATE:
        fields = {"value": learning_rate, "maximum": f"{MAX_LEARNING_RATE:g}"}
        problems.append(Problem("learning_rate", fields))
    if not _is_whole(epochs) or not 1 <= epochs <= MAX_EPOCHS:
        problems.append(Problem("epochs", {"value": epochs, "maximum": MAX_EPOCHS}))
    if not _is_whole(seed) or not 0 <= seed <= MAX_SEED:
        problems.append(Problem("seed", {"value": seed, "maximum": MAX_SEED}))
    return problems


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and math.isfinite(value)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


class Learner:
    """A classifier and its optimizer, at some epoch: what one pass over the samples changes."""

    def __init__(self, dataset: Dataset, settings: TrainingSettings) -> None:
        self._features = dataset.features
        self._targets = dataset.targets
        self._slope = loss_slope(dataset.targets, dataset.n_classes)
        self.parameters = initial_parameters(dataset.n_features, dataset.n_classes, settings.seed)
        self._optimizer = torch.optim.SGD(self.parameters, lr=settings.learning_rate)

    def epoch(self) -> tuple[float, float]:
        """Take one step; the loss and the accuracy are those of the parameters before it.

        When the loss is not finite no step is taken: no gradient could point anywhere.
        """
        gradient = loss_and_gradient(self.parameters, self._features, self._targets, self._slope)
        loss = gradient.loss.item()
        correct = (gradient.logits.argmax(1) == self._targets).sum().item()
        if math.isfinite(loss):
            self.parameters.weight.grad = gradient.weight
            self.parameters.bias.grad = gradient.bias
            self._optimizer.step()
        return loss, correct / len(self._targets)

    def snapshot(self) -> tuple[Parameters, dict[str, Any]]:
        """All that the next epochs depend on."""
        return self.parameters.copy(), copy.deepcopy(self._optimizer.state_dict())

    def restore(self, snapshot: tuple[Parameters, dict[str, Any]]) -> None:
        parameters, optimizer_state = snapshot
        for own, stored in zip(self.parameters, parameters, strict=True):
            own.copy_(stored)
        self._optimizer.load_state_dict(copy.deepcopy(optimizer_state))


class TrainingRun:
    """The training of one dataset with one set of settings, from epoch 0 to the last.

    It computes what the plain loop of ``nn.Linear``, ``nn.CrossEntropyLoss`` and ``torch.optim``
    computes, bit for bit, in however many pieces it is advanced.
    """

    def __init__(self, dataset: Dataset, settings: TrainingSettings) -> None:
        self.dataset = dataset
        self.settings = settings
        # of each epoch, the mean cross-entropy and the share of right answers before its step
        self.loss_history: list[float] = []
        self.accuracy_history: list[float] = []
        self._learner = Learner(dataset, settings)
        self._checkpoints = {0: self._learner.snapshot()}

    @property
    def epoch(self) -> int:
        """How many epochs have been computed."""
        return len(self.loss_history)

    @property
    def diverged(self) -> bool:
        """Whether the loss of the last epoch is no longer a finite number."""
        return self.epoch > 0 and not math.isfinite(self.loss_history[-1])

    @property
    def finished(self) -> bool:
        """Whether no epoch is left to compute."""
        return self.diverged or self.epoch >= self.settings.epochs

    @property
    def parameters(self) -> Parameters:
        """The parameters after the last epoch computed."""
        return self._learner.parameters

    def advance(self, epochs: int) -> None:
        """Compute up to ``epochs`` more, fewer when the run ends before."""
        with single_thread(), torch.inference_mode():
            for _ in range(epochs):
                if self.finished:
                    return
                loss, accuracy = self._learner.epoch()
                self.loss_history.append(loss)
                self.accuracy_history.append(accuracy)
                if self.epoch % CHECKPOINT_EVERY == 0:
                    self._checkpoints[self.epoch] = self._learner.snapshot()

    def parameters_at(self, epoch: int) -> Parameters:
        """The parameters after ``epoch`` epochs (0: the initial ones), exactly.

        Raises IndexError for an epoch that has not been computed.
        """
        if not 0 <= epoch <= self.epoch:
            raise IndexError(f"epoch {epoch} is not between 0 and {self.epoch}")
        if epoch == self.epoch:
            return self.parameters
        start = max(stored for stored in self._checkpoints if stored <= epoch)
        with single_thread(), torch.inference_mode():
            learner = Learner(self.dataset, self.settings)
            learner.restore(self._checkpoints[start])
            for _ in range(epoch - start):
                learner.epoch()
        return learner.parameters

    def log_lines(self) -> list[str]:
        """The lines the note's script prints up to the last epoch computed."""
        lines = [
            f"Epoch [{epoch}/{self.settings.epochs}], Loss: {self.loss_history[epoch - 1]:.4f}"
            for epoch in range(LOG_EVERY, self.epoch + 1, LOG_EVERY)
        ]
        if self.finished and not self.diverged:
            lines.append("Training complete.")
        return lines


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
