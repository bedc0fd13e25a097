"""The playground's own server on this machine, for the tests in a browser and the benchmarks."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).parent.parent


class Server:
    """A playground of its own port; it can be killed and started again there."""

    def __init__(self, script: str = "app.py") -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        options = ["--server.headless", "true", "--server.port", str(self.port)]
        self._command = ["-m", "streamlit", "run", script, *options]
        self.start()

    def start(self) -> None:
        """Start the process and wait until it answers."""
        self.process = launched(self._command)
        try:
            wait_for(self.url)
        except TimeoutError:
            self.kill()
            raise

    def kill(self) -> None:
        """End the process as ``kill -9`` does."""
        self.process.kill()
        self.process.wait()


def launched(arguments: list[str], **environment: str) -> subprocess.Popen[bytes]:
    """Python with these arguments, at work in the house."""
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def wait_for(url: str) -> None:
    """Wait until a playground answers there."""
    for _ in range(1200):
        try:
            with urlopen(f"{url}/_stcore/health"):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"{url} did not answer within two minutes")


@contextmanager
def running_server(script: str = "app.py") -> Iterator[Server]:
    """A server that is shut down afterwards."""
    server = Server(script)
    try:
        yield server
    finally:
        server.process.terminate()
        server.process.wait(timeout=60)
