"""The columns of a file as a table of samples."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from playground.core.dataset import MAX_CLASSES, MAX_FEATURES, MAX_SAMPLES
from playground.core.problem import Problem
from playground.sharing.files.columns import is_filled
from playground.sharing.files.error import FileError
from playground.sharing.files.guard import MISSING_LABELS
from playground.sharing.files.labels import labels_in
from playground.sharing.files.numbers import Column, Literal, is_numeral, is_plain, read
from playground.sharing.files.reading import FileReading
from playground.tables.cells import class_name, clean, number_problem, shorten
from playground.tables.labels import LABEL, in_order_of_classes


@dataclass(frozen=True)
class Import:
    """A training table made of a file."""

    table: pd.DataFrame  # features, then LABEL
    classes: dict[str, int]  # how many samples each has
    left_out: list[Problem]  # columns and rows that are not in the table, and why
    remarks: list[Problem] = field(default_factory=list)  # on how the file was understood


def possible_features(file: FileReading, label: str) -> list[str]:
    """The columns that could be features, if ``label`` is the label: those that hold numbers."""
    found = zip(file.columns, file.kinds, strict=True)
    return [column for column, kind in found if column != label and kind == "numbers"]


def as_samples(
    file: FileReading,
    label: str,
    features: Sequence[str] | None = None,
    decimal: str | None = None,
    na_is_class: bool = True,
) -> Import:
    """The samples of a file whose column ``label`` holds the classes.

    ``features`` names the columns to take; without it, all but those that only number the rows.
    ``decimal``, "." or ",", is the decimal sign of columns that do not tell it themselves.
    ``na_is_class`` says whether NA, or another word for nothing, is the name of a class where
    nothing in the file tells.

    Columns of text cannot be features, and rows with a missing or unreadable cell cannot be
    samples: they are left out, and said. Raises FileError when no samples are left, or when a
    limit is passed.
    """
    chosen = _chosen(file, label, features)
    numbers = {name: _decimal(file.numbers_in(name), decimal) for name in file.columns}
    read_columns = [[read(cell, numbers[name]) for cell in file.cells(name)] for name in chosen]
    labels = labels_in(file, label, na_is_class)
    if all(is_numeral(cell) or _is_missing(cell) for cell in labels):
        labels = [read(cell, numbers[label]) for cell in labels]
    left_out = [*file.left_out, *_columns_left_out(file, label, chosen)]
    kept = []
    names = [*chosen, label]
    for (number, _), *row in zip(file.rows, *read_columns, labels, strict=True):
        problem = _row_problem(number, row, names)
        if problem:
            left_out.append(problem)
        else:
            kept.append(list(map(str, row)))
    if not kept:
        raise FileError("file_no_rows", because=left_out)
    if len(kept) > MAX_SAMPLES:
        raise FileError("too_many_samples", count=len(kept), maximum=MAX_SAMPLES)
    classes = Counter(class_name(clean(row[-1])) for row in kept)
    if len(classes) > MAX_CLASSES:
        raise FileError("too_many_classes", column=label, count=len(classes), maximum=MAX_CLASSES)
    table = pd.DataFrame(kept, columns=[*_feature_names(chosen), LABEL], dtype=object)
    remarks = [*file.remarks, *_number_remarks(file, chosen, numbers, decimal)]
    counts = {name: classes[name] for name in in_order_of_classes(classes)}
    return Import(table, counts, left_out, remarks)


def _chosen(file: FileReading, label: str, features: Sequence[str] | None) -> list[str]:
    """The columns that become features, in the order of the file."""
    possible = possible_features(file, label)
    if not possible:
        raise FileError("file_no_features", column=label)
    if features is None:
        chosen = [column for column in possible if column not in file.numbering] or possible
    else:
        chosen = [column for column in possible if column in features]
    if not chosen:
        raise FileError("file_none_chosen")
    if len(chosen) > MAX_FEATURES:
        raise FileError("too_many_features", count=len(chosen), maximum=MAX_FEATURES)
    return chosen


def _decimal(column: Column, chosen: str | None) -> str:
    """The decimal sign of a column: the one chosen, unless the column itself tells another."""
    return column.decimal if column.is_certain or chosen is None else chosen


def _columns_left_out(file: FileReading, label: str, chosen: Sequence[str]) -> list[Problem]:
    found = []
    for column, kind in zip(file.columns, file.kinds, strict=True):
        if column == label or column in chosen:
            continue
        if kind != "numbers":
            code = "column_text" if kind else "column_empty"
            found.append(Problem(code, {"column": column}, blocking=False))
        elif column in file.numbering:
            code = "column_set_aside" if column in file.set_aside else "column_numbering"
            found.append(Problem(code, {"column": column}, blocking=False))
    return found


def _feature_names(chosen: Sequence[str]) -> list[str]:
    """Their names, of which none is that of the label's column."""
    free = LABEL
    while free in chosen or free == LABEL:
        free += "_"
    return [free if column == LABEL else column for column in chosen]


def _row_problem(number: int, row: Sequence[str], names: Sequence[str]) -> Problem | None:
    """What keeps a row, its label the last cell, from being a sample."""
    *cells, label = row
    if label and not _is_missing(label) and all(map(is_plain, cells)):
        return None
    for index, (cell, name) in enumerate(zip(row, names, strict=True)):
        fields = {"row": number, "column": name, "value": shorten(str(cell))}
        is_label = index == len(names) - 1
        if _is_missing(cell) if is_label else not is_filled(cell):
            return Problem("row_missing", fields, blocking=False)
        wrong = "" if is_label else number_problem(cell)
        if wrong:
            code = "row_too_large" if wrong == "too_large" else "row_not_a_number"
            return Problem(code, fields, blocking=False)
    return None


def _is_missing(label: str) -> bool:
    return not isinstance(label, Literal) and label.casefold() in MISSING_LABELS


def _number_remarks(
    file: FileReading, chosen: Sequence[str], numbers: dict[str, str], decimal: str | None
) -> list[Problem]:
    """What was taken for which number: a decimal comma once, thousands for each column."""
    found = []
    said_comma = False
    for name in chosen:
        unsure = file.numbers_in(name).unsure if decimal is None else ""
        for cell in [unsure] if unsure else file.cells(name):
            number = read(cell, numbers[name])
            if number == cell:
                continue
            is_comma = number == cell.replace(",", ".")
            if is_comma and said_comma and not unsure:
                continue
            said_comma |= is_comma
            fields = {"column": name, "value": str(cell), "number": number}
            code = "number_read"
            if unsure:
                code = "number_unsure"
                fields["other"] = read(cell, "," if numbers[name] == "." else ".")
            found.append(Problem(code, fields, blocking=False))
            if not is_comma:
                break
    return found
