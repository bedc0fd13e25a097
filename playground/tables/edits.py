"""What a table editor reports of its changes, applied to the table it started from."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from playground.tables.cells import writable


def editor_column(name: str) -> str:
    """The name under which an editor has a column: Streamlit keeps "_index" and "_pos:" for itself.

    Names that are typed or read never begin with a blank.
    """
    return f" {name}" if name.startswith("_") else name


def apply_edits(base: pd.DataFrame, edits: Mapping[str, Any]) -> pd.DataFrame:
    """``base`` with a table editor's changes: cells, then deletions, then added rows.

    ``edits`` has ``edited_rows`` {row position: {column: value}}, ``deleted_rows`` [row position]
    and ``added_rows`` [{column: value}], the columns named by `editor_column`. Changes of columns
    that are not in ``base`` are passed over. The result is numbered from 0.
    """
    frame = base.astype(object)
    columns = list(map(editor_column, frame.columns))
    for row, changes in edits.get("edited_rows", {}).items():
        for column, value in changes.items():
            if column in columns and 0 <= int(row) < len(frame):
                frame.iat[int(row), columns.index(column)] = _as_text(value)
    frame = frame.drop(frame.index[list(edits.get("deleted_rows", []))])
    added = [
        {column: _as_text(row.get(editor_column(column))) for column in frame.columns}
        for row in edits.get("added_rows", [])
    ]
    if added:
        frame = pd.concat([frame, pd.DataFrame(added, columns=frame.columns, dtype=object)])
    return frame.reset_index(drop=True)


def _as_text(value: Any) -> str | None:
    return None if value is None else writable(str(value))


def touched_row(before: pd.DataFrame, now: pd.DataFrame) -> int | None:
    """The one row, from 0, in which two tables of one shape differ; None if not one."""
    if before.shape != now.shape or list(before.columns) != list(now.columns):
        return None
    differs = (before.fillna("").to_numpy() != now.fillna("").to_numpy()).any(1)
    return int(differs.argmax()) if differs.sum() == 1 else None
