"""A PostgreSQL of the tests' own, on this machine alone, from the packages that Debian has."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

PROGRAMS = max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)


def program(name: str) -> str:
    assert PROGRAMS is not None
    return str(PROGRAMS / name)


class Postgres:
    """A server of its own port, with all that it keeps in ``folder``."""

    def __init__(self, folder: Path) -> None:
        # it refuses to run as root; the package has made a user for it
        self._user = "postgres" if os.getuid() == 0 else None
        if self._user:
            shutil.chown(folder, self._user)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self._data = folder / "data"
        command = [program("initdb"), "--username=tests", "--auth=trust", "--no-sync"]
        subprocess.run(
            [*command, "--encoding=UTF8", "--locale=C", f"--pgdata={self._data}"],
            user=self._user,
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        self.start()

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://tests@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start the process and wait until it answers."""
        settings = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "fsync": "off"}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        self._process = subprocess.Popen(
            [program("postgres"), "-D", str(self._data), "-p", str(self.port), *options],
            user=self._user,
            cwd=self._data,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        ask = [program("pg_isready"), "--host=127.0.0.1", f"--port={self.port}", "--quiet"]
        for _ in range(600):
            if subprocess.run(ask).returncode == 0:
                return
            time.sleep(0.1)
        self.stop()
        raise TimeoutError("PostgreSQL did not answer within a minute")

    def stop(self) -> None:
        """End it at once, with all who are connected."""
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait(timeout=60)

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """It goes on taking what is sent for as long as this lasts, and answers nothing."""
        main = psutil.Process(self._process.pid)
        all_of_it = [main, *main.children(recursive=True)]
        for process in all_of_it:
            process.suspend()
        try:
            yield
        finally:
            for process in all_of_it:
                process.resume()


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """A server that is shut down afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        server = Postgres(Path(folder))
        try:
            yield server
        finally:
            server.stop()
