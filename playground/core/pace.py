"""How work shares the machine: on one thread, and with a breath in the middle of long work."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar

import torch

Away = Callable[[], AbstractContextManager[None]]

_rest: ContextVar[Callable[[], None]] = ContextVar("rest", default=lambda: None)
_away: ContextVar[Away] = ContextVar("away", default=nullcontext)


@contextmanager
def single_thread() -> Iterator[None]:
    """Keep torch from splitting small kernels over threads, and leave its setting as it was.

    Waiting for one another costs such threads many times the work itself, and the setting
    counts for one thread of Python: whoever computes has to make it.
    """
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


def breathe() -> None:
    """Let others have their turn; to be called from any loop that takes longer than some 10 ms.

    It does nothing in tests and scripts, where nobody waits.
    """
    _rest.get()()


def aside() -> AbstractContextManager[None]:
    """Let others have their turn for as long as a call lasts that does without Python's lock."""
    return _away.get()()


@contextmanager
def breathing(rest: Callable[[], None], away: Away = nullcontext) -> Iterator[None]:
    """Let `breathe` call ``rest``, and `aside` be ``away``, within.

    Neither may raise: a breath comes in the middle of an epoch, too, when a run is not whole.
    """
    tokens = _rest.set(rest), _away.set(away)
    try:
        yield
    finally:
        _rest.reset(tokens[0])
        _away.reset(tokens[1])
