"""The address of a session's page: what it says at first, and what is written into it."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from playground.core.problem import Problem
from playground.sharing.experiment_file import from_file, to_file
from playground.sharing.files import FileError
from playground.sharing.link import Linked, decode, encode
from playground.sharing.table_store import Keep, default_folder
from playground.tables.document import Document

KEPT = "kept"  # names tables that this machine keeps, being too large for an address


class Address:
    """The address of a session's page; ``query`` is Streamlit's."""

    def __init__(self, query: Any) -> None:
        self._query = query
        self._keep = Keep(default_folder())
        self._document: Document | None = None  # what ``_said`` says
        self._said: dict[str, str] = {}
        self._more: dict[str, str] = {}
        self.is_whole = True  # whether the tables are in the address, and so in a link

    def read(self) -> Linked:
        """What the address describes."""
        query = self._query.to_dict()
        if KEPT not in query:
            return decode(query)
        try:
            kept = from_file(self._keep.get(query[KEPT]) or b"")
        except FileError:
            linked = decode(query)
            linked.problems.append(Problem("link_kept", {}, blocking=False))
            return linked
        return decode(
            query, lambda name, *_: kept.samples if name == "samples" else kept.test_samples
        )

    def compose(
        self,
        document: Document,
        samples: pd.DataFrame,
        test_samples: pd.DataFrame,
        more: Mapping[str, str],
    ) -> None:
        """Have the address say ``document``, with its tables, and ``more`` of the query."""
        if self._document is not document:
            query, self.is_whole = encode(samples, test_samples, document.settings)
            if not self.is_whole:
                query |= self._kept(document, samples, test_samples)
            self._document, self._said = document, query
        self._more = dict(more)

    def publish(self) -> None:
        """Write the address; the note's experiment needs none."""
        query = self.shared() if len(self.shared()) > 1 else {}
        if self._query.to_dict() != query:
            self._query.from_dict(query)

    def _kept(
        self, document: Document, samples: pd.DataFrame, test_samples: pd.DataFrame
    ) -> dict[str, str]:
        """The query that names the tables as kept, or nothing when they cannot be."""
        key = self._said.get(KEPT)
        if not key or self._document is None or self._document.tables != document.tables:
            key = self._keep.put(to_file(samples, test_samples, {}, {}))
        return {KEPT: key} if key else {}

    def shared(self) -> dict[str, str]:
        """The query that describes all of the experiment."""
        return self._said | self._more

    @property
    def is_kept(self) -> bool:
        """Whether a reload brings the tables back, by the address or from this machine."""
        return self.is_whole or KEPT in self._said
