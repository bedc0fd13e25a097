"""The columns of a table of cells: are they named, which is the label, which only number rows."""

from collections import Counter
from collections.abc import Sequence
from itertools import chain, count, pairwise

from playground.core.dataset import MAX_CLASSES
from playground.sharing.files.guard import MISSING, numbers_rows
from playground.sharing.files.numbers import Literal, is_numeral
from playground.tables.labels import LABEL

_LABEL_NAMES = (
    *(LABEL, "labels", "class", "target", "species", "category", "diagnosis", "outcome", "variety"),
    *("klasse", "classe", "clase", "标签", "類別", "类别", "類別", "分类", "標籤", "种类", "品种"),
)
_ROWS_TO_FIND_A_HEADER = 1000
_ENOUGH_ROWS = 20  # that such numbers are no accident

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
    that can only be names. It does not if it has the name of a class that comes again, or no number
    but words most of which come again.
    """
    first, others = rows[0], rows[1:_ROWS_TO_FIND_A_HEADER]
    if any(map(_is_telling, first)):
        return True
    numbers = [i for i, cell in enumerate(first) if is_numeral(cell)]
    if not numbers and all(not cell or is_filled(cell) for cell in first):
        return not _comes_again(first, others)
    columns = [[row[i] for row in others] for i in range(len(first))]
    kinds = list(map(kind, columns))
    filled = [i for i, cell in enumerate(first) if is_filled(cell)]
    of_text = [i for i in filled if kinds[i] == "text"]
    if any(first[i] in columns[i] for i in of_text):
        return False
    if any(kinds[i] == "numbers" and i not in numbers for i in filled):
        return True
    return _counts([first[i] for i in numbers]) and (
        any(i in numbers or _is_of_classes(columns[i]) for i in of_text)
        or _counts_columns(first, others)
    )


def _is_telling(name: str) -> bool:
    return name.casefold() in _LABEL_NAMES


def _comes_again(first: Sequence[str], others: Rows) -> bool:
    """Whether most words of a row come again in their columns: they are values, not names.

    Rows that are the same throughout do not count. They may be the header once more, where files
    were joined; and one name may be a value too, as in a column "spam" of "spam" and "ham".
    """
    other = [row for row in others if list(row) != list(first)]
    words = [i for i, cell in enumerate(first) if cell]
    again = [i for i in words if any(row[i] == first[i] for row in other)]
    return len(again) > 1 and 2 * len(again) > len(words)


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


def name_before(header: Sequence[str], rows: Rows) -> str | None:
    """The name of the first column where a header is one name short of the rows below it.

    "" if the column has the names of the rows, as R and pandas write them; LABEL if it holds
    classes, and the last column not; None if nothing tells that names are missing at this end.
    """
    if not has_header([["", *header], *rows]):
        return None
    first, last = [row[0] for row in rows], [row[-1] for row in rows]
    if _names_rows(first):
        return ""
    if any(map(_is_telling, header)) or _is_of_few_words(last):
        return None
    return LABEL if _is_of_few(first) or _is_of_few_words(first) else None


def column_names(names: Sequence[str], width: int, label: int) -> tuple[str, ...]:
    """Each column's name, no two alike; without a header x1, x2, … and the label."""
    given = set(names)
    names = [name or _free_name(f"x{at}", given) for at, name in enumerate(names, start=1)]
    if not names:
        names = [f"x{index + 1}" for index in range(width - 1)]
        names.insert(label, LABEL)
    numbers: dict[str, int] = {}  # the last one of each name, all different
    for name in map(str, names):
        candidate = name
        while candidate in numbers:
            numbers[name] += 1
            candidate = f"{name}_{numbers[name]}"
        numbers[candidate] = 1
    return tuple(numbers)


def _free_name(name: str, given: set[str]) -> str:
    """A name for a column without one, which no column was given."""
    numbered = (f"{name}_{number}" for number in count(2))
    return next(free for free in chain([name], numbered) if free not in given)


