"""Training, one epoch at a time: a run that can be left and taken up again between any two."""

import copy
import inspect
import math
from dataclasses import replace
from typing import Any, NamedTuple

import torch

from playground.dataset import Dataset
from playground.model import (
    Parameters,
    Prediction,
    confusion_matrix,
    evaluate,
    initial_parameters,
    loss_and_gradient,
    loss_slope,
    predict,
)
from playground.preparation import prepare
from playground.settings import OPTIMIZERS, ZERO_WEIGHTS, TrainingSettings

LOG_EVERY = 100  # epochs between two lines of the log, as in the note
CHECKPOINT_EVERY = 100  # epochs between two stored states; those between are computed anew
COUNT_EVERY = 50  # epochs whose right answers are counted in one go
MAX_CHECKPOINT_BYTES = 24 * 2**20  # of a run; beyond it, every other state is dropped


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
        self._optimizer = OPTIMIZERS[settings.optimizer](self.parameters, settings)
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
        # the same of the samples held out, if there are any, with the same parameters
        self.test_loss_history: list[float] = []
        self.test_accuracy_history: list[float] = []
        # (epoch, learning rate from the step after it on), in the order of the changes
        self.learning_rate_changes: list[tuple[int, float]] = []
        self._planned_changes: list[tuple[int, float]] = []
        self.prepared = prepare(dataset, settings)
        self._learner = Learner(self.prepared.training, settings)
        self._checkpoints = {0: self._learner.snapshot()}
        self._checkpoint_every = CHECKPOINT_EVERY

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
        goal = self.epoch + epochs
        with single_thread(), torch.inference_mode():
            while self.epoch < goal and not self.finished:
                self._advance(min(goal - self.epoch, COUNT_EVERY))

    def _advance(self, epochs: int) -> None:
        right = []
        for _ in range(epochs):
            while self._planned_changes and self._planned_changes[0][0] <= self.epoch:
                self.change_learning_rate(self._planned_changes.pop(0)[1])
            self._test()
            loss, right_answers = self._learner.epoch()
            self.loss_history.append(loss)
            right.append(right_answers)
            if self.epoch % self._checkpoint_every == 0:
                self._keep_checkpoint()
            if self.finished:
                break
        counts = torch.stack(right).sum(1).tolist()
        self.accuracy_history += [count / self.prepared.training.n_samples for count in counts]

    def _test(self) -> None:
        test = self.prepared.test
        if test is not None:
            loss, accuracy = evaluate(self.parameters, test.features, test.targets)
            self.test_loss_history.append(loss)
            self.test_accuracy_history.append(accuracy)

    @property
    def present_settings(self) -> TrainingSettings:
        """The settings with the learning rate as it is now."""
        if not self.learning_rate_changes:
            return self.settings
        return replace(self.settings, learning_rate=self.learning_rate_changes[-1][1])

    def change_learning_rate(self, learning_rate: float) -> None:
        """Go on with another learning rate; the change becomes part of the run's record.

        Raises ValueError when it lies outside its bounds.
        """
        if learning_rate != self.present_settings.learning_rate:
            replace(self.settings, learning_rate=learning_rate)  # checks the bounds
            self.learning_rate_changes.append((self.epoch, learning_rate))
            self._learner.set_learning_rate(learning_rate)

    def plan_learning_rates(self, changes: list[tuple[int, float]]) -> None:
        """Change the learning rate at these epochs again, as in the run that is repeated."""
        self._planned_changes = list(changes)

    def _keep_checkpoint(self) -> None:
        """Store the present state; when there are too many, keep every other one."""
        self._checkpoints[self.epoch] = self._learner.snapshot()
        if len(self._checkpoints) * _snapshot_bytes(self.parameters) > MAX_CHECKPOINT_BYTES:
            self._checkpoint_every *= 2
            self._checkpoints = {
                epoch: snapshot
                for epoch, snapshot in self._checkpoints.items()
                if epoch % self._checkpoint_every == 0
            }

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
            learner = Learner(self.prepared.training, self.settings)
            learner.restore(self._checkpoints[start])
            for at_epoch in range(start, epoch):
                for changed_at, learning_rate in self.learning_rate_changes:
                    if changed_at == at_epoch:
                        learner.set_learning_rate(learning_rate)
                learner.epoch()
        return learner.parameters

    def predict(self, features: torch.Tensor, epoch: int) -> Prediction:
        """What the classifier says after ``epoch`` epochs of features as they are typed."""
        return predict(self.parameters_at(epoch), self.prepared.features(features))

    def test_confusion(self, epoch: int) -> torch.Tensor:
        """The confusion matrix of the samples held out, after ``epoch`` epochs.

        Raises ValueError when there are none.
        """
        test = self.prepared.test
        if test is None:
            raise ValueError("no samples are held out")
        answers = predict(self.parameters_at(epoch), test.features).predicted_class
        return confusion_matrix(answers, test.targets, test.n_classes)

    def log_lines(self) -> list[str]:
        """The lines the note's script prints up to the last epoch computed.

        A learning rate changed in mid-run has a line of its own.
        """
        entries = [
            (epoch, f"Epoch [{epoch}/{self.settings.epochs}], Loss: {loss:.4f}")
            for epoch in range(LOG_EVERY, self.epoch + 1, LOG_EVERY)
            for loss in (self.loss_history[epoch - 1],)
        ]
        entries += [
            (epoch, f"Learning rate {rate:g} from epoch {epoch + 1}")
            for epoch, rate in self.learning_rate_changes
        ]
        lines = [line for _, line in sorted(entries, key=lambda entry: entry[0])]
        if self.finished and not self.diverged:
            lines.append("Training complete.")
        return lines


def _snapshot_bytes(parameters: Parameters) -> int:
    """At most what a stored state takes: parameters, two moments of each, and the rest of it."""
    numbers = parameters.weight.numel() + parameters.bias.numel()
    return 3 * 4 * numbers + 10_000


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
