"""What a user has made on the page, as one value: undo and redo walk over these."""

import copy
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from playground.tables.edits import apply_edits


@dataclass(frozen=True, eq=False)
class TableState:
    """A table as an editor keeps it: what it started from, and the edits since."""

    base: pd.DataFrame  # never changed
    edits: dict[str, Any]

    @property
    def has_edits(self) -> bool:
        return any(self.edits.values())

    def table(self) -> pd.DataFrame:
        return apply_edits(self.base, self.edits)

    def __eq__(self, other: object) -> bool:
        """Whether both show the same table, whichever of it is base and which is edits."""
        if not isinstance(other, TableState):
            return NotImplemented
        if self.base is other.base and self.edits == other.edits:
            return True
        return self.table().equals(other.table())

    def __deepcopy__(self, memo: dict[int, Any]) -> "TableState":
        return TableState(self.base, copy.deepcopy(self.edits, memo))

    __hash__ = None  # type: ignore[assignment]  # equal by value, and tables do not hash by value


class Document(NamedTuple):
    """Everything that was typed."""

    tables: dict[str, TableState]
    settings: dict[str, Any]
