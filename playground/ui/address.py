"""The address of a session's page: what it says at first, and what is written into it."""

from collections.abc import Mapping, MutableMapping
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
    """The address of the session whose values ``session`` holds; ``query`` is Streamlit's."""

    def __init__(self, session: MutableMapping[Any, Any], query: Any) -> None:
        self._session = session
        self._query = query
        self._keep = Keep(default_folder())

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

    def write(
        self,
        document: Document,
        samples: pd.DataFrame,
        test_samples: pd.DataFrame,
        more: Mapping[str, str],
    ) -> None:
        """Write ``document``, with its tables, and ``more`` of the query; the note's needs none."""
        session = self._session
        if session.get("address_of") is not document:
            query, session["fits_address"] = encode(samples, test_samples, document.settings)
            if not session["fits_address"]:
                query |= self._kept(document, samples, test_samples)
            session["address_of"], session["address"] = document, query
        session["address_more"] = dict(more)
        query = self.shared()
        query = query if len(query) > 1 else {}
        if self._query.to_dict() != query:
            self._query.from_dict(query)

    def _kept(
        self, document: Document, samples: pd.DataFrame, test_samples: pd.DataFrame
    ) -> dict[str, str]:
        """The query that names the tables as kept, or nothing when they cannot be."""
        before = self._session.get("kept")
        if before and before[0] == document.tables:
            key = before[1]
        else:
            key = self._keep.put(to_file(samples, test_samples, {}, {}))
            self._session["kept"] = document.tables, key
        return {KEPT: key} if key else {}

    def shared(self) -> dict[str, str]:
        """The query that describes all of the experiment."""
        return {**self._session["address"], **self._session["address_more"]}

    @property
    def is_whole(self) -> bool:
        """Whether the tables are in the address, and so in a link."""
        whole: bool = self._session["fits_address"]
        return whole

    @property
    def is_kept(self) -> bool:
        """Whether a reload brings the tables back, by the address or from this machine."""
        return self.is_whole or KEPT in self._session["address"]
