"""A table to edit like a spreadsheet, used for the samples and for the test vectors."""

from collections.abc import Collection
from typing import Any

import pandas as pd
import streamlit as st

from playground.session.session import Session
from playground.tables.edits import editor_column
from playground.tables.labels import LABEL
from playground.ui import problems


def draw(
    session: Session,
    name: str,
    alt: str,
    locked: bool = False,
    marked: int = 0,
    cells: Collection[tuple[int, str]] | None = None,
) -> None:
    """Draw the table that the session keeps under ``name``.

    ``cells``, (row from 1, column): the only ones that can be edited, if not all can. Streamlit
    can lock whole columns; edits of other rows are put back by the session.

    Its cells are text, not numbers: a number column would drop without a word what it cannot
    read, such as "1,5". Its rows carry the numbers that messages about them use; that of row
    ``marked``, from 1, is pointed out.
    """
    texts = session.texts
    base = session.tables.base(name)
    # a script writes the numbers, by the places that rows come to have
    columns = {"_index": st.column_config.NumberColumn("#", width=40, disabled=True, format=" ")}
    for column in base.columns:
        columns[editor_column(column)] = st.column_config.TextColumn(
            problems.column_name(column, texts),
            help=texts("label_help") if column == LABEL else texts("feature_help"),
            alignment="right",
            pinned=column == LABEL,
            disabled=cells is not None and all(column != each for _, each in cells),
        )
    labels = pd.Index(list(map(editor_column, base.columns)), dtype=object)
    with st.container(key=name):
        is_fixed = locked or cells is not None  # neither ticks nor a last row to add
        rows = sorted({row for row, _ in cells or ()})
        said = " ".join(map(str, rows if len(rows) < len(base) else ()))
        facts = f'data-locked="{str(is_fixed).lower()}" data-marked="{marked}" data-open="{said}"'
        st.html(f'<span class="row-facts" {facts}></span>')
        frame = base.set_axis(labels, axis=1)
        look = {"num_rows": "dynamic" if cells is None else "fixed", "placeholder": ""}
        edit(session, name, frame, columns, alt, disabled=locked or cells == set(), **look)


def edit(
    session: Session, name: str, frame: pd.DataFrame, columns: dict, alt: str, **look: Any
) -> None:
    """The editor itself: its key is the one that the session has for the table ``name``."""
    key = session.tables.key(name)
    look |= {"hide_index": False, "height": "stretch", "alt": alt}
    st.data_editor(frame, key=key, column_config=columns, **look)
