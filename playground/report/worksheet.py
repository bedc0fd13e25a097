"""A worksheet: one step of a run, to be computed by hand on paper, and the run's own numbers.

All sheets come first, a page each, then the answers to each of them: the same tables with the
numbers that are blank on the sheet.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle, islice, zip_longest

from torch import Tensor

from playground.charts.html import Number, cell, table
from playground.charts.pixels import ink_of
from playground.core.optimizers import OPTIMIZERS
from playground.core.run import TrainingRun
from playground.core.settings import SETTINGS
from playground.core.step import Step, steepest
from playground.report import tables
from playground.report.paper import page, paragraph, section
from playground.texts import Texts

MOST_SHEETS = 40
MOST_FEATURES = 8  # with more, the scores are given: they are too long to add up
COMPUTED = ("z", "p", "slope", "loss", "part", "grad", "new")
ANSWER, BLANK = re.compile('<td class="answer".*?</td>'), '<td class="blank"></td>'
HOW = "note how"  # kinds of a paragraph that is not shown beside the answers
DIGITS = 6  # of numbers that are given, so that four of what follows from them are right


@dataclass(frozen=True)
class Sheet:
    """A step of a run, and the two samples whose part in it is to be computed."""

    run: TrainingRun
    step: Step
    samples: dict[int, int]  # two, or one alone in its batch: place in it, number in the table

    @property
    def is_long(self) -> bool:
        return self.run.dataset.n_features > MOST_FEATURES


def sheets(
    run: TrainingRun, epoch: int, sample: int, count: int = 1, with_seeds: bool = False
) -> list[Sheet]:
    """So many sheets of the step after ``epoch``, the first with ``sample`` of the dataset.

    Each has another pair of samples; where there are more sheets than pairs, the pairs come again.
    ``with_seeds``: each is of another seed, too, and of the first step of its own run.
    """
    if not with_seeds:
        return list(islice(_sheets(run, epoch, sample), count))
    found: list[Sheet] = []
    for number in range(count):
        seed = (run.settings.seed + number) % (int(SETTINGS["seed"].maximum) + 1)
        own = TrainingRun(run.dataset, replace(run.settings, seed=seed))
        found += islice(_sheets(own, 0, sample), number, number + 1)
    return found


def _sheets(run: TrainingRun, epoch: int, sample: int) -> Iterator[Sheet]:
    """Of one step, without end: all pairs of its samples in turn, again and again."""
    step = run.look_into(epoch, sample)
    rows = run.prepared.training_rows[step.rows].tolist()
    for places in cycle(pairs(step, rows.index(sample) if sample in rows else 0)):
        yield Sheet(run, step, {place: rows[place] + 1 for place in places})


def pairs(step: Step, first: int) -> Iterator[tuple[int, ...]]:
    """All pairs of samples of a batch that are not alike, by their places; from ``first`` on.

    Classes take turns, so that pairs of two classes come early. Of large classes, as many samples
    take part as the sheets need. A batch whose samples are all alike has one of them.
    """
    labels = step.targets.tolist()
    unlike: dict[int, dict[tuple, int]] = {}  # places of each class
    for place in (*range(first, len(labels)), *range(first)):
        found = unlike.setdefault(labels[place], {})
        if len(found) <= MOST_SHEETS:
            found.setdefault(tuple(step.features[place].tolist()), place)
    turns = zip_longest(*(places.values() for places in unlike.values()))
    mixed = [place for turn in turns for place in turn if place is not None]
    if len(mixed) == 1:
        yield (first,)
    for gap in range(1, len(mixed)):
        yield from ((mixed[at], mixed[at + gap]) for at in range(len(mixed) - gap))


def worksheet(found: Sequence[Sheet], title: str, questions: Sequence[str], texts: Texts) -> bytes:
    """The file, in UTF-8; ``questions``: those of a lesson, if there are any."""
    asked, name = _questions(questions, texts), texts("worksheet_name") + " " + "_" * 40
    rounded = paragraph(texts("worksheet_rounded"), "note")
    blank, filled = [], []
    for number, sheet in enumerate(found, start=1):
        place = texts("worksheet_place", number=number, count=len(found))
        steps = _samples(sheet, texts) + _gradient(sheet, texts) + _update(sheet, texts)
        given = paragraph(f"{place} · {name}") + _given(sheet, texts)
        blank.append(_article("sheet", title, given + ANSWER.sub(BLANK, steps) + asked))
        answers = texts("worksheet_answers", sheet=place)
        filled.append(_article("answers", answers, rounded + steps))
    return page(title, "".join(blank + filled), texts)


def _article(kind: str, title: str, body: str) -> str:
    return f'<article class="{kind}"><h1>{html.escape(title)}</h1>{body}</article>'


# --- the parts of a sheet ---------------------------------------------------------------------


def _given(sheet: Sheet, texts: Texts) -> str:
    """The settings, and W and b."""
    found = section(texts("report_settings"), tables.settings(sheet.run, texts), "text")
    dataset, (weight, bias) = sheet.run.dataset, sheet.step.before
    if not sheet.is_long:
        names = [*map(tables.name, dataset.feature_names), texts("bias_column")]
        rows = []
        for row, name in enumerate(dataset.class_names):
            cells = [*_numbers("W", weight[row], row), _number("b", bias[row], row)]
            rows.append(_row(tables.name(name), *cells))
        title = texts("report_parameters", epoch=sheet.step.epoch - 1)
        found += section(title, table(["", *names], rows))
    return f'<div class="row">{found}</div>'


def _samples(sheet: Sheet, texts: Texts) -> str:
    """How scores and losses are computed, and a table for each sample."""
    options = "" if sheet.step.objective.is_plain else "_options"
    said = [texts("worksheet_scores"), texts(f"worksheet_loss{options}")]
    said += [texts("worksheet_many", count=sheet.run.dataset.n_features)] * sheet.is_long
    said += [texts("report_standardised")] * bool(sheet.run.prepared.scaling)
    found = "".join(_sample(sheet, at, texts) for at in range(len(sheet.samples)))
    return f'{paragraph(" ".join(said), HOW)}<div class="row">{found}</div>'


def _sample(sheet: Sheet, at: int, texts: Texts) -> str:
    """One of the samples: its features, then z, p and p − y of each class, and its loss."""
    dataset, step, (place, number) = sheet.run.dataset, sheet.step, list(sheet.samples.items())[at]
    target, ink = step.targets[place : place + 1], ink_of(dataset)
    found = ink.picture(dataset.features[number - 1]) if ink else ""
    if not sheet.is_long:
        x = "".join(_numbers("x", step.features[place], at))
        found += table(map(tables.name, dataset.feature_names), [x])
    columns = [
        _numbers("z", step.logits[place], at, is_given=sheet.is_long),
        _numbers("p", step.probabilities[place], at),
        _numbers("y", step.objective.sample_targets(target, dataset.n_classes)[0], at),
        _numbers("slope", step.sample_slopes[place], at),
    ]
    rows = map(_row, map(tables.name, dataset.class_names), *columns)
    of_all = "" if step.objective.class_weights is None else "(Σ y) · "
    found += table(["", "z", "p", "y", f"{of_all}p − y"], rows)
    found += table((), [_row(texts("loss_axis"), _number("loss", step.sample_losses[place], at))])
    label = dataset.class_names[int(target)]
    return section(texts("worksheet_sample", number=number, label=label), found)


def _gradient(sheet: Sheet, texts: Texts) -> str:
    """How the loss changes with the weight that the step moves most: each sample has a part."""
    step, (_, row, column) = sheet.step, steepest(sheet.step.gradient)
    slopes, x = step.sample_slopes[:, row].double(), step.features[:, column].double()
    rows = []
    for at, (place, number) in enumerate(sheet.samples.items()):
        feature, part = _number("of", x[place], at), _number("part", slopes[place] * x[place], at)
        rows.append(_row(texts("worksheet_part_of", number=number), feature, part))
    others = [place for place in range(len(x)) if place not in sheet.samples]
    if others:
        total = _number("others", slopes[others] @ x[others], row)
        rows.append(_row(texts("worksheet_others", count=len(others)), "<td></td>", total))
    divisor = step.objective.total_weight(step.targets, sheet.run.dataset.n_classes)
    gradient = _number("grad", step.gradient.weight[row, column], row, column)
    rows.append(_row(texts("worksheet_mean", divisor=f"{divisor:.6g}"), "<td></td>", gradient))
    head = ["", tables.name(sheet.run.dataset.feature_names[column]), texts("worksheet_part")]
    found = paragraph(texts("worksheet_gradient_how"), HOW) + table(head, rows)
    return section(texts("worksheet_gradient", weight=_weight(sheet, row, column)), found)


def _update(sheet: Sheet, texts: Texts) -> str:
    """What the step makes of that weight; of an optimizer that does more, what else it takes."""
    step, (_, row, column) = sheet.step, steepest(sheet.step.gradient)
    settings = {**vars(sheet.run.settings), "learning_rate": step.learning_rate}
    optimizer = OPTIMIZERS[sheet.run.settings.optimizer]
    how, known = [texts("worksheet_step_how")], {"old": step.before, **step.state_after}
    if not optimizer.is_plain(settings):
        how = optimizer.formula(settings, step.n_steps + 1) if optimizer.formula else []
    cells = [_number(name, held.weight[row, column], row, column) for name, held in known.items()]
    cells.append(f"<td>{step.learning_rate:.12g}</td>")
    cells.append(_number("new", step.after.weight[row, column], row, column))
    heads = [texts("explained_now"), *map(html.escape, step.state_after)]
    heads += [texts("learning_rate"), f"= {texts('explained_new')}"]
    title = texts("worksheet_step", weight=_weight(sheet, row, column))
    return section(title, paragraph("; ".join(how), HOW) + table(heads, ["".join(cells)]))


def _questions(questions: Sequence[str], texts: Texts) -> str:
    """Each with room to write."""
    found = ""
    for number, text in enumerate(questions, start=1):
        found += f'<div class="question">{paragraph(f"{number}. {text}")}<hr><hr><hr></div>'
    return section(texts("worksheet_questions"), found)


def _weight(sheet: Sheet, row: int, column: int) -> str:
    dataset = sheet.run.dataset
    return f"W[{dataset.class_names[row]}, {dataset.feature_names[column]}]"


def _row(first: str, *cells: str) -> str:
    return f"<th>{first}</th>{''.join(cells)}"


def _numbers(name: str, values: Tensor, row: int, is_given: bool = False) -> list[str]:
    """Those of a vector, each in its cell."""
    return [_number(name, value, row, at, is_given) for at, value in enumerate(values)]


def _number(
    name: str, value: Tensor, row: int, col: int | None = None, is_given: bool = False
) -> str:
    """A number in its cell, as an answer if it is to be computed."""
    number = Number(name, value.item(), row, col)
    if name in COMPUTED and not is_given:
        return f'<td class="answer" {number.attributes}>{number.shown()}</td>'
    return cell(number, tables.typed(number.value, DIGITS))
