"""The text of a lesson's file, for people to read."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any


def write_lesson(entries: Mapping[str, Any], steps: Iterable[Mapping[str, Any]]) -> str:
    """TOML with these entries on top, and then a table for each step.

    Entries are texts, numbers, whether or not, lists of those, or tables of those by name, as
    words by language are.
    """
    tables = [_lines(entries), *(["[[step]]", *_lines(step)] for step in steps)]
    return "\n\n".join(map("\n".join, tables)) + "\n"


def _lines(entries: Mapping[str, Any]) -> list[str]:
    """One for each entry; of a table, one for each in it."""
    lines = []
    for name, value in entries.items():
        if isinstance(value, Mapping):
            lines += [f"{name}.{_key(each)} = {_value(within)}" for each, within in value.items()]
        else:
            lines.append(f"{name} = {_value(value)}")
    return lines


def _key(name: str) -> str:
    return name if re.fullmatch("[A-Za-z0-9_-]+", name) else _value(name)


def _value(value: Any) -> str:
    """As in JSON; a text of several lines in as many."""
    if isinstance(value, str) and "\n" in value:
        lines = "\n".join(_value(line)[1:-1] for line in value.split("\n"))
        return f'"""\n{lines}"""'
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
