"""The address of a session's page: what it says at first, and what is written into it."""

from collections.abc import Mapping, MutableMapping
from typing import Any

import pandas as pd

from playground.document import Document
from playground.link import Linked, decode, encode


class Address:
    """The address of the session whose values ``session`` holds; ``query`` is Streamlit's."""

    def __init__(self, session: MutableMapping[Any, Any], query: Any) -> None:
        self._session = session
        self._query = query

    def read(self) -> Linked:
        """What the address describes."""
        return decode(self._query.to_dict())

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
            session["address_of"] = document
            session["address"], session["fits_address"] = encode(
                samples, test_samples, document.settings
            )
        query = {**session["address"], **more}
        query = query if len(query) > 1 else {}
        if self._query.to_dict() != query:
            self._query.from_dict(query)

    @property
    def is_whole(self) -> bool:
        """Whether the tables are short enough for a reload to bring them back."""
        fits: bool = self._session["fits_address"]
        return fits
