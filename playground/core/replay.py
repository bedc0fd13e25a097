"""An earlier epoch of a run, computed anew."""

import math
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Generic

import torch

from playground.core.learner import Learner, Result, Snapshot, Steps, work
from playground.core.model import Parameters
from playground.core.threads import single_thread

NEAR = 20  # epochs: as far it is sooner gone on than begun at a state that was kept
RateChanges = Sequence[tuple[int, float]]  # (epoch, learning rate from the step after it on)


class InPieces(Generic[Result]):
    """Finds something in as many pieces as one likes."""

    def __init__(self, steps: Steps[Result]) -> None:
        self._steps: Steps[Result] | None = steps
        self._result: Result | None = None

    @property
    def finished(self) -> bool:
        return self._result is not None

    def advance(self, seconds: float = math.inf) -> None:
        """Go on for so long, by one step at least, or to the end."""
        if self._steps is not None:
            with single_thread(), torch.inference_mode():
                self._result = work(self._steps, time.monotonic() + seconds)
            if self.finished:
                self._steps = None  # and with it the learner

    def result(self) -> Result:
        """What was to be found; what is left to compute of it is computed first."""
        self.advance()
        assert self._result is not None
        return self._result


class Replay(InPieces[Parameters]):
    """Finds the parameters after an earlier epoch."""

    def __init__(self, learner: Learner, start: int, epoch: int, rate_changes: RateChanges) -> None:
        """``learner`` stands at epoch ``start``; ``rate_changes`` are those of the run."""
        super().__init__(_replay(learner, start, epoch, rate_changes))
        self.epoch = epoch

    def parameters(self) -> Parameters:
        """The parameters after the epoch; what is left to compute of it is computed first."""
        return self.result()


def _replay(
    learner: Learner, start: int, epoch: int, rate_changes: RateChanges
) -> Steps[Parameters]:
    yield from go_to(learner, start, epoch, rate_changes)
    return learner.parameters


class Visits(InPieces[dict[int, Parameters]]):
    """Finds the parameters after several epochs."""

    def __init__(
        self,
        epochs: Iterable[int],
        learner: Learner,
        state_before: Callable[[int], tuple[Snapshot, int]],
        rate_changes: RateChanges,
    ) -> None:
        """``learner`` goes there; ``rate_changes`` are those of the run.

        ``state_before``: the last state kept up to an epoch, and whose that is.
        """
        self.found: dict[int, Parameters] = {}  # so far
        super().__init__(self._visit(epochs, learner, state_before, rate_changes))

    def _visit(
        self,
        epochs: Iterable[int],
        learner: Learner,
        state_before: Callable[[int], tuple[Snapshot, int]],
        rate_changes: RateChanges,
    ) -> Steps[dict[int, Parameters]]:
        at: int | None = None
        for epoch in epochs:
            if at is None or epoch > at + NEAR:
                state, at = state_before(epoch)
                learner.restore(state)
            yield from go_to(learner, at, epoch, rate_changes)
            at = epoch
            self.found[epoch] = learner.parameters.copy()
            yield
        return self.found


def go_to(learner: Learner, start: int, epoch: int, rate_changes: RateChanges) -> Steps[None]:
    """Take ``learner`` from epoch ``start`` to ``epoch``, and to the learning rate that then is."""
    for at_epoch in range(start, epoch + 1):
        for changed_at, learning_rate in rate_changes:
            if changed_at == at_epoch:
                learner.set_learning_rate(learning_rate)
        if at_epoch < epoch:
            yield from learner.epoch_in_steps()
            yield
