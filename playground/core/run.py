"""Training, one epoch at a time: a run that can be left and taken up again between any two."""

import math
import time
from collections.abc import Iterable
from dataclasses import replace

import torch

from playground.core.dataset import Dataset
from playground.core.learner import EpochResult, Learner, Snapshot, Steps, work
from playground.core.model import Parameters, Prediction, largest_of, predict
from playground.core.objective import Objective
from playground.core.preparation import prepare
from playground.core.replay import Replay, Visits
from playground.core.settings import TrainingSettings
from playground.core.step import StepReplay
from playground.core.threads import single_thread

CHECKPOINT_STEPS = 100  # between two stored states; the epochs between are computed anew
CHECKPOINT_LOGITS = 1_000_000  # the same, of large tables
CHECKPOINT_EPOCHS = (100, 50, 20, 10, 5, 2, 1)  # between two states, so that each 100th is stored
COUNT_EVERY = 50  # epochs whose right answers are counted in one go, at most
COUNTED = 100_000  # logits that are kept for it, at most
LONG_EPOCH = 300  # steps; an epoch of more can be left and taken up again
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
        # of all |w| and |b| seen so far that are finite; it only grows
        self.largest_parameter = largest_of(self.parameters)
        n_logits = self.prepared.training.n_samples * dataset.n_classes
        self._count_every = max(1, min(COUNT_EVERY, COUNTED // n_logits))
        self._checkpoints = {0: self._learner.snapshot()}
        self._checkpoint_every = self._first_checkpoint()
        self._begun: tuple[Learner, Steps[EpochResult]] | None = None  # the long epoch under way
        self._replay: Replay | None = None  # of the epoch looked back to last
        self._looked_into: tuple[tuple, StepReplay] | None = None  # last, and what it depends on

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

        One step at least is taken. The run is at a whole epoch afterwards: a long one that the
        time does not suffice for does not show, but the next call goes on with it.
        """
        goal, until = self.epoch + epochs, time.monotonic() + seconds
        with single_thread(), torch.inference_mode():
            while self.epoch < goal and not self.finished:
                self._advance(min(goal - self.epoch, self._count_every), until)
                if time.monotonic() >= until:
                    break

    def _advance(self, epochs: int, until: float) -> None:
        logits = []
        for _ in range(min(epochs, self.settings.epochs - self.epoch)):
            while self._planned_changes and self._planned_changes[0][0] <= self.epoch:
                self.change_learning_rate(self._planned_changes.pop(0)[1])
            result = self._next_epoch(until)
            if result is None:
                break
            self.loss_history.append(result.loss)
            logits.append(result.logits)
            if self.epoch % self._checkpoint_every == 0:
                self._keep_checkpoint()
            if not math.isfinite(result.loss) or time.monotonic() >= until:
                break
        if logits:
            training = self.prepared.training
            counts = (torch.stack(logits).argmax(2) == training.targets).sum(1).tolist()
            self.accuracy_history += [count / training.n_samples for count in counts]
            self._measure(self.parameters)

    def _next_epoch(self, until: float) -> EpochResult | None:
        """Compute one epoch; None when it is long and the time is over before its end.

        A long one is computed by another learner, which takes the place of this one when the
        epoch is whole: nobody sees half of it, and it can be dropped.
        """
        if self._learner.steps_an_epoch <= LONG_EPOCH:
            self._test()
            return self._learner.epoch()
        if self._begun is None:
            learner = self._learner_at(self._learner.snapshot())
            self._begun = learner, learner.epoch_in_steps()
        learner, steps = self._begun
        result = work(steps, until)
        if result is not None:
            self._test()
            self._learner, self._begun = learner, None
        return result

    def _test(self) -> None:
        test = self.prepared.test
        if test is not None:
            loss, accuracy = self.objective.evaluate(self.parameters, test.features, test.targets)
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
            self._begun = None  # with the rate from before

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

    def _learner_at(self, snapshot: Snapshot) -> Learner:
        """Another learner, in the state of ``snapshot``."""
        learner = Learner(self.prepared.training, self.settings)
        learner.restore(snapshot)
        return learner

    def look_back(self, epoch: int) -> Replay:
        """What finds the parameters after ``epoch`` epochs; the one asked for last is remembered.

        Raises IndexError for an epoch that has not been computed.
        """
        self._check_computed(epoch)
        if self._replay is None or self._replay.epoch != epoch:
            learner, start = self._learner_before(epoch)
            self._replay = Replay(learner, start, epoch, self.learning_rate_changes)
        return self._replay

    def visit(self, epochs: Iterable[int]) -> Visits:
        """What finds the parameters after each of ``epochs``, ascending ones already computed."""
        learner = Learner(self.prepared.training, self.settings)
        return Visits(epochs, learner, self._state_before, self.learning_rate_changes)

    def look_into(self, epoch: int, sample: int) -> StepReplay:
        """What finds the step from ``epoch`` to the next that sample ``sample`` takes part in.

        ``sample`` is its row in the dataset. For one that is held out it is the first step of the
        epoch, and after the last epoch the step that would come next. The one asked for last is
        remembered. Raises IndexError for an epoch that has not been computed, or no such sample.
        """
        self._check_computed(epoch)
        part, row = self.prepared.place_of(sample)
        in_part = row if part == "training" and self._learner.steps_an_epoch > 1 else None
        # those planned for now count from the next step on
        planned = [(epoch, rate) for at_epoch, rate in self._planned_changes if at_epoch <= epoch]
        changes = [change for change in self.learning_rate_changes if change[0] <= epoch] + planned
        asked = epoch, in_part, changes
        if self._looked_into is None or self._looked_into[0] != asked:
            learner, start = self._learner_before(epoch)
            self._looked_into = asked, StepReplay(learner, start, epoch, in_part, changes)
        return self._looked_into[1]

    def place_of(self, sample: int) -> tuple[str, int]:
        """Where row ``sample`` of the dataset is: ("training", row there) or ("test", row there).

        Raises IndexError when the dataset has no such row.
        """
        return self.prepared.place_of(sample)

    def _check_computed(self, epoch: int) -> None:
        if not 0 <= epoch <= self.epoch:
            raise IndexError(f"epoch {epoch} is not between 0 and {self.epoch}")

    def _learner_before(self, epoch: int) -> tuple[Learner, int]:
        """Another learner at the last stored state up to ``epoch``, and the epoch of that."""
        state, start = self._state_before(epoch)
        return self._learner_at(state), start

    def _state_before(self, epoch: int) -> tuple[Snapshot, int]:
        """The last stored state up to ``epoch``, and the epoch of that."""
        start = max(stored for stored in self._checkpoints if stored <= epoch)
        return self._checkpoints[start], start

    def parameters_at(self, epoch: int) -> Parameters:
        """The parameters after ``epoch`` epochs (0: the initial ones), exactly.

        They count for `largest_parameter`. Raises IndexError for an epoch that has not been
        computed.
        """
        if epoch == self.epoch:
            return self.parameters
        parameters = self.look_back(epoch).parameters()
        self._measure(parameters)
        return parameters

    def _measure(self, parameters: Parameters) -> None:
        self.largest_parameter = max(self.largest_parameter, largest_of(parameters))

    def predict(self, features: torch.Tensor, epoch: int) -> Prediction:
        """What the classifier says after ``epoch`` epochs of features as they are typed."""
        return predict(self.parameters_at(epoch), self.prepared.features(features))
