"""The columns of a file as a table of samples."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from playground.core.dataset import MAX_CLASSES, MAX_FEATURES, MAX_SAMPLES
from playground.core.problem import Problem, remark
from playground.sharing.files.column import Words
from playground.sharing.files.columns import is_filled
from playground.sharing.files.formats import FileError
from playground.sharing.files.guard import MISSING_LABELS
from playground.sharing.files.left_out import columns_left_out, costs_of, words_remarks
from playground.sharing.files.numbers import Literal, is_numeral, is_plain, read
from playground.sharing.files.proposal import (
    labels_in,
    n_features,
    possible_features,
    possible_words,
    proposal,
)
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
    columns = [
        _places(file.cells(name), values) if values else _numbers(file, name, decimal)
        for name, values in chosen.items()
    ]
    labels = labels_in(file, label, na_is_class)
    if all(is_numeral(cell) or _is_missing(cell) for cell in labels):
        labels = [read(cell, _decimal(file, label, decimal)) for cell in labels]
    rows, row_problems, more = _rows(file, [*columns, labels], [*chosen, label])
    if not rows:
        without = columns_left_out(file, label, chosen, {})
        raise FileError("file_no_rows", because=[*file.left_out, *without, *row_problems])
    classes = Counter(class_name(clean(row[-1])) for row in rows)
    if len(classes) > MAX_CLASSES:
        raise FileError("too_many_classes", column=label, count=len(classes), maximum=MAX_CLASSES)
    costs = costs_of(file, label, chosen)
    left_out = [
        *file.left_out,
        *columns_left_out(file, label, chosen, costs),
        *(problem for problem in row_problems if problem.fields["column"] not in costs),
    ]
    remarks = [*file.remarks, *_number_remarks(file, chosen, decimal), *words_remarks(chosen)]
    if more:
        n_rows = len(file.rows) + file.more
        remarks.insert(0, remark("rows_taken", taken=len(rows), count=n_rows))
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
    if words is None:
        words = proposed_words if features is None else ()
    as_numbers = set(proposed if features is None else features).intersection(possible)
    as_words = {name: possible_as_words[name] for name in words if name in possible_as_words}
    chosen = {
        name: as_words.get(name, ())
        for name in file.columns
        if name in as_words or name in as_numbers
    }
    if not chosen:
        raise FileError("file_none_chosen")
    count = sum(map(n_features, chosen.values()))
    if count > MAX_FEATURES:
        raise FileError("too_many_features", count=count, maximum=MAX_FEATURES)
    return chosen


def _decimal(file: FileReading, name: str, chosen: str | None) -> str:
    """The decimal sign of a column: the one chosen, unless the column itself tells another."""
    notation = file.table[name].notation
    return notation.decimal if notation.is_certain or chosen is None else chosen


def _numbers(file: FileReading, name: str, chosen: str | None) -> list[str]:
    decimal = _decimal(file, name, chosen)
    return [read(cell, decimal) for cell in file.cells(name)]


def _places(cells: Sequence[str], values: Words) -> list[str]:
    """For each cell the place of its word among ``values``; a missing one as it is."""
    places = {value: str(place) for place, value in enumerate(values)}
    return [places[str(cell)] if is_filled(cell) else cell for cell in cells]


def _rows(
    file: FileReading, columns: Sequence[Sequence[str]], names: Sequence[str]
) -> tuple[list[list[str]], list[Problem], int]:
    """The first rows that can be samples, why others cannot, and how many there are behind."""
    rows: list[list[str]] = []
    problems = []
    more = len(file.rows) + file.more
    for (number, _), *row in zip(file.rows, *columns, strict=True):
        if len(rows) == MAX_SAMPLES:
            break
        more -= 1
        problem = _row_problem(number, row, names)
        if problem:
            problems.append(problem)
        else:
            rows.append(list(map(str, row)))
    return rows, problems, more


def _row_problem(number: int, row: Sequence[str], names: Sequence[str]) -> Problem | None:
    """What keeps a row, its label the last cell, from being a sample."""
    *cells, label = row
    if label and not _is_missing(label) and all(map(is_plain, cells)):
        return None
    for cell, name in zip(row, names, strict=True):
        is_label = name == names[-1]
        code = ""
        if _is_missing(cell) if is_label else not is_filled(cell):
            code = "row_missing"
        elif not is_label and (wrong := number_problem(cell)):
            code = "row_too_large" if wrong == "too_large" else "row_not_a_number"
        if code:
            return remark(code, row=number, column=name, value=shorten(str(cell)))
    return None


def _is_missing(label: str) -> bool:
    return not isinstance(label, Literal) and label.casefold() in MISSING_LABELS


def _table(rows: Sequence[Sequence[str]], chosen: Mapping[str, Words]) -> pd.DataFrame:
    """The table of the rows, whose words become features; no two names are alike."""
    *columns, labels = zip(*rows, strict=True)
    taken = {LABEL, *chosen}
    table: dict[str, Sequence[str]] = {}
    for (column, values), cells in zip(chosen.items(), columns, strict=True):
        if n_features(values) == 1 and column != LABEL:
            table[column] = cells
            continue
        parts: dict[str, Sequence[str]] = {column: cells}
        if n_features(values) > 1:
            parts = {
                f"{column}={value}": ["1" if cell == str(place) else "0" for cell in cells]
                for place, value in enumerate(values)
            }
        for name, part in parts.items():
            while name in taken:
                name += "_"
            taken.add(name)
            table[name] = part
    return pd.DataFrame({**table, LABEL: labels}, dtype=object)


def _number_remarks(
    file: FileReading, chosen: Mapping[str, Words], decimal: str | None
) -> list[Problem]:
    """What was taken for which number: a decimal comma once, thousands for each column."""
    found = []
    said_comma = False
    for name in [name for name, values in chosen.items() if not values]:
        sign = _decimal(file, name, decimal)
        unsure = file.table[name].notation.unsure if decimal is None else ""
        for cell in [unsure] if unsure else file.cells(name):
            number = read(cell, sign)
            is_comma = number == cell.replace(",", ".")
            if number == cell or (is_comma and said_comma and not unsure):
                continue
            said_comma |= is_comma
            fields = {"column": name, "value": str(cell), "number": number}
            if unsure:
                other = read(cell, "," if sign == "." else ".")
                found.append(remark("number_unsure", **fields, other=other))
            else:
                found.append(remark("number_read", **fields))
            if not is_comma:
                break
    return found
