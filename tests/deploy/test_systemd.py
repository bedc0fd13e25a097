"""The unit of systemd, by systemd itself, and its command by the parser of the page."""

import shlex
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest

from playground.__main__ import options
from tests.server import ROOT

UNIT = ROOT / "deploy/playground@.service"
HOME = "/srv/playground"


def command() -> list[str]:
    unit = ConfigParser(interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(UNIT.read_text("utf-8").replace("Environment=", "Environment_=", 1))
    assert unit["Service"]["WorkingDirectory"] == HOME
    return shlex.split(unit["Service"]["ExecStart"])


def test_the_name_of_the_unit_is_the_port_of_a_page_of_this_computer_alone() -> None:
    program, *rest = command()
    assert program == f"{HOME}/.venv/bin/python"
    assert rest[:2] == ["-m", "playground"]
    given = options([each.replace("%i", "8503") for each in rest[2:]])
    assert (given.address, given.port) == ("127.0.0.1", 8503)


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd")
def test_systemd_finds_nothing_wrong(tmp_path: Path) -> None:
    text = UNIT.read_text("utf-8").replace(f"{HOME}/.venv/bin/python", sys.executable)
    path = tmp_path / UNIT.name
    path.write_text(text.replace(HOME, str(ROOT)))
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", path.with_name("playground@8501.service")],
        capture_output=True,
        encoding="utf-8",
    )
    assert checked.returncode == 0, checked.stderr
    assert not checked.stderr
