"""Which database it is: a file in the user's cache, or what a setting names."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import DBAPIError

from playground.store import database
from playground.store.database import default_url
from playground.store.store import Store

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other places")
def test_without_a_setting_it_is_a_file_in_the_user_s_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folder = tmp_path / "linear-classifier-playground"
    assert default_url().database == str(folder / "store.sqlite")
    store = Store(default_url().render_as_string())
    store.put(b"a table")
    assert (folder / "store.sqlite").exists()
    assert folder.stat().st_mode & 0o777 == 0o700  # for its owner's eyes only
    store.close()


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("a database", "no address of a database"),
        ("postgresql+psycopg://tests:secret@host:port/db", "no address of a database"),
        ("postgres://tests:secret@host/db", "begin with sqlite:/// or postgresql+psycopg://"),
        ("mysql://tests:secret@host/db", "begin with sqlite:/// or postgresql+psycopg://"),
        ("sqlite://", "has to name a file"),
        ("sqlite:///:memory:", "has to name a file"),
    ],
)
def test_a_setting_that_names_no_database_is_said_without_its_password(
    address: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    store = Store(address)
    said = capsys.readouterr().err
    assert said.startswith("PLAYGROUND_DATABASE: ")
    assert reason in said
    assert "secret" not in said
    assert (store.trouble, store.is_readable) == ("misconfigured", False)
    assert store.put(b"a table") == ""
    assert not store.has("0" * 32)
    store.look()
    assert store.trouble == "misconfigured"


def test_a_driver_that_is_not_installed_is_said_with_the_command_that_brings_it() -> None:
    script = """
import sys
sys.modules["psycopg"] = None
from playground.store.store import Store
print(Store("postgresql+psycopg://tests@127.0.0.1:1/db").trouble)
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout == "misconfigured\n"
    assert "pip install -r deploy/requirements.txt" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_server_that_is_not_there_is_said_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    store = Store("postgresql+psycopg://tests:secret@127.0.0.1:1/db")
    store.look()
    said = capsys.readouterr().err
    assert "The store cannot be used (away)" in said
    assert "secret" not in said
    store.close()


# PostgreSQL finds the table, the same row in its catalogue, or the table's type
@pytest.mark.parametrize("code", ["42P07", "23505", "42710"])
def test_who_makes_the_table_later_than_another_has_it_too(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"sqlite:///{tmp_path / 'store.sqlite'}"
    make = database._make_table
    late = Exception()
    late.sqlstate = code  # type: ignore[attr-defined]

    def made_by_another(_: Connection) -> None:
        another = create_engine(address)
        with another.begin() as connection:
            make(connection)
        another.dispose()
        raise DBAPIError("", None, late)

    monkeypatch.setattr(database, "_make_table", made_by_another)
    store = Store(address)
    assert store.get(store.put(b"a table")) == b"a table"
    assert not store.trouble
    store.close()
