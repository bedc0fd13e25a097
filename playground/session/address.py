"""The address of a session's page: what it says at first, and what is written into it."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from playground.core.problem import Problem
from playground.core.settings import SETTINGS
from playground.sharing.experiment_file import from_file, to_file
from playground.sharing.files import FileError
from playground.sharing.link import SavedExperiment, decode, encode, mended
from playground.sharing.link_run import RUN_KEYS
from playground.store import store
from playground.tables.document import Document

KEPT = "kept"  # names tables that the store has, being too large for an address
DRAFT = "draft"  # names the lesson that is being made, which the store has, too
NOWHERE = "none"  # in place of that name when they cannot be kept


class Address:
    """The address of a session's page; ``query`` is Streamlit's."""

    def __init__(self, query: Any) -> None:
        self._query = query
        self.store = store.shared()
        self._document: Document | None = None  # what ``_experiment`` says
        self._experiment: dict[str, str] = {}
        self._more: dict[str, str] = {}  # of the run and the page
        self._kept: tuple[Any, str] = (None, NOWHERE)  # tables, and the name they are kept under
        self._published: dict[str, str] | None = None  # the query as it was last seen to
        self._stays = False  # for what it names could not be read just now
        self.is_whole = True  # whether the tables are in the address, and so in a link

    @property
    def query(self) -> dict[str, str]:
        """What is in the address now."""
        return mended(self._query.to_dict())

    def read(self) -> SavedExperiment:
        """What the address describes."""
        query = self.query
        if KEPT not in query:
            return decode(query)
        try:
            kept = from_file(self.store.get(query[KEPT]) or b"")
        except FileError:
            saved = decode(_without_run(query))  # it was a run on the tables that are missing
            self._stays = query[KEPT] != NOWHERE and not self.store.is_readable
            code = "link_kept_away" if self._stays else "link_kept"
            saved.problems.append(Problem(code, blocking=False))
            return saved
        return decode(query, {"samples": kept.samples, "test": kept.test_samples})

    def stay(self) -> None:
        """Be left as it is, as long as nothing else is typed: a reload may bring what it names."""
        self._stays = True

    def compose(self, document: Document, more: Mapping[str, str]) -> None:
        """Have the address say ``document``, with its tables, and ``more`` of the query."""
        if self._document != document:
            self._stays = self._stays and self._document is None
            self._experiment, self.is_whole = encode(*document.frames, document.settings)
        self._document = document  # an equal one, too: it may be quicker to compare with
        if not self.is_whole:
            self._experiment[KEPT] = self._keep(document)
        self._more = dict(more) if self._has_tables else _without_run(more)

    def _keep(self, document: Document) -> str:
        """See to it that the tables are kept; the name they are kept under, or `NOWHERE`.

        What was kept is taken to be so still while the store cannot say.
        """
        tables, name = self._kept
        if tables == document.tables and (
            name == NOWHERE or self.store.has(name) or not self.store.is_readable
        ):
            self._kept = document.tables, name  # equal ones may be quicker to compare with
            return name
        if self.store.trouble:
            return NOWHERE
        name = self.store.put(to_file(*document.frames, {}, {})) or NOWHERE
        if not self.store.trouble:  # else it is put in when that is over
            self._kept = document.tables, name
        return name

    def publish(self) -> None:
        """Write the address; the note's experiment needs none.

        One typed without the version is left as it is at first: written while the page's scripts
        are on their way, it would be a step of its own for the Back button. So is one whose tables
        cannot be reached, as long as nothing else is typed: a reload may bring them.
        """
        if self._stays:
            return
        query = self.shared() if len(self.shared()) > 1 else {}
        written = self._query.to_dict()
        is_typed = self._published is None and self._is_typed()
        # a click that was on its way as the address was written tells the one before
        if not is_typed and (written != query or self._published not in (None, query)):
            self._query.from_dict(query)
        self._published = query

    def _is_typed(self) -> bool:
        """Whether the address has no version, and describes the experiment all the same."""
        query, saved = self.query, self.read()
        if "v" in query or saved.problems:
            return False
        experiment, _ = encode(saved.samples, saved.test_samples, saved.settings)
        is_known = query.keys() <= self.shared().keys() | SETTINGS.keys()
        return experiment == self._experiment and self._more.items() <= query.items() and is_known

    def shared(self) -> dict[str, str]:
        """The query that describes all of the experiment."""
        return self._experiment | self._more

    def link(self, page: str) -> str:
        """The whole address, of the page at ``page``, that describes all of the experiment."""
        query = {key: text for key, text in self.shared().items() if key != DRAFT}
        return f"{page.rstrip('/')}/?{urlencode(query)}"

    @property
    def is_kept(self) -> bool:
        """Whether a reload brings the tables back, by the address or from the store."""
        return self.is_whole or (bool(self.kept) and self.store.is_readable)

    @property
    def kept(self) -> str:
        """The name that the store has the tables under; "" when it has them not."""
        return self._experiment.get(KEPT, "").replace(NOWHERE, "")

    @property
    def _has_tables(self) -> bool:
        return self.is_whole or bool(self.kept)


def _without_run(query: Mapping[str, str]) -> dict[str, str]:
    return {key: text for key, text in query.items() if key not in RUN_KEYS}
