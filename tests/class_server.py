"""``python -m playground`` on this machine, started from another folder as for a class."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.server import ROOT, wait_for


class ClassServer(NamedTuple):
    link: str  # of its page
    port: int
    process: subprocess.Popen
    out: Path

    def said(self) -> str:
        """What it has printed so far."""
        return self.out.read_text("utf-8")


@contextmanager
def class_server(
    folder: Path, *options: str, address: str = "127.0.0.1", path: str = "", **environment: str
) -> Iterator[ClassServer]:
    """A server that answers at an address, with its page at a path; it is ended afterwards."""
    if sys.platform == "darwin" and address != "127.0.0.1":
        pytest.skip("macOS has no other address of its own, unless one is made")
    with socket.socket() as free:
        free.bind((address, 0))
        port: int = free.getsockname()[1]
    command = [sys.executable, str(ROOT / "playground"), "--no-browser", "--port", str(port)]
    out = folder / "out"
    with out.open("w") as file:
        process = subprocess.Popen(
            [*command, "--address", address, "--base-path", path, *options],
            cwd=folder,
            stdout=file,
            stderr=subprocess.STDOUT,
            env=os.environ | {"PYTHONIOENCODING": "utf-8"} | environment,
        )
    link = f"http://{address}:{port}{path}"
    try:
        wait_for(link)
        yield ClassServer(link, port, process, out)
    finally:
        process.terminate()
        process.wait(timeout=60)
