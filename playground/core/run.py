"""Training, one epoch at a time: a run that can be left and taken up again between any two."""

import math
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace

import torch

from playground.core.dataset import Dataset
from playground.core.learner import Learner
from playground.core.model import Parameters, Prediction, largest_of, predict
from playground.core.objective import Objective
from playground.core.pace import breathe, single_thread
from playground.core.preparation import prepare
from playground.core.settings import TrainingSettings
from playground.core.step import Step, next_step

CHECKPOINT_STEPS = 100  # between two stored states; the epochs between are computed anew
CHECKPOINT_LOGITS = 1_000_000  # the same, of large tables
CHECKPOINT_EPOCHS = (100, 50, 20, 10, 5, 2, 1)  # between two states, so that each 100th is stored
COUNT_EVERY = 50  # epochs whose right answers are counted, and parameters measured, in one go
COUNTED = 100_000  # logits, and parameters, that are kept for it, at most
MAX_CHECKPOINT_BYTES = 24 * 2**20  # of a run; beyond it, every other state is dropped

RateChanges = Sequence[tuple[int, float]]  # (epoch, learning rate from the step after it on)


class TrainingRun:
    """The training of one dataset with one set of settings, from epoch 0 to the last.

    It computes what the plain loop of ``nn.Linear``, ``nn.CrossEntropyLoss`` and ``torch.optim``
    computes, bit for bit, in however many pieces it is advanced.
    """

    make_learner = Learner

    def __init__(self, dataset: Dataset, settings: TrainingSettings) -> None:
        self.dataset = dataset
        self.settings = settings
        # of each epoch, the mean cross-entropy and the share of right answers before its step
        self.loss_history: list[float] = []
        self.accuracy_history: list[float] = []
        # the same of the samples held out, if there are any, with the same parameters
        self.held_out_loss_history: list[float] = []
        self.held_out_accuracy_history: list[float] = []
        # (epoch, learning rate from the step after it on), in the order of the changes
        self.learning_rate_changes: list[tuple[int, float]] = []
        self._planned_changes: list[tuple[int, float]] = []
        self.prepared = prepare(dataset, settings)
        self._learner = self.make_learner(self.prepared.training, settings)
        # of all |w| and |b| of the epochs so far that are finite
        self.largest_parameter = largest_of(self.parameters)
        of_one = dataset.n_classes * max(self.prepared.training.n_samples, dataset.n_features)
        self._count_every = max(1, min(COUNT_EVERY, COUNTED // of_one))
        # W and b of so many epochs, of which the largest is found in one go; a place for each
        self._passed = [part.new_empty(self._count_every, *part.shape) for part in self.parameters]
        self._places = list(zip(*map(torch.unbind, self._passed), strict=True))
        self._checkpoints = {0: self._learner.snapshot()}
        self._checkpoint_every = self._first_checkpoint()
        self._looked_back: tuple[int, Parameters] | None = None  # the epoch asked for last
        self._looked_into: tuple[tuple, Step] | None = None  # the same, after what it depends on

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
    def objective(self) -> Objective:
        """What the run makes smaller."""
        return self._learner.objective

    @property
    def parameters(self) -> Parameters:
        """The parameters after the last epoch computed."""
        return self._learner.parameters

    def advance(self, epochs: int, seconds: float = math.inf) -> None:
        """Compute up to ``epochs`` more, fewer when the run ends or ``seconds`` are over before.

        One at least is computed, and each of them to its end.
        """
        goal, until = self.epoch + epochs, time.monotonic() + seconds
        with single_thread(), torch.inference_mode():
            while self.epoch < goal and not self.finished:
                self._advance(min(goal - self.epoch, self._count_every), until)
                if time.monotonic() >= until:
                    break
                breathe()

    def _advance(self, epochs: int, until: float) -> None:
        logits: list[torch.Tensor] = []
        weight, bias = self.parameters
        for _ in range(min(epochs, self.settings.epochs - self.epoch)):
            while self._planned_changes and self._planned_changes[0][0] <= self.epoch:
                self.change_learning_rate(self._planned_changes.pop(0)[1])
            self._evaluate_held_out()
            result = self._learner.epoch()
            self.loss_history.append(result.loss)
            to_weight, to_bias = self._places[len(logits)]
            to_weight.copy_(weight)
            to_bias.copy_(bias)
            logits.append(result.logits)
            if self.epoch % self._checkpoint_every == 0:
                self._keep_checkpoint()
            if not math.isfinite(result.loss) or time.monotonic() >= until:
                break
        training = self.prepared.training
        counts = (torch.stack(logits).argmax(2) == training.targets).sum(1).tolist()
        self.accuracy_history += [count / training.n_samples for count in counts]
        passed = Parameters(*(part[: len(logits)] for part in self._passed))
        self.largest_parameter = max(self.largest_parameter, largest_of(passed))

    def _evaluate_held_out(self) -> None:
        held_out = self.prepared.held_out
        if held_out is not None:
            loss, accuracy = self.objective.evaluate(
                self.parameters, held_out.features, held_out.targets
            )
            self.held_out_loss_history.append(loss)
            self.held_out_accuracy_history.append(accuracy)

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

    def _first_checkpoint(self) -> int:
        """The first epoch whose state is stored: from one to the next is soon computed anew."""
        training = self.prepared.training
        steps = CHECKPOINT_STEPS // self._learner.steps_an_epoch
        most = min(steps, CHECKPOINT_LOGITS // (training.n_samples * training.n_classes))
        return next((epochs for epochs in CHECKPOINT_EPOCHS if epochs <= most), 1)

    def _keep_checkpoint(self) -> None:
        """Store the present state; when there are too many, keep every other one."""
        snapshot = self._learner.snapshot()
        self._checkpoints[self.epoch] = snapshot
        if len(self._checkpoints) * snapshot.n_bytes > MAX_CHECKPOINT_BYTES:
            self._checkpoint_every *= 2
            self._checkpoints = {
                epoch: stored
                for epoch, stored in self._checkpoints.items()
                if epoch % self._checkpoint_every == 0
            }

    def parameters_at(self, epoch: int) -> Parameters:
        """The parameters after ``epoch`` epochs (0: the initial ones), exactly.

        The ones asked for last are remembered. Raises IndexError for an epoch that has not been
        computed.
        """
        if epoch == self.epoch:
            return self.parameters
        if self._looked_back is None or self._looked_back[0] != epoch:
            learner = self._learner_after(epoch, self.learning_rate_changes)
            self._looked_back = epoch, learner.parameters
        return self._looked_back[1]

    def look_into(self, epoch: int, sample: int) -> Step:
        """The step from ``epoch`` to the next that sample ``sample`` takes part in.

        ``sample`` is its row in the dataset. For one that is held out it is the first step of the
        epoch, and after the last epoch the step that would come next. The one asked for last is
        remembered. Raises IndexError for an epoch that has not been computed, or no such sample.
        """
        row = self.prepared.training_row_of(sample)
        if self._learner.steps_an_epoch == 1:
            row = None  # whatever the sample, it is the same step
        # those planned for now count from the next step on
        planned = [(epoch, rate) for at_epoch, rate in self._planned_changes if at_epoch <= epoch]
        changes = [change for change in self.learning_rate_changes if change[0] <= epoch] + planned
        asked = epoch, row, changes
        if self._looked_into is None or self._looked_into[0] != asked:
            step = next_step(self._learner_after(epoch, changes), epoch, row)
            self._looked_into = asked, step
        return self._looked_into[1]

    def visit(self, epochs: Iterable[int]) -> dict[int, Parameters]:
        """The parameters after each of ``epochs``, which have been computed."""
        changes = self.learning_rate_changes
        return {epoch: self._learner_after(epoch, changes).parameters for epoch in epochs}

    def _learner_after(self, epoch: int, rate_changes: RateChanges) -> Learner:
        """Another learner, after ``epoch`` epochs, with the learning rate of its next step."""
        if not 0 <= epoch <= self.epoch:
            raise IndexError(f"epoch {epoch} is not between 0 and {self.epoch}")
        learner = self.make_learner(self.prepared.training, self.settings)
        rates = dict(rate_changes)
        stored = max(stored for stored in self._checkpoints if stored <= epoch)
        with single_thread(), torch.inference_mode():
            learner.restore(self._checkpoints[stored])
            for passed in range(stored, epoch + 1):
                if passed in rates:
                    learner.set_learning_rate(rates[passed])
                if passed < epoch:
                    learner.epoch()
                    breathe()
        return learner

    def predict(self, features: torch.Tensor, epoch: int) -> Prediction:
        """What the classifier says after ``epoch`` epochs of features as they are typed."""
        return predict(self.parameters_at(epoch), self.prepared.features(features))
