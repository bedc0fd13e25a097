"""The table of samples and the confusion matrix beside it, as HTML."""

import html
import math
from collections.abc import Sequence

from torch import Tensor

from playground.charts.cells import number_attributes
from playground.charts.display import format_number, format_probability
from playground.charts.looks import ClassLook, class_looks, shortened
from playground.core.insight.sample_results import SampleResults
from playground.core.model import confusion_matrix
from playground.texts import Texts

MAX_ROWS = 200
MAX_ROWS_IN_A_RUN = 50
MAX_LETTERS = 10  # of a class name in a row
LETTERS_ACROSS = 24  # of all class names over the confusion matrix
FEW, LETTERS_OF_FEW = 3, 30  # up to so many classes, whose marks take less room
MIN_LETTERS = 3  # of one of them, or its mark alone


def table_of(
    results: SampleResults, indices: Tensor, chosen: int, names: tuple[str, ...], texts: Texts
) -> str:
    """A row for each of the samples ``indices``; ``chosen`` is the row of one in the dataset."""
    looks = class_looks(names)
    marked = [_marked(name, look, MAX_LETTERS) for name, look in zip(names, looks, strict=True)]
    losses, pulls = (_finite_top(values) for values in (results.losses, results.pulls))
    columns = (
        results.rows,
        results.targets,
        results.predicted_class,
        results.probabilities,
        results.losses,
        results.pulls,
    )
    body = ""
    for row, label, predicted, p, loss, pull in zip(
        *(column[indices].tolist() for column in columns), strict=True
    ):
        color = looks[label].color
        kinds = ("chosen " if row == chosen else "") + ("wrong" if label != predicted else "")
        body += (
            f'<tr class="{kinds.strip()}" data-sample="{row}">'
            f"<th><button>{row + 1}</button></th>"
            f"<td>{marked[label]}</td><td>{marked[predicted]}</td>"
            f"{_bar('p', row, p, p, format_probability(p), color)}"
            f"{_bar('loss', row, loss, loss / losses, format_number(loss), '#808aa0')}"
            f"{_bar('pull', row, pull, pull / pulls, format_number(pull), '#808aa0')}</tr>"
        )
    heads = ("number", "label", "predicted", "p", "loss", "pull")
    head = "".join(
        f'<th title="{html.escape(texts(f"results_{name}_help"))}">{texts(f"results_{name}")}</th>'
        for name in heads
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def confusion_of(
    results: SampleResults, names: tuple[str, ...], cell: tuple[int, int] | None, texts: Texts
) -> str:
    """How many samples of each label were taken for each class; a row is a label."""
    counts = confusion_matrix(results.predicted_class, results.targets, len(names)).tolist()
    looks = class_looks(names)
    all_letters = LETTERS_OF_FEW if len(names) <= FEW else LETTERS_ACROSS
    letters = all_letters // len(names)
    across = [_marked(name, look, letters) for name, look in zip(names, looks, strict=True)]
    down = [_marked(name, look, MAX_LETTERS) for name, look in zip(names, looks, strict=True)]
    head = f"<th>{texts('results_confusion_head')}</th>" + "".join(
        f"<th>{name}</th>" for name in across
    )
    body = "".join(
        f"<tr><th>{name}</th>{_cells(row, at, cell, names, texts)}</tr>"
        for at, (name, row) in enumerate(zip(down, counts, strict=True))
    )
    return f"<table><tr>{head}</tr>{body}</table>"


def _cells(
    counts: Sequence[int],
    label: int,
    chosen: tuple[int, int] | None,
    names: tuple[str, ...],
    texts: Texts,
) -> str:
    found = ""
    for predicted, count in enumerate(counts):
        kind = "none" if not count else "right" if predicted == label else "wrong"
        told = number_attributes("count", count, label, predicted)
        shown = str(count)
        if count:  # it can be pressed, and says in words what it is
            fields = {"label": names[label], "predicted": names[predicted]}
            said = html.escape(texts("results_cell", count=count, **fields))
            pressed = str(chosen == (label, predicted)).lower()
            shown = f'<button aria-label="{said}" aria-pressed="{pressed}">{count}</button>'
        found += f'<td class="{kind}" {told}>{shown}</td>'
    return found


def _bar(name: str, row: int, value: float, share: float, text: str, color: str) -> str:
    """A number, and behind it a bar as long as it is large."""
    width = 100 * min(max(share, 0), 1) if math.isfinite(share) else 100
    return (
        f"<td {number_attributes(name, value, row)}>"
        f'<i style="width:{width:.1f}%;background:{color}"></i><b>{html.escape(text)}</b></td>'
    )


def _finite_top(values: Tensor) -> float:
    """The largest that is finite and above 0, of which bars are shares; else 1."""
    finite = values[values.isfinite()]
    return (finite.max().item() if len(finite) else 0.0) or 1.0


def _marked(name: str, look: ClassLook, letters: int) -> str:
    """A class as its shape in its colour, and as many letters of its name as have room."""
    short = html.escape(shortened(name, letters)) if letters >= min(len(name), MIN_LETTERS) else ""
    mark = f'<i class="class" style="color:{look.color}">{look.mark}</i>'
    return f'<span title="{html.escape(name)}">{mark} {short}</span>'
