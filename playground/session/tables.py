"""The tables as a session keeps them: what each editor starts from, and the edits since."""

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import pandas as pd

from playground.tables.document import TableState

Made = TypeVar("Made")


@dataclass
class _Edited:
    """One table: ``base`` stays the same object while its cells are edited."""

    base: pd.DataFrame
    version: int
    is_locked: bool = False
    # what was made of the table, by what made it, with the edits it was made of
    made: dict[Any, tuple[Any, Any]] = field(default_factory=dict)


class Tables:
    """The tables of a session by name; ``widgets`` has the edits, by the editors' keys."""

    def __init__(self, widgets: Mapping[Any, Any]) -> None:
        self._widgets = widgets
        self._tables: dict[str, _Edited] = {}

    def base(self, name: str) -> pd.DataFrame:
        """The table an editor starts from."""
        return self._tables[name].base

    def key(self, name: str) -> str:
        """The editor's widget key: a new one makes it forget its edits."""
        return f"{name}_{self._tables[name].version}"

    def state(self, name: str) -> TableState:
        """Base and edits; the edits are the editor's own and change with it."""
        return TableState(self.base(name), self._widgets.get(self.key(name)) or {})

    def table(self, name: str) -> pd.DataFrame:
        """The table as it stands on screen."""
        return self._make(name, "table", lambda: self.state(name).table())

    def read(self, name: str, reader: Callable[[pd.DataFrame], Made]) -> Made:
        """What ``reader``, a function, makes of the table; anew only when the table has changed."""
        return self._make(name, reader, lambda: reader(self.table(name)))

    def load(self, name: str, frame: pd.DataFrame) -> None:
        """Replace the table, with a new editor."""
        frame.index = pd.RangeIndex(1, len(frame) + 1)  # the row numbers on screen
        before = self._tables.get(name)
        version, is_locked = (before.version + 1, before.is_locked) if before else (1, False)
        self._tables[name] = _Edited(frame, version, is_locked)

    def fold(self, *names: str) -> None:
        """Make the edits part of the tables, since an editor that is replaced forgets them."""
        for name in names:
            self.load(name, self.table(name))

    def fold_at_lock(self, name: str, locked: bool) -> None:
        """Fold the edits when the table is locked or unlocked.

        A locked editor shows the table without its edits, and one that was locked before misses
        the first quick click. One without edits can be locked as it is, and drawing another costs
        the browser a tenth of a second.
        """
        if self._tables[name].is_locked != locked and (not locked or self.state(name).has_edits):
            self.fold(name)
        self._tables[name].is_locked = locked

    def _make(self, name: str, what: Any, make: Callable[[], Made]) -> Made:
        made, edits = self._tables[name].made, self.state(name).edits
        if what not in made or made[what][0] != edits:
            made[what] = copy.deepcopy(edits), make()
        result: Made = made[what][1]
        return result
