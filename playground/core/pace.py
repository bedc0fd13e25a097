"""A breath in the middle of long work."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_rest: ContextVar[Callable[[], None]] = ContextVar("rest", default=lambda: None)


def breathe() -> None:
    """Let others have their turn; to be called from any loop that takes longer than some 10 ms.

    It does nothing in tests and scripts, where nobody waits.
    """
    _rest.get()()


@contextmanager
def breathing(rest: Callable[[], None]) -> Iterator[None]:
    """Let `breathe` call ``rest`` within."""
    token = _rest.set(rest)
    try:
        yield
    finally:
        _rest.reset(token)
