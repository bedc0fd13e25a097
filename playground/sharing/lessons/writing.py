"""The text of a lesson's file, for people to read."""

import json
import re
from collections.abc import Mapping
from typing import Any


def write_table(table: Mapping[str, Any]) -> str:
    """TOML with a line for each of these entries, or several for a text of several.

    They are texts, numbers, whether or not, lists of those, or tables of any of them by name.
    """
    return "\n".join(_entries(table))


def _entries(table: Mapping[str, Any]) -> list[str]:
    return [f"{_key(name)} = {_value(value)}" for name, value in table.items()]


def _key(name: str) -> str:
    return name if re.fullmatch("[A-Za-z0-9_-]+", name) else _in_line(name)


def _value(value: Any) -> str:
    """As in JSON; a table in braces, a text of several lines in as many."""
    if isinstance(value, Mapping):
        return f"{{ {', '.join(_entries(value))} }}"
    if isinstance(value, str) and "\n" in value:
        lines = "\n".join(_in_line(line)[1:-1] for line in value.split("\n"))
        return f'"""\n{lines}"""'
    return _in_line(value)


def _in_line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
