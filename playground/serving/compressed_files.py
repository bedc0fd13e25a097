"""Streamlit's own files, compressed: a first visit fetches a third of the bytes.

Streamlit sends them as they are, since to compress them at each request would cost more than it
saves. Here each is compressed once, and kept.
"""

import gzip
import mimetypes
from collections import defaultdict
from functools import cache
from pathlib import Path
from threading import Lock, Thread

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

_SUFFIXES = {".css", ".js", ".svg"}  # the others are compressed already
_HEADERS = {
    "Content-Encoding": "gzip",
    "Vary": "Accept-Encoding",
    # their names hold a hash of what they hold
    "Cache-Control": "public, immutable, max-age=31536000",
}


def files_of(folder: Path) -> dict[str, Path]:
    """The files in a folder that are worth compressing, by their paths in it."""
    found = (path for path in folder.rglob("*") if path.suffix in _SUFFIXES)
    return {path.relative_to(folder).as_posix(): path for path in found}


def compress_all(folder: Path) -> Thread:
    """Begin to compress all files of a folder, so that no visitor waits for it."""
    thread = Thread(target=lambda: [*map(compressed, files_of(folder).values())], daemon=True)
    thread.start()
    return thread


class CompressedFiles:
    """Answers requests for files of ``/static/`` that browsers take compressed; passes all else on.

    They lie in ``folder``.
    """

    def __init__(self, app: ASGIApp, folder: Path, base_path: str = "") -> None:
        self._app = app
        self._prefix = f"/{base_path.strip('/')}/static/".replace("//", "/")
        self._paths = files_of(folder)
        self._answers: dict[Path, Response] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = self._asked_for(scope)
        if path is None:
            await self._app(scope, receive, send)
            return
        if path not in self._answers:
            content = await to_thread.run_sync(compressed, path)
            kind, _ = mimetypes.guess_type(path.name)
            self._answers[path] = Response(content, media_type=kind, headers=_HEADERS)
        await self._answers[path](scope, receive, send)

    def _asked_for(self, scope: Scope) -> Path | None:
        if scope["type"] != "http" or scope["method"] != "GET":
            return None
        if "gzip" not in Headers(scope=scope).get("accept-encoding", ""):
            return None
        return self._paths.get(str(scope["path"]).removeprefix(self._prefix))


_locks: defaultdict[Path, Lock] = defaultdict(Lock)  # thirty visitors ask for the same file


def compressed(path: Path) -> bytes:
    """The file as gzip, compressed when it is asked for first."""
    with _locks[path]:
        return _compressed(path)


@cache
def _compressed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), compresslevel=6, mtime=0)
