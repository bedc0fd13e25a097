"""What ails a database is said in words, costs nobody more than a moment, and passes by itself."""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from playground.store import database
from playground.store.store import Store, key_of, shared
from tests.postgres import Postgres
from tests.store.place import Place, wait_until_well


def seconds_of(act: Callable[[], object]) -> float:
    start = time.monotonic()
    act()
    return time.monotonic() - start


@pytest.fixture
def remote(postgres: Postgres) -> Iterator[Place]:
    place = Place(postgres.url)
    yield place
    place.close()


def test_a_server_that_is_away_is_asked_once_and_used_again_when_it_is_back(
    remote: Place, postgres: Postgres, soon: None, capsys: pytest.CaptureFixture[str]
) -> None:
    store = remote.store()
    key = store.put(b"a table")
    postgres.stop()
    try:
        assert store.get(key) is None
        assert (store.trouble, store.is_readable) == ("away", False)
        assert store.put(b"another") == ""
        assert seconds_of(lambda: [store.has(key) for _ in range(100)]) < 0.1
        said = capsys.readouterr().err
        assert said.count("The store cannot be used (away)") == 1
        assert "Connection refused" in said
    finally:
        postgres.start()
    wait_until_well(store)
    assert "The store can be used again." in capsys.readouterr().err
    assert store.get(key) == b"a table"
    assert store.has(store.put(b"another"))


def test_a_server_that_was_started_anew_meanwhile_is_not_missed(
    remote: Place, postgres: Postgres
) -> None:
    store = remote.store()
    key = store.put(b"a table")
    postgres.stop()
    postgres.start()
    assert store.get(key) == b"a table"
    assert not store.trouble


def test_a_server_that_takes_a_question_and_does_not_answer_is_away(
    remote: Place, postgres: Postgres, soon: None
) -> None:
    store = remote.store()
    key = store.put(b"a table")
    with postgres.frozen():
        assert seconds_of(lambda: store.get(key)) < 8
        assert store.trouble == "away"
        assert seconds_of(lambda: store.get(key)) < 0.1
    wait_until_well(store)
    assert store.get(key) == b"a table"


def test_a_server_that_takes_no_writing_still_gives_what_it_has(remote: Place, soon: None) -> None:
    store = remote.store()
    key = store.put(b"a table")
    remote.execute("ALTER DATABASE postgres SET default_transaction_read_only = on")
    try:
        reader = remote.store()
        assert reader.put(b"another") == ""
        assert reader.trouble == "unwritable"
        assert reader.get(key) == b"a table"
    finally:
        remote.execute("SET TRANSACTION READ WRITE; ALTER DATABASE postgres RESET ALL")


def test_a_user_who_may_not_make_the_table_is_told_that_nothing_can_be_written(
    remote: Place, postgres: Postgres, capsys: pytest.CaptureFixture[str]
) -> None:
    """As PostgreSQL has it since 15, for all but the owner of a database."""
    remote.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC; CREATE ROLE guest LOGIN")
    store = Store(postgres.url.replace("tests@", "guest@"))
    try:
        assert store.put(b"a table") == ""
        assert store.trouble == "unwritable"
        assert "permission denied for schema public" in capsys.readouterr().err
    finally:
        store.close()
        remote.execute("DROP ROLE guest")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "store.sqlite"


@pytest.fixture
def local(file: Path) -> Iterator[Place]:
    place = Place(f"sqlite:///{file}")
    yield place
    place.close()


def test_a_file_that_another_process_holds_too_long_is_away(
    local: Place, file: Path, soon: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0.2)
    store = local.store()
    store.put(b"a table")
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert store.put(b"another") == ""
        assert store.trouble == "away"
    wait_until_well(store)
    assert store.has(store.put(b"another"))


def limit(store: Store, pragma: str) -> Callable[[], None]:
    """Have the connections of a SQLite store be made so; what is returned ends it."""
    engine = store._database.engine  # type: ignore[union-attr]

    def apply(connection: Any, _: object) -> None:
        connection.execute(f"PRAGMA {pragma}")

    engine.dispose()
    event.listen(engine, "connect", apply)

    def end() -> None:
        event.remove(engine, "connect", apply)
        engine.dispose()

    return end


