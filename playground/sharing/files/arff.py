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
    """The lines of the rows, the others blank, and the names. Raises FileError for sparse rows."""
    names: list[str] = []
    begins = 0
    for at, line in enumerate(source.lines, start=1):
        if line.strip().casefold() == "@data":
            begins = at
            break
        if attribute := _ATTRIBUTE.match(line.strip()):
            names.append(" ".join(attribute[1].strip("'\"").split()))
    rows = ["" if line.startswith("%") else line for line in source.lines[begins:]]
    if any(row.lstrip().startswith("{") for row in rows):
        raise FileError("file_format", format="sparse ARFF")
    quote = "'" if any("'" in row for row in rows) else '"'
    kept = [(row, number) for row, number in zip(rows, source.numbers[begins:], strict=True) if row]
    return Lines([row for row, _ in kept], [at for _, at in kept], quote, ",", tuple(names))
