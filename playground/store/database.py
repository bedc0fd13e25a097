"""The database in which a server keeps things: which one it is, its table, and what ails it."""

import errno
import os
import socket
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Timer
from typing import Any, TypeVar

from platformdirs import user_cache_path
from sqlalchemy import (
    URL,
    Column,
    Connection,
    Double,
    Engine,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.exc import ArgumentError, DBAPIError, DisconnectionError
from sqlalchemy.schema import CreateIndex, CreateTable

Result = TypeVar("Result")

SETTING = "PLAYGROUND_DATABASE"  # of the environment: the address of a database
DRIVERS = ("sqlite", "sqlite+pysqlite", "postgresql", "postgresql+psycopg")
PATIENCE = 2  # seconds: what does not answer by then is away
# the present second by the one clock that all have who use the database
CLOCKS = {
    "sqlite": "((julianday('now') - 2440587.5) * 86400)",
    "postgresql": "extract(epoch from clock_timestamp())",
}
# by the beginning of SQLite's name or PostgreSQL's number for an error; all others: "away"
TROUBLES = {
    "full": ("SQLITE_FULL", "53100"),
    "unwritable": ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_IOERR", "25006", "42501"),
    "damaged": ("SQLITE_CORRUPT", "SQLITE_NOTADB", "XX001", "XX002"),
}
# what a process gets that makes the table at the same time as another
RACES = ("SQLITE_BUSY", "SQLITE_LOCKED", "42P07", "42710", "23505")

_METADATA = MetaData()
ENTRIES = Table(
    "playground_entries",
    _METADATA,
    Column("key", String(32), primary_key=True),
    Column("used", Double, nullable=False),  # the second in which it was last
    Column("size", Integer, nullable=False),  # of the content, in bytes
    Column("content", LargeBinary, nullable=False),
    Index("playground_entries_used", "used", "size"),
)


class Misconfigured(Exception):
    """The setting names no database that can be used; the message says why."""


def default_url() -> URL:
    """A file in the user's cache, wherever this system has it."""
    folder = user_cache_path("linear-classifier-playground", appauthor=False)
    return URL.create("sqlite", database=str(folder / "store.sqlite"))


def trouble_of(error: Exception) -> str:
    """What ails the database: the texts ``store_<trouble>`` say it."""
    cause = getattr(error, "orig", error)
    if isinstance(cause, OSError):
        return "full" if cause.errno == errno.ENOSPC else "unwritable"
    name = _name_of(cause)
    return next((trouble for trouble, names in TROUBLES.items() if name.startswith(names)), "away")


def _name_of(cause: object) -> str:
    """What SQLite or PostgreSQL calls an error."""
    return getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None) or ""


