"""What a server keeps for its visitors, each content under its own hash."""

import gzip
import hashlib
import io
import logging
import math
import os
import re
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import (
    URL,
    Column,
    ColumnElement,
    Connection,
    Delete,
    Update,
    delete,
    func,
    literal_column,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from playground.store.database import (
    CLOCKS,
    ENTRIES,
    SETTING,
    Database,
    Misconfigured,
    default_url,
    trouble_of,
)

Result = TypeVar("Result")

MAX_BYTES = 200 * 2**20  # of all contents, packed; those not used for longest go first
MAX_CONTENT = 32 * 2**20  # bytes of a content, unpacked
KEEP_SETTING, KEEP_DAYS = "PLAYGROUND_KEEP_DAYS", 7.0  # how long an entry is kept unused
PAUSE = 5.0  # seconds from a failure to the next try
SWEEP_SECONDS = 60.0  # from one look for what may go to the next, if little comes in
FAILURES = (SQLAlchemyError, OSError)  # of a database
READABLE = ("full", "unwritable")  # troubles in writing that leave what is there to be read
_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_entry = ENTRIES.c
_log = logging.getLogger(__name__)  # to the terminal


def key_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]


def keep_days() -> float:
    """As the environment says; 7 when what it says makes no sense, which is said."""
    text = os.environ.get(KEEP_SETTING) or str(KEEP_DAYS)
    try:
        days = float(text)
    except ValueError:
        days = math.nan
    if not 0 < days < math.inf:
        _log.warning("%s has to be a number of days; it is %g now.", KEEP_SETTING, KEEP_DAYS)
        return KEEP_DAYS
    return days


