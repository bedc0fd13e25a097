"""W and b as a table to edit: a row for each class, its weights and then its bias, as text."""

from typing import NamedTuple

import pandas as pd

from playground.core.model import Parameters
from playground.core.parameters_text import NUMBER, ROW, of_rows, parameters_text
from playground.core.problem import Problem
from playground.tables.cells import clean, read_feature, rows_of, shorten


class ParametersReading(NamedTuple):
    """Such a table as read: the text of its parameters, or why there is none."""

    text: str  # as `parameters_text` writes it; "" when something is wrong
    problems: list[Problem]


def parameters_table(parameters: Parameters) -> pd.DataFrame:
    """The table of W [n_classes, n_features] and b, with the fewest digits that are exact.

    Its columns are called by their places, "0", "1", …, that of b last. Raises ValueError when a
    number is not finite.
    """
    rows = [row.split(NUMBER) for row in parameters_text(parameters).split(ROW)]
    return pd.DataFrame(rows, columns=list(map(str, range(len(rows[0])))), dtype=object)


def read_parameters_table(table: pd.DataFrame) -> ParametersReading:
    """What is typed in such a table; a cell that is no number is named by its row and place."""
    problems: list[Problem] = []
    rows: list[list[float]] = []
    for number, cells in enumerate(rows_of(table), start=1):
        rows.append([])
        for place, cell in enumerate(map(clean, cells)):
            value, code = read_feature(cell)
            rows[-1].append(value)
            if code:
                fields = {"row": number, "column": str(place), "value": shorten(cell)}
                problems.append(Problem(code, fields))
    if problems:
        return ParametersReading("", problems)
    return ParametersReading(parameters_text(of_rows(rows)), [])
