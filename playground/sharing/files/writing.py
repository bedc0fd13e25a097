"""A table of samples as a CSV file that a spreadsheet opens and `read_file` reads back."""

import re

import pandas as pd

from playground.sharing.files.guard import guarded
from playground.tables.cells import clean, rows_of, with_point, writable
from playground.tables.labels import LABEL

_NEEDS_NO_QUOTES = re.compile(r"[\w.+-]*")


def to_csv(table: pd.DataFrame) -> bytes:
    """The table as a CSV file in UTF-8 that a spreadsheet opens as it is, formulas excluded.

    A text that a spreadsheet would take for a formula, or `read_file` for something else than this
    text, gets an apostrophe in front, which `read_file` takes off again. Numbers have a point.
    """
    lines = [",".join(_written(str(name), is_name=True) for name in table.columns)]
    plain = [str if name == LABEL else _with_point for name in table.columns]
    lines += [
        ",".join(
            "" if cell is None else _written(text(cell))
            for text, cell in zip(plain, row, strict=True)
        )
        for row in rows_of(table)
    ]
    return "".join(line + "\r\n" for line in lines).encode("utf-8-sig")


def _with_point(cell: object) -> str:
    return with_point(clean(cell)) if "," in str(cell) else str(cell)


def _written(text: str, is_name: bool = False) -> str:
    plain = guarded(" ".join(writable(text).split()), is_name)
    if _NEEDS_NO_QUOTES.fullmatch(plain):
        return plain
    return '"' + plain.replace('"', '""') + '"'