class Database:
    """The database at an address; nothing is asked of it before the first `run`."""

    def __init__(self, address: str | URL) -> None:
        """Raises Misconfigured."""
        try:
            url = make_url(address)
        except (ArgumentError, ValueError):
            raise Misconfigured("this is no address of a database") from None
        if url.drivername not in DRIVERS:
            raise Misconfigured("it has to begin with sqlite:/// or postgresql+psycopg://")
        self._path = Path(url.database or "")
        self._is_ours = url == default_url()  # the file, and so whatever is in it
        self._seen: tuple[int, int] | None = None  # the file that was opened last
        try:
            self.engine = self._file(url) if url.get_backend_name() == "sqlite" else _server(url)
        except ImportError as error:
            hint = "python -m pip install -r deploy/requirements.txt"
            raise Misconfigured(f"{error}; this brings what is missing: {hint}") from None

    def run(self, work: Callable[[Connection], Result]) -> Result:
        """What ``work`` makes of the database, in one transaction: all of it is done or nothing.

        What can be mended is mended first. Raises SQLAlchemyError or OSError.
        """
        for _ in range(2):
            try:
                return self._once(work)
            except DBAPIError as error:
                if not self._mend(error):
                    raise
        return self._once(work)

    def close(self) -> None:
        self.engine.dispose()

    def _once(self, work: Callable[[Connection], Result]) -> Result:
        with self.engine.begin() as connection:
            return work(connection)

    def _mend(self, error: DBAPIError) -> bool:
        """Whether it is worth another try: there is a table now, or a connection to be had.

        Raises DBAPIError when there is no table, and none can be made.
        """
        if getattr(error.orig, "sqlstate", "") == "42P01" or "no such table" in str(error.orig):
            try:
                self._once(_make_table)
            except DBAPIError as failure:
                if not _name_of(failure.orig).startswith(RACES):
                    raise
            return True
        if trouble_of(error) == "damaged" and self._is_ours:
            return self._put_aside()
        return error.connection_invalidated

    # --- PostgreSQL is made by `_server`, SQLite here -----------------------------------------

    def _file(self, url: URL) -> Engine:
        if url.database in (None, "", ":memory:"):
            raise Misconfigured("it has to name a file")
        engine = create_engine(url, connect_args={"timeout": PATIENCE}, pool_timeout=PATIENCE)
        event.listen(engine, "do_connect", self._make_folder)
        event.listen(engine, "connect", self._opened)
        event.listen(engine, "checkout", self._is_there)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
        return engine

    def _make_folder(self, *_: Any) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)

    def _opened(self, connection: Any, record: Any) -> None:
        record.info["file"] = self._seen = self._identity()
        connection.isolation_level = None  # a transaction begins where ours does
        try:
            with suppress(sqlite3.OperationalError):  # another process does it at the same time
                connection.execute("PRAGMA journal_mode = WAL")  # no step waits for the disk
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA secure_delete = ON")  # what has gone is not in the file
        except sqlite3.Error:
            connection.close()
            raise

    def _is_there(self, _: Any, record: Any, __: Any) -> None:
        """Whether the file that was opened is the one that has the name by now."""
        if record.info["file"] != self._identity():
            raise DisconnectionError

    def _identity(self) -> tuple[int, int] | None:
        with suppress(OSError):
            found = self._path.stat()
            return found.st_dev, found.st_ino
        return None

    def _put_aside(self) -> bool:
        """Give a damaged file another name, unless another process has done so; whether it is gone.

        The file itself comes last: as long as it is there, nobody begins one anew.
        """
        damaged = self._seen
        self.engine.dispose()
        with suppress(OSError):  # on Windows, as long as another process has it open
            for end in ("-wal", "-shm", ""):
                if self._identity() == damaged:
                    with suppress(FileNotFoundError):
                        os.replace(f"{self._path}{end}", f"{self._path}.damaged{end}")
        return self._identity() != damaged


def _make_table(connection: Connection) -> None:
    connection.execute(CreateTable(ENTRIES, if_not_exists=True))
    for index in ENTRIES.indexes:
        connection.execute(CreateIndex(index, if_not_exists=True))


def _server(url: URL) -> Engine:
    waits = {"connect_timeout": PATIENCE, "tcp_user_timeout": PATIENCE * 1000}
    engine = create_engine(url, connect_args=waits, pool_timeout=PATIENCE)

    @event.listens_for(engine, "checkout")
    def begin_waiting(connection: Any, record: Any, _: Any) -> None:
        record.info["wait"] = wait = Timer(PATIENCE, _hang_up, [connection])
        wait.daemon = True
        wait.start()

    @event.listens_for(engine, "checkin")
    def end_waiting(_: Any, record: Any) -> None:
        if "wait" in record.info:  # not so when there was no connection to be had
            record.info.pop("wait").cancel()

    return engine


def _hang_up(connection: Any) -> None:
    """End the wait for a server that took a question and does not answer."""
    with suppress(Exception), socket.fromfd(connection.fileno(), socket.AF_INET, 0) as line:
        line.shutdown(socket.SHUT_RDWR)
