"""An earlier epoch of a run, computed anew."""

import math
import time
from collections.abc import Sequence

import torch

from playground.core.learner import Learner, Steps, single_thread, work
from playground.core.model import Parameters


class Replay:
    """Finds the parameters after an earlier epoch, in as many pieces as one likes."""

    def __init__(
        self, learner: Learner, start: int, epoch: int, rate_changes: Sequence[tuple[int, float]]
    ) -> None:
        """``learner`` stands at epoch ``start``; ``rate_changes`` are those of the run."""
        self.epoch = epoch
        self._steps: Steps[Parameters] | None = _replay(learner, start, epoch, rate_changes)
        self._parameters: Parameters | None = None

    @property
    def finished(self) -> bool:
        return self._parameters is not None

    def advance(self, seconds: float = math.inf) -> None:
        """Go on for so long, by one step at least, or to the end."""
        if self._steps is not None:
            with single_thread(), torch.inference_mode():
                self._parameters = work(self._steps, time.monotonic() + seconds)
            if self.finished:
                self._steps = None  # and with it the learner

    def parameters(self) -> Parameters:
        """The parameters after the epoch; what is left to compute of it is computed first."""
        self.advance()
        assert self._parameters is not None
        return self._parameters


def _replay(
    learner: Learner, start: int, epoch: int, rate_changes: Sequence[tuple[int, float]]
) -> Steps[Parameters]:
    for at_epoch in range(start, epoch):
        for changed_at, learning_rate in rate_changes:
            if changed_at == at_epoch:
                learner.set_learning_rate(learning_rate)
        yield from learner.epoch_in_steps()
        yield
    return learner.parameters
