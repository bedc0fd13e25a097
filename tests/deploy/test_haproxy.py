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
    """A page that tells its port, and has one file to save, named by it."""

    def do_GET(self) -> None:
        port = self.connection.getsockname()[1]
        is_there = not self.path.startswith("/media/") or self.path == f"/media/{port}.csv"
        self.send_response(200 if is_there else 404)
        self.send_header("Set-Cookie", XSRF)
        self.end_headers()
        self.wfile.write(str(port).encode())

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


@contextmanager
def proxy_of(network: str, log: Path) -> Iterator[HTTPConnection]:
    """The proxy of the pages in a network, of which most ports have none."""
    settings = {"PAGES": f"{network}.1"}
    with log.open("w") as file, running_proxy(f"{network}.9:8080", settings, file):
        yield HTTPConnection(f"{network}.9", 8080, timeout=10)


def test_a_visitor_stays_with_a_page_by_a_cookie_and_goes_to_another_when_it_is_gone(
    tmp_path: Path,
) -> None:
    network = new_network()
    with ExitStack() as stack:
        servers = [stand_in(f"{network}.1", port) for port in (8501, 8502)]
        pages = [stack.enter_context(server) for server in servers]
        proxy = stack.enter_context(proxy_of(network, tmp_path / "log"))
        first = ask(proxy)
        cookie = next(each for each in first.cookies if each.startswith("page="))
        assert "SameSite=Lax" in cookie
        assert "HttpOnly" in cookie
        cookie = cookie.partition(";")[0]
        again = [ask(proxy, "/", cookie) for _ in range(5)]
        assert {answer.body for answer in again} == {first.body}
        assert {*again[0].cookies} == {XSRF}  # no other cookie than at first
        others = {ask(proxy).body for _ in range(4)}
        assert len(others) == 2  # those who bring none are shared out
        gone = next(page for page in pages if str(page.server_port) == first.body)
        gone.shutdown()
        gone.server_close()
        for _ in range(30):  # before the proxy knows that it is gone, and after
            start = time.perf_counter()
            moved = ask(proxy, cookie=cookie)
            assert time.perf_counter() - start < 1
            assert moved.status == 200
            assert moved.body != first.body
            assert any(each.startswith("page=") and cookie not in each for each in moved.cookies)
            time.sleep(0.1)


def test_a_file_is_saved_without_a_cookie_too_and_moves_nobody(tmp_path: Path) -> None:
    network = new_network()
    with ExitStack() as stack:
        for port in (8501, 8502, 8503):
            stack.enter_context(stand_in(f"{network}.1", port))
        proxy = stack.enter_context(proxy_of(network, tmp_path / "log"))
        cookies = "; ".join(each.partition(";")[0] for each in ask(proxy).cookies)
        for port in (8501, 8502, 8503):
            for cookie in ("", cookies):
                saved = ask(proxy, f"/media/{port}.csv", cookie)
                assert (saved.status, saved.body) == (200, str(port))
                assert not saved.cookies
        missing = ask(proxy, "/media/none.csv", cookies)
        assert (missing.status, missing.cookies) == (404, [])


@pytest.mark.parametrize("port", ["", ":8443"])
def test_with_a_certificate_cookies_hold_in_a_frame_of_another_site_and_http_leads_to_https(
    tmp_path: Path, port: str
) -> None:
    network = new_network()
    settings = {"PAGES": f"{network}.1", "CERTIFICATE": new_certificate(tmp_path)}
    settings |= {"LISTEN_TLS": f"{network}.9:8443", "PORT_TLS": port}
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
        assert (led.status, led.location) == (301, f"https://{network}.9{port}/?data=iris")


def test_the_log_has_who_came_when_but_no_samples(tmp_path: Path) -> None:
    network, log = new_network(), tmp_path / "log"
    with stand_in(f"{network}.1", 8501), proxy_of(network, log) as proxy:
        address = f"/?samples={1000 * 'secret'}"
        assert ask(proxy, address).status == 200  # as long as an address may be
        for _ in range(100):
            if " GET " in (text := log.read_text()):
                break
            time.sleep(0.05)
    (line,) = (line for line in text.splitlines() if " GET " in line)
    assert line.startswith("127.0.0.1 ")
    assert line.endswith(" GET /")
