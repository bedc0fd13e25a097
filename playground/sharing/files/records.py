"""Lines of text to records of cells: delimiter, quotes, remarks.

A quote that is not closed, or stands within a cell, is a character like any other: it never takes
the rows after it along.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from statistics import mode
from typing import NamedTuple

from playground.core.dataset import MAX_SAMPLES
from playground.core.problem import Problem
from playground.sharing.files.formats import FileError
from playground.sharing.files.numbers import is_numeral
from playground.tables.cells import plain

MAX_CELL_LENGTH = 200
MAX_COLUMNS = 10_000
MAX_RECORDS = 2 * MAX_SAMPLES  # some of them may be left out
MAX_CELLS = 2_000_000  # of these records together
DELIMITERS = {"\t": "tab", ";": "semicolon", ",": "comma", "|": "pipe", " ": "space"}
QUOTE = '"'
REMARK = "# "
_IS_REMARK = re.compile(r"# |#[-=#*~+_. ]*$")  # a rule needs no blank
_MAX_LINES_OF_ALL = 5 * MAX_RECORDS  # some may be remarks, or go on with a cell
_RECORDS_LOOKED_AT = 1000  # to find the delimiter
_CELLS_LOOKED_AT = 200_000
_CHARACTERS_LOOKED_AT = 1_000_000
_MAX_LINES_OF_A_CELL = 100
_MAX_CHARACTERS_OF_THEM = 5000
_MAX_LINE_WITH_QUOTES = 500_000  # characters; in longer ones quotes mean nothing
_DASHES = re.compile(r":?-+:?")  # under the header of a table in Markdown
_SEP = re.compile(r"sep=(.)", re.I)


class Record(NamedTuple):
    """A row of cells, and which of the file it is, from 1."""

    number: int
    cells: list[str]


@dataclass(frozen=True)
class Records:
    """The records that are not blank, and what was passed over."""

    records: list[Record] = field(default_factory=list)
    remarks: list[Record] = field(default_factory=list)  # lines behind "# "
    literal: list[int] = field(default_factory=list)  # records whose quotes are plain characters
    more: int = 0  # lines behind them that were not read


@dataclass(frozen=True)
class Lines:
    """The text of a file before it is split into cells: the lines that are not blank."""

    lines: Sequence[str]
    numbers: Sequence[int]  # of each line in the file, from 1
    delimiter: str = ""  # "" if it is yet to be found
    names: tuple[str, ...] = ()  # of the columns, if they do not stand in a record
    labels: tuple[str, ...] = ()  # columns that the format declares to be it, the likeliest first
    set_aside: tuple[str, ...] = ()  # columns that it declares to be no features
    missing: frozenset[str] = frozenset()  # cells by which it says that there is nothing
    remarks: tuple[Problem, ...] = ()  # on what was passed over
    more: int = 0  # lines behind these, about


def lines_of(text: str) -> Lines:
    """The first lines of a file; one such as ``sep=;`` at its start names the delimiter."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n", _MAX_LINES_OF_ALL)
    rest = lines.pop().strip() if len(lines) > _MAX_LINES_OF_ALL else ""
    more = 1 + rest.count("\n") - rest.count("\n\n") if rest else 0
    sep = _SEP.fullmatch(lines[0].strip(' "'))
    lines[0] = "" if sep else lines[0]
    numbers = [at for at, line in enumerate(lines, start=1) if line and not line.isspace()]
    delimiter = sep[1] if sep and sep[1] in DELIMITERS else ""
    kept = [lines[number - 1] for number in numbers]
    return Lines(kept, numbers, delimiter=delimiter, more=more)


def split(source: Lines, delimiter: str = "") -> tuple[Records, str]:
    """The first records by this delimiter, or by the one that fits them best.

    Raises FileError when there are too many cells in one, or too many lines before the first.
    """
    found = delimiter or source.delimiter or _best_delimiter(source)
    split = _records(source, found, MAX_RECORDS, MAX_CELLS)
    if source.more and not split.records:
        count = len(source.lines) + source.more
        raise FileError("too_many_samples", count=count, maximum=MAX_SAMPLES)
    if any(len(record.cells) > MAX_COLUMNS for record in split.records):
        raise FileError("file_too_wide", maximum=MAX_COLUMNS)
    return split, found


def cells_at(source: Lines, at: int, delimiter: str) -> list[str]:
    """The cells of the record that begins in a line."""
    return list(map(tidy, _record(source, at, delimiter, 0)[0]))


def without_empty_columns(records: list[Record]) -> list[Record]:
    """Spreadsheets like to end every line with empty cells."""
    width = max((len(record.cells) for record in records), default=0)
    used = {i for record in records for i, cell in enumerate(record.cells) if cell}
    if len(used) == width:
        return records
    return [
        Record(record.number, [cell for i, cell in enumerate(record.cells) if i in used])
        for record in records
    ]


