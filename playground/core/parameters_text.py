"""W and b as one line of text, which an address can hold: the setting of given parameters."""

import math
import re
from collections.abc import Sequence

import numpy as np
import torch

from playground.core.dataset import MAX_CLASSES, MAX_FEATURES, MIN_CLASSES
from playground.core.model import Parameters

LARGEST = float(np.finfo(np.float32).max)
NUMBER, ROW = "_", "~"  # between numbers, and between rows: neither needs an escape in an address


def parameters_text(parameters: Parameters) -> str:
    """A row for each class: its weights, then its bias; each with the fewest digits that read
    back as the same float32. Raises ValueError when a number is not finite."""
    if not all(bool(part.isfinite().all()) for part in parameters):
        raise ValueError("the parameters are not finite")
    rows = torch.cat([parameters.weight, parameters.bias[:, None]], dim=1).numpy()
    return ROW.join(NUMBER.join(map(shortest, row)) for row in rows)


def shortest(value: np.float32) -> str:
    """The number with the fewest digits that becomes this very float32 again."""
    text = str(value)
    # seldom: rounded twice, by way of float64, or up, beyond the largest float32
    if np.float32(float(text)) != value or abs(float(text)) > LARGEST:
        text = repr(float(value))
    return text.removesuffix(".0").replace("e+", "e")


def read_parameters(text: str) -> Parameters:
    """W [n_classes, n_features] and b [n_classes], float32, that such a text holds.

    Raises ValueError when it holds none, or more than a classifier here can have.
    """
    rows = [row.split(NUMBER) for row in text.split(ROW)]
    n_numbers = len(rows[0])
    if not MIN_CLASSES <= len(rows) <= MAX_CLASSES or not 2 <= n_numbers <= MAX_FEATURES + 1:
        raise ValueError("not the shape of W and b")
    return of_rows([[_number(number) for number in row] for row in rows])


def of_rows(rows: Sequence[Sequence[float]]) -> Parameters:
    """The parameters whose rows, each with its bias behind, are these.

    Raises ValueError when rows differ in length, or a number is none that float32 can hold.
    """
    if len({len(row) for row in rows}) != 1:
        raise ValueError("rows of different lengths")
    numbers = torch.tensor(rows, dtype=torch.float64).float()
    if not bool(numbers.isfinite().all()):
        raise ValueError("too large for float32")
    return Parameters(numbers[:, :-1].contiguous(), numbers[:, -1].contiguous())


def is_parameters_text(text: str) -> bool:
    """Whether `read_parameters` reads it."""
    try:
        read_parameters(text)
    except ValueError:
        return False
    return True


def _number(text: str) -> float:
    if not re.fullmatch(r"[0-9.e+-]{1,30}", text):
        raise ValueError(f"{text[:30]} is no number")
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(f"{text} is not finite")
    return value