class Store:
    """What is put in can be taken out again, by any server that has the same database.

    One that fails is left alone, so that no page waits for it, until a look every few seconds
    finds it well. ``trouble`` says meanwhile what ails it, as the texts ``store_<trouble>``.
    """

    def __init__(self, address: str | URL, max_bytes: int = MAX_BYTES) -> None:
        self.trouble = ""
        self.is_readable = True  # so that what is not found is not there
        self._max_bytes = max_bytes
        self._seconds = keep_days() * 24 * 3600
        self._unswept, self._swept = 0, -math.inf  # bytes and time since the last look
        self._guard = threading.Lock()
        self._next_look: threading.Timer | None = None
        try:
            self._database: Database | None = Database(address)
        except Misconfigured as error:
            self._database, self.trouble, self.is_readable = None, "misconfigured", False
            _log.warning("%s: %s. Large tables and undo are not kept.", SETTING, error)
        else:
            dialect = self._database.engine.dialect.name
            self._now: ColumnElement[float] = literal_column(CLOCKS[dialect])
            self._insert = _INSERT[dialect]

    def put(self, *contents: bytes) -> str:
        """Keep all of these or none; the key of the last, or "" when they cannot be kept."""
        if self.trouble or max(map(len, contents)) > MAX_CONTENT:
            return ""
        packed = {key_of(content): gzip.compress(content, 1, mtime=0) for content in contents}
        if not self._do(lambda connection: self._write(connection, packed)):
            return ""
        self._unswept += sum(map(len, packed.values()))
        is_much = self._unswept > self._max_bytes // 100
        if is_much or time.monotonic() - self._swept > SWEEP_SECONDS:
            self._do(lambda connection: self._sweep(connection, packed))
        return key_of(contents[-1])

    def get(self, key: str) -> bytes | None:
        """What was put in under ``key``, or None when it is not there, or cannot be read."""
        packed = self._find(_entry.content, key)
        if packed is None:
            return None
        content = _unpacked(packed)
        outcome: Update | Delete = update(ENTRIES).where(_entry.key == key).values(used=self._now)
        if content is None or key_of(content) != key:
            content, outcome = None, delete(ENTRIES).where(_entry.key == key)  # to be put in again
        self._do(lambda connection: connection.execute(outcome))
        return content

    def has(self, key: str) -> bool:
        """Whether something is there under ``key``; whether it is whole, only `get` tells."""
        return self._find(_entry.key, key) is not None

    def look(self) -> None:
        """See whether anything can be kept, which is said in the terminal when that changes."""
        if self._database is None:
            return
        with self._guard:
            self._next_look = None
        nothing = {key_of(b""): gzip.compress(b"", 1, mtime=0)}
        try:
            self._database.run(lambda connection: self._write(connection, nothing))
            self._database.run(lambda connection: self._sweep(connection, nothing))
        except FAILURES as error:
            self._fail(error)
        else:
            if self.trouble:
                _log.warning("The store can be used again.")
            self.trouble, self.is_readable = "", True

    def close(self) -> None:
        """Let go of the database, until the next use."""
        with self._guard:
            if self._next_look:
                self._next_look.cancel()
        if self._database:
            self._database.close()

    def _do(self, work: Callable[[Connection], Result], writes: bool = True) -> Result | None:
        """What ``work`` returns; None when the database cannot be used."""
        if self._database is None or (self.trouble if writes else not self.is_readable):
            return None
        try:
            return self._database.run(work)
        except FAILURES as error:
            self._fail(error, writes)
            return None

    def _fail(self, error: Exception, writes: bool = True) -> None:
        """Say what is wrong, and look again in a while."""
        trouble = trouble_of(error)
        with self._guard:
            if trouble != self.trouble:
                reason = " ".join(str(getattr(error, "orig", error)).split())
                _log.warning("The store cannot be used (%s): %s", trouble, reason)
            self.trouble = trouble
            self.is_readable = self.is_readable and writes and trouble in READABLE
            if self._next_look is None:
                self._next_look = threading.Timer(PAUSE, self.look)
                self._next_look.daemon = True
                self._next_look.start()

    def _find(self, column: Column[Any], key: str) -> Any:
        """What the entry with this key has in a column, if it was used within the time."""
        if self._database is None or not re.fullmatch("[0-9a-f]{32}", key):
            return None
        is_unexpired = _entry.used >= self._now - self._seconds
        query = select(column).where(_entry.key == key, is_unexpired)
        return self._do(lambda connection: connection.scalar(query), writes=False)

    def _write(self, connection: Connection, packed: Mapping[str, bytes]) -> bool:
        for key, content in sorted(packed.items()):  # in one order, so that none waits in a ring
            row = self._insert(ENTRIES).values(
                key=key, used=self._now, size=len(content), content=content
            )
            again = {"used": row.excluded.used}
            connection.execute(row.on_conflict_do_update(index_elements=[_entry.key], set_=again))
        return True

    def _sweep(self, connection: Connection, newest: Iterable[str]) -> None:
        """Have all go that has not been used for too long, and the oldest when there is too much.

        What another process is using or removing at the moment is left to it.
        """
        self._unswept, self._swept = 0, time.monotonic()
        _remove(connection, _entry.used < self._now - self._seconds)
        if (connection.scalar(select(func.sum(_entry.size))) or 0) > self._max_bytes:
            newest_first = [_entry.used.desc(), _entry.key]
            total = func.sum(_entry.size).over(order_by=newest_first).label("total")
            ranked = select(_entry.key, total).subquery()
            too_much = select(ranked.c.key).where(ranked.c.total > self._max_bytes)
            _remove(connection, _entry.key.in_(too_much) & _entry.key.not_in(list(newest)))


def _remove(connection: Connection, those: ColumnElement[bool]) -> None:
    free = select(_entry.key).where(those).with_for_update(skip_locked=True)
    connection.execute(delete(ENTRIES).where(_entry.key.in_(free)))


def _unpacked(packed: bytes) -> bytes | None:
    """None for what is no gzip, or longer than anything that was put in."""
    try:
        with gzip.open(io.BytesIO(packed)) as file:
            content = file.read(MAX_CONTENT + 1)
    except (OSError, EOFError, zlib.error):
        return None
    return content if len(content) <= MAX_CONTENT else None


_store_at = cache(Store)


def shared() -> Store:
    """The one store of all sessions of this process, in the database that the setting names."""
    return _store_at(os.environ.get(SETTING) or default_url())
