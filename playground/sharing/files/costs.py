"""What a column would cost as a feature: the rows that have nothing for it in it."""

from collections.abc import Sequence

from playground.sharing.files.columns import is_filled
from playground.sharing.files.numbers import is_numeral, is_plain, read
from playground.tables.cells import number_problem
from playground.tables.labels import in_order_of_classes

MAX_WORDS = 8  # values of a column that is taken as words


def is_much(cost: int, rows: int) -> bool:
    """Whether so many of the rows are more than a column is worth."""
    return 10 * cost > rows


def gaps(cells: Sequence[str]) -> frozenset[int]:
    """The places of the cells that hold no number that float32 can hold."""
    others = [(i, cell) for i, cell in enumerate(cells) if not is_plain(cell)]
    return frozenset(
        i
        for i, cell in others
        if not is_numeral(cell) or number_problem(read(cell, "."))  # so it is by either sign
    )


def blanks(cells: Sequence[str]) -> frozenset[int]:
    """The places of the cells with nothing in them."""
    return frozenset(i for i, cell in enumerate(cells) if not is_filled(cell))


def words(cells: Sequence[str]) -> tuple[str, ...]:
    """The values of a column of few words that come again, in the order of classes; else none."""
    filled = [str(cell) for cell in cells if is_filled(cell)]
    values = set(filled)
    if not 1 < len(values) <= min(MAX_WORDS, len(filled) - 1) or all(map(is_numeral, filled)):
        return ()
    return tuple(in_order_of_classes(values))
