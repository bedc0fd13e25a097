"""Several pages of the playground behind the proxy of `deploy/`, as it is shipped."""

import getpass
import os
import random
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from tests.server import ROOT, launched, wait_for

PROXY = ROOT / "deploy/haproxy.cfg"
HAPROXY = shutil.which("haproxy") or shutil.which("haproxy", path="/usr/sbin")


class Page:
    """One process of ``python -m playground``; it can be killed and started again."""

    def __init__(self, address: str, port: int, **environment: str) -> None:
        self._url = f"http://{address}:{port}"
        self._arguments = [
            "-m",
            "playground",
            "--address",
            address,
            "--port",
            str(port),
            "--no-browser",
        ]
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

    def __init__(self, url: str, pages: Sequence[Page]) -> None:
        self.url = url
        self.pages = pages


@contextmanager
def running_school(
    number: int, *, is_named: bool = False, certificate: str = "", **environment: str
) -> Iterator[School]:
    """``number`` pages, shut down afterwards, with ``environment``.

    They have ports of one computer, as on a server of one's own, or, if ``is_named``, each a
    computer under one name, as in a network of containers.
    """
    network = f"127.{random.randrange(1, 255)}.{random.randrange(255)}"  # has nobody else in it
    settings = {"LISTEN": f"{network}.100:8080", "PAGES": f"{network}.1"}
    if os.getuid():
        settings["RUN_AS"] = getpass.getuser()
    if certificate:
        settings |= {"LISTEN_TLS": f"{network}.100:8443", "CERTIFICATE": certificate}
    with ExitStack() as stack:
        if is_named:
            settings |= {"PAGES": "page", "RESOLVER": f"{network}.101:5353"}
            places = [(f"{network}.{each}", 8501) for each in range(1, number + 1)]
            names = NameServer((f"{network}.101", 5353), [address for address, _ in places])
            stack.callback(names.close)
        else:
            places = [(f"{network}.1", port) for port in range(8501, 8501 + number)]
        pages = [Page(*place, **environment) for place in places]
        for page in pages:
            stack.callback(page.kill)
        proxy = subprocess.Popen(
            [str(HAPROXY), "-db", "-f", str(PROXY)],
            env=os.environ | settings,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        stack.callback(proxy.wait)
        stack.callback(proxy.kill)
        for page in pages:
            page.wait()
        url = f"http://{network}.100:8080"
        wait_for(url)
        yield School(url, pages)


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
