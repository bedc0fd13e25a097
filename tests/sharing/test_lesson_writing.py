"""A lesson as text: what is written is read again as it was, and people can read it."""

import tomllib
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from playground.sharing.lessons.reading import LARGEST
from playground.sharing.lessons.writing import write_table

words = st.text(max_size=9)  # of several lines, with quotes and marks of every kind
numbers = st.integers(-1000, 10**12) | st.floats(-LARGEST, LARGEST)
values = words | st.lists(words, max_size=3) | st.booleans() | numbers
tables = st.dictionaries(words, values, max_size=3)  # as words by language are
entries = st.dictionaries(st.sampled_from(["a", "b"]), values | tables)


@example({"a": "\x7f\r", "b": {"\n": "\x7f\n\r"}})  # what TOML refuses as it is
@given(entries)
def test_what_is_written_is_read_as_it_was(table: dict[str, Any]) -> None:
    assert tomllib.loads(write_table(table)) == table


WRITTEN = """order = 3
about = { en = "A", zh = "甲" }
setup = "data=and&view=decision"
open = []
goal = { kind = "loss", under = 0.3, within = 200 }
text = \"\"\"
What is “1”?
Try.\"\"\"
hints = ["A", "B"]"""


def test_a_table_is_written_as_people_write_one() -> None:
    assert write_table(tomllib.loads(WRITTEN)) == WRITTEN
