"""What is said of a file beside its table: the columns left out and why, what words became."""

from collections.abc import Mapping, Sequence

from playground.core.dataset import MAX_FEATURES
from playground.core.problem import Problem
from playground.sharing.files.columns import is_filled
from playground.sharing.files.costs import blanks, is_much
from playground.sharing.files.proposal import (
    Words,
    n_features,
    possible_features,
    possible_words,
)
from playground.sharing.files.reading import FileReading
from playground.tables.cells import shorten

_MAX_VALUES = 4  # that are no numbers, of a column where many are none


def costs_of(file: FileReading, label: str, chosen: Mapping[str, Words]) -> dict[str, Problem]:
    """What is said of each column that costs many rows, or would."""
    could_be_words = possible_words(file, label)
    found = {}
    for column, gaps, cells in zip(file.columns, file.gaps, file.by_column(), strict=True):
        lost = blanks(cells) if chosen.get(column) else gaps
        is_more = len(lost) > 1 or column in could_be_words  # a single row goes without saying
        if column == label or not is_more or not is_much(len(lost), len(cells)):
            continue
        values = list(dict.fromkeys(cells[at] for at in sorted(lost) if is_filled(cells[at])))
        if column in chosen:
            code = "rows_no_number" if values else "rows_no_value"
        elif column in could_be_words:
            code = "column_mixed"
        else:
            code = "column_no_number" if values else "column_no_value"
        fields = {"column": column, "count": len(lost), "rows": len(cells)}
        found[column] = Problem(code, {**fields, "values": _listed(values)}, blocking=False)
    return found


def _listed(values: Sequence[str]) -> str:
    quoted = [f"“{shorten(value)}”" for value in values[:_MAX_VALUES]]
    return ", ".join(quoted) + (", …" if len(values) > _MAX_VALUES else "")


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
        fields = {"count": count, "maximum": MAX_FEATURES}
        found.append(Problem("columns_many", fields, blocking=False))
    could_be_words = possible_words(file, label)
    for column, kind in zip(file.columns, file.kinds, strict=True):
        if column in costs:
            found.append(costs[column])
        elif column == label or column in chosen:
            continue
        elif kind != "numbers":
            code = "column_words" if column in could_be_words else "column_text"
            found.append(
                Problem(code if kind else "column_empty", {"column": column}, blocking=False)
            )
        elif column in file.numbering:
            code = "column_set_aside" if column in file.set_aside else "column_numbering"
            found.append(Problem(code, {"column": column}, blocking=False))
    return found


def rows_remarks(file: FileReading, taken: int, more: int) -> list[Problem]:
    """That there are rows behind those that were taken."""
    if not more:
        return []
    fields = {"taken": taken, "count": len(file.rows) + file.more}
    return [Problem("rows_taken", fields, blocking=False)]


def words_remarks(chosen: Mapping[str, Words]) -> list[Problem]:
    """Which number stands for which word."""
    found = []
    for column, values in chosen.items():
        if n_features(values) > 1:
            fields = {"column": column, "count": len(values)}
            found.append(Problem("words_each", fields, blocking=False))
        elif values:
            fields = {"column": column, "zero": values[0], "one": values[1]}
            found.append(Problem("words_two", fields, blocking=False))
    return found
