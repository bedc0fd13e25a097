"""The table of samples and the confusion matrix beside it, as HTML."""

import html
from collections.abc import Mapping, Sequence

from torch import Tensor

from playground.charts.display import format_probability
from playground.charts.html import Number, bar_cell, class_mark, span, table
from playground.charts.looks import class_looks, shortened
from playground.charts.pixels import ink_of
from playground.core.dataset import Dataset
from playground.core.insight.sample_results import SampleResults
from playground.core.model import confusion_matrix
from playground.texts import Texts

MAX_ROWS = 200
MAX_ROWS_IN_A_RUN = 50
MAX_LETTERS = 10  # of a class name in a row
LETTERS_ACROSS = 24  # of all class names over the confusion matrix
FEW, LETTERS_OF_FEW = 3, 30  # up to so many classes, whose marks take less room
BAR_COLOR = "#808aa0"  # of losses and pulls
MOST_LARGE = 7  # classes: of more, the confusion matrix has smaller cells
MIN_LETTERS = 3  # of one of them, or its mark alone


def table_of(
    results: SampleResults, indices: Tensor, chosen: int, dataset: Dataset, texts: Texts
) -> str:
    """A row for each of the samples ``indices``; ``chosen`` is the row of one in the dataset.

    Where they are pictures, each is seen.
    """
    names, ink = dataset.class_names, ink_of(dataset)
    looks, marked = class_looks(names), _marked(names, MAX_LETTERS)
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
        picture = ink.picture(dataset.features[row]) if ink else ""
        body += (
            f'<tr class="{kinds.strip()}" data-sample="{row}">'
            f"<th>{picture}<button>{row + 1}</button></th>"
            f"<td>{marked[label]}</td><td>{marked[predicted]}</td>"
            f"{bar_cell(Number('p', p, row), p, color, format_probability(p))}"
            f"{bar_cell(Number('loss', loss, row), loss / losses, BAR_COLOR)}"
            f"{bar_cell(Number('pull', pull, row), pull / pulls, BAR_COLOR)}</tr>"
        )
    heads = ("number", "label", "predicted", "p", "loss", "pull")
    head = "".join(
        f'<th title="{html.escape(texts(f"results_{name}_help"))}">{texts(f"results_{name}")}</th>'
        for name in heads
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def gallery_of(
    results: SampleResults, indices: Tensor, chosen: int, dataset: Dataset, texts: Texts
) -> str:
    """The same as pictures side by side, each with its label, the class predicted, and p."""
    ink, marked = ink_of(dataset), _marked(dataset.class_names, MAX_LETTERS)
    assert ink is not None
    columns = results.rows, results.targets, results.predicted_class, results.probabilities
    found = ""
    for row, label, predicted, p in zip(
        *(column[indices].tolist() for column in columns), strict=True
    ):
        kind = "chosen" if row == chosen else ""
        shown = span(Number("p", p, row), f"p {format_probability(p)}")
        picture = ink.picture(dataset.features[row])
        said = html.escape(texts("sample_at", number=row + 1))
        found += (
            f'<li class="{kind}" data-sample="{row}">{picture}'
            f'<button aria-label="{said}">{marked[label]} → {marked[predicted]}</button>'
            f"{shown}</li>"
        )
    return f'<ul class="gallery">{found}</ul>'


def confusion_of(
    results: SampleResults, dataset: Dataset, cell: tuple[int, int] | None, texts: Texts
) -> str:
    """How many samples of each label were taken for each class; a row is a label.

    Where they are pictures, one of each kind of mistake is seen: that with the largest loss.
    """
    names, ink = dataset.class_names, ink_of(dataset)
    worst: dict[tuple[int, int], str] = {}
    if ink:
        for at in results.chosen("loss", True, None).tolist():
            mistake = int(results.targets[at]), int(results.predicted_class[at])
            if mistake not in worst:
                worst[mistake] = ink.picture(dataset.features[int(results.rows[at])])
    counts = confusion_matrix(results.predicted_class, results.targets, len(names)).tolist()
    letters = LETTERS_OF_FEW if len(names) <= FEW else LETTERS_ACROSS
    head = ["", *_marked(names, letters // len(names))]
    rows = [
        f"<th>{mark}</th>{_cells(row, label, cell, names, worst, texts)}"
        for label, (mark, row) in enumerate(zip(_marked(names, MAX_LETTERS), counts, strict=True))
    ]
    kind = "many" if len(names) > MOST_LARGE else ""
    return f"<p>{texts('results_confusion_head')}</p>{table(head, rows, kind)}"


def _cells(
    counts: Sequence[int],
    label: int,
    chosen: tuple[int, int] | None,
    names: tuple[str, ...],
    pictures: Mapping[tuple[int, int], str],
    texts: Texts,
) -> str:
    found = ""
    for predicted, count in enumerate(counts):
        kind = "none" if not count else "right" if predicted == label else "wrong"
        shown = str(count)
        if count:  # it can be pressed, and says in words what it is
            fields = {"label": names[label], "predicted": names[predicted]}
            words = html.escape(texts("results_cell", count=count, **fields))
            pressed = str(chosen == (label, predicted)).lower()
            shown = f'<button aria-label="{words}" aria-pressed="{pressed}">{count}</button>'
            shown += pictures.get((label, predicted), "")
        attributes = Number("count", count, label, predicted).attributes
        found += f'<td class="{kind}" {attributes}>{shown}</td>'
    return found


def _finite_top(values: Tensor) -> float:
    """The largest that is finite and above 0, of which bars are shares; else 1."""
    finite = values[values.isfinite()]
    return (finite.max().item() if len(finite) else 0.0) or 1.0


def _marked(names: tuple[str, ...], letters: int) -> list[str]:
    """The classes as shapes in their colours, and as many letters of a name as have room."""
    found = []
    for name, look in zip(names, class_looks(names), strict=True):
        has_room = letters >= min(len(name), MIN_LETTERS)
        short = html.escape(shortened(name, letters)) if has_room else ""
        found.append(f'<span title="{html.escape(name)}">{class_mark(look)} {short}</span>')
    return found
