"""The text of a table's cells: made plain, and read as numbers and as names of classes."""

import math
import re
import unicodedata
from typing import Any

import pandas as pd
import torch

FLOAT32_MAX = torch.finfo(torch.float32).max
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# soft hyphens, marks of direction, joiners, blanks of no width, byte-order marks
INVISIBLE = r"\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\ufe58\ufe63\uff0d", "-")
_SPELLED = _DASHES | {"\u066b": "."}  # and the Arabic decimal sign
_ARABIC_THOUSANDS = re.compile(r"(?<=\d)\u066c(?=\d{3}(?!\d))")
_NUMBER = re.compile(r"([+-]?) ?([\d., '’]*\d\.?([eE][+-]?\d+)?)", re.ASCII)


def writable(text: str) -> str:
    """``text`` without what no file can hold: control characters and halves of characters."""
    if text.isascii() and text.isprintable():
        return text
    return _CONTROL.sub(" ", text).encode(errors="replace").decode()


def clean(cell: Any) -> str:
    """The text of a cell made `plain`, full-width digits and the typographic minus as well."""
    if cell is None or cell is pd.NA or (isinstance(cell, float) and math.isnan(cell)):
        return ""
    text = writable(str(cell))
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).replace("\u2212", "-")
    return plain(text)


def plain(text: str) -> str:
    """``text`` without invisible characters, blanks made single.

    A number is spelled as Python spells it: what stands for its minus, its digits in any script,
    the Arabic decimal sign. "2–3" and other names are left as they are.
    """
    text = " ".join(text.split())
    if text.isascii() and text[:2] not in ("- ", "+ "):
        return text
    text = " ".join(_INVISIBLE.sub("", text).split())
    spelled = "".join(_SPELLED.get(char) or str(unicodedata.decimal(char, char)) for char in text)
    number = _NUMBER.fullmatch(_ARABIC_THOUSANDS.sub("", spelled))
    return number[1] + number[2] if number else text


def rows_of(table: pd.DataFrame) -> list[list[Any]]:
    """The cells of each row; thirty times as fast as `DataFrame.itertuples` for a small table."""
    rows: list[list[Any]] = table.to_numpy(dtype=object).tolist()
    return rows


def read_number(cell: str) -> tuple[float, str]:
    """The number in a cell and "", or NaN and the code of what is wrong with it."""
    if not cell:
        return math.nan, "empty_cell"
    try:
        value = float(cell if "_" not in cell else "")  # float() would take "1_000"
    except ValueError:
        return math.nan, "decimal_comma" if _has_decimal_comma(cell) else "not_a_number"
    if math.isfinite(value) and abs(value) <= FLOAT32_MAX:
        return value, ""
    spelled_out = cell.lstrip("+-")[:1].isalpha()
    return math.nan, "not_finite" if spelled_out else "too_large"


def is_number(cell: str) -> bool:
    """Whether a cell holds a finite number that float32 can hold."""
    return number_problem(cell) == ""


def number_problem(cell: str) -> str:
    """The code of what keeps a cell from being such a number, or ""."""
    return read_number(clean(cell))[1]


def _has_decimal_comma(cell: str) -> bool:
    try:
        float(cell.replace(",", ".", 1))
    except ValueError:
        return False
    return "," in cell


def class_name(cell: str) -> str:
    """The label, numbers in one spelling: "1.0" is the class "1", and "-0" is "0"."""
    return f"{float(cell) + 0:.12g}" if is_number(cell) else cell


def shorten(cell: str, length: int = 24) -> str:
    return cell if len(cell) <= length else cell[: length - 1] + "…"
