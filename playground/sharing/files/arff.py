"""Weka's ARFF: the names of the columns stand in lines of their own, the rows behind @data.

Its rows have rules of their own: commas, tabs or blanks between the cells, both kinds of quotes,
backslashes before what a quote would end, a row's weight in braces. They are written anew with
commas and doubled quotes, as any other file has them.
"""

import re
from dataclasses import replace

from playground.core.problem import remark
from playground.sharing.files.formats import FileError
from playground.sharing.files.records import Lines

_BEGINS = re.compile(r"@relation\b", re.I)
_DATA = re.compile(r"@data\s*(%.*)?", re.I)
_QUOTED = r"'(?:[^'\\]|\\.|'')*'|\"(?:[^\"\\]|\\.|\"\")*\""
_ATTRIBUTE = re.compile(rf"@attribute\s+({_QUOTED}|[^\s{{]+)\s*(\{{)?", re.I)
_WEIGHT = re.compile(r"(?<![\s,])[\s,]*\{\s*[-+.\deE]+\s*\}\s*(%.*)?$")
_MAX_ROW_LENGTH = 100_000  # that is read with care
_NEEDS_CARE = re.compile(r"['\"\\%]")
# what may stand between two cells; the first that gives as many cells as there are names
_SEPARATORS = (r"\s*,\s*", r"\s*[,\t]\s*", r"\s*,\s*|\s+")
_NEEDS_NO_QUOTES = re.compile(r"[\w.+?-]*")
_MISSING = frozenset({"?"})


def is_arff(source: Lines) -> bool:
    lines = (line.strip() for line in source.lines)
    first = next((line for line in lines if line and not line.startswith("%")), "")
    return bool(_BEGINS.match(first))


def rows_of_arff(source: Lines) -> Lines:
    """The lines of the rows, and what is told of the columns: names, and which may be the label.

    That is by custom the last one whose values are listed. Raises FileError for sparse rows.
    """
    names: list[str] = []
    nominal: list[str] = []
    begins = 0
    for at, line in enumerate(map(str.strip, source.lines), start=1):
        if _DATA.fullmatch(line):
            begins = at
            break
        if attribute := _ATTRIBUTE.match(line):
            names.append(" ".join(_unquoted(attribute[1]).split()))
            nominal += names[-1:] if attribute[2] else []
    rows, numbers, are_weighted = [], [], False
    for line, number in zip(source.lines[begins:], source.numbers[begins:], strict=True):
        if line.lstrip().startswith("{"):
            raise FileError("file_format", format="sparse ARFF")
        if line.lstrip().startswith("%"):
            continue
        unweighted = _WEIGHT.sub("", line)
        are_weighted |= unweighted != line
        rows.append(_with_commas(unweighted, len(names)))
        numbers.append(number)
    return replace(
        source,
        lines=rows,
        numbers=numbers,
        delimiter=",",
        names=tuple(names),
        labels=tuple(reversed(nominal)),
        missing=_MISSING,
        remarks=(remark("rows_weighted"),) if are_weighted else (),
    )


def _with_commas(row: str, width: int) -> str:
    """A row as other files have it."""
    is_plain = row.count(",") == width - 1 and not _NEEDS_CARE.search(row)
    if is_plain or len(row) > _MAX_ROW_LENGTH:
        return row
    row = re.sub(r"\s+", lambda blanks: "\t" if "\t" in blanks[0] else " ", row.strip())
    readings = (_cells(row, separator) for separator in _SEPARATORS)
    fitting = (cells for cells in readings if len(cells) == width)
    cells = next(fitting, None) or _cells(row, _SEPARATORS[0])
    return ",".join(map(_quoted, map(_unquoted, cells)))


def _quoted(cell: str) -> str:
    return cell if _NEEDS_NO_QUOTES.fullmatch(cell) else '"' + cell.replace('"', '""') + '"'


def _cells(row: str, separator: str) -> list[str]:
    """The cells of a row, quotes and all, without a comment at its end."""
    cell = re.compile(rf"({_QUOTED}|.*?)(?:\s*(?:(?<!\S)%.*)?$|(?P<more>{separator}))")
    cells = []
    at = 0
    while match := cell.match(row, at):
        cells.append(match[1])
        at = match.end()
        if not match["more"]:
            break
    return cells


def _unquoted(cell: str) -> str:
    r"""What quotes hold, without what escapes it: ``'O\'Brien'`` and ``'O''Brien'`` are O'Brien."""
    if not re.fullmatch(_QUOTED, cell):
        return cell
    quote = cell[0]
    text = cell[1:-1].replace(quote * 2, quote)
    return re.sub(r"\\(.)", lambda escaped: " " if escaped[1] in "ntr" else escaped[1], text)
