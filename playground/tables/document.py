"""What a user has made on the page, as one value, and undo and redo over such values."""

from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

import pandas as pd

from playground.tables.edits import apply_edits

Value = TypeVar("Value")
MAX_STEPS = 100  # that can be undone


@dataclass(frozen=True, eq=False)
class TableState:
    """A table as an editor keeps it: what it started from, and the edits since."""

    base: pd.DataFrame  # never changed
    edits: dict[str, Any]  # nor these

    def table(self) -> pd.DataFrame:
        return apply_edits(self.base, self.edits)

    def __eq__(self, other: object) -> bool:
        """Whether both show the same table, whichever of it is base and which is edits."""
        if not isinstance(other, TableState):
            return NotImplemented
        if self.base is other.base and self.edits == other.edits:
            return True
        return self.table().equals(other.table())

    __hash__ = None  # type: ignore[assignment]  # equal by value, and tables do not hash by value


class Document(NamedTuple):
    """Everything that was typed."""

    tables: dict[str, TableState]  # of the samples, then of the query vectors
    settings: dict[str, Any]
    guess: str = ""  # in one word, of the run to come or that was begun with it

    @property
    def frames(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """The tables as they stand on screen."""
        samples, query_vectors = (state.table() for state in self.tables.values())
        return samples, query_vectors


class History(Generic[Value]):
    """The present value, those before it, and those undone; none of them ever changes."""

    def __init__(self, present: Value) -> None:
        self.present = present
        self.past: list[Value] = []  # the last one is what undo brings back
        self.future: list[Value] = []  # and redo

    def record(self, value: Value) -> bool:
        """Make ``value`` the present; whether it is a step, since it may equal it already."""
        is_step = value != self.present
        if is_step:
            self.past = [*self.past, self.present][-MAX_STEPS:]
            self.future = []
        self.present = value  # an equal one, too: it may be quicker to compare with the next
        return is_step

    def undo(self) -> Value:
        """Go back by one value. Raises IndexError when there is none."""
        before = self.past.pop()
        self.future.append(self.present)
        self.present = before
        return before

    def redo(self) -> Value:
        """Take the last undo back. Raises IndexError when there is none."""
        after = self.future.pop()
        self.past.append(self.present)
        self.present = after
        return after
