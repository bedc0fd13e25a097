"""Which columns of a file can be features, and which of them to propose."""

from collections.abc import Mapping

from playground.core.dataset import MAX_FEATURES
from playground.sharing.files.costs import blanks, is_much
from playground.sharing.files.reading import FileReading

Words = tuple[str, ...]  # the values of a column of words; of one of numbers none


def possible_features(file: FileReading, label: str) -> list[str]:
    """The columns that could be features, if ``label`` is the label: those that hold numbers."""
    found = zip(file.columns, file.kinds, strict=True)
    return [column for column, kind in found if column != label and kind == "numbers"]


def possible_words(file: FileReading, label: str) -> dict[str, Words]:
    """The columns whose words could be taken as numbers, with the values of each.

    They have few values that come again: those of text, and those of numbers that have words
    instead in many rows.
    """
    found = zip(file.columns, file.words, strict=True)
    return {column: values for column, values in found if column != label and values}


def n_features(values: Words) -> int:
    """How many features a column with these words becomes, or without any one of numbers."""
    return len(values) if len(values) > 2 else 1


def proposal(file: FileReading, label: str) -> tuple[list[str], list[str]]:
    """The columns to take as numbers and as words: as many of the first ones as a table can have.

    Columns that only number the rows are left out, and those that cost many rows; words are taken
    where this leaves no column of numbers. Without words, the cheapest column of numbers is left.
    """
    found = possible_words(file, label)
    words = {name: values for name, values in found.items() if name not in file.set_aside}
    possible = possible_features(file, label)
    of_numbers = set(possible)
    n_rows = len(file.rows)
    costs = {
        name: gaps
        for name, gaps in zip(file.columns, file.gaps, strict=True)
        if name in of_numbers and name not in file.numbering and name not in words
        if not (words and _is_too_much(gaps, n_rows))
    }
    if costs:
        return _cheap(costs, n_rows)[:MAX_FEATURES], []
    if not words:
        return possible[:MAX_FEATURES], []
    kept, room = [], MAX_FEATURES
    for name in _cheap({name: blanks(file.cells(name)) for name in words}, n_rows):
        room -= n_features(words[name])
        if room >= 0:
            kept.append(name)
    return [], kept


def _cheap(costs: Mapping[str, frozenset[int]], rows: int) -> list[str]:
    """The column that costs fewest rows, and those that do not cost many more beside it."""
    kept: set[str] = set()
    lost: frozenset[int] = frozenset()
    for name in sorted(costs, key=lambda name: len(costs[name])):
        more = costs[name] - lost
        if not kept or not _is_too_much(more, rows):
            kept.add(name)
            lost |= more
    return [name for name in costs if name in kept]


def _is_too_much(lost: frozenset[int], rows: int) -> bool:
    return len(lost) > 1 and is_much(len(lost), rows)  # a single row is no reason
