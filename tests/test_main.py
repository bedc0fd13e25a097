"""``python -m playground``, from the words in the terminal to the first answer."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from playground.__main__ import announcement, choose_port, options
from playground.serving import addresses

ROOT = Path(__file__).parent.parent


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
    assert "--class" in said_of([], 8501)
    monkeypatch.setattr(addresses, "network_addresses", list)
    assert "no network" in said_of(["--class"], 8501)


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


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The link of a server that was started from another folder, and what it printed."""
    with socket.socket() as free:
        free.bind(("127.0.0.2", 0))
        port = free.getsockname()[1]
    out = tmp_path / "out"
    command = [sys.executable, str(ROOT / "playground"), "--address", "127.0.0.2"]
    with out.open("w") as file:
        process = subprocess.Popen(
            [*command, "--port", str(port)],
            cwd=tmp_path,
            stdout=file,
            stderr=subprocess.STDOUT,
            env={"PYTHONIOENCODING": "utf-8", "PLAYGROUND_DATABASE": "nonsense"},
        )
    try:
        yield f"http://127.0.0.2:{port}", out
    finally:
        process.kill()
        process.wait()


def answer_of(link: str) -> dict[str, str]:
    """The headers of the answer, once the server is there."""
    for _ in range(600):
        try:
            with urlopen(Request(link, headers={"Accept-Encoding": "gzip"})) as answer:
                return {name.lower(): text for name, text in answer.headers.items()}
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(link)


def test_it_serves_the_page_from_any_folder_with_its_settings_or_says_which_are_wrong(
    served: tuple[str, Path],
) -> None:
    link, out = served
    assert "frame-ancestors" in answer_of(link)["content-security-policy"]
    assert f"For the others:   {link}" in (said := out.read_text("utf-8"))
    assert "█" in said
    assert "External" not in said  # no other server was asked for this one's address
    assert "PLAYGROUND_DATABASE: this is no address of a database." in said
    with urlopen(link) as page:
        script = page.read().decode().partition('src="./')[2].partition('"')[0]
    assert answer_of(f"{link}/{script}")["content-encoding"] == "gzip"