def _best_delimiter(source: Lines) -> str:
    """The one by which most records have the same width; then, most cells are numbers."""
    best, most = ",", (0.0, 0.0)
    for delimiter in DELIMITERS:
        sample = without_empty_columns(
            _records(source, delimiter, _RECORDS_LOOKED_AT, _CELLS_LOOKED_AT).records
        )
        widths = [len(record.cells) for record in sample]
        if not widths or mode(widths) < 2:
            continue
        cells = [cell for record in sample for cell in record.cells if cell]
        fitting = widths.count(mode(widths))
        score = fitting / len(sample), sum(map(is_numeral, cells)) / len(cells)
        if score > most:
            best, most = delimiter, score
    return best


def _records(source: Lines, delimiter: str, maximum: int, room: int) -> Records:
    """The first ``maximum`` records that are not blank, or fewer if ``room`` cells fill them."""
    found = Records()
    typical = _typical_width(source, delimiter)
    at = more_lines = 0
    while at < len(source.lines) and len(found.records) < maximum and room > 0:
        line = source.lines[at]
        number = source.numbers[at] - more_lines
        if _IS_REMARK.match(line):
            remark = _cells(line[len(REMARK) :], delimiter)
            found.remarks.append(Record(number, [tidy(cell) for cell in remark]))
            room -= len(remark)
            at += 1
            continue
        cells, used, is_literal = _record(source, at, delimiter, typical)
        more_lines += source.numbers[at + used - 1] - source.numbers[at]
        at += used
        tidied = [tidy(cell) for cell in cells]
        if delimiter == "|" and all(_DASHES.fullmatch(cell) for cell in tidied if cell):
            continue
        if any(cell.strip(",;") for cell in tidied):
            found.records.append(Record(number, tidied))
            room -= len(tidied)
            if is_literal:
                found.literal.append(number)
    return replace(found, more=len(source.lines) - at)


def _record(source: Lines, at: int, delimiter: str, typical: int) -> tuple[list[str], int, bool]:
    """The cells of the record that begins in a line, how many lines it has, and whether its quotes
    are plain characters.
    """
    line = source.lines[at]
    if not _has_quotes(line):
        return _cells(line, delimiter), 1, False
    literal = _cells(line, delimiter)
    quoted, used = _quoted(source.lines[at : at + _MAX_LINES_OF_A_CELL], delimiter)
    if quoted is not None and used > 1:
        alone = [len(_cells(each, delimiter)) for each in source.lines[at : at + used]]
        is_swallowing = len(literal) == typical != len(quoted)
        if is_swallowing or (typical > 1 and set(alone) == {typical}):
            quoted = None
    if quoted is not None:
        return quoted, used, False
    cells = list(map(_without_quotes, literal))
    return cells, 1, any(QUOTE in cell for cell in cells)


def _has_quotes(line: str) -> bool:
    """Whether there are any that mean something."""
    return QUOTE in line and len(line) <= _MAX_LINE_WITH_QUOTES


def _quoted(lines: Sequence[str], delimiter: str) -> tuple[list[str] | None, int]:
    """The cells of a record in which every quote opens, closes or is doubled; None without."""
    blank = "\t" if delimiter == " " else " "
    reader = csv.reader(
        (line.replace(blank, " ") + "\n" for line in _first(lines, _MAX_CHARACTERS_OF_THEM)),
        delimiter=delimiter,
        skipinitialspace=True,
        strict=True,
    )
    try:
        cells = next(reader)
    except (csv.Error, StopIteration):
        return None, 1
    return _bounded(cells) if delimiter != " " else [c for c in cells if c], reader.line_num


def _typical_width(source: Lines, delimiter: str) -> int:
    """How many cells most lines have that need no other; 0 if there are none."""
    widths = []
    for line in _first(source.lines[:_RECORDS_LOOKED_AT], _CHARACTERS_LOOKED_AT):
        if line.startswith(REMARK):
            continue
        cells = _quoted([line], delimiter)[0] if _has_quotes(line) else _cells(line, delimiter)
        if cells is not None:
            widths.append(len(cells))
    return mode(widths) if widths else 0


def _first(lines: Sequence[str], characters: int) -> Iterator[str]:
    """The first lines that have more ``characters`` than these."""
    for line in lines:
        yield line
        characters -= len(line)
        if characters < 0:
            return


def _cells(line: str, delimiter: str) -> list[str]:
    """The cells of a line whose quotes mean nothing."""
    if delimiter == " ":
        return line.split(None, MAX_COLUMNS)
    return _bounded(line.split(delimiter, MAX_COLUMNS), delimiter)


def _bounded(cells: list[str], delimiter: str = "") -> list[str]:
    """One too many is as good as all of them, and empty ones beyond the bound do not count."""
    if len(cells) <= MAX_COLUMNS:
        return cells
    is_filled = any(cell.strip(f"{delimiter} \t") for cell in cells[MAX_COLUMNS:])
    return cells[: MAX_COLUMNS + is_filled]


def _without_quotes(cell: str) -> str:
    inner = cell.strip()
    if len(inner) > 1 and inner[0] == inner[-1] == QUOTE:
        return inner[1:-1].replace(QUOTE * 2, QUOTE)
    return cell


def tidy(cell: str) -> str:
    """A cell made `plain`, unless an apostrophe guards it."""
    text = cell[: 10 * MAX_CELL_LENGTH]
    text = " ".join(text.split()) if text.startswith("'") else plain(text)
    return text[:MAX_CELL_LENGTH].rstrip()
