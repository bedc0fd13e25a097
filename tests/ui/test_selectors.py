"""What scripts and style sheets look for on Streamlit's page is what it writes there."""

import re
from functools import cache
from pathlib import Path

import pytest
import streamlit

WEB = Path(__file__).parent.parent.parent / "playground/ui/web"
FILES = sorted([*WEB.glob("scripts/*.js"), *WEB.glob("styles/*.css")])
SCRIPTS = Path(streamlit.__file__).parent / "static/static/js"
COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.S)
# Streamlit's own classes, test ids and the like; ours begin otherwise
NAME = re.compile(r"\bst[A-Z]\w+|(?<=data-testid=\")\w+|(?<=data-testid=)[A-Z]\w+")


@cache
def written_by_streamlit() -> frozenset[str]:
    """All names of that kind in the scripts that Streamlit sends to a browser."""
    found: set[str] = set()
    for path in SCRIPTS.glob("*.js"):
        found.update(re.findall(r"\b(?:st[A-Z]|[A-Z])\w+", path.read_text(encoding="utf-8")))
    return frozenset(found)


def looked_for(path: Path) -> set[str]:
    return set(NAME.findall(COMMENT.sub("", path.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_name_of_streamlit_s_is_one_that_it_writes(path: Path) -> None:
    assert looked_for(path) - written_by_streamlit() == set()


def test_names_are_looked_for_at_all() -> None:
    found = set().union(*map(looked_for, FILES))
    assert {"stDataFrame", "stElementContainer", "stHeader"} <= found
    assert "stNeverWritten" not in written_by_streamlit()
