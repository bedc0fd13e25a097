"""What was typed into a table: text cells, read into tensors or into problems that name the cell.

A table is a ``pandas.DataFrame`` of text (a cell never filled is None), so that whatever was
typed or pasted stays as it is until the user changes it.
"""

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import torch

from playground.dataset import MAX_CLASSES, MAX_FEATURES, MAX_SAMPLES, MIN_CLASSES, Dataset
from playground.problem import Problem, is_blocked

LABEL = "label"  # the column that holds the class of a sample
MAX_TEST_SAMPLES = 1000
FLOAT32_MAX = torch.finfo(torch.float32).max
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class SamplesReading:
    """A training table as read: a dataset, or why there is none."""

    dataset: Dataset | None
    problems: list[Problem]


@dataclass(frozen=True)
class TestReading:
    """A table of test vectors as read: the rows that can be predicted, and what the others lack."""

    __test__ = False  # not a test class, whatever its name looks like to pytest

    features: torch.Tensor  # [n_test_samples, n_features] float32
    rows: list[int]  # the row number in the table, from 1, of each test sample
    problems: list[Problem]


def apply_edits(base: pd.DataFrame, edits: Mapping[str, Any]) -> pd.DataFrame:
    """``base`` with a table editor's changes: cells, then deletions, then added rows.

    ``edits`` has ``edited_rows`` {row position: {column: value}}, ``deleted_rows`` [row position]
    and ``added_rows`` [{column: value}]. Changes of columns that are not in ``base`` are passed
    over. The result is numbered from 0.
    """
    if not any(edits.values()):
        return base.astype(object).reset_index(drop=True)
    frame = base.astype(object)
    columns = list(frame.columns)
    for row, changes in edits.get("edited_rows", {}).items():
        for column, value in changes.items():
            if column in columns and 0 <= int(row) < len(frame):
                frame.iat[int(row), columns.index(column)] = _as_text(value)
    frame = frame.drop(frame.index[list(edits.get("deleted_rows", []))])
    added = [
        {column: _as_text(row.get(column)) for column in frame.columns}
        for row in edits.get("added_rows", [])
    ]
    if added:
        frame = pd.concat([frame, pd.DataFrame(added, columns=frame.columns, dtype=object)])
    return frame.reset_index(drop=True)


def read_samples(table: pd.DataFrame) -> SamplesReading:
    """Read the training table: feature columns of numbers and, as the last, ``LABEL``.

    Labels are class indices when they are numbers and 0 is among them, or when there is but one
    of them; else they are names, whose classes are in the order of numbers, then of letters.
    Rows that are wholly blank are left out, and said.
    """
    feature_names = tuple(column for column in table.columns if column != LABEL)
    problems: list[Problem] = []
    features: list[list[float]] = []
    labels: list[tuple[int, str]] = []
    for number, row in _filled_rows(table, problems):
        features.append(_read_row(row[:-1], feature_names, number, problems))
        labels.append((number, clean(row[-1])))
    if not features:
        problems.append(Problem("no_rows"))
    if len(features) > MAX_SAMPLES:
        count = {"count": len(features), "maximum": MAX_SAMPLES}
        problems.append(Problem("too_many_samples", count))
    if len(feature_names) > MAX_FEATURES:
        count = {"count": len(feature_names), "maximum": MAX_FEATURES}
        problems.append(Problem("too_many_features", count))
    targets, class_names = _read_labels(labels, problems)
    if is_blocked(problems):
        return SamplesReading(None, problems)
    dataset = Dataset(
        torch.tensor(features, dtype=torch.float32),
        torch.tensor(targets, dtype=torch.int64),
        feature_names,
        class_names,
    )
    return SamplesReading(dataset, problems)


def read_test_samples(table: pd.DataFrame) -> TestReading:
    """Read the table of test vectors; a bad row does not keep the others from being predicted."""
    names = tuple(table.columns)
    problems: list[Problem] = []
    features: list[list[float]] = []
    rows: list[int] = []
    for number, row in _filled_rows(table, problems):
        if len(rows) == MAX_TEST_SAMPLES:
            problems.append(Problem("too_many_test_rows", {"maximum": MAX_TEST_SAMPLES}))
            break
        row_problems: list[Problem] = []
        values = _read_row(row, names, number, row_problems)
        problems.extend(row_problems)
        if not row_problems:
            features.append(values)
            rows.append(number)
    tensor = torch.tensor(features, dtype=torch.float32).reshape(len(rows), len(names))
    return TestReading(tensor, rows, problems)


def follow_features(test_samples: pd.DataFrame, samples: pd.DataFrame) -> pd.DataFrame:
    """The test table with the columns that ``samples`` now has.

    What was typed for a feature that is still there stays; a new one starts with the value of
    the first sample, and without a feature in common that sample is the only test vector.
    """
    names = [column for column in samples.columns if column != LABEL]
    first = samples.iloc[0] if len(samples) else pd.Series(dict.fromkeys(names))
    if not set(names) & set(test_samples.columns):
        return pd.DataFrame([[first[name] for name in names]], columns=names, dtype=object)
    columns = {name: test_samples.get(name, first[name]) for name in names}
    return pd.DataFrame(columns, index=test_samples.index, dtype=object)


