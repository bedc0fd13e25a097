"""A column of a file: its cells, and what it would cost as a feature in rows without one."""

from dataclasses import dataclass
from functools import cached_property

from playground.sharing.files.columns import is_filled
from playground.sharing.files.numbers import Notation, is_numeral, is_plain, read
from playground.tables.cells import number_problem
from playground.tables.labels import in_order_of_classes

MAX_VALUES = 8  # of a column that is taken as words
Words = tuple[str, ...]  # the values of a column of words; of one of numbers none


@dataclass(frozen=True, eq=False)
class Column:
    """The cells of a column, and what they hold."""

    cells: tuple[str, ...]
    kind: str  # "numbers", "text" or, if there is nothing in it, ""
    notation: Notation  # how its numbers are written
    is_numbering: bool  # whether it only numbers the rows, or is set aside
    is_set_aside: bool  # whether the file says that it is no feature

    @cached_property
    def gaps(self) -> frozenset[int]:
        """Where a column of numbers has none that float32 can hold."""
        if self.kind != "numbers":
            return frozenset()
        others = [(at, cell) for at, cell in enumerate(self.cells) if not is_plain(cell)]
        return frozenset(
            at
            for at, cell in others
            if not is_numeral(cell) or number_problem(read(cell, "."))  # so it is by either sign
        )

    @cached_property
    def blanks(self) -> frozenset[int]:
        """Where there is nothing in the cell."""
        return frozenset(at for at, cell in enumerate(self.cells) if not is_filled(cell))

    @cached_property
    def words(self) -> Words:
        """The values that could be taken as words, in the order of classes; or none.

        They are few and come again, in a column of text or in one of numbers with many gaps.
        """
        if self.kind != "text" and not self.is_much(self.gaps):
            return ()
        filled = [str(cell) for cell in self.cells if is_filled(cell)]
        values = set(filled)
        if not 1 < len(values) <= min(MAX_VALUES, len(filled) - 1) or all(map(is_numeral, filled)):
            return ()
        return tuple(in_order_of_classes(values))

    def is_much(self, rows: frozenset[int]) -> bool:
        """Whether so many of the rows are more than a column is worth."""
        return 10 * len(rows) > len(self.cells)
