"""The tables as a session keeps them: what each editor starts from, and the edits since."""

import copy
from collections.abc import Callable, MutableMapping
from typing import Any, TypeVar

import pandas as pd

from playground.tables.document import TableState

Made = TypeVar("Made")


class Tables:
    """The tables of the session whose values ``session`` holds, each by its name."""

    def __init__(self, session: MutableMapping[Any, Any]) -> None:
        self._session = session

    def base(self, name: str) -> pd.DataFrame:
        """The table an editor starts from; it stays the same object while cells are edited."""
        base: pd.DataFrame = self._session[f"{name}_base"]
        return base

    def key(self, name: str) -> str:
        """The editor's widget key: a new one makes it forget its edits."""
        return f"{name}_{self._session[f'{name}_version']}"

    def state(self, name: str) -> TableState:
        """Base and edits; the edits are the editor's own and change with it."""
        return TableState(self.base(name), self._session.get(self.key(name)) or {})

    def table(self, name: str) -> pd.DataFrame:
        """The table as it stands on screen."""
        return self._kept(f"{name}_now", lambda: self.state(name).table(), name)

    def load(self, name: str, frame: pd.DataFrame) -> None:
        """Replace the table, with a new editor."""
        frame.index = pd.RangeIndex(1, len(frame) + 1)  # the row numbers on screen
        self._session[f"{name}_base"] = frame
        self._session[f"{name}_version"] = self._session.get(f"{name}_version", 0) + 1

    def fold(self, *names: str) -> None:
        """Make the edits part of the tables, since an editor that is replaced forgets them."""
        for name in names:
            self.load(name, self.table(name))

    def fold_at_lock(self, name: str, locked: bool) -> None:
        """Fold the edits when the table is locked or unlocked.

        A locked editor shows the table without its edits, and one that was locked before misses
        the first quick click.
        """
        if self._session.get(f"{name}_locked", False) != locked:
            self.fold(name)
        self._session[f"{name}_locked"] = locked

    def read(self, name: str, reader: Callable[[pd.DataFrame], Made]) -> Made:
        """What ``reader`` makes of the table, made anew only when the table has changed."""
        return self._kept(f"{name}_read", lambda: reader(self.table(name)), name)

    def _kept(self, key: str, make: Callable[[], Made], name: str) -> Made:
        version = self.key(name), copy.deepcopy(self.state(name).edits)
        kept = self._session.get(key)
        if kept is None or kept[0] != version:
            kept = self._session[key] = version, make()
        made: Made = kept[1]
        return made
