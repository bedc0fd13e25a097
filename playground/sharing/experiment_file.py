"""An experiment as a file that people can read: JSON, with a line for each row of its tables."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from playground.sharing.files import MAX_FILE_BYTES, FileError, is_json
from playground.sharing.hand_in import HandIn, hand_in_text, read_hand_in
from playground.sharing.link import SavedExperiment, decode
from playground.sharing.link_run import whole_number
from playground.sharing.link_tables import as_table
from playground.tables.cells import writable

FORMAT = "linear classifier playground"
VERSION = 1
TABLES = ("samples", "test")


def is_experiment(content: bytes) -> bool:
    """Whether a file means to be an experiment, and not a table."""
    return is_json(content) and FORMAT.encode() in content


def to_file(
    samples: pd.DataFrame,
    test_samples: pd.DataFrame,
    settings: Mapping[str, Any],
    run: Mapping[str, str],
    hand_in: HandIn | None = None,
) -> bytes:
    """The file of tables, all settings, ``run`` as the address has it, and what is handed in."""
    said = {key: int(text) if _is_number(text) else text for key, text in run.items()}
    entries = {"format": FORMAT, "version": VERSION, **settings, **said}
    lines = [f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in entries.items()]
    lines += [f'  "hand_in": {hand_in_text(hand_in)}'] if hand_in else []
    for name, table in zip(TABLES, (samples, test_samples), strict=True):
        rows = [list(map(str, table.columns)), *table.fillna("").to_numpy().tolist()]
        written = ",\n".join(f"    {_line(row)}" for row in rows)
        lines.append(f"  {json.dumps(name)}: [\n{written}\n  ]")
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def _is_number(text: str) -> bool:
    """Whether a whole number is written so, as 7 is, and not 007."""
    number = whole_number(text)
    return number is not None and str(number) == text


def _line(row: list[Any]) -> str:
    """A row without what no file can hold, as `from_file` would have it."""
    line = json.dumps(row, ensure_ascii=False)
    if line.isascii() and "\\" not in line:  # behind which JSON has control characters
        return line
    return json.dumps([writable(str(cell)) for cell in row], ensure_ascii=False)


def from_file(content: bytes) -> SavedExperiment:
    """The experiment in a file. Raises FileError when it holds none.

    Settings that make no sense are left at their defaults, and said, as in an address.
    """
    if len(content) > MAX_FILE_BYTES:
        raise FileError("file_too_large", maximum=MAX_FILE_BYTES // 2**20)
    try:
        entries = json.loads(content.decode("utf-8-sig"))
        if not isinstance(entries, dict) or entries.pop("format", None) != FORMAT:
            raise ValueError("of another format")
        tables = {name: _table(entries.pop(name, None)) for name in TABLES}
    except (ValueError, RecursionError):
        raise FileError("file_not_experiment") from None
    version = {"v": str(entries.pop("version", VERSION))}
    handed_in = entries.pop("hand_in", None)
    query = {key: str(value) for key, value in entries.items() if key not in ("v", "data")}
    saved = decode(query | version, tables)
    if any(problem.code == "link_table" for problem in saved.problems):
        raise FileError("file_not_experiment")
    if handed_in is None:
        return saved
    return replace(saved, hand_in=read_hand_in(handed_in, saved.problems))


def _table(rows: Any) -> pd.DataFrame:
    """Raises ValueError for what is not a list of rows of cells."""
    is_table = isinstance(rows, list) and rows and all(isinstance(row, list) for row in rows)
    if not is_table or not all(isinstance(cell, str | int | float) for row in rows for cell in row):
        raise ValueError("not a table")
    header, *cells = ([str(cell) for cell in row] for row in rows)
    return as_table(header, cells)
