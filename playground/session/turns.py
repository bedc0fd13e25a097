"""Turns at the processor: who computes or draws does so alone, in the order of asking.

Threads that fight for Python's interpreter lock at every call into torch are together several
times slower than one after the other. A page that answers a click goes before the training of
others, which nobody notices to be a few hundredths of a second later.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

CHECK_SECONDS = 0.05  # from one look at what the visitor does to the next, while waiting


class Turns:
    """A lock that nobody can take twice in a row while another waits.

    ``check`` is called before a turn for training and while it is waited for. It raises what
    ends a page run when the visitor has done something by then.
    """

    def __init__(self) -> None:
        self.check: Callable[[], None] = lambda: None
        self._guard = threading.Lock()
        self._taken = False
        self._pages: deque[threading.Lock] = deque()
        self._training: deque[threading.Lock] = deque()

    def for_page(self) -> AbstractContextManager[None]:
        """A turn ahead of all training."""
        return self._turn(self._pages)

    def for_training(self) -> AbstractContextManager[None]:
        """A turn when no page waits."""
        self.check()
        return self._turn(self._training)

    def rest(self) -> None:
        """Within a turn for training: let whoever waits have theirs."""
        self.check()
        self._pass_on()
        try:
            self._take(self._training)
        except BaseException:
            self._take(self._pages)  # it ends within its turn, in which a page is drawn next
            raise

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
        try:
            while not gate.acquire(timeout=CHECK_SECONDS):  # until the one before opens it
                if queue is self._training:
                    self.check()
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
