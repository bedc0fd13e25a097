"""Orange's tables: what each column is stands below its name, or before it.

Either a row of kinds (continuous, discrete, ...) and one of flags (class, meta, ...) follow the
names, or the names have both in front, as ``cD#`` for a discrete class: small letters are flags, a
capital is the kind.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from playground.sharing.files.numbers import is_numeral
from playground.sharing.files.records import Lines, cells_at

_DELIMITERS = "\t,;"
_KINDS = {
    **dict.fromkeys(("continuous", "c", "numeric", "n", "float"), "C"),
    **dict.fromkeys(("discrete", "d", "categorical", "enum"), "D"),
    **dict.fromkeys(("string", "s", "text"), "S"),
    **dict.fromkeys(("time", "t"), "T"),
}
_VALUES = re.compile(r"\S+( \S+)+")  # those of a discrete column, in place of its kind
_FLAGS = {"class": "c", "multiclass": "c", "meta": "m", "ignore": "i", "weight": "w"}
_FLAGS |= {flag: flag for flag in "cmiw"}
_ATTRIBUTE = re.compile(r"[^=]+=.*")  # more that is told of a column
_PREFIXED = re.compile(r"([cmiw]+[CDSTN]?|[CDSTN])#(.+)")
_MISSING = frozenset({"?", ".", "~", "NA", "nan"})


class _Head(NamedTuple):
    names: list[str]
    told: list[str]  # of each column: the letters that may stand before its name
    length: int  # lines


def rows_of_orange(source: Lines) -> Lines:
    """The lines of the rows, and what is told of the columns; another file as it is."""
    for delimiter in source.delimiter or _DELIMITERS:
        first = [cells_at(source, at, delimiter) for at in range(len(source.lines[:3]))]
        if len(first) < 2 or len(first[0]) < 2:
            continue
        head = _of_rows(source, first) or _of_prefixes(first[0])
        if head and head.length < len(source.lines):
            return _rows(source, delimiter, head)
    return source


def _of_rows(source: Lines, first: list[list[str]]) -> _Head | None:
    """What a row of kinds tells and, where one follows, a row of flags."""
    names, *below = first
    if not any(cell.casefold() in _KINDS for cell in below[0]):
        return None
    kinds = _told(below[0], len(names), _kind)
    follows = source.numbers[1] + 1 in source.numbers[2:3]  # a blank one, without flags, is gone
    flags = _told(below[1], len(names), _flags) if follows else None
    if kinds is None:
        return None
    if flags is None:
        return _Head(names, kinds, 2)
    return _Head(names, list(map("".join, zip(flags, kinds, strict=True))), 3)


def _told(cells: list[str], width: int, read: Callable[[str], str | None]) -> list[str] | None:
    """What the cells of a row below the names tell; None if it is a row of samples."""
    told = [read(cell) for cell in cells] + [""] * (width - len(cells))
    known = [each for each in told if each is not None]
    return known if len(known) == len(told) == width else None


def _kind(cell: str) -> str | None:
    is_of_values = not cell or _VALUES.fullmatch(cell)
    return "" if is_of_values else _KINDS.get(cell.casefold())


def _flags(cell: str) -> str | None:
    words = [word for word in cell.split() if not _ATTRIBUTE.fullmatch(word)]
    are_flags = all(word.casefold() in _FLAGS for word in words)
    return "".join(_FLAGS[word.casefold()] for word in words) if are_flags else None


def _of_prefixes(first: list[str]) -> _Head | None:
    """What stands before the names: of all in which there is a number sign, and of one at least."""
    names, told = [], []
    for cell in first:
        prefixed = _PREFIXED.fullmatch(cell)
        if ("#" in cell and not prefixed) or (prefixed and is_numeral(prefixed[2])):
            return None
        told.append(prefixed[1] if prefixed else "")
        names.append(prefixed[2] if prefixed else cell)
    return _Head(names, told, 1) if any(told) else None


def _rows(source: Lines, delimiter: str, head: _Head) -> Lines:
    names = [name or f"x{at}" for at, name in enumerate(head.names, start=1)]
    told = list(zip(names, head.told, strict=True))
    return replace(
        source,
        lines=source.lines[head.length :],
        numbers=source.numbers[head.length :],
        delimiter=delimiter,
        names=tuple(names),
        labels=tuple(name for name, of in told if "c" in of and not set("mi") & set(of)),
        set_aside=tuple(name for name, of in told if set("cmiwS") & set(of)),
        missing=_MISSING,
    )
