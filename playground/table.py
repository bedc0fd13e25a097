"""What was typed into a table: text cells, read into tensors or into problems that name the cell.

A table is a ``pandas.DataFrame`` of text (a cell never filled is None), so that whatever was
typed or pasted stays as it is until the user changes it.
"""

import math
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import torch

from playground.dataset import MIN_CLASSES, Dataset
from playground.problem import Problem, is_blocked

LABEL = "label"  # the column that holds the class of a sample
MAX_CLASSES = 20
MAX_TEST_SAMPLES = 1000
FLOAT32_MAX = torch.finfo(torch.float32).max


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
    """Read the training table: feature columns of numbers, and ``LABEL`` with the class index.

    Rows that are wholly blank are left out, and said.
    """
    feature_names = tuple(column for column in table.columns if column != LABEL)
    problems: list[Problem] = []
    features: list[list[float]] = []
    targets: list[int] = []
    for number, row in _filled_rows(table, problems):
        features.append(_read_row(row[:-1], feature_names, number, problems))
        targets.append(_read_label(row[-1], number, problems))
    if not features:
        problems.append(Problem("no_rows"))
    if not is_blocked(problems):
        problems.extend(_class_problems(targets))
    if is_blocked(problems):
        return SamplesReading(None, problems)
    n_classes = max(MIN_CLASSES, max(targets) + 1)
    dataset = Dataset(
        torch.tensor(features, dtype=torch.float32),
        torch.tensor(targets, dtype=torch.int64),
        feature_names,
        tuple(str(index) for index in range(n_classes)),
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


def _filled_rows(table: pd.DataFrame, problems: list[Problem]) -> list[tuple[int, list[str]]]:
    """The rows with anything in them, numbered from 1 as on screen; blank ones become a remark."""
    filled = []
    for number, row in enumerate(table.itertuples(index=False, name=None), start=1):
        cells = [_clean(cell) for cell in row]
        if any(cells):
            filled.append((number, cells))
        else:
            problems.append(Problem("blank_row", {"row": number}, blocking=False))
    return filled


def _read_row(
    cells: list[str], names: tuple[str, ...], number: int, problems: list[Problem]
) -> list[float]:
    values = []
    for name, cell in zip(names, cells, strict=True):
        value, code = _read_number(cell)
        if code:
            problems.append(Problem(code, {"row": number, "column": name, "value": _short(cell)}))
        values.append(value)
    return values


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


def _has_decimal_comma(cell: str) -> bool:
    try:
        float(cell.replace(",", ".", 1))
    except ValueError:
        return False
    return "," in cell


def _read_label(cell: str, number: int, problems: list[Problem]) -> int:
    """The class index in a cell; a wrong one is reported and read as 0."""
    fields = {"row": number, "column": LABEL, "value": _short(cell), "maximum": MAX_CLASSES - 1}
    value, code = _read_number(cell)
    if not cell:
        problems.append(Problem("label_missing", fields))
    elif code:
        problems.append(Problem("label_not_a_number", fields))
    elif value < 0:
        problems.append(Problem("label_negative", fields))
    elif value != int(value):
        problems.append(Problem("label_fraction", fields))
    elif value >= MAX_CLASSES:
        problems.append(Problem("label_too_large", fields))
    else:
        return int(value)
    return 0


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
    return None if value is None else str(value)


def _clean(cell: Any) -> str:
    """The text of a cell with full-width digits and the typographic minus made plain."""
    if cell is None or cell is pd.NA or (isinstance(cell, float) and math.isnan(cell)):
        return ""
    return unicodedata.normalize("NFKC", str(cell)).replace("\u2212", "-").strip()


def _short(cell: str, length: int = 24) -> str:
    return cell if len(cell) <= length else cell[: length - 1] + "…"
