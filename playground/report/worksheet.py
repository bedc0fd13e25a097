"""A worksheet: one step of a run, to be computed by hand on paper, and the run's own numbers.

All sheets come first, a page each, then the answers to each of them.
"""

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import torch

from playground.charts.display import format_number
from playground.charts.html import Number, cell, table
from playground.charts.pixels import ink_of
from playground.core.optimizers import OPTIMIZERS
from playground.core.run import TrainingRun
from playground.core.settings import SETTINGS
from playground.core.step import Step, steepest
from playground.report import tables
from playground.report.paper import page, paragraph, section
from playground.sharing.literals import shortest
from playground.texts import Texts

VARIES = ("samples", "seed", "both")  # what another sheet has another one of
MOST_SHEETS = 40
MOST_FEATURES = 8  # with more, the scores are given: they are too long to add up
DIGITS = 6  # of numbers that are given, so that four of what follows from them are right


@dataclass(frozen=True)
class Sheet:
    """A step of a run, and the two samples whose part in it is to be computed."""

    run: TrainingRun
    epoch: int  # after which the step is taken
    step: Step
    places: tuple[int, ...]  # in the batch: of two samples, or of one that is alone in it


def sheets(
    run: TrainingRun, epoch: int, sample: int, count: int = 1, varies: str = VARIES[0]
) -> list[Sheet]:
    """So many sheets of the step after ``epoch``, the first with ``sample`` of the dataset.

    ``varies``: what differs between them, one of `VARIES`. With other seeds, it is the first step
    of their runs: there they differ most. Where there are more sheets than pairs of samples, the
    pairs come again.
    """
    has_seeds = count > 1 and varies != "samples"
    found: list[Sheet] = []
    for number in range(count):
        its_run = _with_other_seed(run, number) if has_seeds else run
        its_epoch = 0 if has_seeds else epoch
        if has_seeds or not found:
            step = its_run.look_into(its_epoch, sample)
            row = its_run.prepared.training_row_of(sample)
            first = (None if row is None else step.place_of(row)) or 0
            choices = list(islice(pairs(step, first), count))
        at = 0 if varies == "seed" else number
        found.append(Sheet(its_run, its_epoch, step, choices[at % len(choices)]))
    return found


def _with_other_seed(run: TrainingRun, number: int) -> TrainingRun:
    seed = (run.settings.seed + number) % (int(SETTINGS["seed"].maximum) + 1)
    return TrainingRun(run.dataset, replace(run.settings, seed=seed))