def _filled_rows(table: pd.DataFrame, problems: list[Problem]) -> list[tuple[int, tuple[Any, ...]]]:
    """The rows with anything in them, numbered from 1 as on screen; blank ones become a remark."""
    filled = []
    for number, row in enumerate(table.itertuples(index=False, name=None), start=1):
        if any(map(clean, row)):
            filled.append((number, row))
        else:
            problems.append(Problem("blank_row", {"row": number}, blocking=False))
    return filled


def _read_row(
    cells: Sequence[Any], names: tuple[str, ...], number: int, problems: list[Problem]
) -> list[float]:
    if (plain := _plain_numbers(cells)) is not None:
        return plain
    values = []
    for name, cell in zip(names, map(clean, cells), strict=True):
        value, code = _read_number(cell)
        if code:
            problems.append(Problem(code, {"row": number, "column": name, "value": _short(cell)}))
        values.append(value)
    return values


def _plain_numbers(cells: Sequence[Any]) -> list[float] | None:
    """The numbers of a row of nothing but finite ones, or None: other rows are read with care.

    A large table is read in a fifth of the time.
    """
    try:
        if "_" in "".join(cells):  # float() would take "1_000"
            return None
        values = [float(cell) for cell in cells]
    except (TypeError, ValueError):
        return None
    return values if all(-FLOAT32_MAX <= value <= FLOAT32_MAX for value in values) else None


def _read_number(cell: str) -> tuple[float, str]:
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
    return _read_number(clean(cell))[1]


def _has_decimal_comma(cell: str) -> bool:
    try:
        float(cell.replace(",", ".", 1))
    except ValueError:
        return False
    return "," in cell


def label_problems(labels: Iterable[Any]) -> list[Problem]:
    """What is wrong with the labels of the rows of a table."""
    problems: list[Problem] = []
    _read_labels(list(enumerate(map(clean, labels), start=1)), problems)
    return problems


def _read_labels(
    labels: list[tuple[int, str]], problems: list[Problem]
) -> tuple[list[int], tuple[str, ...]]:
    """Class indices and class names of ``labels``, each with the number of its row."""
    for number, cell in labels:
        if not cell:
            problems.append(Problem("label_missing", {"row": number, "column": LABEL}))
        elif _read_number(cell)[1] in ("not_finite", "too_large"):
            fields = {"row": number, "column": LABEL, "value": _short(cell)}
            problems.append(Problem("label_not_finite", fields))
    used = {cell for _, cell in labels if cell}
    values = [float(cell) for cell in used if is_number(cell)]
    if len(values) == len(used) and (0 in values or len(set(values)) < 2):
        return _read_class_indices(labels, problems)
    names = sorted({class_name(cell) for cell in used}, key=_numbers_first)
    if len(names) > MAX_CLASSES:
        fields = {"column": LABEL, "count": len(names), "maximum": MAX_CLASSES}
        problems.append(Problem("too_many_classes", fields))
    if len(names) == 1:
        problems.append(Problem("one_class_name", {"label": _short(names[0])}))
    return [names.index(class_name(cell)) for _, cell in labels if cell], tuple(names)


def class_name(cell: str) -> str:
    """The label, numbers in one spelling: "1.0" is the class "1"."""
    return f"{float(cell):.12g}" if is_number(cell) else cell


def _numbers_first(name: str) -> tuple[bool, float, str]:
    return (False, float(name), "") if is_number(name) else (True, 0.0, name)


def _read_class_indices(
    labels: list[tuple[int, str]], problems: list[Problem]
) -> tuple[list[int], tuple[str, ...]]:
    """Labels that are the class indices themselves; they leave no gap."""
    targets: list[int] = []
    wrong = len(problems)
    for number, cell in labels:
        if not cell:
            continue
        value = float(cell)
        fields = {"row": number, "column": LABEL, "value": _short(cell)}
        if value < 0:
            problems.append(Problem("label_negative", fields))
        elif value != int(value):
            problems.append(Problem("label_fraction", fields))
        elif value >= MAX_CLASSES:
            problems.append(Problem("label_too_large", {**fields, "maximum": MAX_CLASSES - 1}))
        else:
            targets.append(int(value))
    if targets and len(problems) == wrong:
        problems.extend(_class_problems(targets))
    n_classes = max(MIN_CLASSES, max(targets, default=0) + 1)
    return targets, tuple(str(index) for index in range(n_classes))


def _class_problems(targets: list[int]) -> list[Problem]:
    used = set(targets)
    if len(used) == 1 and targets[0] < MIN_CLASSES:
        code = "one_row" if len(targets) == 1 else "one_class"
        return [Problem(code, {"label": targets[0]}, blocking=False)]
    missing = [index for index in range(max(used)) if index not in used]
    if missing:
        listed = ", ".join(str(index) for index in missing)
        return [Problem("label_gap", {"column": LABEL, "missing": listed, "highest": max(used)})]
    return []


def _as_text(value: Any) -> str | None:
    return None if value is None else writable(str(value))


def writable(text: str) -> str:
    """``text`` without what no file can hold: control characters and halves of characters."""
    if text.isascii() and text.isprintable():
        return text
    return _CONTROL.sub(" ", text).encode(errors="replace").decode()


def clean(cell: Any) -> str:
    """The text of a cell, blanks made single, full-width digits and the typographic minus plain."""
    if cell is None or cell is pd.NA or (isinstance(cell, float) and math.isnan(cell)):
        return ""
    text = writable(str(cell))
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).replace("\u2212", "-")
    return " ".join(text.split())


def _short(cell: str, length: int = 24) -> str:
    return cell if len(cell) <= length else cell[: length - 1] + "…"
