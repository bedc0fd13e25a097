"""What a step of a lesson locks: an edit that it does not allow is put back, whatever made it."""

from playground.sharing.lessons.reading import Step
from playground.tables.difference import table_difference
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
    has_same_columns = _columns(now) == _columns(before)
    if step.cells is None:
        may_differ = any(map(step.is_open, WITH_OTHER_COLUMNS))
        return now if may_differ or has_same_columns else before
    table = now.table()
    found = table_difference(before.table(), table)
    if found.added or found.removed or not has_same_columns:
        return before  # edits in rows that are no longer where they were
    locked = [cell for cell in found.cells if (cell.row, cell.column) not in step.cells]
    for cell in locked:
        table.at[cell.row - 1, cell.column] = cell.before
    return TableState(table, {}) if locked else now
