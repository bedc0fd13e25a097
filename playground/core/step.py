"""One step of the optimizer, seen from within: every number from the samples to the parameters."""

from dataclasses import dataclass

import torch
from torch import Tensor

from playground.core.learner import Learner
from playground.core.model import Parameters
from playground.core.objective import Objective
from playground.core.pace import single_thread
from playground.core.rounding import largest_first


@dataclass(frozen=True, eq=False)
class Step:
    """One step: forward, loss, ``zero_grad``, ``backward`` and ``step`` on one mini-batch.

    Every tensor holds the bits that ``nn.Linear``, ``nn.CrossEntropyLoss``, autograd and
    ``torch.optim`` have at that place of the plain loop.
    """

    epoch: int  # that the step belongs to, from 1
    batch: int  # which mini-batch of the epoch, from 0
    n_batches: int  # in an epoch
    rows: Tensor  # [batch] int64: which of the training samples, in the order taken
    features: Tensor  # x [batch, n_features] float32, as the classifier takes them
    targets: Tensor  # y [batch] int64
    objective: Objective
    before: Parameters
    old_gradient: Parameters | None  # in ``.grad`` before zero_grad: of the step before, if any
    logits: Tensor  # z = x Wᵀ + b [batch, n_classes] float32
    log_probabilities: Tensor  # log_softmax(z), of which the loss is made
    probabilities: Tensor  # softmax(z); may differ from exp(log_probabilities) in the last bit
    sample_losses: Tensor  # -log p[y] [batch] float32
    loss: float  # their mean
    sample_slopes: Tensor  # p - onehot [batch, n_classes]: d(a sample's own loss)/dz
    gradient: Parameters  # of the mean loss: what backward() leaves in ``.grad``
    learning_rate: float
    n_steps: int  # taken before this one
    # of the optimizer, by torch's names: momentum_buffer, or exp_avg and exp_avg_sq; {} when there
    # is none, which before the first step is so for all: torch begins Adam's with zeros, and
    # momentum's with the first gradient
    state_before: dict[str, Parameters]
    state_after: dict[str, Parameters]
    after: Parameters  # those from before when the loss is not finite: then no step is taken

    def place_of(self, training_row: int) -> int | None:
        """Where a training sample stands in the batch; None when it is not in it."""
        places = (self.rows == training_row).nonzero()
        return int(places[0]) if len(places) else None


def next_step(learner: Learner, epochs: int, row: int | None) -> Step:
    """The first step after ``epochs`` epochs that training sample ``row`` is in, or of all.

    ``learner`` has done so many, and goes on to after that step. Where a loss that is not finite
    ended the epoch before that step, it is the one that would come next.
    """
    with single_thread(), torch.inference_mode():
        batch, rows = learner.steps_to(row)
        # ordinary tensors, which autograd takes, too
        with torch.inference_mode(False), torch.no_grad():
            return _take(learner, epochs + 1, batch, rows.clone())


def _take(learner: Learner, epoch: int, batch: int, rows: Tensor) -> Step:
    """The next step of ``learner``, on these samples."""
    features, targets = learner.samples(rows)
    before, old_gradient, n_steps = learner.parameters.copy(), learner.gradient, learner.n_steps
    state_before = _copy(learner.optimizer_state)
    with torch.inference_mode():  # in which the learner works
        learner.step_on(rows)
    objective = learner.objective
    found = objective.gradient(before, features, targets)
    return Step(
        epoch=epoch,
        batch=batch,
        n_batches=learner.steps_an_epoch,
        rows=rows,
        features=features,
        targets=targets,
        objective=objective,
        before=before,
        old_gradient=old_gradient and old_gradient.copy(),
        logits=found.logits,
        log_probabilities=found.logits.log_softmax(1),
        probabilities=found.logits.softmax(1),
        sample_losses=objective.sample_losses(found.logits, targets),
        loss=found.loss.item(),
        sample_slopes=objective.sample_slopes(found.logits, targets),
        gradient=Parameters(found.weight, found.bias),
        learning_rate=learner.learning_rate,
        n_steps=n_steps,
        state_before=state_before,
        state_after=_copy(learner.optimizer_state),
        after=learner.parameters.copy(),
    )


def _copy(state: dict[str, Parameters]) -> dict[str, Parameters]:
    return {name: value.copy() for name, value in state.items()}


def steepest(gradient: Parameters) -> tuple[str, int, int]:
    """The weight whose gradient is largest: the one that a step moves most."""
    n_features = gradient.weight.shape[1]
    sizes = torch.nan_to_num(gradient.weight, 0, 0, 0).abs().flatten()
    place = int(largest_first(sizes)[0])
    return "weight", place // n_features, place % n_features