@pytest.mark.parametrize(
    ("pragma", "trouble"), [("max_page_count = 6", "full"), ("query_only = on", "unwritable")]
)
def test_what_there_is_can_be_read_where_nothing_can_be_written(
    local: Place, soon: None, pragma: str, trouble: str
) -> None:
    store = local.store()
    key = store.put(b"a table")
    end = limit(store, pragma)
    large = os.urandom(100_000)
    assert store.put(b"before", large) == ""
    assert store.trouble == trouble
    assert store.get(key) == b"a table"
    assert not store.has(key_of(b"before"))
    end()
    wait_until_well(store)
    assert store.get(store.put(large)) == large


def test_a_place_with_something_in_the_way_keeps_nothing_until_that_is_gone(
    local: Place, file: Path, soon: None
) -> None:
    file.parent.write_text("a file where the folder should be")
    store = local.store()
    assert store.put(b"a table") == ""
    assert (store.trouble, store.is_readable) == ("unwritable", True)
    assert store.get(key_of(b"a table")) is None
    assert not store.is_readable
    file.parent.unlink()
    wait_until_well(store)
    assert store.get(store.put(b"a table")) == b"a table"


def test_a_file_removed_under_a_running_server_is_begun_anew(local: Place, file: Path) -> None:
    store = local.store()
    key = store.put(b"a table")
    for each in file.parent.iterdir():
        each.unlink()
    file.parent.rmdir()
    assert not store.has(key)
    assert store.put(b"a table") == key
    assert local.store().get(key) == b"a table"


GARBAGE = b"no database at all" * 1000


def test_a_damaged_file_that_the_setting_names_is_left_as_it_is_and_said(
    local: Place, file: Path
) -> None:
    file.parent.mkdir()
    file.write_bytes(GARBAGE)
    store = local.store()
    assert store.put(b"a table") == ""
    assert (store.trouble, store.is_readable) == ("damaged", False)
    assert file.read_bytes() == GARBAGE


@pytest.fixture
def cached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The file that is used when no setting names a database."""
    monkeypatch.setattr(database, "user_cache_path", lambda name, **_: tmp_path / "cache" / name)
    monkeypatch.delenv("PLAYGROUND_DATABASE")
    yield tmp_path / "cache" / "linear-classifier-playground" / "store.sqlite"
    shared().close()


def damage_all(file: Path) -> None:
    file.write_bytes(GARBAGE)


def damage_pages(file: Path) -> None:
    """All but the first page, which says that it is a database."""
    content = file.read_bytes()
    file.write_bytes(content[:4096] + b"\x55" * (len(content) - 4096))


@pytest.mark.parametrize("damage", [damage_all, damage_pages])
def test_a_damaged_file_of_our_own_is_put_aside_and_begun_anew(
    cached: Path, damage: Callable[[Path], None]
) -> None:
    key = shared().put(b"a table")
    shared().close()
    damage(cached)
    damaged = cached.read_bytes()
    assert shared().get(key) is None
    assert shared().put(b"a table") == key
    assert shared().get(key) == b"a table"
    assert cached.with_name("store.sqlite.damaged").read_bytes() == damaged


def test_a_server_goes_on_in_the_file_that_another_began_anew(cached: Path) -> None:
    first, second = Store(f"sqlite:///{cached}"), Store(f"sqlite:///{cached}")
    key = first.put(b"a table")
    assert second.has(key)
    first.close()
    with closing(sqlite3.connect(cached)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # all of it is in the file now
    damage_pages(cached)
    assert first.put(b"another") == key_of(b"another")
    assert second.has(key_of(b"another"))
    assert not second.has(key)
    assert second.put(b"a table") == key
    assert first.get(key) == b"a table"
    first.close()
    second.close()


def test_a_server_that_finds_the_damage_late_leaves_the_new_file_alone(cached: Path) -> None:
    first, late = Store(f"sqlite:///{cached}"), Store(f"sqlite:///{cached}")
    first.put(b"a table")
    late.put(b"a table")  # it has seen the file that is damaged next
    first.close()
    late.close()
    damage_pages(cached)
    key = first.put(b"another")
    assert late._database is not None
    assert late._database._put_aside()
    assert first.has(key)
    assert late.has(key)
    first.close()
    late.close()
