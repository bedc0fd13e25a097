"""The columns of a file as a table of samples."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from playground.core.dataset import MAX_CLASSES, MAX_FEATURES, MAX_SAMPLES
from playground.core.problem import Problem
from playground.sharing.files.columns import is_filled
from playground.sharing.files.error import FileError
from playground.sharing.files.guard import MISSING_LABELS
from playground.sharing.files.labels import labels_in
from playground.sharing.files.numbers import Column, Literal, is_numeral, is_plain, read
from playground.sharing.files.proposal import (
    Words,
    n_features,
    possible_features,
    possible_words,
    proposal,
)
from playground.sharing.files.reading import FileReading
from playground.sharing.files.said import columns_left_out, costs_of, rows_remarks, words_remarks
from playground.tables.cells import class_name, clean, number_problem, shorten
from playground.tables.labels import LABEL, in_order_of_classes


@dataclass(frozen=True)
class Import:
    """A training table made of a file."""

    table: pd.DataFrame  # features, then LABEL
    classes: dict[str, int]  # how many samples each has
    left_out: list[Problem]  # columns and rows that are not in the table, and why
    remarks: list[Problem] = field(default_factory=list)  # on how the file was understood


def as_samples(
    file: FileReading,
    label: str,
    features: Sequence[str] | None = None,
    decimal: str | None = None,
    na_is_class: bool = True,
    words: Sequence[str] | None = None,
) -> Import:
    """The samples of a file whose column ``label`` holds the classes.

    ``features`` names the columns of numbers to take, ``words`` those of words: each word becomes
    a feature that is 1 where it stands and else 0, of two words only the second. Without either
    of them, the columns are those of `proposal`. ``decimal``, "." or ",", is the decimal sign of
    columns that do not tell it themselves. ``na_is_class`` says whether NA, or another word for
    nothing, is the name of a class where nothing in the file tells.

    Rows with a missing or unreadable cell cannot be samples: they are left out, and said. Raises
    FileError when no samples are left, or when a limit is passed; of rows, the first are taken.
    """
    chosen = _chosen(file, label, features, words)
    numbers = {name: _decimal(file.numbers_in(name), decimal) for name in [*chosen, label]}
    read_columns = [
        _places(file.cells(name), values)
        if values
        else [read(cell, numbers[name]) for cell in file.cells(name)]
        for name, values in chosen.items()
    ]
    labels = labels_in(file, label, na_is_class)
    if all(is_numeral(cell) or _is_missing(cell) for cell in labels):
        labels = [read(cell, numbers[label]) for cell in labels]
    rows, row_problems, more = _rows(file, [*read_columns, labels], [*chosen, label])
    if not rows:
        columns = columns_left_out(file, label, chosen, {})
        raise FileError("file_no_rows", because=[*file.left_out, *columns, *row_problems])
    classes = Counter(class_name(clean(row[-1])) for row in rows)
    if len(classes) > MAX_CLASSES:
        raise FileError("too_many_classes", column=label, count=len(classes), maximum=MAX_CLASSES)
    costs = costs_of(file, label, chosen)
    left_out = [
        *file.left_out,
        *columns_left_out(file, label, chosen, costs),
        *(problem for problem in row_problems if problem.fields["column"] not in costs),
    ]
    remarks = [
        *rows_remarks(file, len(rows), more),
        *file.remarks,
        *_number_remarks(file, [name for name in chosen if not chosen[name]], numbers, decimal),
        *words_remarks(chosen),
    ]
    counts = {name: classes[name] for name in in_order_of_classes(classes)}
    return Import(_table(rows, chosen), counts, left_out, remarks)


def _chosen(
    file: FileReading, label: str, features: Sequence[str] | None, words: Sequence[str] | None
) -> dict[str, Words]:
    """The columns that become features, in the order of the file, with their words."""
    possible, possible_as_words = possible_features(file, label), possible_words(file, label)
    if not possible and not possible_as_words:
        raise FileError("file_no_features", column=label)
    proposed, proposed_words = proposal(file, label)
    as_words = set((proposed_words if features is None else ()) if words is None else words)
    as_numbers = set(proposed if features is None else features).intersection(possible)
    found = {
        column: possible_as_words.get(column, ()) if column in as_words else ()
        for column in file.columns
    }
    chosen = {name: values for name, values in found.items() if values or name in as_numbers}
    if not chosen:
        raise FileError("file_none_chosen")
    count = sum(map(n_features, chosen.values()))
    if count > MAX_FEATURES:
        raise FileError("too_many_features", count=count, maximum=MAX_FEATURES)
    return chosen


def _places(cells: Sequence[str], values: Words) -> list[str]:
    """For each cell the place of its word among ``values``; a missing one as it is."""
    places = {value: str(place) for place, value in enumerate(values)}
    return [places[str(cell)] if is_filled(cell) else cell for cell in cells]


def _rows(
    file: FileReading, columns: Sequence[Sequence[str]], names: Sequence[str]
) -> tuple[list[list[str]], list[Problem], int]:
    """The first rows that can be samples, why others cannot, and how many there are behind."""
    kept: list[list[str]] = []
    problems = []
    more = len(file.rows) + file.more
    for (number, _), *row in zip(file.rows, *columns, strict=True):
        if len(kept) == MAX_SAMPLES:
            break
        more -= 1
        problem = _row_problem(number, row, names)
        if problem:
            problems.append(problem)
        else:
            kept.append(list(map(str, row)))
    return kept, problems, more


def _table(rows: Sequence[Sequence[str]], chosen: Mapping[str, Words]) -> pd.DataFrame:
    """The table of the rows, whose words become features."""
    columns: list[Sequence[str]] = []
    *cells, labels = zip(*rows, strict=True)
    for column, values in zip(cells, chosen.values(), strict=True):
        if n_features(values) == 1:
            columns.append(column)
            continue
        for place in map(str, range(len(values))):
            columns.append(["1" if cell == place else "0" for cell in column])
    named = zip(_feature_names(chosen), columns, strict=True)
    return pd.DataFrame({**dict(named), LABEL: labels}, dtype=object)


def _decimal(column: Column, chosen: str | None) -> str:
    """The decimal sign of a column: the one chosen, unless the column itself tells another."""
    return column.decimal if column.is_certain or chosen is None else chosen


def _feature_names(chosen: Mapping[str, Words]) -> list[str]:
    """Their names, no two alike, of which none is that of the label's column."""
    taken = {LABEL, *chosen}
    names = []
    for column, values in chosen.items():
        if n_features(values) == 1 and column != LABEL:
            names.append(column)
            continue
        for name in [f"{column}={value}" for value in values] if len(values) > 2 else [column]:
            while name in taken:
                name += "_"
            taken.add(name)
            names.append(name)
    return names


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
