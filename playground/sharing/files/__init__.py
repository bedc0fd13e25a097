"""Text files of samples, in and out: what people's CSV and TSV files hold, read with care.

Reading has two steps, so that the page can show what was understood before anything is replaced:
`read_file` finds cells and columns, `as_samples` makes a training table with one of the columns
as the label. Files are data: nothing in them is evaluated or unpacked.
"""

from playground.sharing.files.encoding import CODECS
from playground.sharing.files.formats import MAX_FILE_BYTES, FileError, is_json
from playground.sharing.files.proposal import (
    doubtful_labels,
    possible_features,
    possible_words,
    proposal,
)
from playground.sharing.files.reading import FileReading, read_file
from playground.sharing.files.records import DELIMITERS
from playground.sharing.files.samples import Import, as_samples
from playground.sharing.files.writing import to_csv

__all__ = [
    "CODECS",
    "DELIMITERS",
    "MAX_FILE_BYTES",
    "FileError",
    "FileReading",
    "Import",
    "as_samples",
    "doubtful_labels",
    "is_json",
    "possible_features",
    "possible_words",
    "proposal",
    "read_file",
    "to_csv",
]
