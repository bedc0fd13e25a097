"""The tables as a session keeps them: what each editor starts from, and the edits since."""

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import pandas as pd

from playground.tables.document import TableState
from playground.tables.edits import apply_edits

TRAINING_TABLE = "training_table"
QUERY_TABLE = "test_table"
TABLES = (TRAINING_TABLE, QUERY_TABLE)
Made = TypeVar("Made")


@dataclass
class _Table:
    """One table: ``base`` stays the same object while its cells are edited."""

    base: pd.DataFrame
    version: int
    is_locked: bool = False
    edits: dict[str, Any] | None = None  # when it was read last
    edited: pd.DataFrame = field(init=False)  # with those
    made: dict[Any, Any] = field(default_factory=dict)  # of that, by what made it


class Tables:
    """The tables of a session by name; ``widgets`` has the edits, by the editors' keys."""

    def __init__(self, widgets: Mapping[Any, Any]) -> None:
        self._widgets = widgets
        self._tables: dict[str, _Table] = {}

    def base(self, name: str) -> pd.DataFrame:
        """The table an editor starts from."""
        return self._tables[name].base

    def key(self, name: str) -> str:
        """The editor's widget key: a new one makes it forget its edits."""
        return f"{name}_{self._tables[name].version}"

    def state(self, name: str) -> TableState:
        """Base and edits as they are now."""
        table = self._read(name)
        return TableState(table.base, table.edits or {})

    def table(self, name: str) -> pd.DataFrame:
        """The table as it stands on screen."""
        return self._read(name).edited

    def read(self, name: str, reader: Callable[[pd.DataFrame], Made]) -> Made:
        """What ``reader``, a function, makes of the table; anew only when the table has changed."""
        table = self._read(name)
        if reader not in table.made:
            table.made[reader] = reader(table.edited)
        made: Made = table.made[reader]
        return made

    def load(self, name: str, frame: pd.DataFrame) -> None:
        """Replace the table, with a new editor."""
        frame.index = pd.RangeIndex(1, len(frame) + 1)  # the row numbers on screen
        before = self._tables.get(name)
        version, is_locked = (before.version + 1, before.is_locked) if before else (1, False)
        self._tables[name] = _Table(frame, version, is_locked)

    def fold(self, *names: str) -> None:
        """Make the edits part of the tables, since an editor that is replaced forgets them.

        What has been read of a table stays true.
        """
        for name in names:
            before = self._read(name)
            self.load(name, before.edited)
            after = self._tables[name]
            after.edits, after.edited, after.made = {}, before.edited, before.made

    def fold_at_lock(self, name: str, locked: bool) -> None:
        """Fold the edits when the table is locked or unlocked.

        A locked editor shows the table without its edits, and one that was locked before misses
        the first quick click. One without edits can be locked as it is, and drawing another costs
        the browser a tenth of a second.
        """
        has_edits = any(self.state(name).edits.values())
        if self._tables[name].is_locked != locked and (not locked or has_edits):
            self.fold(name)
        self._tables[name].is_locked = locked

    def _read(self, name: str) -> _Table:
        """The table with its present edits; Streamlit changes its own in place.

        It drops those of an editor that is no longer drawn: they stay in the table.
        """
        if self.key(name) not in self._widgets and self._tables[name].edits:
            self.load(name, self._tables[name].edited)
        table, told = self._tables[name], self._widgets.get(self.key(name)) or {}
        edits = {kind: found for kind, found in told.items() if found}  # an editor tells of none
        if table.edits != edits:
            table.edits, table.made = copy.deepcopy(edits), {}
            table.edited = apply_edits(table.base, edits)
        return table
