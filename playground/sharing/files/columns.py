"""The columns of a table of cells: are they named, which is the label, which only number rows."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from playground.core.dataset import MAX_CLASSES
from playground.sharing.files.guard import MISSING, numbers_rows
from playground.sharing.files.numbers import Literal, is_numeral
from playground.tables.labels import LABEL

_LABEL_NAMES = (
    *(LABEL, "labels", "class", "target", "species", "category", "diagnosis", "outcome", "variety"),
    *("klasse", "classe", "clase", "标签", "類別", "类别", "類別", "分类", "標籤", "种类", "品种"),
)
_MANY_ROWS = 20  # so many numbered one after the other are no accident

Rows = Sequence[Sequence[str]]


def is_filled(cell: str) -> bool:
    """Whether there is something in a cell, and not a word for nothing."""
    return isinstance(cell, Literal) or cell.casefold() not in MISSING


def kind(cells: Sequence[str]) -> str:
    """What a column holds: "numbers", or "text" in most cells with something in them, or ""."""
    filled = [cell for cell in cells if is_filled(cell)]
    if not filled:
        return ""
    return "text" if 2 * sum(map(is_numeral, filled)) < len(filled) else "numbers"


def has_header(rows: Rows) -> bool:
    """Whether the first row names the columns.

    It does if it names a label, has text above a column of numbers or no number at all; or numbers
    that can only be names. It does not if it has the name of a class that comes again.
    """
    first, others = rows[0], rows[1:]
    if LABEL in first or any(cell.casefold() in _LABEL_NAMES for cell in first):
        return True
    columns = [[row[i] for row in others] for i in range(len(first))]
    kinds = list(map(kind, columns))
    are_numbers = list(map(is_numeral, first))
    if not any(are_numbers) and all(not cell or is_filled(cell) for cell in first):
        return True
    of_text = [i for i, cell in enumerate(first) if kinds[i] == "text" and is_filled(cell)]
    if any(first[i] in columns[i] for i in of_text):
        return False
    if any(
        kinds[i] == "numbers" and is_filled(cell) and not are_numbers[i]
        for i, cell in enumerate(first)
    ):
        return True
    names = [cell for cell, is_number in zip(first, are_numbers, strict=True) if is_number]
    return _counts(names) and (
        any(are_numbers[i] for i in of_text)
        or any(_is_of_classes(columns[i]) for i in of_text)
        or _counts_columns(first, others)
    )


def _counts(cells: Sequence[str]) -> bool:
    """Whether these are years, or what else goes up by the same step."""
    if len(cells) < 2 or not all(cell.isdecimal() for cell in cells):
        return False
    steps = {int(after) - int(before) for before, after in pairwise(cells)}
    return len(steps) == 1 and min(steps) > 0


def _counts_columns(first: Sequence[str], others: Rows) -> bool:
    """Whether the cells count the columns from 0, as pandas does that knows no names."""
    cells = [cell for cell in first if cell]
    if len(cells) < 3 or cells[0] != "0":
        return False
    return not first[0] or (len(cells) > 3 and any("." in cell for row in others for cell in row))


def _is_of_classes(column: Sequence[str]) -> bool:
    """Whether there are several values, and each comes twice at least."""
    counts = Counter(column)
    return len(counts) > 1 and min(counts.values()) > 1


def column_names(names: Sequence[str], width: int, label: int) -> tuple[str, ...]:
    """Each column's name, no two alike; without a header x1, x2, … and the label."""
    if not names:
        names = [f"x{index + 1}" for index in range(width - 1)]
        names.insert(label, LABEL)
    numbers: dict[str, int] = {}  # the last one of each name, all different
    for index, name in enumerate(names):
        plain = str(name) or f"x{index + 1}"
        candidate = plain
        while candidate in numbers:
            numbers[plain] += 1
            candidate = f"{plain}_{numbers[plain]}"
        numbers[candidate] = 1
    return tuple(numbers)


def likely_label(names: Sequence[str], columns: Rows, kinds: Sequence[str]) -> int:
    """A column with a telling name; else one of text with few values that come again, or the last
    one if it is of text; else one of few whole numbers, the last before the first before others.
    Never one that is empty.
    """
    for telling in _LABEL_NAMES:
        same = [i for i, name in enumerate(names) if name.casefold() == telling]
        exact = [i for i in same if names[i] == telling]
        found = [i for i in exact or same if any(columns[i])]  # "None" may be a class
        if found:
            return found[-1]
    filled = [i for i, of in enumerate(kinds) if of] or [0]
    inwards = [filled[-1], *filled[:-1]]
    of_text = [
        i
        for i in filled
        if kinds[i] == "text" and len(set(columns[i])) <= MAX_CLASSES
        if not names or (names[i] and not numbers_rows(names[i]))
    ]
    repeated = [i for i in of_text if 1 < len(set(columns[i])) < len(columns[i])]
    last_of_text = [i for i in of_text if i == filled[-1]]
    of_few = [i for i in inwards if _is_of_few(columns[i])][:1]
    return next(c[-1] for c in (repeated, last_of_text, of_few, of_text, filled) if c)


def _is_of_few(column: Sequence[str]) -> bool:
    """Whether the cells are whole numbers that come again and again."""
    values = set(column)
    few = 1 < len(values) <= min(MAX_CLASSES, len(column) / 2)
    return few and all(cell.lstrip("+-").isdecimal() for cell in values)


def numbering(names: Sequence[str], columns: Rows, kinds: Sequence[str], label: int) -> list[int]:
    """The columns that only number the rows, unless nothing else could be a feature."""
    found = [
        i
        for i, column in enumerate(columns)
        if i != label and _is_numbering(names[i] if names else None, column, i == 0)
    ]
    if not names and not found and label != 0 and _is_lone_key(columns, label):
        found = [0]
    others = [i for i, of in enumerate(kinds) if of == "numbers" and i not in (label, *found)]
    return found if others else []


def _is_numbering(name: str | None, column: Sequence[str], is_first: bool) -> bool:
    if name:
        return numbers_rows(name) and _is_key(column)
    is_told = name == "" or len(column) >= _MANY_ROWS  # "" is the only one without a name
    return is_first and is_told and _counts_rows(column)


def _is_key(column: Sequence[str]) -> bool:
    """Whether there is another whole number in every row."""
    return all(cell.isdecimal() for cell in column) and len(set(column)) == len(column)


def _counts_rows(column: Sequence[str]) -> bool:
    """Whether the rows are counted, from 0 or from 1."""
    are_whole = all(cell.isdecimal() for cell in column)
    return are_whole and [int(cell) for cell in column] in _counted(len(column))


def _counted(length: int) -> list[list[int]]:
    return [list(range(length)), list(range(1, length + 1))]


def _is_lone_key(columns: Rows, label: int) -> bool:
    """Whether the first column has another whole number in every row, and the others fractions."""
    first, *others = (column for i, column in enumerate(columns) if i != label)
    are_fractions = [any("." in cell for cell in column) for column in others]
    return len(first) >= _MANY_ROWS and _is_key(first) and bool(others) and all(are_fractions)
