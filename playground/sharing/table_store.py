"""A folder that keeps the tables which are too large for an address, each under its own hash."""

import gzip
import hashlib
import os
import re
import zlib
from contextlib import suppress
from pathlib import Path

MAX_BYTES = 200 * 2**20  # of the folder; the tables not used for longest go first
MAX_CONTENT = 32 * 2**20  # bytes of a table, unpacked


def default_folder() -> Path:
    """In the user's cache, which on Windows is ``LOCALAPPDATA``."""
    named = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return Path(named or Path.home() / ".cache") / "linear-classifier-playground"


class TableStore:
    """What is put in can be taken out again, by any later server on this machine."""

    def __init__(self, folder: Path, max_bytes: int = MAX_BYTES) -> None:
        self._folder = folder
        self._max_bytes = max_bytes

    def put(self, content: bytes) -> str:
        """Keep ``content`` and return its key; "" when this machine cannot keep it."""
        if len(content) > MAX_CONTENT:
            return ""
        key = hashlib.sha256(content).hexdigest()[:32]
        path = self._path(key)
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if path.exists():
                path.touch()
            else:
                unfinished = path.with_suffix(f".{os.getpid()}-{os.urandom(4).hex()}")
                unfinished.write_bytes(gzip.compress(content, 1))
                unfinished.replace(path)  # whole or not at all, whenever the server ends
        except OSError:
            return ""
        with suppress(OSError):  # another server may make room at the same time
            self._make_room()
        return key

    def get(self, key: str) -> bytes | None:
        """What was put in under ``key``, or None when it is not there, or not what it was."""
        if not self._is_key(key):
            return None
        try:
            with gzip.open(self._path(key)) as file:
                content = file.read(MAX_CONTENT)
            self._path(key).touch()
        except (OSError, EOFError, zlib.error):
            return None
        return content if hashlib.sha256(content).hexdigest()[:32] == key else None

    def has(self, key: str) -> bool:
        """Whether something is there under ``key``; whether it is whole, only `get` tells."""
        return self._is_key(key) and self._path(key).exists()

    def _is_key(self, key: str) -> bool:
        return re.fullmatch("[0-9a-f]{32}", key) is not None

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.gz"

    def _make_room(self) -> None:
        paths = sorted(self._folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
        total = 0
        for path in paths:
            total += path.stat().st_size
            if total > self._max_bytes and path != paths[0]:
                path.unlink(missing_ok=True)
