"""Turns at the processor: who computes or draws does so alone, in the order of asking.

Threads that fight for Python's interpreter lock at every call into torch are together several
times slower than one after the other. A page that answers a click goes before the training of
others, which nobody notices to be a few hundredths of a second later.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager


class Turns:
    """A lock that nobody can take twice in a row while another waits."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._taken = False
        self._pages: deque[threading.Lock] = deque()
        self._training: deque[threading.Lock] = deque()

    def for_page(self) -> AbstractContextManager[None]:
        """A turn ahead of all training."""
        return self._turn(self._pages)

    def for_training(self) -> AbstractContextManager[None]:
        """A turn when no page waits."""
        return self._turn(self._training)

    def rest(self) -> None:
        """Within a turn for training: let whoever waits have theirs."""
        self._pass_on()
        self._take(self._training)

    @property
    def waiting(self) -> int:
        """How many have asked for a turn that has not come."""
        with self._guard:
            return len(self._pages) + len(self._training)

    @contextmanager
    def _turn(self, queue: deque[threading.Lock]) -> Iterator[None]:
        self._take(queue)
        try:
            yield
        finally:
            self._pass_on()

    def _take(self, queue: deque[threading.Lock]) -> None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            gate = threading.Lock()
            gate.acquire()
            queue.append(gate)
        gate.acquire()  # until the one before opens it

    def _pass_on(self) -> None:
        with self._guard:
            waiting = self._pages or self._training
            if waiting:
                waiting.popleft().release()
            else:
                self._taken = False


turns = Turns()
