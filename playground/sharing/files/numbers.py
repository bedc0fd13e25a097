"""Numbers as people write them: decimal commas, thousands set apart, and which of both it is.

"1,234" is 1.234 in one country and 1234 in another. Other cells of the column, or else of the
file, tell which; when none does, `Notation.unsure` names such a cell, so that people can be asked.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from playground.tables.cells import DECIMAL_COMMA, UNSURE_COMMA, clean, number_problem

_SIGN = r"[+-]?"
_COMMAS = re.compile(_SIGN + r"([1-9]\d{0,2}(,\d{3})+|[1-9]\d?(,\d{2})+,\d{3})(\.\d+)?")  # or India
_POINTS = re.compile(_SIGN + r"[1-9]\d{0,2}(\.\d{3})+(,\d+)?")
_BLANKS = re.compile(_SIGN + r"[1-9]\d{0,2}([ '’])\d{3}(\1\d{3})*([.,]\d+)?")
_UNSURE_POINT = re.compile(_SIGN + r"[1-9]\d{0,2}\.\d{3}")
_HOLDS_NUMBER = {"", "too_large", "not_finite"}  # what is wrong with it, if anything
_PLAIN = re.compile(r"[+-]?[0-9]*\.?[0-9]+")  # most cells, told in no time
_PLAIN_COMMA = re.compile(r"[+-]?[0-9]*,[0-9]+")


class Literal(str):
    """A cell that was guarded by an apostrophe: text, whatever it looks like."""

    __slots__ = ()


@dataclass(frozen=True)
class Notation:
    """How the numbers of a column are written."""

    decimal: str = "."  # the decimal sign: a point or a comma
    is_certain: bool = True  # whether the column itself says so
    unsure: str = ""  # a cell that means another number by the other sign, if nothing tells


def read(cell: str, decimal: str) -> str:
    """A number with a decimal point and no thousands set apart; any other cell as it is.

    Only what could be both is read by ``decimal``; "1.234,5" has but one meaning.
    """
    if _PLAIN.fullmatch(cell) and not (decimal == "," and _UNSURE_POINT.fullmatch(cell)):
        return cell
    if decimal == "," and _PLAIN_COMMA.fullmatch(cell) and not isinstance(cell, Literal):
        return cell.replace(",", ".")
    text = "" if isinstance(cell, Literal) else clean(cell)
    if UNSURE_COMMA.fullmatch(text):
        return text.replace(",", "." if decimal == "," else "")
    if _UNSURE_POINT.fullmatch(text):
        return text.replace(".", "") if decimal == "," else cell
    return _unambiguous(text)[0] or cell


def _unambiguous(text: str) -> tuple[str, str]:
    """A number with a decimal point that has but one meaning, and its own decimal sign, if any."""
    if _COMMAS.fullmatch(text):
        return text.replace(",", ""), "."
    if _POINTS.fullmatch(text) or DECIMAL_COMMA.fullmatch(text):
        return text.replace(".", "").replace(",", "."), ","
    if _BLANKS.fullmatch(text):
        sign = "," if "," in text else "." if "." in text else ""
        return re.sub(r"[ '’]", "", text).replace(",", "."), sign
    return "", "." if number_problem(text) in _HOLDS_NUMBER else ""  # it has one, or a comma


def is_numeral(cell: str) -> bool:
    """Whether a cell holds a number in any of these ways, even one too large."""
    if _PLAIN.fullmatch(cell):
        return True
    if isinstance(cell, Literal) or (cell[:1].isalpha() and cell[0] not in "iInN"):
        return False  # "inf" and "nan" are numbers of a kind
    return bool(_PLAIN_COMMA.fullmatch(cell)) or number_problem(read(cell, ".")) in _HOLDS_NUMBER


def is_plain(cell: str) -> bool:
    """Whether a cell is surely a number that float32 can hold: digits, maybe with a point.

    It can hold any number of 38 digits: its largest one is 3.4e38.
    """
    return len(cell) < 39 and _PLAIN.fullmatch(cell) is not None


def is_set_apart(cell: str) -> bool:
    """Whether a cell is a number only to those who know these ways."""
    return read(cell, ".") != cell or read(cell, ",") != cell


def judge(columns: Sequence[Sequence[str]], delimiter: str) -> list[Notation]:
    """How the numbers of each column are written, by its own cells or else by all of the file."""
    own = [_evidence(cells) for cells in columns]
    together: set[str] = set().union(*own)
    return [
        _notation(cells, signs, together, delimiter)
        for cells, signs in zip(columns, own, strict=True)
    ]


def _notation(cells: Sequence[str], own: set[str], together: set[str], delimiter: str) -> Notation:
    if len(own) == 1:
        return Notation(min(own))
    if len(together) == 1 and not own:
        return Notation(min(together), is_certain=False)
    doubtful = next((cell for cell in cells if UNSURE_COMMA.fullmatch(cell)), "")
    if not doubtful:
        return Notation(is_certain=False)
    whole = any(cell.lstrip("+-").isdecimal() for cell in cells)  # beside others with thousands?
    is_decimal = delimiter == ";" or (delimiter != "," and not whole)
    return Notation("," if is_decimal else ".", False, doubtful)


def _evidence(cells: Iterable[str]) -> set[str]:
    """The decimal signs that the cells can only have been written with."""
    found: set[str] = set()
    for cell in cells:
        says_more = "," not in found or "." in cell or cell.count(",") > 1
        if ("," in cell and says_more) or ("." in cell and "." not in found):
            found.update(_sign(cell))
    return found


def _sign(cell: str) -> str:
    """The decimal sign of a number, "" if it does not show."""
    text = "" if isinstance(cell, Literal) else clean(cell)
    if UNSURE_COMMA.fullmatch(text) or _UNSURE_POINT.fullmatch(text):
        return ""
    return _unambiguous(text)[1]
