"""Pieces of HTML from which the numbers of a line are laid out."""

import html
import math
from collections.abc import Iterable, Sequence

import torch
from torch import Tensor

from playground.charts.html import Number, colored_cell, listed, span, table
from playground.charts.html import class_mark as mark_of
from playground.charts.looks import MAX_NAME, class_looks
from playground.charts.scales import color_limit
from playground.core.model import Parameters, largest_of
from playground.core.rounding import largest_first
from playground.session.explained import Explained

MAX_FEATURES = 6  # side by side; of more, those that weigh most are shown
MAX_ROWS = 12  # of a list of samples that is written out


def sentence(explained: Explained, text: str, **fields: object) -> str:
    """A sentence; whatever is the user's in ``fields`` must have been escaped."""
    return f"<p>{explained.texts(text, **fields)}</p>"


def shape(*sizes: int) -> str:
    """A shape as torch writes it, as a small mark."""
    return f'<span class="shape">[{", ".join(map(str, sizes))}]</span>'


def row_numbers(rows: Tensor) -> str:
    """Samples by their numbers in the table, of which ``rows`` are the indices."""
    return listed([str(row + 1) for row in rows.tolist()], MAX_ROWS)


def escaped(name: str) -> str:
    """A user's name; of a long one, as much is seen as has room, and the mouse shows it whole."""
    whole = html.escape(name)
    return whole if len(name) <= MAX_NAME else f'<span title="{whole}">{whole}</span>'


def class_mark(explained: Explained, index: int) -> str:
    """The shape of a class in its colour, and its name."""
    look = class_looks(explained.dataset.class_names)[index]
    return f"{mark_of(look)} {html.escape(explained.dataset.class_names[index])}"


def as_typed(value: float) -> str:
    """A number that is not computed, but typed: with no more digits than it needs."""
    return f"{value:.4g}"


def number(
    explained: Explained,
    name: str,
    value: float,
    row: int | None = None,
    col: int | None = None,
    text: str = "",
) -> str:
    """A number within a line of text; ``text`` is how it is shown, if not with four digits."""
    return span(explained.seen(Number(name, value, row, col)), text)


def learning_rate(explained: Explained) -> str:
    rate = explained.step.learning_rate
    return number(explained, "learning_rate", rate, text=f"{rate:g}")


def cell(
    explained: Explained, name: str, value: float, limit: float, row: int, col: int, text: str = ""
) -> str:
    """A number in its colour, on a scale from -``limit`` to ``limit``."""
    seen = explained.seen(Number(name, value, row, col))
    return colored_cell(seen, limit, explained.palette, text)


# --- a column for each feature --------------------------------------------------------------


def columns_of(terms: Tensor) -> list[int]:
    """The features to show, by how much each weighs: ``terms`` [n, n_features].

    What is not a number counts as largest: it must be seen.
    """
    sizes = terms.abs().nan_to_num(math.inf, math.inf).amax(0)
    return sorted(largest_first(sizes)[:MAX_FEATURES].tolist())


def features(explained: Explained, columns: Sequence[int], x: Tensor, name: str = "x") -> str:
    """The cells of these features of a sample [n_features]."""
    limit, values = limit_of_values(x), x.tolist()
    return "".join(
        cell(explained, name, values[at], limit, 0, at, as_typed(values[at])) for at in columns
    )


def parameters(
    explained: Explained, columns: Sequence[int], name: str, values: Parameters, limit: float = 0
) -> list[str]:
    """For each class, the cells of its ``values``: ``<name>W`` of these columns, ``<name>b``."""
    limit = limit or limit_of(values)
    weight, bias = (part.tolist() for part in values)
    return [
        "".join(cell(explained, f"{name}W", weight[row][at], limit, row, at) for at in columns)
        + cell(explained, f"{name}b", bias[row], limit, row, 0)
        for row in range(explained.dataset.n_classes)
    ]


def class_cells(explained: Explained, name: str, values: Tensor) -> list[str]:
    """[n_classes] of one sample, as cells (0, class)."""
    limit = limit_of_values(values)
    return [cell(explained, name, value, limit, 0, at) for at, value in enumerate(values.tolist())]


def class_rows(explained: Explained, *cells: Sequence[str]) -> list[str]:
    """The cells of a row for each class, which its name begins."""
    names = map(escaped, explained.dataset.class_names)
    return [f"<th>{name}</th>{''.join(own)}" for name, *own in zip(names, *cells, strict=True)]


def sheet(
    explained: Explained,
    columns: Sequence[int],
    rows: Iterable[str],
    before: Sequence[str] = (),
    after: Sequence[str] = ("b",),
) -> str:
    """A table with a column for each of these features, and those named ``before`` and ``after``.

    It says so where it leaves features out.
    """
    names = explained.dataset.feature_names
    head = ["", *before, *(escaped(names[column]) for column in columns), *after]
    found = table(head, rows, "cells")
    if len(columns) < len(names):
        found += sentence(explained, "explained_largest", shown=len(columns), features=len(names))
    return found


def limit_of(values: Parameters) -> float:
    """The end of one scale of colours for W and b."""
    return color_limit(largest_of(values))


def limit_of_values(values: Tensor) -> float:
    """The same for the values of a sample, or of its classes."""
    return color_limit(float(torch.nan_to_num(values, 0, 0, 0).abs().max()))
