"""What a file offers once its label is chosen: features, words as numbers, names of classes."""

from collections.abc import Mapping

from playground.core.dataset import MAX_FEATURES
from playground.sharing.files.column import Column, Words
from playground.sharing.files.columns import is_filled
from playground.sharing.files.guard import MISSING_LABELS
from playground.sharing.files.reading import FileReading


def possible_features(file: FileReading, label: str) -> list[str]:
    """The columns that could be features, if ``label`` is the label: those that hold numbers."""
    return [
        name for name, column in file.table.items() if name != label and column.kind == "numbers"
    ]


def possible_words(file: FileReading, label: str) -> dict[str, Words]:
    """The columns whose words could be taken as numbers, with the values of each.

    They have few values that come again: those of text, and those of numbers that have words
    instead in many rows.
    """
    words = {name: column.words for name, column in file.table.items() if name != label}
    return {name: values for name, values in words.items() if values}


def n_features(values: Words) -> int:
    """How many features a column with these words becomes, or without any one of numbers."""
    return len(values) if len(values) > 2 else 1


def proposal(file: FileReading, label: str) -> tuple[list[str], list[str]]:
    """The columns to take as numbers and as words: as many of the first ones as a table can have.

    Columns that only number the rows are left out, and those that cost many rows; words are taken
    where this leaves no column of numbers. Without words, the cheapest column of numbers is left.
    """
    table, possible = file.table, possible_features(file, label)
    found = possible_words(file, label)
    words = {name: values for name, values in found.items() if not table[name].is_set_aside}
    numbers = {
        name: table[name].gaps
        for name in possible
        if not table[name].is_numbering and name not in words
        if not (words and _is_too_much(table[name], table[name].gaps))
    }
    if numbers:
        return _cheap(table, numbers)[:MAX_FEATURES], []
    if not words:
        return possible[:MAX_FEATURES], []
    taken, room = [], MAX_FEATURES
    for name in _cheap(table, {name: table[name].blanks for name in words}):
        room -= n_features(words[name])
        if room >= 0:
            taken.append(name)
    return [], taken


def _cheap(table: Mapping[str, Column], costs: Mapping[str, frozenset[int]]) -> list[str]:
    """The column that costs fewest rows, and those that do not cost many more beside it."""
    cheap: set[str] = set()
    lost: frozenset[int] = frozenset()
    for name in sorted(costs, key=lambda name: len(costs[name])):
        if not cheap or not _is_too_much(table[name], costs[name] - lost):
            cheap.add(name)
            lost |= costs[name]
    return [name for name in costs if name in cheap]


def _is_too_much(column: Column, lost: frozenset[int]) -> bool:
    return len(lost) > 1 and column.is_much(lost)  # a single row is no reason


def labels_in(file: FileReading, label: str, na_is_class: bool = True) -> list[str]:
    """The cells of a column, "" in place of a word for nothing that is no name of a class.

    A word that the file also has where a number is missing is none. Of other words for nothing,
    such as NA, ``na_is_class`` says what they are.
    """
    cells = file.cells(label)
    none = {cell for cell in cells if not is_filled(cell)}
    if none and na_is_class:
        numbers = [file.cells(column) for column in possible_features(file, label)]
        none &= {cell for column in numbers for cell in column if not is_filled(cell)}
    return ["" if cell in none and not is_filled(cell) else cell for cell in cells]


def doubtful_labels(file: FileReading, label: str) -> list[str]:
    """The words for nothing in the label that may be names of classes, as nothing tells."""
    values = dict.fromkeys(labels_in(file, label))
    words = [word for word in values if not is_filled(word)]
    return [word for word in words if word.casefold() not in MISSING_LABELS]
