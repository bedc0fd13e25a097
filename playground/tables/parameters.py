"""W and b as a table to edit: a row for each class, its weights and then its bias, as text."""

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from playground.core.parameters_text import NUMBER, ROW, of_rows, parameters_text
from playground.core.problem import Problem
from playground.tables.cells import rows_of
from playground.tables.reading import read_row


class ParametersReading(NamedTuple):
    """Such a table as read: the text of its parameters, or why there is none."""

    text: str  # as `parameters_text` writes it; "" when something is wrong
    problems: list[Problem]


def parameters_table(text: str) -> pd.DataFrame:
    """The table of the W [n_classes, n_features] and b that `parameters_text` wrote.

    Its columns are called by their places, "0", "1", …, that of b last.
    """
    rows = [row.split(NUMBER) for row in text.split(ROW)]
    return pd.DataFrame(rows, columns=list(map(str, range(len(rows[0])))), dtype=object)


def read_parameters_table(table: pd.DataFrame, columns: Iterable[str]) -> ParametersReading:
    """What is typed in such a table, whose columns are called ``columns`` on screen."""
    problems: list[Problem] = []
    rows = [
        read_row(row, columns, number, problems)
        for number, row in enumerate(rows_of(table), start=1)
    ]
    return ParametersReading("" if problems else parameters_text(of_rows(rows)), problems)
