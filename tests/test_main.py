"""``python -m playground``, from the words in the terminal to the first answer."""

import asyncio
import signal
import sys
import webbrowser
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.request import Request, urlopen

import pytest
import streamlit as st

from playground.__main__ import announcement, at_start, choose_port, options
from playground.serving import addresses
from tests.class_server import ClassServer, class_server
from tests.server import ROOT


@pytest.mark.parametrize(
    ("arguments", "address"),
    [
        ([], "127.0.0.1"),
        (["--class"], "0.0.0.0"),
        (["--address", "127.0.0.2"], "127.0.0.2"),
        (["--class", "--address", "127.0.0.2"], "127.0.0.2"),
    ],
)
def test_only_a_class_or_an_address_lets_others_in(arguments: list[str], address: str) -> None:
    assert options(arguments).address == address


def said_of(arguments: list[str], port: int) -> str:
    given = options(arguments)
    return announcement(given, port, addresses.links(given.address, port, given.base_path))


def test_the_terminal_says_each_link_or_how_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "network_addresses", lambda: ["10.0.0.7", "192.168.1.20"])
    said = said_of(["--class", "--base-path", "play"], 8502)
    for link in ("http://127.0.0.1", "http://10.0.0.7", "http://192.168.1.20"):
        assert f"{link}:8502/play" in said
    assert "The code is that of the first; for another: --address 192.168.1.20" in said
    monkeypatch.setattr(addresses, "network_addresses", list)
    for arguments in (["--class"], ["--address", "0.0.0.0"]):
        assert "no network" in said_of(arguments, 8501)


def test_the_terminal_says_what_to_type_for_a_class(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(ROOT / ".venv/bin/python"))
    monkeypatch.chdir(ROOT)
    for arguments in ([], ["--class", "--address", "127.0.0.1"]):
        assert said_of(arguments, 8501).endswith(f": {Path('.venv/bin/python')} playground --class")
    monkeypatch.chdir(ROOT / "docs")
    assert f"{ROOT / '.venv/bin/python'} {ROOT / 'playground'} --class" in said_of([], 8501)


def test_a_port_in_use_is_said_with_the_next_free_one(
    taken: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match=f"{taken} is in use.* --port "):
        choose_port(options(["--port", str(taken)]))
    monkeypatch.setattr("playground.__main__.PORT", taken)
    port = choose_port(options([]))
    assert port > taken
    assert f"{taken} is in use" in (out := capsys.readouterr().out)
    assert str(port) in out


def test_an_address_of_another_computer_is_refused_in_words() -> None:
    with pytest.raises(SystemExit, match=r"Cannot listen at 192\.0\.2\.1:8501"):
        choose_port(options(["--address", "192.0.2.1"]))


@pytest.mark.parametrize("address", ["::", "::1", "fd00::5", "80"])
def test_what_is_no_address_is_refused_in_words(
    address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        options([f"--address={address}"])
    assert f"of IPv4, such as 192.168.1.20, or a name, not {address}" in capsys.readouterr().err


@pytest.mark.parametrize("port", ["0", "-1", "65536", "http"])
def test_what_is_no_port_is_refused_in_words(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        options([f"--port={port}"])
    assert f"from 1 to 65535, not {port}" in capsys.readouterr().err


class Now(NamedTuple):
    """A thread that is done at once."""

    target: Callable[..., object]
    args: Sequence[str]
    daemon: bool

    def start(self) -> None:
        self.target(*self.args)


@pytest.mark.parametrize("has_screen", [True, False])
def test_the_page_opens_by_itself_on_a_computer_with_a_screen(
    has_screen: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("playground.__main__.compress_all", lambda folder: None)
    monkeypatch.setattr("playground.__main__.Thread", Now)
    monkeypatch.setattr(webbrowser, "open", opened.append)
    monkeypatch.setattr(st, "get_option", {"server.headless": not has_screen}.__getitem__)

    async def start(link: str) -> None:
        async with at_start(link)(st.App("app.py")):
            pass

    asyncio.run(start(""))  # as with --no-browser
    asyncio.run(start("http://127.0.0.1:8501"))
    assert opened == (["http://127.0.0.1:8501"] if has_screen else [])


@pytest.fixture
def served(tmp_path: Path) -> Iterator[ClassServer]:
    """A server that was started from another folder."""
    with class_server(tmp_path, address="127.0.0.2", PLAYGROUND_DATABASE="nonsense") as server:
        yield server


def headers_of(link: str) -> dict[str, str]:
    with urlopen(Request(link, headers={"Accept-Encoding": "gzip"})) as answer:
        return {name.lower(): text for name, text in answer.headers.items()}


def test_it_serves_the_page_from_any_folder_with_its_settings_or_says_which_are_wrong(
    served: ClassServer,
) -> None:
    link, said = served.link, served.said()
    assert "frame-ancestors" in headers_of(link)["content-security-policy"]
    assert f"For the others:   {link}" in said
    assert "█" in said
    assert "External" not in said  # no other server was asked for this one's address
    assert "PLAYGROUND_DATABASE: this is no address of a database." in said
    with urlopen(link) as page:
        script = page.read().decode().partition('src="./')[2].partition('"')[0]
    assert headers_of(f"{link}/{script}")["content-encoding"] == "gzip"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no signal to send for it")
def test_ctrl_c_ends_it_without_a_word(served: ClassServer) -> None:
    before = served.said()
    served.process.send_signal(signal.SIGINT)
    assert served.process.wait(timeout=60) == 0
    assert served.said() == before
