"""Turns at the processor: who computes or draws does so alone, in the order of asking.

Threads that fight for Python's interpreter lock at every call into torch are together several
times slower than one after the other.
"""

import threading
from collections import deque


class Turns:
    """A lock that nobody can take twice while another waits: ``with turns: ...``."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._taken = False
        self._waiting: deque[threading.Lock] = deque()

    def __enter__(self) -> None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            gate = threading.Lock()
            gate.acquire()
            self._waiting.append(gate)
        gate.acquire()  # until the one before opens it

    def __exit__(self, *_: object) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False


turns = Turns()
