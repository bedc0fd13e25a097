"""The playground's own server on this machine, for the tests in a browser and the benchmarks."""

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
        self._script = script
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start the process and wait until it answers."""
        command = [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            self._script,
            "--server.headless",
            "true",
        ]
        self.process = subprocess.Popen(
            [*command, "--server.port", str(self.port)],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(1200):
            try:
                with urlopen(f"{self.url}/_stcore/health"):
                    return
            except OSError:
                time.sleep(0.1)
        self.kill()
        raise TimeoutError("the server did not answer within two minutes")

    def kill(self) -> None:
        """End the process as ``kill -9`` does."""
        self.process.kill()
        self.process.wait()


@contextmanager
def running_server(script: str = "app.py") -> Iterator[Server]:
    """A server that is shut down afterwards."""
    server = Server(script)
    try:
        yield server
    finally:
        server.process.terminate()
        server.process.wait(timeout=60)
