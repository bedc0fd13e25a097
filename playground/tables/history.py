"""Undo and redo over values that never change."""

from typing import Generic, TypeVar

Value = TypeVar("Value")
MAX_STEPS = 100  # that can be undone


class History(Generic[Value]):
    """The present value, those before it, and those undone."""

    def __init__(self, present: Value) -> None:
        self.present = present
        self._past: list[Value] = []
        self._future: list[Value] = []

    def record(self, value: Value) -> bool:
        """Make ``value`` the present; whether it is a step, since it may equal it already."""
        is_step = value != self.present
        if is_step:
            self._past = [*self._past, self.present][-MAX_STEPS:]
            self._future = []
        self.present = value  # an equal one, too: it may be quicker to compare with the next
        return is_step

    @property
    def can_undo(self) -> bool:
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        return bool(self._future)

    def undo(self) -> Value:
        """Go back by one value. Raises IndexError when there is none."""
        before = self._past.pop()
        self._future.append(self.present)
        self.present = before
        return before

    def redo(self) -> Value:
        """Take the last undo back. Raises IndexError when there is none."""
        after = self._future.pop()
        self._past.append(self.present)
        self.present = after
        return after
