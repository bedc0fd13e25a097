"""Work that can be left and taken up again, for the search for the lowest loss."""

import math
import time
from collections.abc import Generator
from typing import Generic, TypeVar

import torch

from playground.core.threads import single_thread

Result = TypeVar("Result")
Steps = Generator[None, None, Result]  # work of a few ms or less between two yields


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
                self._result = _work(self._steps, time.monotonic() + seconds)
            if self.finished:
                self._steps = None

    def result(self) -> Result:
        """What was to be found; what is left to compute of it is computed first."""
        self.advance()
        assert self._result is not None
        return self._result


def _work(steps: Steps[Result], until: float) -> Result | None:
    """Go on with ``steps``, one at least, up to a time of the monotonic clock.

    Their result if they have ended, else None.
    """
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: Result = end.value
            return result
        if time.monotonic() >= until:
            return None
