"""What an edit changed in a table."""

from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any, NamedTuple

import pandas as pd

from playground.tables.cells import clean, rows_of


class ChangedCell(NamedTuple):
    """A cell whose text is another; the row has its number in the table, from 1."""

    row: int
    column: str
    before: str
    after: str


@dataclass(frozen=True)
class TableDifference:
    """What turns one table into another."""

    cells: list[ChangedCell] = field(default_factory=list)
    added: list[int] = field(default_factory=list)  # numbers of rows in the new table
    removed: list[int] = field(default_factory=list)  # and in the old one
    columns_added: list[str] = field(default_factory=list)
    columns_removed: list[str] = field(default_factory=list)


def table_difference(before: pd.DataFrame, after: pd.DataFrame) -> TableDifference:
    """Compare tables as typed, cell by cell, in the columns that both have.

    With as many rows in both, each is compared with the one in its place. Else the rows that begin
    or end both tables alike are left aside, and what stands between was removed and added.
    """
    columns = [name for name in before.columns if name in set(after.columns)]
    rows, others = (rows_of(table[columns]) for table in (before, after))
    cells, added, removed = [], [], []
    if len(rows) == len(others):
        for number, (row, other) in enumerate(zip(rows, others, strict=True), start=1):
            if row != other:
                texts = zip(columns, map(clean, row), map(clean, other), strict=True)
                cells += [ChangedCell(number, name, a, b) for name, a, b in texts if a != b]
    else:
        start = _same_start(rows, others)
        end = _same_start(rows[start:][::-1], others[start:][::-1])
        removed = list(range(start + 1, len(rows) - end + 1))
        added = list(range(start + 1, len(others) - end + 1))
    return TableDifference(
        cells,
        added,
        removed,
        [name for name in after.columns if name not in columns],
        [name for name in before.columns if name not in columns],
    )


def _same_start(rows: list[list[Any]], others: list[list[Any]]) -> int:
    """How many rows both begin with."""
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(rows, others, strict=False))
    return sum(1 for _ in pairs)
