"""The apostrophe that keeps a text from being taken for something else.

`to_csv` sets it before a text that a spreadsheet would compute, or that `read_file` would take for
a remark, for a number, for nothing or for a numbering of rows; `read_file` takes it off again.
"""

import re

from playground.sharing.files.numbers import Literal, is_set_apart
from playground.tables.cells import clean, is_number

MISSING = {"", "na", "n/a", "nan", "null", "none", "?", "-"}  # ways to write that there is nothing
MISSING_LABELS = {"", "nan"}  # the others are names that a class may have
_COMPUTED = re.compile(r"[=+\-@#\t\r]")
_NUMBERING = re.compile(
    r"unnamed: \d+|row[ ._-]?(names?|index|idx|id|no\.?|nr\.?|num|number)|row|index|idx|id"
    r"|no\.?|nr\.?|lfd\.? ?nr\.?|n°|nº|№|#|uuid|.*[ ._-](id|idx)|.*[a-z]I[dD]"
    r"|.*(编号|編號|序号|序號|行号|行號|学号|學號)|番号|번호",
    re.S,
)


def guarded(text: str, is_name: bool) -> str:
    """``text``, or with an apostrophe; ``is_name`` if it heads a column."""
    return "'" + text if _needs_one(text.lstrip("'"), is_name) else text


def unguarded(cell: str, is_name: bool = False) -> str:
    """The text that was `guarded`, as a Literal; another cell as it is."""
    if cell.startswith("'") and _needs_one(cell.lstrip("'"), is_name):
        return Literal(cell[1:])
    return cell


def numbers_rows(name: str) -> bool:
    """Whether a column of this name would only number the rows, or name them."""
    if isinstance(name, Literal):
        return False
    return bool(_NUMBERING.fullmatch(name) or _NUMBERING.fullmatch(name.casefold()))


def _needs_one(text: str, is_name: bool) -> bool:
    if not text or is_number(text):
        return False
    if _COMPUTED.match(text) or clean(text).casefold() in MISSING_LABELS:
        return True
    return is_set_apart(text) or (is_name and numbers_rows(text))
