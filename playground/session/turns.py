"""Turns at the processor: who computes or draws does so alone, in the order of asking.

Threads that fight for Python's interpreter lock at every call into torch are together several
times slower than one after the other. A page that answers a click goes before the training of
others, which nobody notices to be a few hundredths of a second later.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from playground.core.pace import breathing

Check = Callable[[], None]

TURN_SECONDS = 0.01  # of computing, before another session gets its turn
CHECK_SECONDS = 0.05  # from one look at what the visitor does to the next, while waiting


class Turns:
    """A lock that nobody can take twice in a row while another waits.

    ``check`` is called before a turn for training and while it is waited for, but never within
    one: it raises what ends a page run when the visitor has done something by then.
    """

    def __init__(self) -> None:
        self.check: Check = lambda: None
        self._guard = threading.Lock()
        self._taken = False
        self._pages: deque[threading.Lock] = deque()
        self._training: deque[threading.Lock] = deque()

    def for_page(self) -> AbstractContextManager[None]:
        """A turn ahead of all training."""
        return self._turn(self._pages)

    @contextmanager
    def for_training(self) -> Iterator[None]:
        """A turn when no page waits; others have theirs whenever the work breathes."""
        self.check()
        with self._turn(self._training, self.check), self._breathing():
            yield

    @contextmanager
    def for_work(self) -> Iterator[None]:
        """A turn ahead of all training, for what a page waits for; if it is long it breathes."""
        with self._turn(self._pages), self._breathing():
            yield

    @contextmanager
    def away(self) -> Iterator[None]:
        """Within a turn: let others have theirs for as long as this lasts."""
        self._pass_on()
        try:
            yield
        finally:
            self._take(self._training)

    def _breathing(self) -> AbstractContextManager[None]:
        """Rests in each breath that comes `TURN_SECONDS` after the last rest, or later."""
        due = time.monotonic() + TURN_SECONDS

        def rest() -> None:
            nonlocal due
            if time.monotonic() >= due:
                with self.away():
                    pass
                due = time.monotonic() + TURN_SECONDS

        return breathing(rest, self.away)

    @contextmanager
    def _turn(self, queue: deque[threading.Lock], check: Check = lambda: None) -> Iterator[None]:
        self._take(queue, check)
        try:
            yield
        finally:
            self._pass_on()

    def _take(self, queue: deque[threading.Lock], check: Check = lambda: None) -> None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            gate = threading.Lock()
            gate.acquire()
            queue.append(gate)
        try:
            while not gate.acquire(timeout=CHECK_SECONDS):  # until the one before opens it
                check()
        except BaseException:
            self._leave(gate)
            raise

    def _leave(self, gate: threading.Lock) -> None:
        with self._guard:
            if gate in self._training:
                self._training.remove(gate)
                return
        self._pass_on()  # its turn has come just now

    def _pass_on(self) -> None:
        with self._guard:
            waiting = self._pages or self._training
            if waiting:
                waiting.popleft().release()
            else:
                self._taken = False


turns = Turns()
