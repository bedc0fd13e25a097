"""Tables as typed, read into tensors or into problems that name the cell.

A table is a ``pandas.DataFrame`` of text (a cell never filled is None), so that whatever was
typed or pasted stays as it is until the user changes it.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from types import NoneType
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import torch

from playground.core.dataset import MAX_FEATURES, MAX_SAMPLES, Dataset
from playground.core.experiment import Experiment
from playground.core.problem import Problem, is_blocked
from playground.core.settings import TrainingSettings, settings_problems
from playground.core.start import start_problems
from playground.tables.cells import FLOAT32_MAX, clean, read_feature, rows_of, shorten
from playground.tables.labels import LABEL, read_labels
from playground.tables.precision import alike_problems

MAX_QUERY_VECTORS = 1000
KEPT_READINGS = 8  # of tables that several visitors have, such as a class's
KEPT_CELLS = 200_000  # of each, at most

Rows = Sequence[Sequence[Any]]  # the cells of a table


@dataclass(frozen=True)
class SamplesReading:
    """A training table as read: a dataset, or why there is none."""

    dataset: Dataset | None
    problems: Sequence[Problem]


@dataclass(frozen=True)
class QueryReading:
    """A table of test vectors as read: the rows that can be predicted, and what the others lack."""

    features: torch.Tensor  # [n_query_vectors, n_features] float32
    rows: list[int]  # the row number in the table, from 1, of each test sample
    problems: list[Problem]


class Input(NamedTuple):
    """What tables and settings, as typed, say together."""

    samples: SamplesReading
    query_vectors: QueryReading
    settings_problems: list[Problem]
    experiment: Experiment | None  # None when samples or settings are not fit for training


def read_input(
    samples: SamplesReading, query_vectors: QueryReading, settings: Mapping[str, Any]
) -> Input:
    """Put together what was typed; ``settings`` has a value for each of `TrainingSettings`."""
    problems = settings_problems(settings)
    experiment = None
    if samples.dataset is not None and not problems:
        training = TrainingSettings(**settings)
        problems = start_problems(samples.dataset, training)
        experiment = None if problems else Experiment(samples.dataset, training)
    return Input(samples, query_vectors, problems, experiment)


def read_samples(table: pd.DataFrame) -> SamplesReading:
    """Read the training table: feature columns of numbers and, as the last, ``LABEL``.

    Labels are class indices when they are the whole numbers from 0 without a gap, or nothing but
    1; else they are names, whose classes are in the order of numbers, then of letters.
    Rows that are wholly blank are left out, and said. Equal tables of text share one dataset.
    """
    columns, rows = tuple(table.columns), tuple(map(tuple, rows_of(table)))
    is_text = {*map(type, chain.from_iterable(rows))} <= {str, NoneType}  # 1 equals 1.0 and True
    is_kept = is_text and table.size <= KEPT_CELLS
    return (_read_samples if is_kept else _read_samples.__wrapped__)(columns, rows)


@lru_cache(KEPT_READINGS)
def _read_samples(columns: tuple[str, ...], cells: tuple[tuple[Any, ...], ...]) -> SamplesReading:
    feature_names = tuple(column for column in columns if column != LABEL)
    problems: list[Problem] = []
    rows = _filled_rows(cells, problems)
    features = [read_row(cells[:-1], feature_names, number, problems) for number, cells in rows]
    if not rows:
        problems.append(Problem("no_rows"))
    for code, count, maximum in (
        ("too_many_samples", len(rows), MAX_SAMPLES),
        ("too_many_features", len(feature_names), MAX_FEATURES),
    ):
        if count > maximum:
            problems.append(Problem(code, {"count": count, "maximum": maximum}))
    labels = [(number, clean(cells[-1])) for number, cells in rows]
    targets, class_names = read_labels(labels, problems)
    if is_blocked(problems):
        return SamplesReading(None, problems)
    values = torch.from_numpy(np.array(features))  # three times as fast as from lists
    problems += alike_problems(feature_names, [cells for _, cells in rows], values)
    indices = torch.tensor(targets, dtype=torch.int64)
    return SamplesReading(Dataset(values.float(), indices, feature_names, class_names), problems)


def read_query_vectors(table: pd.DataFrame) -> QueryReading:
    """Read the table of test vectors; a bad row does not keep the others from being predicted."""
    problems: list[Problem] = []
    features: dict[int, list[float]] = {}  # by the numbers of the rows
    for number, cells in _filled_rows(rows_of(table), problems):
        if len(features) == MAX_QUERY_VECTORS:
            problems.append(Problem("too_many_test_rows", {"maximum": MAX_QUERY_VECTORS}))
            break
        row_problems: list[Problem] = []
        values = read_row(cells, table.columns, number, row_problems)
        if not row_problems:
            features[number] = values
        problems += row_problems
    tensor = torch.tensor(list(features.values()), dtype=torch.float32)
    shaped = tensor.reshape(len(features), len(table.columns))  # without rows, too
    return QueryReading(shaped, list(features), problems)


def filled_rows(table: pd.DataFrame) -> list[int]:
    """The rows, from 0, that have anything in them: those that are samples, in their order."""
    return [number - 1 for number, _ in _filled_rows(rows_of(table), [])]


def _filled_rows(rows: Rows, problems: list[Problem]) -> list[tuple[int, Sequence[Any]]]:
    """The rows with anything in them, numbered from 1 as on screen; blank ones become a remark."""
    filled = []
    for number, row in enumerate(rows, start=1):
        if any(map(clean, row)):
            filled.append((number, row))
        else:
            problems.append(Problem("blank_row", {"row": number}, blocking=False))
    return filled


def read_row(
    cells: Sequence[Any], names: Iterable[str], number: int, problems: list[Problem]
) -> list[float]:
    """The numbers of row ``number``; what is wrong with a cell is added to ``problems``."""
    if (plain := _plain_numbers(cells)) is not None:
        return plain
    values = []
    for name, cell in zip(names, map(clean, cells), strict=True):
        value, code = read_feature(cell)
        if code:
            problems.append(Problem(code, {"row": number, "column": name, "value": shorten(cell)}))
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
    are_numbers = not math.isnan(sum(values))  # which the largest would not tell
    return values if are_numbers and max(map(abs, values), default=0) <= FLOAT32_MAX else None
