"""A lesson as text: what is written is read again as it was, and people can read it."""

import tomllib
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from playground.sharing.lessons.reading import LARGEST, is_lesson
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


WRITTEN = """order = 3
title = "T"
about = { en = "A", zh = "甲" }

[[step]]
setup = "data=and&view=decision"
open = []
goal = { kind = "loss", under = 0.3, within = 200 }
text = \"\"\"
What is “1”?
Try.\"\"\"
hints = ["A", "B"]
"""


def test_a_lesson_is_written_as_people_write_one() -> None:
    entries = tomllib.loads(WRITTEN)
    assert write_lesson(entries, entries.pop("step")) == WRITTEN