def likely_label(names: Sequence[str], columns: Rows, kinds: Sequence[str]) -> int:
    """A column with a telling name; else the last one if it is of few whole numbers and columns of
    words stand before it that are not the first; else one of text with few values that come again,
    or the last one if it is of text; else one of few whole numbers, the last before the first
    before others. Never one that is empty.
    """
    told = _with_telling_name(names, columns)
    if told is not None:
        return told
    filled = [i for i, of in enumerate(kinds) if of] or [0]
    last = filled[-1]
    first = next((i for i in filled if not names or names[i]), last)
    of_text = [
        i
        for i in filled
        if kinds[i] == "text" and len(set(columns[i])) <= MAX_CLASSES
        if not names or (names[i] and not numbers_rows(names[i]))
    ]
    repeated = [i for i in of_text if _is_of_few_words(columns[i])]
    of_few = [i for i in (last, *filled[:-1]) if _is_of_few(columns[i])][:1]
    if of_few == [last] and any(i != first for i in repeated):
        return last
    last_of_text = [i for i in of_text if i == last]
    return next(c[-1] for c in (repeated, last_of_text, of_few, of_text, filled) if c)


def _with_telling_name(names: Sequence[str], columns: Rows) -> int | None:
    for telling in _LABEL_NAMES:
        same = [i for i, name in enumerate(names) if name.casefold() == telling]
        exact = [i for i in same if names[i] == telling]
        found = [i for i in exact or same if any(columns[i])]  # "None" may be a class
        if found:
            return found[-1]
    return None


def _is_of_few_words(column: Sequence[str]) -> bool:
    """Whether the cells are text, and few values that come again."""
    return kind(column) == "text" and 1 < len(set(column)) <= min(MAX_CLASSES, len(column) - 1)


def _is_of_few(column: Sequence[str]) -> bool:
    """Whether the cells are whole numbers that come again and again."""
    values = set(column)
    few = 1 < len(values) <= min(MAX_CLASSES, len(column) / 2)
    return few and all(cell.lstrip("+-").isdecimal() for cell in values)


def numbering(names: Sequence[str], columns: Rows, kinds: Sequence[str], label: int) -> list[int]:
    """The columns that only number the rows, unless nothing else could be a feature."""
    found = [
        i for i, column in enumerate(columns) if i != label and _is_numbering(names, i, column)
    ]
    if not names and not found and label != 0 and _is_lone_key(columns, label):
        found = [0]
    others = [i for i, of in enumerate(kinds) if of == "numbers" and i not in (label, *found)]
    return found if others else []


def _is_numbering(names: Sequence[str], index: int, column: Sequence[str]) -> bool:
    if names and names[index]:
        return numbers_rows(names[index]) and _is_key(column)
    if index:
        return False
    if names.count("") == 1:
        return _names_rows(column)
    return (bool(names) or len(column) >= _ENOUGH_ROWS) and _counts_rows(column)


def _names_rows(column: Sequence[str]) -> bool:
    """Whether there is another name or whole number in every row, but for rows without any."""
    filled = list(filter(is_filled, column))
    are_names = all(cell.isdecimal() or not is_numeral(cell) for cell in filled)
    return are_names and 0 < len(filled) == len(set(filled))


def _is_key(column: Sequence[str]) -> bool:
    """Whether there is another whole number in every row."""
    return all(cell.isdecimal() for cell in column) and len(set(column)) == len(column)


def _counts_rows(column: Sequence[str]) -> bool:
    """Whether the rows are counted, from 0 or from 1."""
    if not all(cell.isdecimal() for cell in column):
        return False
    start, *others = map(int, column)
    return start in (0, 1) and others == list(range(start + 1, start + len(column)))


def _is_lone_key(columns: Rows, label: int) -> bool:
    """Whether the first column has another whole number in every row, and the others fractions."""
    first, *others = (column for i, column in enumerate(columns) if i != label)
    are_fractions = [any("." in cell for cell in column) for column in others]
    return len(first) >= _ENOUGH_ROWS and _is_key(first) and bool(others) and all(are_fractions)
