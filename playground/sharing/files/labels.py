"""The labels in a file: is NA the name of a class, or is there no label?"""

from playground.sharing.files.columns import is_filled
from playground.sharing.files.guard import MISSING_LABELS
from playground.sharing.files.reading import FileReading


def labels_in(file: FileReading, label: str, na_is_class: bool = True) -> list[str]:
    """The cells of a column, "" in place of a word for nothing that is no name of a class.

    A word that the file also has where a number is missing is none. Of other words for nothing,
    such as NA, ``na_is_class`` says what they are.
    """
    cells = file.cells(label)
    words = {cell for cell in cells if not is_filled(cell)}
    none = words & _missing_numbers(file, label) if words and na_is_class else words
    return ["" if cell in none and not is_filled(cell) else cell for cell in cells]


def doubtful_labels(file: FileReading, label: str) -> list[str]:
    """The words for nothing in the label that may be names of classes, as nothing tells."""
    values = dict.fromkeys(labels_in(file, label))
    words = [word for word in values if not is_filled(word)]
    return [word for word in words if word.casefold() not in MISSING_LABELS]


def _missing_numbers(file: FileReading, label: str) -> set[str]:
    """The words for nothing in the columns of numbers other than the label."""
    kinds = zip(file.columns, file.kinds, strict=True)
    others = [column for column, kind in kinds if kind == "numbers" and column != label]
    return {cell for column in others for cell in file.cells(column) if not is_filled(cell)}
