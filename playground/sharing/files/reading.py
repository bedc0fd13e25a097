"""A file's bytes to named columns of cells, and how they were found."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import mode

from playground.core.dataset import MAX_CLASSES
from playground.core.problem import Problem, remark
from playground.sharing.files import columns as find
from playground.sharing.files.arff import is_arff, rows_of_arff
from playground.sharing.files.column import Column
from playground.sharing.files.encoding import decode
from playground.sharing.files.formats import (
    MAX_FILE_BYTES,
    FileError,
    is_prose,
    refuse_other_bytes,
    refuse_other_text,
)
from playground.sharing.files.guard import unguarded
from playground.sharing.files.numbers import is_numeral, judge
from playground.sharing.files.orange import rows_of_orange
from playground.sharing.files.records import (
    DELIMITERS,
    Lines,
    Record,
    Records,
    lines_of,
    split,
    without_empty_columns,
)


@dataclass(frozen=True)
class FileReading:
    """The cells of a file, and how they were found."""

    table: dict[str, Column]  # by their names, of which no two are alike
    rows: list[tuple[int, list[str]]]  # number of the record in the file, from 1; its cells
    left_out: list[Problem]
    encoding: str  # a key of CODECS
    delimiter: str  # a value of DELIMITERS
    has_header: bool
    likely_label: str  # the column that looks most like the label
    remarks: list[Problem] = field(default_factory=list)  # on how the file was understood
    more: int = 0  # rows of the file beyond these, which were not read

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self.table)

    @property
    def numbering(self) -> tuple[str, ...]:
        """The columns that only number the rows, or are set aside."""
        return tuple(name for name, column in self.table.items() if column.is_numbering)

    def cells(self, column: str) -> Sequence[str]:
        return self.table[column].cells

    @property
    def unsure(self) -> str:
        """A number that may be another one, as nothing tells its comma from a point; or ""."""
        notations = (column.notation for column in self.table.values())
        return next((notation.unsure for notation in notations if notation.unsure), "")


def read_file(
    content: bytes,
    encoding: str | None = None,
    delimiter: str | None = None,
    has_header: bool | None = None,
) -> FileReading:
    """The cells and columns of a file; what is not given is found.

    ``encoding`` is a key of CODECS, ``delimiter`` a value of DELIMITERS. Raises FileError for what
    is no table of text.
    """
    if len(content) > MAX_FILE_BYTES:
        raise FileError("file_too_large", maximum=MAX_FILE_BYTES // 2**20)
    refuse_other_bytes(content)
    text, encoding, mended = decode(content, encoding)
    refuse_other_text(text)
    source = lines_of(text)
    more = source.more
    source = rows_of_arff(source) if is_arff(source) else rows_of_orange(source)
    marks = {name: mark for mark, name in DELIMITERS.items()}
    found, mark = split(source, marks[delimiter] if delimiter else "")
    records, width = _of_one_width(found.records, text, len(source.names))
    fitting = [record for record in records if len(record.cells) == width]
    names, fitting, has_header = _names(source, found, fitting, has_header)
    if not fitting:
        raise FileError("file_prose" if is_prose(text) else "file_no_rows")
    rows = [
        (number, ["" if cell in source.missing else unguarded(cell) for cell in cells])
        for number, cells in fitting
    ]
    cells = list(zip(*(cells for _, cells in rows), strict=True))
    kinds = tuple(map(find.kind, cells))
    if "numbers" not in kinds and is_prose(text):
        raise FileError("file_prose")
    label = _label(source, names, cells, kinds)
    aside = {at for at, name in enumerate(names) if name in source.set_aside and at != label}
    numbering = aside.union(find.numbering(names, cells, kinds, label))
    numeric = [own if of == "numbers" else () for own, of in zip(cells, kinds, strict=True)]
    notations = judge(numeric, mark)
    columns = find.column_names(names, width, label)
    table = {
        name: Column(cells[at], kinds[at], notations[at], at in numbering, at in aside)
        for at, name in enumerate(columns)
    }
    remarks = [
        *mended,
        *source.remarks,
        *(remark("row_quote", row=row) for row in found.literal),
        *_remarked_rows(found, rows[0][0], width),
    ]
    return FileReading(
        table,
        rows,
        [_width_problem(record, width) for record in records if len(record.cells) != width],
        encoding,
        DELIMITERS[mark],
        has_header,
        columns[label],
        remarks,
        more + found.more,
    )


def _of_one_width(records: list[Record], text: str, named: int) -> tuple[list[Record], int]:
    """The records without columns that are empty, and the width that most of them have.

    As they are if that is the number of columns ``named`` beside them.
    """
    if not records:
        raise FileError("file_one_column" if any(map(str.isalnum, text)) else "file_empty")
    if named > 1 and named == mode(len(record.cells) for record in records):
        return records, named
    records = without_empty_columns(records)
    width = mode(len(record.cells) for record in records)
    first = records[0]
    if len(first.cells) > 1 and width < 2:
        width = len(first.cells)
    if width < 2:
        raise FileError("file_prose" if is_prose(text) else "file_one_column")
    if len(first.cells) == width - 1:
        below = [record.cells for record in records if len(record.cells) == width]
        name = find.name_before(first.cells, below)
        if name is not None:
            records = [Record(first.number, [name, *first.cells]), *records[1:]]
    return records, width


def _label(source: Lines, names: Sequence[str], columns: find.Rows, kinds: Sequence[str]) -> int:
    """The column that the format declares to be the label, if it can be it; or the likely one."""
    declared = [names.index(name) for name in source.labels if name in names]
    fitting = [i for i in declared if kinds[i] and len({*columns[i]} - {""}) <= MAX_CLASSES]
    if fitting:
        return fitting[0]
    aside = [i for i, name in enumerate(names) if name in source.set_aside]
    others = ["" if i in aside else kind for i, kind in enumerate(kinds)]
    return find.likely_label(names, columns, others)


def _names(
    source: Lines, found: Records, records: list[Record], has_header: bool | None
) -> tuple[list[str], list[Record], bool]:
    """The names of the columns, the records below them, and whether the file has names at all."""
    width = len(records[0].cells)
    if len(source.names) == width and has_header is not False:
        return list(source.names), records, True
    if has_header is None:
        has_header = find.has_header([record.cells for record in records])
        names = [] if has_header else _remarked_names(found, records[0].number, width)
        if names:
            return names, records, True
    if not has_header:
        return [], records, False
    names = [unguarded(name, is_name=True) for name in records[0].cells]
    is_alone = not any(name.startswith("#") for name in names[1:])
    if is_alone and names[0].startswith("#") and names[0] == records[0].cells[0]:
        names[0] = names[0].lstrip("# ")
    return names, records[1:], True


def _remarked_names(found: Records, first_row: int, width: int) -> list[str]:
    """The names in the remark above the first row, as numpy's savetxt writes them.

    Remarks that are blank or a rule may stand between.
    """
    remarks = dict(found.remarks)
    number = first_row - 1
    while number in remarks and not any(map(str.isalnum, "".join(remarks[number]))):
        number -= 1
    names = remarks.get(number, [])
    is_filled = len(names) == width and all(names)
    return names if is_filled and not any(map(is_numeral, names)) else []


def _remarked_rows(found: Records, first_row: int, width: int) -> list[Problem]:
    """Remarks among the rows that might have been meant as rows."""
    return [
        remark("row_remark", row=number)
        for number, cells in found.remarks
        if number > first_row and len(cells) == width
    ]


def _width_problem(record: Record, width: int) -> Problem:
    return remark("row_width", row=record.number, cells=len(record.cells), columns=width)
