"""A database for a test, and what is done to it from outside."""

import time
from typing import Any

from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from playground.store.store import Store


class Place:
    """An empty database, and the stores that were opened in it."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._stores: list[Store] = []
        if not address.startswith("sqlite"):
            self.execute("DROP TABLE IF EXISTS playground_entries")

    def store(self, **options: Any) -> Store:
        self._stores.append(Store(self.address, **options))
        return self._stores[-1]

    def execute(self, statement: str, **values: Any) -> list[tuple]:
        """What another process does in this database."""
        engine = create_engine(self.address)
        try:
            with engine.begin() as connection:
                found = connection.execute(text(statement), values)
                return [tuple(row) for row in found] if found.returns_rows else []
        finally:
            engine.dispose()

    def keys(self) -> set[str]:
        try:
            return {key for (key,) in self.execute("SELECT key FROM playground_entries")}
        except DBAPIError:
            return set()

    def set_content(self, key: str, content: bytes) -> None:
        """Put something else into an entry."""
        statement = "UPDATE playground_entries SET content = :content WHERE key = :key"
        self.execute(statement, key=key, content=content)

    def content(self, key: str) -> bytes:
        statement = "SELECT content FROM playground_entries WHERE key = :key"
        ((content,),) = self.execute(statement, key=key)
        return bytes(content)

    def age(self, key: str, seconds: float) -> None:
        """Have the last use of an entry be so long ago."""
        statement = "UPDATE playground_entries SET used = used - :seconds WHERE key = :key"
        self.execute(statement, key=key, seconds=seconds)

    def close(self) -> None:
        for store in self._stores:
            store.close()


def wait_until_well(store: Store) -> None:
    for _ in range(300):
        if not store.trouble:
            return
        time.sleep(0.1)
    raise TimeoutError(store.trouble)
