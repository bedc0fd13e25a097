"""Several pages of the playground behind the proxy of `deploy/`, as it is shipped."""

import getpass
import os
import random
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

import pytest

from tests.server import ROOT, launched, wait_for

PROXY = ROOT / "deploy/haproxy.cfg"
HAPROXY = shutil.which("haproxy") or shutil.which("haproxy", path="/usr/sbin") or "haproxy"
needs_haproxy = pytest.mark.skipif(
    sys.platform != "linux" or not (Path(HAPROXY).is_file() or os.environ.get("CI")),
    reason="needs HAProxy, and all of Linux's loopback addresses",
)


class Process:
    """One process of ``python -m playground``; it can be killed and started again."""

    def __init__(self, address: str, port: int, environment: Mapping[str, str]) -> None:
        self._url = f"http://{address}:{port}"
        command = ["-m", "playground", "--no-browser"]
        self._arguments = [*command, "--address", address, "--port", str(port)]
        self._environment = environment
        self.launch()

    def launch(self) -> None:
        self.process = launched(self._arguments, **self._environment)

    def wait(self) -> None:
        wait_for(self._url)

    def kill(self) -> None:
        """End the process as ``kill -9`` does."""
        self.process.kill()
        self.process.wait()


class School:
    """Some pages, and the proxy in front of them at `url`."""

    def __init__(self, network: str, url: str, pages: Sequence[Process]) -> None:
        self.network = network
        self.url = url
        self.pages = pages

    def restore(self) -> None:
        """Start again what was killed."""
        gone = [page for page in self.pages if page.process.poll() is not None]
        for page in gone:
            page.launch()
        for page in gone:
            page.wait()


def new_network() -> str:
    """The beginning of addresses of this machine at which nobody else listens."""
    return f"127.{random.randrange(1, 255)}.{random.randrange(255)}"


@contextmanager
def running_school(number: int, is_named: bool = False, **environment: str) -> Iterator[School]:
    """``number`` pages, with ``environment``, shut down afterwards.

    They have ports of one computer, as on a server of one's own, or, if ``is_named``, each a
    computer under one name, as in a network of containers.
    """
    network = new_network()
    settings = {"PAGES": f"{network}.1"}
    places = [(f"{network}.1", port) for port in range(8501, 8501 + number)]
    with ExitStack() as stack:
        if is_named:
            settings = {"PAGES": "page", "RESOLVER": f"{network}.99:5353"}
            places = [(f"{network}.{each}", 8501) for each in range(1, number + 1)]
            names = NameServer((f"{network}.99", 5353), [address for address, _ in places])
            stack.callback(names.close)
        pages = []
        for place in places:
            if is_named:  # as computers they share no folder
                folder = stack.enter_context(TemporaryDirectory())
                environment["XDG_CACHE_HOME"] = folder
            pages.append(Process(*place, environment.copy()))
            stack.callback(pages[-1].kill)
        for page in pages:
            page.wait()
        url = f"http://{network}.100:8080"
        stack.enter_context(running_proxy(url.removeprefix("http://"), settings))
        wait_for(url)
        time.sleep(1.5)  # until the proxy knows which ports have no page
        yield School(network, url, pages)


@contextmanager
def running_proxy(
    listen: str, settings: Mapping[str, str], log: int | IO[str] = subprocess.DEVNULL
) -> Iterator[None]:
    """The proxy as it is shipped, but for what its environment sets."""
    environment = os.environ | settings | {"LISTEN": listen}
    if os.getuid():
        environment["RUN_AS"] = getpass.getuser()
    command = [HAPROXY, "-db", "-f", str(PROXY)]
    process = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.DEVNULL)
    host, _, port = listen.partition(":")
    try:
        with socket.socket() as visitor:
            while visitor.connect_ex((host, int(port))):
                assert process.poll() is None, "haproxy has ended"
                time.sleep(0.01)
        yield
    finally:
        process.kill()
        process.wait()


def new_certificate(folder: Path) -> str:
    """A file with a certificate, which nobody has to trust, and its key."""
    path = str(folder / "certificate.pem")
    command = ["openssl", "req", "-x509", "-nodes", "-newkey", "rsa:2048", "-subj", "/CN=school"]
    subprocess.run([*command, "-keyout", path, "-out", path], check=True, capture_output=True)
    return path


class NameServer:
    """Answers each question with all addresses, as Docker does for a service of several copies."""

    def __init__(self, place: tuple[str, int], addresses: Sequence[str]) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(place)
        self._addresses = [socket.inet_aton(address) for address in addresses]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            question, sender = self._socket.recvfrom(4096)
            if not question:
                return
            self._socket.sendto(self._answer(question), sender)

    def _answer(self, question: bytes) -> bytes:
        """RFC 1035, 4: the header with flags and counts, the name and kind asked for, records."""
        end = question.index(0, 12) + 5
        is_ipv4 = question[end - 4 : end - 2] == bytes([0, 1])
        found = self._addresses if is_ipv4 else []
        counts = bytes([0, 1, 0, len(found), 0, 0, 0, 0])
        # the name as in the question; kind A, class IN, one second, four bytes
        record = bytes([0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4])
        records = b"".join(record + address for address in found)
        return question[:2] + bytes([0x81, 0x80]) + counts + question[12:end] + records

    def close(self) -> None:
        self._socket.sendto(b"", self._socket.getsockname())
        self._thread.join()
        self._socket.close()
