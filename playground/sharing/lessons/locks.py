"""What a step of a lesson locks: an edit that it does not allow is put back, whatever made it."""

from playground.sharing.lessons.reading import Step
from playground.tables.cells import rows_of
from playground.tables.document import Document, TableState

WITH_OTHER_COLUMNS = ("shape", "gallery", "open_data")  # acts


def allowed(step: Step, before: Document, now: Document) -> Document:
    """``now`` with all that is locked as in ``before``, the last that was allowed.

    A table in which nothing has to be put back is the very same.
    """
    (samples_name, samples), (vectors_name, vectors) = now.tables.items()
    kept = _samples(step, before.tables[samples_name], samples)
    own, vectors_before = _columns(vectors), before.tables[vectors_name]
    is_locked = not step.is_open("test_table") and own == _columns(vectors_before)
    if own != _columns(kept)[:-1] or (is_locked and vectors != vectors_before):
        vectors = vectors_before
    settings = {
        name: value if step.is_open(name) else before.settings[name]
        for name, value in now.settings.items()
    }
    return now._replace(tables={samples_name: kept, vectors_name: vectors}, settings=settings)


def _columns(state: TableState) -> list[str]:
    return list(state.base.columns)


def _samples(step: Step, before: TableState, now: TableState) -> TableState:
    """Where cells are locked, rows and columns are as before; else the columns may be locked."""
    columns = _columns(before)
    if step.cells is None:
        may_differ = any(map(step.is_open, WITH_OTHER_COLUMNS))
        return now if may_differ or _columns(now) == columns else before
    table, typed = before.table(), rows_of(now.table())
    if _columns(now) != columns or len(typed) != len(table):
        return before  # edits in rows that are no longer where they were
    for row, column in step.cells:
        if row <= len(table) and column in columns:
            at = columns.index(column)
            table.iat[row - 1, at] = typed[row - 1][at]
    kept = TableState(table, {})
    return now if kept == now else kept
