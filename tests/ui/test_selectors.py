"""What scripts and style sheets look for on Streamlit's page is what it writes there."""

import json
import re
from functools import cache
from pathlib import Path

import pytest
import streamlit

WEB = Path(__file__).parent.parent.parent / "playground/ui/web"
SELECTORS: dict[str, str] = json.loads((WEB / "streamlit.json").read_text(encoding="utf-8"))
SCRIPTS = Path(streamlit.__file__).parent / "static/static/js"
# Streamlit's own classes and test ids; ours begin otherwise
NAME = re.compile(r"\bst[A-Z]\w+|(?<=data-testid=)\"?[A-Z]\w+")
COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.S)


@cache
def written_by_streamlit() -> frozenset[str]:
    """All names of that kind in the scripts that Streamlit sends to a browser."""
    found: set[str] = set()
    for path in SCRIPTS.glob("*.js"):
        found.update(re.findall(r"\b(?:st[A-Z]|[A-Z])\w+", path.read_text(encoding="utf-8")))
    return frozenset(found)


@pytest.mark.parametrize("selector", SELECTORS.values())
def test_each_name_of_streamlit_s_is_one_that_it_writes(selector: str) -> None:
    assert set(NAME.findall(selector)) <= written_by_streamlit()


def test_names_are_looked_for_at_all() -> None:
    names = {name for selector in SELECTORS.values() for name in NAME.findall(selector)}
    assert {"stDataFrame", "stElementContainer", "stHeader"} <= names
    assert "stNeverWritten" not in written_by_streamlit()


@pytest.mark.parametrize("path", sorted(WEB.glob("*/*")), ids=lambda path: path.name)
def test_they_stand_nowhere_but_in_their_table(path: Path) -> None:
    found = set(NAME.findall(COMMENT.sub("", path.read_text(encoding="utf-8"))))
    assert found <= {"stActiveTheme"}  # no element, but a key of the browser's storage