def pairs(step: Step, first: int) -> Iterator[tuple[int, ...]]:
    """All pairs of samples of a batch that are not alike, by their places; from ``first`` on.

    Those of two classes come first. A batch whose samples are all alike has one of them.
    """
    x, labels = step.features.tolist(), step.targets.tolist()
    found: dict[tuple, int] = {}
    for place in (*range(first, len(x)), *range(first)):
        found.setdefault((*x[place], labels[place]), place)
    unlike, n = list(found.values()), len(found)
    others = (place for place in unlike if labels[place] != labels[first])
    if (other := next(others, None)) is not None:  # beside the first one, to begin with
        unlike.remove(other)
        unlike.insert(1, other)
    if n == 1:
        yield (unlike[0],)
    for is_of_one_class in (False, True):
        for gap in range(1, n // 2 + 1):
            for at in range(n if 2 * gap < n else gap):
                pair = unlike[at], unlike[(at + gap) % n]
                if (labels[pair[0]] == labels[pair[1]]) is is_of_one_class:
                    yield pair


def worksheet(found: Sequence[Sheet], title: str, questions: Sequence[str], texts: Texts) -> bytes:
    """The file, in UTF-8; ``questions``: those of a lesson, if there are any."""
    asked, name = _questions(questions, texts), texts("worksheet_name") + " " + "_" * 40
    rounded = paragraph(texts("worksheet_rounded"), "note")
    blank, filled = [], []
    for number, sheet in enumerate(found, start=1):
        place = texts("worksheet_place", number=number, count=len(found))
        steps = f"{_given(sheet, texts)}{_steps(sheet, texts, filled=False)}"
        blank.append(_article("sheet", title, paragraph(f"{place} · {name}") + steps + asked))
        answers = texts("worksheet_answers", sheet=place)
        filled.append(_article("answers", answers, rounded + _steps(sheet, texts, filled=True)))
    return page(title, "".join(blank + filled), texts)


def _article(kind: str, title: str, body: str) -> str:
    return f'<article class="{kind}"><h1>{html.escape(title)}</h1>{body}</article>'


# --- the parts of a sheet ---------------------------------------------------------------------


def _given(sheet: Sheet, texts: Texts) -> str:
    """The settings, and W and b."""
    settings = section(texts("report_settings"), tables.settings(sheet.run, texts), "text")
    dataset, (weight, bias) = sheet.run.dataset, sheet.step.before
    if dataset.n_features > MOST_FEATURES:
        return f'<div class="row">{settings}</div>'
    names = [*map(tables.name, dataset.feature_names), texts("bias_column")]
    rows = []
    for row, name in enumerate(dataset.class_names):
        cells = [_number("W", w, row, at) for at, w in enumerate(weight[row].tolist())]
        rows.append(f"<th>{tables.name(name)}</th>{''.join(cells)}{_number('b', bias[row], row)}")
    title = texts("report_parameters", epoch=sheet.epoch)
    parameters = section(title, table(["", *names], rows))
    return f'<div class="row">{settings}{parameters}</div>'


def _steps(sheet: Sheet, texts: Texts, *, filled: bool) -> str:
    """What is to be computed; ``filled``: with its numbers, and without the explanations."""
    scaling = sheet.run.prepared.scaling
    said = [texts("worksheet_scores"), texts("worksheet_loss")]
    if not sheet.step.objective.is_plain:
        said[1] = texts("worksheet_loss_options")
    if sheet.run.dataset.n_features > MOST_FEATURES:
        said.append(texts("worksheet_many", count=sheet.run.dataset.n_features))
    said += [texts("report_standardised")] if scaling else []
    note = "" if filled else paragraph(" ".join(said), "note")
    samples = "".join(_sample(sheet, at, texts, filled) for at in range(len(sheet.places)))
    return (
        f'{note}<div class="row">{samples}</div>'
        f"{_gradient(sheet, texts, filled)}{_update(sheet, texts, filled)}"
    )


def _sample(sheet: Sheet, at: int, texts: Texts, filled: bool) -> str:
    """One of the samples: its features, then z, p and p − y of each class, and its loss."""
    dataset, step, place = sheet.run.dataset, sheet.step, sheet.places[at]
    number, label = _number_of(sheet, place), dataset.class_names[int(step.targets[place])]
    is_long = dataset.n_features > MOST_FEATURES
    x = step.features[place].tolist()
    features = [_number("x", value, at, column) for column, value in enumerate(x)]
    head = "" if is_long else table(map(tables.name, dataset.feature_names), ["".join(features)])
    y = step.objective.sample_targets(step.targets[place : place + 1], dataset.n_classes)[0]
    rows = []
    for row, name in enumerate(dataset.class_names):
        is_given = None if is_long and not filled else filled
        z = _number("z", step.logits[place, row], at, row, is_given)
        p = _number("p", step.probabilities[place, row], at, row, filled)
        slope = _number("slope", step.sample_slopes[place, row], at, row, filled)
        rows.append(f"<th>{tables.name(name)}</th>{z}{p}{_number('y', y[row], at, row)}{slope}")
    of_all = "" if step.objective.class_weights is None else "(Σ y) · "
    found = table(["", "z", "p", "y", f"{of_all}p − y"], rows)
    loss = _number("loss", step.sample_losses[place], at, filled=filled)
    title, ink = texts("worksheet_sample", number=number, label=label), ink_of(dataset)
    picture = ink.picture(dataset.features[number - 1]) if ink else ""
    return section(
        title, picture + head + found + table((), [f"<th>{texts('loss_axis')}</th>{loss}"])
    )


def _gradient(sheet: Sheet, texts: Texts, filled: bool) -> str:
    """How the loss changes with the weight that the step moves most: each sample has a part."""
    step, (_, row, column) = sheet.step, steepest(sheet.step.gradient)
    slopes, x = step.sample_slopes[:, row].double(), step.features[:, column].double()
    rows = []
    for at, place in enumerate(sheet.places):
        title = texts("worksheet_part_of", number=_number_of(sheet, place))
        part = _number("part", slopes[place] * x[place], at, filled=filled)
        rows.append(f"<th>{title}</th>{_number('of', x[place], at)}{part}")
    others = torch.ones(len(x), dtype=torch.bool)
    others[list(sheet.places)] = False
    if n_others := int(others.sum()):
        total = _number("others", (slopes * x)[others].sum())
        rows.append(f"<th>{texts('worksheet_others', count=n_others)}</th><td></td>{total}")
    divisor = step.objective.total_weight(step.targets, sheet.run.dataset.n_classes)
    title = texts("worksheet_mean", divisor=f"{divisor:.6g}")
    gradient = _number("grad", step.gradient.weight[row, column], row, column, filled)
    rows.append(f"<th>{title}</th><td></td>{gradient}")
    name = tables.name(sheet.run.dataset.feature_names[column])
    found = table(["", name, texts("worksheet_part")], rows)
    said = "" if filled else paragraph(texts("worksheet_gradient_how"), "note")
    named = texts("worksheet_gradient", weight=_weight(sheet, row, column))
    return section(named, said + found)


def _update(sheet: Sheet, texts: Texts, filled: bool) -> str:
    """What the step makes of that weight; of an optimizer that does more, what else it takes."""
    step, (_, row, column) = sheet.step, steepest(sheet.step.gradient)
    settings = {**vars(sheet.run.settings), "learning_rate": step.learning_rate}
    optimizer = OPTIMIZERS[sheet.run.settings.optimizer]
    old, new = (parameters.weight[row, column] for parameters in (step.before, step.after))
    heads = [texts("explained_now"), texts("learning_rate")]
    cells = [_number("old", old, row, column), f"<td>{step.learning_rate:.12g}</td>"]
    said = texts("worksheet_step_how")
    if not optimizer.is_plain(settings):
        heads += map(html.escape, step.state_after)
        cells += [
            _number(name, value.weight[row, column], row, column)
            for name, value in step.state_after.items()
        ]
        formula = optimizer.formula(settings, step.n_steps + 1) if optimizer.formula else []
        said = "; ".join(formula)
    heads.append(f"= {texts('explained_new')}")
    cells.append(_number("new", new, row, column, filled))
    found = table(heads, ["".join(cells)])
    title = texts("worksheet_step", weight=_weight(sheet, row, column))
    return section(title, ("" if filled else paragraph(said, "note")) + found)


def _questions(questions: Sequence[str], texts: Texts) -> str:
    """Each with room to write."""
    found = [
        f'<div class="question">{paragraph(f"{number}. {text}")}<hr><hr><hr></div>'
        for number, text in enumerate(questions, start=1)
    ]
    return section(texts("worksheet_questions"), "".join(found))


def _number_of(sheet: Sheet, place: int) -> int:
    """The number of a sample in the table, from 1."""
    return int(sheet.run.prepared.training_rows[sheet.step.rows[place]]) + 1


def _weight(sheet: Sheet, row: int, column: int) -> str:
    dataset = sheet.run.dataset
    return f"W[{dataset.class_names[row]}, {dataset.feature_names[column]}]"


def _number(
    name: str,
    value: torch.Tensor | float,
    row: int | None = None,
    col: int | None = None,
    filled: bool | None = None,
) -> str:
    """A number in its cell: one that is given, unless it is said whether it is ``filled`` in."""
    number = Number(name, float(value), row, col, is_hidden=filled is False)
    if filled is False:
        return f'<td class="blank" {number.attributes}></td>'
    if filled:
        return f'<td class="answer" {number.attributes}>{number.shown()}</td>'
    text = shortest(number.value)
    return cell(number, text if len(text) <= DIGITS + 2 else format_number(number.value, DIGITS))
