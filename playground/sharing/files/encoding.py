"""The text in a file's bytes, and by which encoding.

A mark at the start or valid UTF-8 settle it, even if a few bytes are none: the rows where they are
are said. Else each encoding is judged by the letters it gives: "Größe" written by a western Excel
would be "Gr鲞e" in GB18030, which nobody writes.
"""

import codecs
import math
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from playground.core.problem import Problem, remark
from playground.sharing.files.formats import FileError
from playground.tables.cells import INVISIBLE, shorten

_MARKS = {b"\xef\xbb\xbf": "UTF-8", b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_MARK = "\ufeff"
_AT_LINE_STARTS = re.compile(f"^[{INVISIBLE}]+", re.M)  # before a quote they would hide it
_FILLERS = "\x00\x1a\r\n"  # at the end of a file: zeros, and the mark that DOS sets there
_STRAY = re.compile("[\udc80-\udcff]")  # how "surrogateescape" shows a byte that is no UTF-8
_LONE_STRAYS = re.compile(r"(?<![a-zA-Z\udc80-\udcff])[\udc80-\udcff]+(?![a-zA-Z\udc80-\udcff])")
_BYTES_JUDGED_BY = 8000  # of lines with letters beyond ASCII


class Alphabet(NamedTuple):
    """What letters beyond ASCII a text in an encoding may have."""

    encoding: str  # a key of CODECS
    letters: frozenset[str]  # small ones
    script: str  # "latin", "other" or "cjk"
    usual: tuple[str, int, int] | None  # a standard, and the first bytes of its usual characters


_TABLES = tomllib.loads(Path(__file__).with_name("encodings.toml").read_text(encoding="utf-8"))
CODECS: dict[str, str] = _TABLES["codecs"]  # by the names on screen
ALPHABETS = [
    Alphabet(
        encoding,
        frozenset("".join(table["letters"].split())),
        table["script"],
        tuple(table["usual"].values()) if "usual" in table else None,
    )
    for table in _TABLES["alphabets"]
    for encoding in table["encodings"]
]
SIGNS, WIDE_SIGNS = frozenset(_TABLES["signs"]), frozenset(_TABLES["wide_signs"])


def decode(content: bytes, encoding: str | None = None) -> tuple[str, str, list[Problem]]:
    """The text of a file, its encoding, a key of CODECS, and which rows are not wholly in it.

    Raises FileError for what is no text, or none of that encoding.
    """
    for name in [encoding] if encoding else _candidates(content):
        text = _text(content, name)
        if text is not None:
            text, remarks = _mended(text)
            return text, name, remarks
    raise FileError("file_encoding", encoding=encoding) if encoding else FileError("file_not_text")


def _text(content: bytes, encoding: str) -> str | None:
    """The text of a file if it is in this encoding, strays in UTF-8 escaped."""
    errors = "surrogateescape" if encoding == "UTF-8" else "strict"
    try:
        text = content.decode(CODECS[encoding], errors)
    except UnicodeDecodeError:
        return None
    if encoding == "UTF-8" and not _has_few_strays(text):
        return None
    text = _AT_LINE_STARTS.sub("", text.rstrip(_FILLERS) or text)
    return None if _CONTROL.search(text) else text


def _has_few_strays(text: str) -> bool:
    """Whether bytes that are no UTF-8 are the exception, and not another encoding's letters."""
    if text.isascii() or text.startswith(_MARK):
        return True
    letters = {char for char in set(text) if char > "\x7f"}
    strays = set(filter(_STRAY.match, letters))
    are_in_words = len(strays) == 1 or not _LONE_STRAYS.search(text)
    return len(letters - strays) >= len(strays) * (1 if are_in_words else 2)


def _mended(text: str) -> tuple[str, list[Problem]]:
    """The text with each stray read as Windows-1252 has it, and the rows that have one."""
    if text.isascii() or not _STRAY.search(text):
        return text, []
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    remarks = []
    for number, line in enumerate(lines, start=1):
        if found := _STRAY.findall(line):
            value = shorten(" ".join(map(_as_windows, found)))
            remarks.append(remark("row_byte", row=number, value=value))
    return _STRAY.sub(lambda match: _as_windows(match[0]), text), remarks


def _as_windows(stray: str) -> str:
    return bytes([ord(stray) - 0xDC00]).decode("cp1252", "replace")


def _candidates(content: bytes) -> Iterator[str]:
    """The encodings that may be it, the likeliest first."""
    marked = [name for mark, name in _MARKS.items() if content.startswith(mark)]
    start = content.rstrip(_FILLERS.encode())[:200]
    if marked:
        yield from marked
    elif 0 in start:  # half of a comma in UTF-16, as in no other encoding
        little = start[1::2].count(0) >= start[::2].count(0)
        yield "UTF-16-LE" if little else "UTF-16-BE"
    else:
        yield "UTF-8"
        yield from _by_letters(content)


def _by_letters(content: bytes) -> list[str]:
    """The encodings whose letters are plausible, the likeliest first; one at least."""
    sample = b""
    for line in content.splitlines(keepends=True):
        if not line.isascii():
            sample += line[:_BYTES_JUDGED_BY]
        if len(sample) >= _BYTES_JUDGED_BY:
            break
    scores = {alphabet: _plausibility(sample, alphabet) for alphabet in ALPHABETS}
    best = sorted(ALPHABETS, key=lambda alphabet: -scores[alphabet])
    likely = [alphabet.encoding for alphabet in best if scores[alphabet] > 0]
    return list(dict.fromkeys([*likely, "GB18030", "Windows-1252"]))


def _plausibility(sample: bytes, alphabet: Alphabet) -> float:
    """How well the letters beyond ASCII fit, from -1 to 1; -inf if they are none of it."""
    decoder = codecs.getincrementaldecoder(CODECS[alphabet.encoding])()
    try:
        text = decoder.decode(sample)  # without its end, which may be half a character
    except UnicodeDecodeError:
        return -math.inf
    judge = {"latin": _latin, "other": _other_script, "cjk": _cjk}[alphabet.script]
    found = [(match[0], match.start()) for match in re.finditer(r"[^\x00-\x7f]", text)]
    if not found:
        return -math.inf
    padded = f" {text} "
    total = sum(judge(char, padded[at], padded[at + 2], alphabet) for char, at in found)
    return total / len(found)


def _latin(char: str, before: str, after: str, alphabet: Alphabet) -> float:
    """A letter of the language in a word with plain ones, or a sign that is not within a word."""
    if char.lower()[0] in alphabet.letters:  # "İ" becomes an "i" and a dot
        alone = not before.isalpha() and not after.isalpha()
        return 1 if alone or _is_plain(before) or _is_plain(after) else -1
    in_word = before.isalpha() and after.isalpha()
    return 1 if char in SIGNS and (char == "’" or not in_word) else -1


def _other_script(char: str, before: str, after: str, alphabet: Alphabet) -> float:
    """A letter among its like, small ones after small ones."""
    if char.lower() not in alphabet.letters:
        return 0.5 if char in SIGNS and not (before.isalpha() and after.isalpha()) else -1
    is_odd = char.isupper() and (before.islower() or (before.isupper() and after.islower()))
    if is_odd or _is_plain(before) or _is_plain(after):
        return -1
    return 1 if char.islower() else 0.6  # KOI8-R has small letters where Windows has capitals


def _cjk(char: str, before: str, after: str, alphabet: Alphabet) -> float:
    """A usual character, and not one amid a word of plain letters."""
    if _is_plain(before) and _is_plain(after):
        return -1
    if char in alphabet.letters:
        return 1
    return 0.5 if char in WIDE_SIGNS or _is_usual(char, alphabet.usual) else -1


@cache
def _is_usual(char: str, usual: tuple[str, int, int] | None) -> bool:
    """Whether a standard has a character of two bytes, the first of them in this range."""
    standard, first, last = usual or ("ascii", 0, 0)
    code = char.encode(standard, "ignore")
    return len(code) == 2 and first <= code[0] <= last


def _is_plain(char: str) -> bool:
    return char.isascii() and char.isalpha()
