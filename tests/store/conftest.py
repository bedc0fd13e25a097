"""Each test of the store is one with SQLite and one with PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from playground.store import store
from tests.store.place import Place


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path}/store.sqlite"
    else:
        address = request.getfixturevalue("postgres").url
    place = Place(address)
    yield place
    place.close()


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that failed is looked at again a moment later."""
    monkeypatch.setattr(store, "PAUSE", 0.3)
