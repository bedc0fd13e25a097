"""Pieces of HTML from which the numbers of a line are laid out."""

import html
import math
from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from playground.charts.display import format_number
from playground.charts.html import Number, colored_cell, span
from playground.charts.html import class_mark as mark_of
from playground.charts.looks import MAX_NAME, class_looks
from playground.charts.scales import scale_limit
from playground.core.model import Parameters, largest_of
from playground.core.rounding import largest_first
from playground.ui.views.lines.lesson import Lesson

MAX_FEATURES = 6  # side by side; of more, those that weigh most are shown


def said(text: str) -> str:
    """A sentence; whatever is the user's in it must have been escaped."""
    return f"<p>{text}</p>"


def shape(*sizes: int) -> str:
    """A shape as torch writes it, as a small mark."""
    return f'<span class="shape">[{", ".join(map(str, sizes))}]</span>'


def escaped(name: str) -> str:
    """A user's name; of a long one, as much is seen as has room, and the mouse shows it whole."""
    whole = html.escape(name)
    return whole if len(name) <= MAX_NAME else f'<span title="{whole}">{whole}</span>'


def class_mark(lesson: Lesson, index: int) -> str:
    """The shape of a class in its colour, and its name."""
    look = class_looks(lesson.dataset.class_names)[index]
    return f"{mark_of(look)} {html.escape(lesson.dataset.class_names[index])}"


def as_typed(value: float) -> str:
    """A number that is not computed, but typed: with no more digits than it needs."""
    return f"{value:.4g}"


def number(
    lesson: Lesson,
    name: str,
    value: float,
    row: int | None = None,
    col: int | None = None,
    text: str = "",
) -> str:
    """A number within a line of text; ``text`` is how it is shown, if not with four digits."""
    return span(lesson.seen(Number(name, value, row, col)), text)


def cell(
    lesson: Lesson, name: str, value: float, limit: float, row: int, col: int, text: str = ""
) -> str:
    """A number in its colour, on a scale from -``limit`` to ``limit``."""
    seen = lesson.seen(Number(name, value, row, col))
    return colored_cell(seen, limit, lesson.palette, text)


class Sheet:
    """A table with a column for each feature, one for b, and one for what follows from them."""

    def __init__(
        self,
        lesson: Lesson,
        terms: Tensor,
        result: str = "",
        factor: str = "",
        has_bias: bool = True,
    ) -> None:
        """``terms`` [n, n_features]: how much each feature weighs; of many, few are shown.

        ``result`` is the title of a last column, ``factor`` of a first one, if there are any.
        """
        self._lesson = lesson
        self._factor, self._result, self._has_bias = factor, result, has_bias
        self._rows: list[str] = []
        names = lesson.dataset.feature_names
        self.columns = list(range(len(names)))
        if len(names) > MAX_FEATURES:
            self.columns = largest(terms.tolist(), MAX_FEATURES)

    def sample(self, x: Tensor, name: str = "x", bias: str = "", title: str = "x") -> None:
        """A row of features [n_features]; ``bias`` is what stands in the column of b."""
        cells = self._of_features(name, x, _limit(x), 0, as_typed)
        self._row(title, "<td></td>", cells, f"<td>{bias}</td>", "<td></td>")

    def parameters(
        self,
        name: str,
        values: Parameters,
        limit: float = 0,
        results: Sequence[str] = (),
        factors: Sequence[str] = (),
    ) -> None:
        """A row for each class: ``values`` as ``<name>W`` and ``<name>b``.

        ``factors`` and ``results``: the cells of the first and the last column.
        """
        limit = limit or scale_limit(largest_of(values))
        for index, class_name in enumerate(self._lesson.dataset.class_names):
            bias = values.bias[index].item()
            self._row(
                escaped(class_name),
                factors[index] if factors else "",
                self._of_features(f"{name}W", values.weight[index], limit, index),
                cell(self._lesson, f"{name}b", bias, limit, index, 0),
                results[index] if results else "",
            )

    def html(self) -> str:
        """The table, and that not all features are in it, where they are not."""
        lesson, names = self._lesson, self._lesson.dataset.feature_names
        heads = [""] + ([self._factor] if self._factor else [])
        heads += [escaped(names[column]) for column in self.columns]
        heads += (["b"] if self._has_bias else []) + ([self._result] if self._result else [])
        head = "".join(f'<th scope="col">{title}</th>' for title in heads)
        table = f'<table class="cells"><tr>{head}</tr>{"".join(self._rows)}</table>'
        if len(self.columns) < len(names):
            count = {"shown": len(self.columns), "features": len(names)}
            table += said(lesson.texts("lesson_largest", **count))
        return table

    def _row(self, title: str, factor: str, features: str, bias: str, result: str) -> None:
        before = factor if self._factor else ""
        after = (bias if self._has_bias else "") + (result if self._result else "")
        self._rows.append(f'<tr><th scope="row">{title}</th>{before}{features}{after}</tr>')

    def _of_features(
        self,
        name: str,
        values: Tensor,
        limit: float,
        row: int,
        as_text: Callable[[float], str] = format_number,
    ) -> str:
        numbers = values.tolist()
        return "".join(
            cell(self._lesson, name, numbers[at], limit, row, at, as_text(numbers[at]))
            for at in self.columns
        )


def classes_of(lesson: Lesson, name: str, values: Tensor) -> list[str]:
    """[n_classes] of one sample, as cells (0, class)."""
    limit = _limit(values)
    return [
        cell(lesson, name, value, limit, 0, index) for index, value in enumerate(values.tolist())
    ]


def largest(values: Sequence[Sequence[float]], n: int) -> list[int]:
    """The indices, in their order, of the ``n`` columns that hold the largest |value|.

    What is not a number counts as largest: it must be seen.
    """
    columns = zip(*values, strict=True)
    sizes = [max(math.inf if math.isnan(v) else abs(v) for v in column) for column in columns]
    return sorted(largest_first(torch.tensor(sizes))[:n].tolist())


def _limit(values: Tensor) -> float:
    return scale_limit(float(torch.nan_to_num(values, 0, 0, 0).abs().max()))
