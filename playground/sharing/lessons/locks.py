"""What a step of a lesson locks: an edit that it does not allow is put back, whatever made it."""

from collections.abc import Collection

import pandas as pd

from playground.sharing.lessons.reading import Step
from playground.tables.cells import rows_of
from playground.tables.document import Document, TableState

WITH_OTHER_COLUMNS = ("shape", "gallery", "open_data")  # acts


def allowed(step: Step, start: Document, before: Document, now: Document) -> Document:
    """``now`` with all as in ``start`` that is locked; ``before``: the last that was allowed.

    A table in which nothing has to be put back is the very same.
    """
    samples_name, vectors_name = now.tables
    samples = _samples(step, *(each.tables[samples_name] for each in (start, before, now)))
    vectors = now.tables[vectors_name]
    if _columns(vectors) != _columns(samples)[:-1] and samples is not now.tables[samples_name]:
        vectors = before.tables[vectors_name]  # of the columns that are put back
    at_start = start.tables[vectors_name]
    is_locked = not step.is_open("test_table") and _columns(vectors) == _columns(at_start)
    if is_locked and vectors != at_start:
        vectors = at_start
    settings = {
        name: value if step.is_open(name) else start.settings[name]
        for name, value in now.settings.items()
    }
    return now._replace(tables={samples_name: samples, vectors_name: vectors}, settings=settings)


def _columns(state: TableState) -> list[str]:
    return list(state.base.columns)


def _samples(step: Step, start: TableState, before: TableState, now: TableState) -> TableState:
    """Where cells are locked, the rows are as at the start, too; else the columns may be."""
    if step.cells is None:
        may_differ = any(map(step.is_open, WITH_OTHER_COLUMNS))
        return now if may_differ or _columns(now) == _columns(before) else before
    table, typed = start.table(), now.table()
    if typed.shape != table.shape or _columns(now) != _columns(start):
        typed = before.table()  # edits in rows that are no longer where they were
    kept = TableState(with_cells(table, typed, step.cells), {})
    return now if kept == now else kept


def with_cells(
    table: pd.DataFrame, typed: pd.DataFrame, cells: Collection[tuple[int, str]]
) -> pd.DataFrame:
    """``table`` with these cells, (row from 1, column), of another one of its shape."""
    rows, columns = rows_of(table), list(table.columns)
    others = rows_of(typed)
    for row, column in cells:
        if row <= len(rows) and column in columns:
            at = columns.index(column)
            rows[row - 1][at] = others[row - 1][at]
    return pd.DataFrame(rows, columns=columns, dtype=object)
