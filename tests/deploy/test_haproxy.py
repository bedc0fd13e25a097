"""The proxy's configuration, with HAProxy itself and pages that only say which they are."""

import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection, HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import NamedTuple

import pytest

from tests.school import HAPROXY, PROXY, needs_haproxy, new_certificate, new_network, running_proxy

pytestmark = needs_haproxy
XSRF = "_streamlit_xsrf=2|a|b|c; Path=/; SameSite=Lax"  # as Streamlit writes it


class StandIn(BaseHTTPRequestHandler):
    """A page that tells its port."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Set-Cookie", XSRF)
        self.end_headers()
        self.wfile.write(str(self.connection.getsockname()[1]).encode())

    def log_message(self, *args: object) -> None:
        """Nothing."""


@contextmanager
def stand_in(address: str, port: int) -> Iterator[ThreadingHTTPServer]:
    with ThreadingHTTPServer((address, port), StandIn) as server:
        Thread(target=server.serve_forever, args=[0.01]).start()
        try:
            yield server
        finally:
            server.shutdown()


class Answer(NamedTuple):
    status: int
    location: str
    cookies: list[str]  # as they are set
    body: str


def ask(connection: HTTPConnection, path: str = "/", cookie: str = "") -> Answer:
    connection.request("GET", path, headers={"Cookie": cookie})
    with connection.getresponse() as found:
        cookies = found.headers.get_all("Set-Cookie") or []
        answer = Answer(found.status, found.headers["Location"], cookies, found.read().decode())
    connection.close()
    return answer


def lines_with(log: Path, text: str, number: int) -> list[str]:
    """As many lines of the log, once they are written."""
    for _ in range(200):
        found = [line for line in log.read_text().splitlines() if text in line]
        if len(found) >= number:
            return found
        time.sleep(0.05)
    raise TimeoutError(log.read_text())


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"PAGES": "page", "RESOLVER": "127.0.0.11:53", "LISTEN": ":8080"},
        {"CERTIFICATE": "", "RESOLVER": ""},  # as a compose file has them that are not set
    ],
)
def test_the_configuration_is_valid(settings: dict[str, str]) -> None:
    command = [HAPROXY, "-c", "-f", str(PROXY)]
    checked = subprocess.run(command, env=settings, capture_output=True, encoding="utf-8")
    assert checked.returncode == 0, checked.stderr
    assert "WARNING" not in checked.stderr


def test_a_visitor_stays_with_a_page_by_a_cookie_and_goes_to_another_when_it_is_gone(
    tmp_path: Path,
) -> None:
    network, log = new_network(), tmp_path / "log"
    with ExitStack() as stack:
        servers = [stand_in(f"{network}.1", port) for port in (8501, 8502)]
        pages = [stack.enter_context(server) for server in servers]
        file = stack.enter_context(log.open("w"))
        stack.enter_context(running_proxy(f"{network}.9:8080", {"PAGES": f"{network}.1"}, file))
        lines_with(log, " is DOWN", 6)  # of the eight ports
        proxy = HTTPConnection(f"{network}.9", 8080, timeout=10)
        first = ask(proxy)
        cookie = next(each for each in first.cookies if each.startswith("page="))
        assert "SameSite=Lax" in cookie
        assert "HttpOnly" in cookie
        cookie = cookie.partition(";")[0]
        again = [ask(proxy, "/media/file.csv", cookie) for _ in range(5)]
        assert {answer.body for answer in again} == {first.body}
        assert {*again[0].cookies} == {XSRF}  # no other cookie than at first
        others = {ask(proxy).body for _ in range(4)}
        assert len(others) == 2  # those who bring none are shared out
        gone = next(page for page in pages if str(page.server_port) == first.body)
        gone.shutdown()
        gone.server_close()
        start = time.perf_counter()
        moved = ask(proxy, cookie=cookie)
        assert time.perf_counter() - start < 1
        assert moved.status == 200
        assert moved.body != first.body
        assert any(each.startswith("page=") and cookie not in each for each in moved.cookies)


def test_with_a_certificate_cookies_hold_in_a_frame_of_another_site_and_http_leads_to_https(
    tmp_path: Path,
) -> None:
    network = new_network()
    settings = {"PAGES": f"{network}.1", "CERTIFICATE": new_certificate(tmp_path)}
    settings["LISTEN_TLS"] = f"{network}.9:8443"
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    with stand_in(f"{network}.1", 8501), running_proxy(f"{network}.9:8080", settings):
        plain = HTTPConnection(f"{network}.9", 8080, timeout=10)
        encrypted = HTTPSConnection(f"{network}.9", 8443, context=trusting, timeout=10)
        answer = ask(encrypted)
        assert {each.partition("=")[0] for each in answer.cookies} == {"page", "_streamlit_xsrf"}
        for each in answer.cookies:
            assert each.endswith("; SameSite=None; Secure; Partitioned")
        led = ask(plain, "/?data=iris")
        assert led.status == 301
        assert led.location.startswith("https://")
        assert led.location.endswith("/?data=iris")


def test_the_log_has_who_came_when_but_no_samples(tmp_path: Path) -> None:
    network, log = new_network(), tmp_path / "log"
    with (
        log.open("w") as file,
        stand_in(f"{network}.1", 8501),
        running_proxy(f"{network}.9:8080", {"PAGES": f"{network}.1"}, file),
    ):
        ask(HTTPConnection(f"{network}.9", 8080, timeout=10), "/?samples=secret")
        (line,) = lines_with(log, " GET /", 1)
    assert line.startswith("127.0.0.1 ")
    assert line.endswith(" GET /")
    assert "secret" not in log.read_text()
