"""The address of a session's page: what it says at first, and what is written into it."""

from collections.abc import Mapping, MutableMapping
from typing import Any

import pandas as pd

from playground.core.problem import Problem
from playground.sharing.experiment_file import from_file, to_file
from playground.sharing.files import FileError
from playground.sharing.link import SavedExperiment, decode, encode
from playground.sharing.link_run import RUN_KEYS
from playground.sharing.table_store import TableStore, default_folder
from playground.tables.document import Document

KEPT = "kept"  # names tables that this machine keeps, being too large for an address
NOWHERE = "none"  # in place of that name when they cannot be kept


class Address:
    """The address of the session whose values ``session`` holds; ``query`` is Streamlit's."""

    def __init__(self, session: MutableMapping[Any, Any], query: Any) -> None:
        self._session = session
        self._query = query

    @property
    def _store(self) -> TableStore:
        return TableStore(default_folder())

    def read(self) -> SavedExperiment:
        """What the address describes."""
        query = self._query.to_dict()
        if KEPT not in query:
            return decode(query)
        try:
            kept = from_file(self._store.get(query[KEPT]) or b"")
        except FileError:
            saved = decode(_without_run(query))  # it was a run on the tables that are missing
            saved.problems.append(Problem("link_kept", blocking=False))
            return saved
        return decode(query, {"samples": kept.samples, "test": kept.test_samples})

    def write(
        self,
        document: Document,
        samples: pd.DataFrame,
        test_samples: pd.DataFrame,
        more: Mapping[str, str],
    ) -> None:
        """Write ``document``, with its tables, and ``more`` of the query; the note's needs none."""
        session = self._session
        if session.get("address_of") != document:
            query, session["fits_address"] = encode(samples, test_samples, document.settings)
            session["address"] = query
        session["address_of"] = document  # an equal one, too: it may be quicker to compare with
        if not session["fits_address"]:
            session["address"][KEPT] = self._keep(document, samples, test_samples)
        session["address_more"] = dict(more) if self.is_kept else _without_run(more)
        query = self.shared()
        query = query if len(query) > 1 else {}
        if self._query.to_dict() != query:
            self._query.from_dict(query)

    def _keep(self, document: Document, samples: pd.DataFrame, test_samples: pd.DataFrame) -> str:
        """See to it that the tables are kept; the name they are kept under, or `NOWHERE`."""
        tables, name = self._session.get("kept", (None, NOWHERE))
        if tables == document.tables and (name == NOWHERE or self._store.has(name)):
            return name
        name = self._store.put(to_file(samples, test_samples, {}, {})) or NOWHERE
        self._session["kept"] = document.tables, name
        return name

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
        return self.is_whole or self._session["address"].get(KEPT) != NOWHERE


def _without_run(query: Mapping[str, str]) -> dict[str, str]:
    return {key: text for key, text in query.items() if key not in RUN_KEYS}
