"""What scripts and style sheets look for on Streamlit's page is what it writes there."""

import json
import re
from pathlib import Path

import pytest
import streamlit

from playground.ui.told import STREAMLIT_WORDS

WEB = Path(__file__).parent.parent.parent / "playground/ui/web"
SELECTORS: dict[str, str] = json.loads((WEB / "streamlit.json").read_text(encoding="utf-8"))
SCRIPTS = Path(streamlit.__file__).parent / "static/static/js"
# Streamlit's own classes and test ids; ours begin otherwise
NAME = re.compile(r"\bst[A-Z]\w+|(?<=data-testid=)\"?[A-Z]\w+")
COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.S)


@pytest.fixture(scope="module")
def scripts() -> str:
    """All that Streamlit sends to a browser."""
    return "".join(path.read_text(encoding="utf-8") for path in SCRIPTS.glob("*.js"))


def test_each_name_of_streamlit_s_is_one_that_it_writes(scripts: str) -> None:
    names = {name for selector in SELECTORS.values() for name in NAME.findall(selector)}
    assert {"stDataFrame", "stElementContainer", "stHeader"} <= names
    assert names <= set(re.findall(r"\b(?:st[A-Z]|[A-Z])\w+", scripts))


def test_the_words_to_replace_are_those_that_streamlit_has(scripts: str) -> None:
    """In its scripts, but for those that it puts together."""
    missing = {word for word in STREAMLIT_WORDS if word not in scripts}
    keys = {f"Press {key}Enter to apply" for key in ("", "Ctrl+", "⌘+")}
    assert missing == keys | {"20MB per file", "undo icon", "redo icon"}


def test_each_selector_is_used_and_there_are_no_others() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in WEB.glob("*/*"))
    assert set(re.findall(r"{{([\w-]+)}}", text)) == set(SELECTORS)


@pytest.mark.parametrize("path", sorted(WEB.glob("*/*")), ids=lambda path: path.name)
def test_they_stand_nowhere_but_in_their_table(path: Path) -> None:
    found = set(NAME.findall(COMMENT.sub("", path.read_text(encoding="utf-8"))))
    assert found <= {"stActiveTheme"}  # no element, but a key of the browser's storage
