"""The address of a session's page: what it says at first, and what is written into it."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from playground.core.problem import Problem
from playground.core.settings import SETTINGS
from playground.sharing.experiment_file import from_file, to_file
from playground.sharing.files import FileError
from playground.sharing.link import SavedExperiment, decode, encode, mended
from playground.sharing.link_run import RUN_KEYS
from playground.sharing.table_store import TableStore, default_folder
from playground.tables.document import Document

KEPT = "kept"  # names tables that this machine keeps, being too large for an address
NOWHERE = "none"  # in place of that name when they cannot be kept


class Address:
    """The address of a session's page; ``query`` is Streamlit's."""

    def __init__(self, query: Any) -> None:
        self._query = query
        self._store = TableStore(default_folder())
        self._document: Document | None = None  # what ``_said`` says
        self._said: dict[str, str] = {}
        self._more: dict[str, str] = {}
        self._kept: tuple[Any, str] = (None, NOWHERE)  # tables, and the name they are kept under
        self._published: dict[str, str] | None = None  # the query as it was last seen to
        self.is_whole = True  # whether the tables are in the address, and so in a link

    def read(self) -> SavedExperiment:
        """What the address describes."""
        query = self._read()
        if KEPT not in query:
            return decode(query)
        try:
            kept = from_file(self._store.get(query[KEPT]) or b"")
        except FileError:
            saved = decode(_without_run(query))  # it was a run on the tables that are missing
            saved.problems.append(Problem("link_kept", blocking=False))
            return saved
        return decode(query, {"samples": kept.samples, "test": kept.test_samples})

    def said(self, key: str) -> str:
        """What the query has under ``key``, or ""."""
        said: str = self._read().get(key, "")
        return said

    def choice(self, key: str, choices: Sequence[str]) -> str:
        """The one of ``choices`` that the query names, or ""."""
        return self.said(key) if self.said(key) in choices else ""

    def number(self, key: str) -> int:
        """The whole number that the query has under ``key``; 0 when it has none."""
        said = self.said(key)
        return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0

    def compose(
        self,
        document: Document,
        samples: pd.DataFrame,
        query_vectors: pd.DataFrame,
        more: Mapping[str, str],
    ) -> None:
        """Have the address say ``document``, with its tables, and ``more`` of the query."""
        if self._document != document:
            self._said, self.is_whole = encode(samples, query_vectors, document.settings)
        self._document = document  # an equal one, too: it may be quicker to compare with
        if not self.is_whole:
            self._said[KEPT] = self._keep(document, samples, query_vectors)
        self._more = dict(more) if self.is_kept else _without_run(more)

    def publish(self) -> None:
        """Write the address; the note's experiment needs none.

        One typed without the version is left as it is at first: written while the page's scripts
        are on their way, it would be a step of its own for the Back button.
        """
        query = self.shared() if len(self.shared()) > 1 else {}
        written = self._query.to_dict()
        is_typed = self._published is None and self._is_typed()
        # a click that was on its way as the address was written tells the one before
        if not is_typed and (written != query or self._published not in (None, query)):
            self._query.from_dict(query)
        self._published = query

    def _read(self) -> dict[str, str]:
        return mended(self._query.to_dict())

    def _is_typed(self) -> bool:
        """Whether the address has no version, and describes the experiment all the same."""
        written, saved = self._read(), self.read()
        if "v" in written or saved.problems:
            return False
        said, _ = encode(saved.samples, saved.test_samples, saved.settings)
        is_known = written.keys() <= self.shared().keys() | SETTINGS.keys()
        return said == self._said and self._more.items() <= written.items() and is_known

    def _keep(self, document: Document, samples: pd.DataFrame, query_vectors: pd.DataFrame) -> str:
        """See to it that the tables are kept; the name they are kept under, or `NOWHERE`."""
        tables, name = self._kept
        if tables == document.tables and (name == NOWHERE or self._store.has(name)):
            self._kept = document.tables, name  # equal ones: the same are quicker to compare
            return name
        name = self._store.put(to_file(samples, query_vectors, {}, {})) or NOWHERE
        self._kept = document.tables, name
        return name

    def shared(self) -> dict[str, str]:
        """The query that describes all of the experiment."""
        return self._said | self._more

    def link(self, page: str) -> str:
        """The whole address, of the page at ``page``, that describes all of the experiment."""
        return f"{page.rstrip('/')}/?{urlencode(self.shared())}"

    @property
    def is_kept(self) -> bool:
        """Whether a reload brings the tables back, by the address or from this machine."""
        return self.is_whole or self._said.get(KEPT) != NOWHERE


def _without_run(query: Mapping[str, str]) -> dict[str, str]:
    return {key: text for key, text in query.items() if key not in RUN_KEYS}
