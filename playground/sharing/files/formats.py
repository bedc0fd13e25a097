"""Files that cannot be read, and those that are no table of text, told by how they begin."""

import re
from collections.abc import Sequence
from statistics import mode

from playground.core.problem import Problem

MAX_FILE_BYTES = 20 * 2**20

_BINARY = {
    b"%PDF-": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"\x1f\x8b": "gzip",
    b"\x93NUMPY": "NumPy",
}
_OLD_SPREADSHEET = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_PICKLE = b"/data.pkl"  # the first file in what torch.save writes
_ZIP_END = b"PK\x05\x06"
_ZIPPED_SPREADSHEET = re.compile(rb"xl/|opendocument\.spreadsheet")
_LOOKED_AT = 20_000  # characters
_TEXT = {
    "RTF": re.compile(r"\{\\rtf"),
    "HTML": re.compile(r"<!doctype html|<html[\s>]|<table[\s>]|<head[\s>]|<body[\s>]", re.I),
    "XML": re.compile(r"<\?xml|<!doctype |<(\w+)(\s[^>]*)?>[^,;\t]*<.*</\1>\s*\Z", re.I | re.S),
    "JSON": re.compile(r"\{\s*(\"|\}\s*\Z)|\[\s*\{|\[.*\bnull\b.*\]\s*\Z", re.S),
    "Python": re.compile(
        r"(\w+\s*=\s*)?(\w+\.)*(array|tensor|DataFrame)\(|(\w+\s*=\s*)?[\[(]\s*[\[(].*[\])]\s*\Z"
        r"|\w+\s*=\s*[\[(].*[\])]\s*\Z|\[\s*[-+.\d'\"].*\]\s*\Z|\(\s*[-+.\d'\"].*\),?\s*\Z",
        re.S,
    ),
    "LIBSVM": re.compile(r"[-+]?\d+(\.\d+)?([ \t]+\d+:[-+.\deE]+)+[ \t]*(#.*)?$", re.M),
}
_WORDS = re.compile(r"[\u3400-\u9fff]|[^\W\d_]{2,}")
_SENTENCE_END = re.compile(r"[^\W\d][.!?:…]['\"”’)]?(\s|$)|[。！？：]")


class FileError(ValueError):
    """A file that cannot be read; ``problem`` says why, ``because`` what led to it."""

    def __init__(self, code: str, because: Sequence[Problem] = (), **fields: object) -> None:
        super().__init__(code)
        self.problem = Problem(code, fields)
        self.because = list(because)


def is_json(content: bytes) -> bool:
    """Whether a file begins as an object in JSON does."""
    return content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")


def refuse_other_bytes(content: bytes) -> None:
    """Raise FileError for spreadsheets, archives, pictures."""
    if content.startswith(_OLD_SPREADSHEET):
        raise FileError("file_spreadsheet")
    if content.startswith(_ZIP) and _PICKLE in content[:200]:
        raise FileError("file_pickle")
    if content.startswith(_ZIP):
        is_other = _ZIP_END in content and not _ZIPPED_SPREADSHEET.search(content)
        raise FileError("file_format", format="ZIP") if is_other else FileError("file_spreadsheet")
    for start, name in _BINARY.items():
        if content.startswith(start):
            raise FileError("file_format", format=name)


def refuse_other_text(text: str) -> None:
    """Raise FileError for text in the form of something else than rows of cells."""
    start = text[:_LOOKED_AT].strip()
    whole = start if len(text) <= _LOOKED_AT else start + text[-_LOOKED_AT:].rstrip()
    for name, pattern in _TEXT.items():
        if pattern.match(whole):
            raise FileError("file_format", format=name)
    if _has_written_line_ends(start):
        raise FileError("file_escaped")


def is_prose(text: str) -> bool:
    """Whether lines are sentences rather than cells, in a file without a column of numbers."""
    start = text[:_LOOKED_AT]
    cells = len(re.split(r"[,;|\t\n，；]+", start.strip()))
    return bool(_SENTENCE_END.search(start)) and len(_WORDS.findall(start)) >= 2 * cells


def _has_written_line_ends(text: str) -> bool:
    r"""One line of rows, with ``\n`` where lines should end."""
    lines = [line for line in text.strip('"').replace("\\r", "").split("\\n") if line]
    widths = [len(re.split(r"[,;\t]|\\t", line)) for line in lines]
    if "\n" in text or len(lines) < 2 or mode(widths) < 2:
        return False
    return widths.count(mode(widths)) > len(widths) / 2
