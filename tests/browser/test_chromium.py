import sys
from pathlib import Path

import pytest

from tests.browser.conftest import CHROMIUM_NAMES, find_chromium


@pytest.mark.skipif(sys.platform == "win32", reason="programs have other names on Windows")
@pytest.mark.parametrize("name", CHROMIUM_NAMES)
def test_chromium_is_found_by_any_of_its_names(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_chromium("") is None
    (tmp_path / name).touch(mode=0o755)
    assert find_chromium("") == str(tmp_path / name)


def test_playwright_s_own_chromium_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "chrome"
    own.touch(mode=0o755)
    monkeypatch.setenv("PATH", "")
    assert find_chromium(str(own)) == str(own)
