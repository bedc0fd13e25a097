"""The playground's own server on this machine, for the tests in a browser and the benchmarks."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

ROOT = Path(__file__).parent.parent


class Server(NamedTuple):
    """Where a server listens, and its process."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def start_server(port: int | None = None) -> Server:
    """Start a server and wait until it answers; without a ``port`` it gets a free one."""
    if port is None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    process = subprocess.Popen(
        [*command, "--server.port", str(port)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    server = Server(port, process)
    for _ in range(300):
        try:
            with urlopen(f"{server.url}/_stcore/health"):
                return server
        except OSError:
            time.sleep(0.1)
    process.kill()
    raise TimeoutError("the server did not answer within 30 s")


@contextmanager
def running_server() -> Iterator[Server]:
    """A server that is shut down afterwards."""
    server = start_server()
    try:
        yield server
    finally:
        server.process.terminate()
        server.process.wait(timeout=10)
