"""Text files of samples, in and out: what people's CSV and TSV files hold, read with care.

Reading has two steps, so that the page can show what was understood before anything is replaced:
`read_file` finds cells and columns, `as_samples` makes a training table with one of the columns
as the label. Files are data: nothing in them is evaluated or unpacked.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import pandas as pd

from playground.core.dataset import MAX_CLASSES, MAX_FEATURES, MAX_SAMPLES
from playground.core.problem import Problem
from playground.tables.cells import is_number, number_problem
from playground.tables.labels import LABEL

MAX_FILE_BYTES = 20 * 2**20
MAX_CELL = 200  # characters
MAX_COLUMNS = 100
MAX_RECORDS = 2 * MAX_SAMPLES  # some of them may be left out
LOOKED_AT = 1000  # records, to find the delimiter
DELIMITERS = {"\t": "tab", ";": "semicolon", ",": "comma", " ": "space"}  # the first fit is taken
MISSING = {"", "na", "n/a", "nan", "null", "none", "?", "-"}  # ways to write that there is nothing
NUMERALS = {"", "too_large", "not_finite"}  # what is wrong with them, if anything
MISSING_LABELS = {"", "nan"}  # the others are names that a class may have
LABEL_NAMES = (LABEL, "class", "target", "species", "category", "标签", "类别")
_NEEDS_A_GUARD = re.compile(r"'*([=+\-@\t\r]|# )")  # looks like a formula, or a remark
_DECIMAL_COMMA = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+|\d*),\d+([eE][+-]?\d+)?")


class FileError(ValueError):
    """A file that cannot be read; ``problem`` says why, ``because`` what led to it."""

    def __init__(self, code: str, because: Sequence[Problem] = (), **fields: object) -> None:
        super().__init__(code)
        self.problem = Problem(code, fields)
        self.because = list(because)


@dataclass(frozen=True)
class FileReading:
    """The cells of a file, and how they were found."""

    columns: tuple[str, ...]
    rows: list[tuple[int, list[str]]]  # number of the record in the file, from 1; its cells
    left_out: list[Problem]
    encoding: str
    delimiter: str  # a value of DELIMITERS
    has_header: bool
    likely_label: str  # the column that looks most like the label


@dataclass(frozen=True)
class Import:
    """A training table made of a file."""

    table: pd.DataFrame  # features, then LABEL
    classes: dict[str, int]  # how many samples each has
    left_out: list[Problem]  # columns and rows that are not in the table, and why


def read_file(content: bytes) -> FileReading:
    """Find encoding, delimiter, header and cells. Raises FileError for what is no table of text."""
    if len(content) > MAX_FILE_BYTES:
        raise FileError("file_too_large", maximum=MAX_FILE_BYTES // 2**20)
    text, encoding = _decode(content)
    text = re.sub(r"^# [^\r\n]*", "", text, flags=re.MULTILINE)  # remarks, as in our examples
    records, delimiter = _split(text)
    if not records:
        raise FileError("file_one_column" if re.search(r"\w", text) else "file_empty")
    records = _without_empty_columns(records)
    width = Counter(len(cells) for _, cells in records).most_common(1)[0][0]
    if len(records[0][1]) > 1 and width < 2:
        width = len(records[0][1])
    if width < 2:
        raise FileError("file_one_column")
    has_header = _has_header([cells for _, cells in records if len(cells) == width])
    left_out = [
        Problem("row_width", {"row": number, "cells": len(cells), "columns": width}, blocking=False)
        for number, cells in records
        if len(cells) != width
    ]
    rows = [(number, cells) for number, cells in records if len(cells) == width]
    names = rows.pop(0)[1] if has_header else []
    if not rows:
        raise FileError("file_no_rows")
    rows = [(number, [_with_point(cell) for cell in cells]) for number, cells in rows]
    columns = _column_names(names, width)
    label = _likely_label(columns, rows)
    return FileReading(columns, rows, left_out, encoding, DELIMITERS[delimiter], has_header, label)


def as_samples(file: FileReading, label: str) -> Import:
    """The samples of a file whose column ``label`` holds the classes.

    Columns of text cannot be features, and rows with a missing or unreadable cell cannot be
    samples: they are left out, and said. Raises FileError when no samples are left, or when a
    limit is passed.
    """
    at_label = file.columns.index(label)
    left_out = list(file.left_out)
    features = []
    for index, column in enumerate(file.columns):
        if index == at_label:
            continue
        if _is_text([cells[index] for _, cells in file.rows]):
            left_out.append(Problem("column_text", {"column": column}, blocking=False))
        else:
            features.append(index)
    if not features:
        raise FileError("file_no_features", column=label)
    if len(features) > MAX_FEATURES:
        raise FileError("too_many_features", count=len(features), maximum=MAX_FEATURES)
    kept = []
    for number, cells in file.rows:
        problem = _row_problem(number, cells, features, at_label, file.columns)
        if problem:
            left_out.append(problem)
        else:
            kept.append([*(cells[index] for index in features), cells[at_label]])
    if not kept:
        raise FileError("file_no_rows", because=left_out)
    if len(kept) > MAX_SAMPLES:
        raise FileError("too_many_samples", count=len(kept), maximum=MAX_SAMPLES)
    classes = Counter(row[-1] for row in kept)
    if len(classes) > MAX_CLASSES:
        raise FileError("too_many_classes", column=label, count=len(classes), maximum=MAX_CLASSES)
    names = [f"{LABEL}_" if file.columns[i] == LABEL else file.columns[i] for i in features]
    table = pd.DataFrame(kept, columns=[*names, LABEL], dtype=object)
    return Import(table, dict(sorted(classes.items())), left_out)


def to_csv(table: pd.DataFrame) -> bytes:
    """The table as a CSV file in UTF-8 that a spreadsheet opens as it is, formulas excluded.

    A text that a spreadsheet would take for a formula, or `read_file` for a remark, gets an
    apostrophe in front, which `read_file` takes off again.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_defused(str(column)) for column in table.columns])
    for row in table.itertuples(index=False, name=None):
        writer.writerow(["" if cell is None else _defused(str(cell)) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _defused(text: str) -> str:
    if _NEEDS_A_GUARD.match(text) and not is_number(text):
        return "'" + text
    return text


def _decode(content: bytes) -> tuple[str, str]:
    """The text of a file and its encoding, told by its mark or by what decodes it."""
    if content.startswith(b"PK\x03\x04"):
        raise FileError("file_spreadsheet")
    marks = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
    marked = [name for mark, name in marks.items() if content.startswith(mark)]
    half_zero = content[:200].count(0) > len(content[:200]) / 4  # Latin text in UTF-16
    little = "utf-16-le" if content[1:200:2].count(0) >= content[:200:2].count(0) else "utf-16-be"
    for encoding in marked or ([little] if half_zero else ["utf-8", "gb18030"]):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not re.search(r"[\x00-\x08\x0e-\x1f\x7f]", text):
            return text, encoding.removesuffix("-sig").upper()
    raise FileError("file_not_text")


def _split(text: str) -> tuple[list[tuple[int, list[str]]], str]:
    """The records that are not blank, numbered from 1, by the delimiter that fits them best."""
    best, most = ",", 0
    for delimiter in DELIMITERS:
        widths = Counter(len(cells) for _, cells in _records(text, delimiter, LOOKED_AT))
        width, fitting = widths.most_common(1)[0] if widths else (0, 0)
        if width > 1 and delimiter in " ," and fitting < 0.5 * widths.total():
            fitting //= 2  # as in prose
        if width > 1 and fitting > most:
            best, most = delimiter, fitting
    records = _records(text, best)
    if len(records) > MAX_RECORDS:
        raise FileError("too_many_samples", count=len(records), maximum=MAX_SAMPLES)
    if any(len(cells) > MAX_COLUMNS for _, cells in records):
        raise FileError("file_too_wide", maximum=MAX_COLUMNS)
    return records, best


def _records(
    text: str, delimiter: str, maximum: int = 5 * MAX_RECORDS
) -> list[tuple[int, list[str]]]:
    """Of the first ``maximum`` records those that are not blank."""
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, strict=False
    )
    records = []
    try:
        for number, cells in enumerate(islice(reader, maximum), start=1):
            if delimiter == " ":
                cells = [cell for cell in cells if cell]
            if len(cells) > MAX_COLUMNS:  # one too many is as good as all of them
                cells = cells[: MAX_COLUMNS + any(map(str.strip, cells[MAX_COLUMNS:]))]
            tidy = [_tidy(cell) for cell in cells]
            if any(cell.strip(",;") for cell in tidy):
                records.append((number, tidy))
    except csv.Error:  # a cell longer than the module takes: no table
        return []
    return records


def _tidy(cell: str) -> str:
    """A cell without blanks around it and without the apostrophe that kept it from computing."""
    text = " ".join(cell.split())
    if text.startswith("'") and _NEEDS_A_GUARD.match(text):
        text = text[1:]
    return text[:MAX_CELL].rstrip()


def _without_empty_columns(records: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """Spreadsheets like to end every line with empty cells."""
    width = max(len(cells) for _, cells in records)
    used = {i for _, cells in records for i, cell in enumerate(cells) if cell}
    if len(used) == width:
        return records
    return [(n, [cell for i, cell in enumerate(cells) if i in used]) for n, cells in records]


def _has_header(rows: list[list[str]]) -> bool:
    """Whether the first row names the columns: it has no number, or text above a number column."""
    first, others = rows[0], rows[1:]
    if LABEL in first or not any(is_number(_with_point(cell)) for cell in first):
        return True
    return any(
        cell and not is_number(_with_point(cell)) and not _is_text([row[index] for row in others])
        for index, cell in enumerate(first)
        if others
    )


def _column_names(names: list[str], width: int) -> tuple[str, ...]:
    """Each column's name, no two alike; without a header x1, x2, … and the label."""
    if not names:
        names = [f"x{index + 1}" for index in range(width - 1)] + [LABEL]
    unique: list[str] = []
    for index, name in enumerate(names):
        base = candidate = name or f"x{index + 1}"
        number = 2
        while candidate in unique:
            candidate, number = f"{base}_{number}", number + 1
        unique.append(candidate)
    return tuple(unique)


def _likely_label(columns: tuple[str, ...], rows: list[tuple[int, list[str]]]) -> str:
    """A column with a telling name; else the last of text with few values; else the last one."""
    for name in LABEL_NAMES:
        for column in columns:
            if column.casefold() == name:
                return column
    for index in reversed(range(len(columns))):
        values = [cells[index] for _, cells in rows]
        if _is_text(values) and len(set(values)) <= MAX_CLASSES:
            return columns[index]
    return columns[-1]


def _is_text(cells: list[str]) -> bool:
    """Whether most of the cells with something in them are not numbers."""
    filled = [cell for cell in cells if cell.casefold() not in MISSING]
    numbers = sum(number_problem(_with_point(cell)) in NUMERALS for cell in filled)
    return 2 * numbers < len(filled) or not filled


def _row_problem(
    number: int, cells: list[str], features: list[int], at_label: int, columns: tuple[str, ...]
) -> Problem | None:
    for index in [*features, at_label]:
        fields = {"row": number, "column": columns[index], "value": cells[index]}
        missing = MISSING if index != at_label else MISSING_LABELS
        if cells[index].casefold() in missing:
            return Problem("row_missing", fields, blocking=False)
        wrong = "" if index == at_label else number_problem(cells[index])
        if wrong:
            code = "row_too_large" if wrong == "too_large" else "row_not_a_number"
            return Problem(code, fields, blocking=False)
    return None


def _with_point(cell: str) -> str:
    """A number written with a decimal comma, with a point; anything else as it is."""
    if "," not in cell or not _DECIMAL_COMMA.fullmatch(cell):
        return cell
    return cell.replace(".", "").replace(",", ".")
