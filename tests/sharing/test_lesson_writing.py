"""A lesson as text: what is written is read again as it was, and people can read it."""

import tomllib
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from playground.sharing.lessons.reading import LARGEST, LESSONS, is_lesson, read_lesson
from playground.sharing.lessons.writing import write_lesson

words = st.text(max_size=9)  # of several lines, with quotes and marks of every kind
numbers = st.integers(-1000, 10**12) | st.floats(-LARGEST, LARGEST)
values = words | st.lists(words, max_size=3) | st.booleans() | numbers
tables = st.dictionaries(words, values, max_size=3)  # as words by language are
entries = st.dictionaries(st.sampled_from(["a", "b"]), values | tables)


@example({"a": "\x7f\r", "b": {"\n": "\x7f\n\r"}}, [{}])  # what TOML refuses as it is
@given(entries, st.lists(entries, min_size=1, max_size=2))
def test_what_is_written_is_read_as_it_was(head: dict[str, Any], steps: list) -> None:
    source = write_lesson(head, steps)
    assert tomllib.loads(source) == {**head, "step": steps}
    assert is_lesson(source.encode())


@pytest.mark.parametrize("path", sorted(LESSONS.glob("*.toml")), ids=lambda path: path.stem)
def test_the_lessons_that_are_here_are_as_they_were_once_written_anew(path: Any) -> None:
    source = path.read_text("utf-8")
    entries = tomllib.loads(source)
    assert read_lesson(write_lesson(entries, entries.pop("step"))) == read_lesson(source)


def test_a_lesson_is_written_as_people_write_one() -> None:
    step = {
        "setup": "data=and&view=decision",
        "views": ["decision"],
        "open": [],
        "goal": {"kind": "loss", "under": 0.3, "within": 200},
        "text": "What is “1”?\nTry.",
        "hints": ["A", "B"],
    }
    assert write_lesson({"order": 3, "title": "T", "about": "A"}, [step]) == (
        """order = 3
title = "T"
about = "A"

[[step]]
setup = "data=and&view=decision"
views = ["decision"]
open = []
goal = { kind = "loss", under = 0.3, within = 200 }
text = \"\"\"
What is “1”?
Try.\"\"\"
hints = ["A", "B"]
"""
    )
