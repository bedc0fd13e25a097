"""A block of cells from the clipboard, written into a table where it was pasted, as it is seen."""

import csv
import io
from collections.abc import Iterable, Sequence

import pandas as pd

from playground.core.dataset import MAX_SAMPLES
from playground.tables.cells import clean, read_feature, rows_of, writable
from playground.tables.labels import LABEL

Block = Sequence[Sequence[str]]


def cells_of(text: str) -> list[list[str]]:
    """The cells of what a spreadsheet puts into the clipboard: tabs, and quotes where need be.

    Quotes that do not open and close a cell are characters like any other.
    """
    plain = [line.rstrip("\r\n").split("\t") for line in io.StringIO(text)]
    if '"' not in text:
        return plain
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True))
    except csv.Error:
        return plain


def pasted(table: pd.DataFrame, row: int, column: int, text: str) -> pd.DataFrame | None:
    """``table`` with the block of cells in ``text`` written into it; None when it does not fit.

    ``row`` and ``column`` count from 0, columns as they are on screen: the label first, and -1 for
    the numbers before it. Rows are added as needed, and an empty cell of the block clears one.

    Names in the first row, if the table has them all, say where each column goes. A whole row may
    have its label at either end, see `_label_is_last`.
    """
    block: Block = cells_of(text)
    screen = sorted(table.columns, key=lambda name: name != LABEL)
    names = _names(block)
    if names:
        block = block[1:]
        fits = set(names) <= set(screen) and len(set(names)) == len(names)
    else:
        first = max(column, 0)
        is_whole = LABEL in screen and all(len(cells) == len(screen) for cells in block)
        if is_whole and first <= 1:
            names = [*screen[1:], LABEL] if _label_is_last(block, first) else screen
        else:
            names = screen[first:]
        fits = not any(clean(cell) for cells in block for cell in cells[len(names) :])
    if not fits or row + len(block) > MAX_SAMPLES:
        return None
    return _written(table, row, names, block)


def _names(block: Block) -> list[str]:
    """The names in the first row, if it has no number and those below have some."""
    first, *others = block
    has_numbers = any(_is_number(cell) for cells in others for cell in cells)
    is_of_words = all(clean(cell) and not _is_number(cell) for cell in first)
    return list(map(clean, first)) if has_numbers and is_of_words else []


def _label_is_last(block: Block, column: int) -> bool:
    """Whether whole rows have their label at the end, which words tell: no feature is a word.

    Where they do not, the block lies as it is seen: pasted on the label it begins with it, on the
    first feature with that.
    """
    first, last = (_has_words(cells[at] for cells in block) for at in (0, -1))
    return last if first != last else column == 1


def _has_words(cells: Iterable[str]) -> bool:
    return any(clean(cell) and not _is_number(cell) for cell in cells)


def _is_number(cell: str) -> bool:
    return read_feature(clean(cell))[1] in ("", "decimal_comma", "too_large")


def _written(table: pd.DataFrame, row: int, names: Sequence[str], block: Block) -> pd.DataFrame:
    """The table with the cells of ``block`` in the columns ``names``, from ``row`` on."""
    rows = rows_of(table)
    rows += [[None] * len(table.columns) for _ in range(len(rows), row + len(block))]
    places = [list(table.columns).index(name) for name in names]
    for cells, typed in zip(rows[row : row + len(block)], block, strict=True):
        width = min(len(typed), len(places))
        for place, cell in zip(places[:width], typed[:width], strict=True):
            cells[place] = writable(cell).strip() or None
    return pd.DataFrame(rows, columns=table.columns, dtype=object)
