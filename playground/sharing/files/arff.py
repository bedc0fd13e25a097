"""Weka's ARFF: the names of the columns stand in lines of their own, the rows behind @data."""

import re

from playground.sharing.files.error import FileError
from playground.sharing.files.records import Lines

_BEGINS = re.compile(r"\s*@relation\b", re.I)
_ATTRIBUTE = re.compile(r"@attribute\s+('[^']*'|\"[^\"]*\"|\S+)\s+\S", re.I)


def is_arff(source: Lines) -> bool:
    first = next((line for line in source.lines if line.strip() and line[:1] != "%"), "")
    return bool(_BEGINS.match(first))


def rows_of_arff(source: Lines) -> Lines:
    """The lines of the rows, and the names of the columns. Raises FileError for sparse rows."""
    names: list[str] = []
    begins = 0
    for at, line in enumerate(source.lines, start=1):
        if line.strip().casefold() == "@data":
            begins = at
            break
        if attribute := _ATTRIBUTE.match(line.strip()):
            names.append(" ".join(attribute[1].strip("'\"").split()))
    kept = [at for at in range(begins, len(source.lines)) if not source.lines[at].startswith("%")]
    rows = [source.lines[at] for at in kept]
    if any(row.lstrip().startswith("{") for row in rows):
        raise FileError("file_format", format="sparse ARFF")
    quote = "'" if any("'" in row for row in rows) else '"'
    return Lines(rows, [source.numbers[at] for at in kept], quote, ",", tuple(names))
