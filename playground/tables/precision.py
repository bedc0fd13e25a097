"""Numbers that differ as typed and hardly for float32, which keeps some seven digits."""

from collections.abc import Sequence
from decimal import Decimal, localcontext
from itertools import pairwise
from typing import Any

import pandas as pd
import torch
from torch import Tensor

from playground.core.problem import Problem
from playground.tables.cells import class_name, clean, exact_number, is_number, with_point

MERGED = 0.75  # of the numbers typed, when no more are left of them in float32, it is said ...
BLURRED = 0.05  # ... or when rounding moves one by so much of the range of all
TINIEST = torch.finfo(torch.float32).tiny
EXACT = 2.0**24  # up to it float32 has every whole number
DIGITS = 99  # of a difference, which is to be exact


def alike_problems(
    columns: Sequence[str], cells: Sequence[Sequence[Any]], values: Tensor
) -> list[Problem]:
    """A remark on each column whose numbers look alike, and what to subtract from them.

    ``cells`` are the rows as typed; ``values`` [n_rows, n_columns] float64.
    """
    sizes, moved = values.abs().amax(0), (values.float().double() - values).abs().amax(0)
    spread = values.amax(0) - values.amin(0)
    is_exact = (sizes <= EXACT) & (moved == 0) | (sizes < TINIEST)
    found = []
    for at in (~is_exact).nonzero().flatten().tolist():
        n_left = len(values[:, at].float().unique())
        is_blurred = bool(moved[at] >= BLURRED * spread[at])
        typed = {row[at] for row in cells}
        if is_blurred or n_left <= MERGED * len(typed):
            numbers = sorted({exact_number(with_point(clean(cell))) for cell in typed})
            if len(numbers) > 1 and (is_blurred or n_left <= MERGED * len(numbers)):
                one, other = map(_spelled, _closest(numbers))
                fields = {"column": columns[at], "one": one, "other": other}
                found.append(Problem("look_alike", fields, blocking=False))
    return found


def _closest(numbers: list[Decimal]) -> tuple[Decimal, Decimal]:
    """The first two neighbours that are one number for float32, or else the first two."""
    singles = torch.tensor([float(number) for number in numbers]).tolist()
    pairs = zip(pairwise(numbers), pairwise(singles), strict=True)
    return next((pair for pair, (one, two) in pairs if one == two), (numbers[0], numbers[1]))


def subtracted(table: pd.DataFrame, column: str, number: str) -> pd.DataFrame:
    """The table with ``number`` subtracted from each number of a column, to the last digit."""

    def less(cell: Any) -> Any:
        text = with_point(clean(cell))
        return _spelled(exact_number(text) - Decimal(number)) if is_number(text) else cell

    with localcontext(prec=DIGITS):
        cells = pd.Series(map(less, table[column]), table.index, dtype=object)
    return table.assign(**{column: cells})


def _spelled(number: Decimal) -> str:
    return class_name(str(number))
