"""Tables as text in the query of an address: spelled out, or packed when that is shorter.

Cells are joined with "_", rows with "~", which need no escape in an address, unlike commas. A row
"begin" and a row "end" around them show whether all of the table has arrived; older links, and
those typed by hand, have none.
"""

import base64
import binascii
import re
import zlib
from collections.abc import Mapping

import pandas as pd

from playground.core.dataset import MAX_FEATURES, MAX_SAMPLES
from playground.tables.cells import rows_of, writable

MAX_UNPACKED = 2**20  # characters of a table
CELL, ROW = "_", "~"
BEGIN, END = f"begin{ROW}", f"{ROW}end"
CUT = re.compile(r"(\.\.[0-9a-f]{0,6}|…)$")  # within the number of a character, or to be shown
PACKED_SUFFIX = "_z"


def table_text(table: pd.DataFrame) -> str:
    """The table in characters that need no escape; an empty cell is the same as None."""
    rows = [list(map(str, table.columns)), *rows_of(table.fillna(""))]
    return ROW.join(CELL.join(_escaped(str(cell)) for cell in row) for row in rows)


def encode_table(name: str, text: str) -> dict[str, str]:
    """The query of the table with this text: ``name``, or ``name_z`` for one that is packed."""
    text = BEGIN + text + END
    if len(text) > 600 and len(shorter := packed(text)) < len(text):
        return {name + PACKED_SUFFIX: shorter}
    return {name: text}


def decode_table(query: Mapping[str, str], name: str) -> pd.DataFrame | None:
    """The table of this name, or None when there is none. Raises ValueError for a damaged one.

    Its size is bounded before anything is unpacked.
    """
    text = query.get(name)
    if text is None and name + PACKED_SUFFIX in query:
        text = unpacked(query[name + PACKED_SUFFIX])
    if text is None:
        return None
    text = _without_ends(text)
    header, *rows = ([_unescaped(cell) for cell in row.split(CELL)] for row in text.split(ROW))
    return as_table(header, rows)


def _without_ends(text: str) -> str:
    """Raises ValueError for a text that was cut, as far as can be seen."""
    is_cut = text.startswith(BEGIN) and not text.endswith(END)
    if is_cut or CUT.search(text):
        raise ValueError("cut off")
    return text[len(BEGIN) : -len(END)] if text.startswith(BEGIN) else text


def as_table(header: list[str], rows: list[list[str]]) -> pd.DataFrame:
    """A table of these cells, "" for an empty one. Raises ValueError for what cannot be one."""
    columns = [" ".join(writable(name).split()) for name in header]
    even = all(len(row) == len(columns) for row in rows) and len(set(columns)) == len(columns)
    if not (even and len(columns) <= MAX_FEATURES + 1 and len(rows) <= MAX_SAMPLES):
        raise ValueError("not a table")
    cells = [[writable(cell) or None for cell in row] for row in rows]
    return pd.DataFrame(cells, columns=columns, dtype=object)


def packed(text: str) -> str:
    """The text in letters, digits, "-" and "_"."""
    return base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")


def unpacked(letters: str) -> str:
    """What was packed. Raises ValueError for what is damaged, or too large."""
    try:
        data = base64.urlsafe_b64decode(letters + "=" * (-len(letters) % 4))
        unpacker = zlib.decompressobj()
        text = unpacker.decompress(data, MAX_UNPACKED).decode()
    except (binascii.Error, zlib.error) as error:
        raise ValueError("not packed as here") from error
    if unpacker.unconsumed_tail or not unpacker.eof:
        raise ValueError("too large, or cut off")
    return text


def _escaped(cell: str) -> str:
    """Letters, digits, "-" and decimal points as they are, other characters by their numbers."""
    other = r"[^A-Za-z0-9.-]|(?<![0-9])\.|\.(?![0-9])"
    return re.sub(other, lambda found: f"..{ord(found[0]):x}.", cell)


def _unescaped(text: str) -> str:
    return re.sub(
        r"\.\.([0-9a-f]{1,6})\.",
        lambda found: chr(code) if (code := int(found[1], 16)) < 0x110000 else "?",
        text,
    )
