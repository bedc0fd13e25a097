"""Training, one epoch at a time: a run that can be left and taken up again between any two."""

import math
from dataclasses import replace

import torch

from playground.core.dataset import Dataset
from playground.core.learner import Learner, single_thread
from playground.core.model import Parameters, Prediction, evaluate, predict
from playground.core.preparation import prepare
from playground.core.settings import TrainingSettings

CHECKPOINT_EVERY = 100  # epochs between two stored states; those between are computed anew
COUNT_EVERY = 50  # epochs whose right answers are counted in one go
MAX_CHECKPOINT_BYTES = 24 * 2**20  # of a run; beyond it, every other state is dropped


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


def _snapshot_bytes(parameters: Parameters) -> int:
    """At most what a stored state takes: parameters, two moments of each, and the rest of it."""
    numbers = parameters.weight.numel() + parameters.bias.numel()
    return 3 * 4 * numbers + 10_000
