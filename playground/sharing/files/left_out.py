"""What is said of a file beside its table: the columns left out and why, what words became."""

from collections.abc import Mapping, Sequence

from playground.core.dataset import MAX_FEATURES
from playground.core.problem import Problem, remark
from playground.sharing.files.column import Column, Words
from playground.sharing.files.columns import is_filled
from playground.sharing.files.proposal import n_features, possible_features
from playground.sharing.files.reading import FileReading
from playground.tables.cells import shorten

_MAX_VALUES_NAMED = 4  # that are no numbers, of a column where many are none


def costs_of(file: FileReading, label: str, chosen: Mapping[str, Words]) -> dict[str, Problem]:
    """What is said of each column that costs many rows, or would."""
    found = {}
    for name, column in file.table.items():
        lost = column.blanks if chosen.get(name) else column.gaps
        is_more = len(lost) > 1 or column.words  # a single row goes without saying
        if name == label or not is_more or not column.is_much(lost):
            continue
        cells = [column.cells[at] for at in sorted(lost)]
        values = list(dict.fromkeys(filter(is_filled, cells)))
        if name in chosen:
            code = "rows_no_number" if values else "rows_no_value"
        elif column.words:
            code = "column_mixed"
        else:
            code = "column_no_number" if values else "column_no_value"
        n_rows = len(column.cells)
        found[name] = remark(
            code, column=name, count=len(lost), rows=n_rows, values=_listed(values)
        )
    return found


def _listed(values: Sequence[str]) -> str:
    quoted = [f"“{shorten(value)}”" for value in values[:_MAX_VALUES_NAMED]]
    return ", ".join(quoted) + (", …" if len(values) > _MAX_VALUES_NAMED else "")


def columns_left_out(
    file: FileReading,
    label: str,
    chosen: Mapping[str, Words],
    costs: Mapping[str, Problem],
) -> list[Problem]:
    """Which columns are no features, and which of those that are cost many rows."""
    found = []
    count = len(possible_features(file, label))
    if count > MAX_FEATURES:
        found.append(remark("columns_many", count=count, maximum=MAX_FEATURES))
    for name, column in file.table.items():
        if name in costs:
            found.append(costs[name])
        elif name != label and name not in chosen and (code := _why_no_feature(column)):
            found.append(remark(code, column=name))
    return found


def _why_no_feature(column: Column) -> str:
    """The code of what keeps a column from being proposed; "" if it is only not chosen."""
    if column.kind == "numbers":
        aside = "column_set_aside" if column.is_set_aside else "column_numbering"
        return aside if column.is_numbering else ""
    if not column.kind:
        return "column_empty"
    return "column_words" if column.words else "column_text"


def words_remarks(chosen: Mapping[str, Words]) -> list[Problem]:
    """Which number stands for which word."""
    found = []
    for name, values in chosen.items():
        if n_features(values) > 1:
            found.append(remark("words_each", column=name, count=len(values)))
        elif values:
            found.append(remark("words_two", column=name, zero=values[0], one=values[1]))
    return found
