"""The numbers of the lines that change W and b: zero_grad, backward and the optimizer's step."""

from collections.abc import Sequence

from torch import Tensor

from playground.charts.display import format_number
from playground.charts.html import table
from playground.core.model import Parameters
from playground.core.optimizers import OPTIMIZERS
from playground.session.explained import Lesson
from playground.ui.views.lines import parts


def zero_grad(lesson: Lesson) -> str:
    """What ``.grad`` holds before the line, and what it would come to hold without it."""
    old, new = lesson.step.old_gradient, lesson.step.gradient
    if old is None:
        return parts.sentence(lesson, "lesson_grad_none")
    sums = Parameters(old.weight + new.weight, old.bias + new.bias)
    return (
        parts.sentence(lesson, "lesson_grad_before")
        + _gradient(lesson, "old_grad_", old)
        + parts.sentence(lesson, "lesson_grad_without")
        + _gradient(lesson, "grad_sum_", sums)
    )


def backward(lesson: Lesson) -> str:
    """The sample's error times its features, and the mean over the batch, which ``.grad`` holds."""
    step = lesson.step
    own = parts.sentence(lesson, "lesson_held_out")
    if lesson.place is not None:
        own = _target(lesson) + _share(lesson, step.sample_slopes[lesson.place])
    text = "lesson_mean_gradient"
    if step.objective.class_weights:
        text = "lesson_mean_gradient_weighted"
    told = {"samples": len(step.rows), "weights": format_number(lesson.total_weight)}
    return own + parts.sentence(lesson, text, **told) + _gradient(lesson, "grad_", step.gradient)


def _target(lesson: Lesson) -> str:
    """What y is, where options of the loss make it other than 1 for the label, 0 for the others."""
    if lesson.step.objective.is_plain:
        return ""
    target = ", ".join(format_number(value) for value in lesson.target.tolist())
    label = parts.class_mark(lesson, lesson.label)
    return parts.sentence(lesson, "lesson_target", label=label, target=f"({target})")


def _share(lesson: Lesson, slope: Tensor) -> str:
    """The sample's share: p - y times x, as a multiplication table; for b it is times 1.

    With class weights, y does not add up to 1, and p counts as often as y does.
    """
    factor = "Σy · p − y" if lesson.step.objective.class_weights else "p − y"
    columns = _columns(lesson)
    of_sample = f"<th>× x</th><td></td>{parts.features(lesson, columns, lesson.x)}<td>1</td>"
    share = Parameters(slope[:, None] * lesson.x, slope)
    slopes = parts.class_cells(lesson, "dz", slope)
    rows = parts.class_rows(lesson, slopes, parts.parameters(lesson, columns, "d", share))
    return parts.sheet(lesson, columns, [of_sample, *rows], before=[factor])


def _gradient(lesson: Lesson, name: str, values: Parameters) -> str:
    columns = _columns(lesson)
    rows = parts.class_rows(lesson, parts.parameters(lesson, columns, name, values))
    return parts.sheet(lesson, columns, rows)


def _columns(lesson: Lesson) -> list[int]:
    return parts.columns_of(lesson.step.gradient.weight)


def step(lesson: Lesson) -> str:
    """Each number of W and b: what it is, its gradient, the optimizer's own state, what it becomes.

    An optimizer that does more than the learning rate times the gradient has its formula above,
    where that is known.
    """
    step, optimizer = lesson.step, OPTIMIZERS[lesson.run.settings.optimizer]
    settings = {**vars(lesson.run.settings), "learning_rate": step.learning_rate}
    sources = {"grad_": step.gradient}
    heads, above = [f"− {parts.learning_rate(lesson)} × .grad"], ""
    if not optimizer.is_plain(settings):
        heads = [".grad", *step.state_after]
        sources |= {f"{name}_": values for name, values in step.state_after.items()}
        if optimizer.formula is not None:
            above = f"<pre>{'<br>'.join(optimizer.formula(settings, step.n_steps + 1))}</pre>"
    heads = [lesson.texts("lesson_now"), *heads, f"= {lesson.texts('lesson_new')}"]
    columns = [
        ("", step.before, lesson.limit),
        *((name, values, parts.limit_of(values)) for name, values in sources.items()),
        ("new_", step.after, lesson.limit),
    ]
    tables = [_table(lesson, at, columns, heads) for at in range(lesson.dataset.n_classes)]
    return f'{above}<div class="side_by_side">{"".join(tables)}</div>'


def _table(
    lesson: Lesson, index: int, columns: Sequence[tuple[str, Parameters, float]], heads: list[str]
) -> str:
    """Of the class ``index``: a row for each entry of W, and of b, with a cell for each column.

    ``columns``: before W or b in the name of its numbers, the numbers, the limit of the colours.
    """
    names = lesson.dataset.feature_names
    rows = []
    for kind, column in [*(("W", column) for column in _columns(lesson)), ("b", 0)]:
        cells = ""
        for name, values, limit in columns:
            part = values.weight[index] if kind == "W" else values.bias[index : index + 1]
            cells += parts.cell(lesson, name + kind, part[column].item(), limit, index, column)
        title = parts.escaped(names[column]) if kind == "W" else "b"
        rows.append(f"<th>{title}</th>{cells}")
    return table([parts.escaped(lesson.dataset.class_names[index]), *heads], rows, "cells")
