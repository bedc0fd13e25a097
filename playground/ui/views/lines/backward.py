"""The numbers of the lines that change W and b: zero_grad, backward and the optimizer's step."""

from collections.abc import Sequence

from torch import Tensor

from playground.charts.display import format_number
from playground.charts.html import number
from playground.charts.scales import scale_limit
from playground.core.model import Parameters, largest_of
from playground.core.optimizers import OPTIMIZERS
from playground.ui.views.lines import parts
from playground.ui.views.lines.lesson import Lesson


def zero_grad(lesson: Lesson) -> str:
    """What ``.grad`` holds before the line, and what it would come to hold without it."""
    texts, step = lesson.texts, lesson.step
    if step.old_gradient is None:
        return parts.said(texts("lesson_grad_none"))
    old, new = step.old_gradient, step.gradient
    sums = Parameters(old.weight + new.weight, old.bias + new.bias)
    return (
        parts.said(texts("lesson_grad_before"))
        + _gradient(lesson, "old_grad_", old)
        + parts.said(texts("lesson_grad_without"))
        + _gradient(lesson, "grad_sum_", sums)
    )


def backward(lesson: Lesson) -> str:
    """The sample's error times its features, and the mean over the batch, which ``.grad`` holds."""
    texts, step = lesson.texts, lesson.step
    own = parts.said(texts("lesson_held_out"))
    if lesson.place is not None:
        own = _target(lesson) + _share(lesson, step.sample_slopes[lesson.place])
    code = "lesson_mean_gradient"
    if step.objective.class_weights:
        code = "lesson_mean_gradient_weighted"
    weights = format_number(lesson.total_weight)
    mean = parts.said(texts(code, samples=lesson.batch_size, weights=weights))
    return own + mean + _gradient(lesson, "grad_", step.gradient)


def _target(lesson: Lesson) -> str:
    """What y is, where options of the loss make it other than 1 for the label, 0 for the others."""
    if lesson.step.objective.is_plain:
        return ""
    target = ", ".join(format_number(value) for value in lesson.target.tolist())
    label = parts.class_mark(lesson, lesson.label)
    return parts.said(lesson.texts("lesson_target", label=label, target=f"({target})"))


def _share(lesson: Lesson, slope: Tensor) -> str:
    """The sample's share: p - y times x, as a multiplication table; for b it is times 1.

    With class weights, y does not add up to 1, and p counts as often as y does.
    """
    factor = "Σy · p − y" if lesson.step.objective.class_weights else "p − y"
    sheet = parts.Sheet(lesson, lesson.step.gradient.weight, factor=factor)
    sheet.sample(lesson.x, bias="1", title="× x")
    share = Parameters(slope[:, None] * lesson.x, slope)
    sheet.parameters("d", share, factors=parts.classes_of(lesson, "dz", slope))
    return sheet.html()


def _gradient(lesson: Lesson, name: str, values: Parameters) -> str:
    sheet = parts.Sheet(lesson, lesson.step.gradient.weight)
    sheet.parameters(name, values)
    return sheet.html()


def step(lesson: Lesson) -> str:
    """Each number of W and b: what it is, its gradient, the optimizer's own state, what it becomes.

    An optimizer that does more than the learning rate times the gradient has its formula above,
    where that is known.
    """
    step, optimizer = lesson.step, OPTIMIZERS[lesson.run.settings.optimizer]
    settings = {**vars(lesson.run.settings), "learning_rate": step.learning_rate}
    rate = number("learning_rate", step.learning_rate, text=f"{step.learning_rate:g}")
    columns = [("", step.before, lesson.limit), ("grad_", step.gradient, 0.0)]
    heads = [lesson.texts("lesson_now"), f"− {rate} × .grad"]
    above = ""
    if not optimizer.is_plain(settings):
        heads[1] = ".grad"
        if optimizer.formula is not None:
            above = f"<pre>{'<br>'.join(optimizer.formula(settings, step.n_steps + 1))}</pre>"
        columns += [(f"{name}_", values, 0.0) for name, values in step.state_after.items()]
        heads += list(step.state_after)
    columns.append(("new_", step.after, lesson.limit))
    heads.append(f"= {lesson.texts('lesson_new')}")
    head = "".join(f"<th>{title}</th>" for title in heads)
    return f'{above}<div class="side_by_side">{_tables(lesson, columns, head)}</div>'


def _tables(lesson: Lesson, columns: Sequence[tuple[str, Parameters, float]], head: str) -> str:
    """A table for each class: a row for each entry of W, and of b, with a cell for each column.

    ``columns``: before W or b in the name of its numbers, the numbers, the limit of the colours.
    """
    names, classes = lesson.dataset.feature_names, lesson.dataset.class_names
    shown = parts.Sheet(lesson, lesson.step.gradient.weight).columns
    tables = ""
    for index, class_name in enumerate(classes):
        rows = f"<tr><th>{parts.escaped(class_name)}</th>{head}</tr>"
        places = [("W", column, names[column]) for column in shown] + [("b", 0, "b")]
        for kind, column, name in places:
            cells = ""
            for prefix, values, limit in columns:
                held = values.weight if kind == "W" else values.bias[:, None]
                value = held[index, column].item()
                cells += parts.cell(
                    lesson, prefix + kind, value, limit or _limit(values), index, column
                )
            rows += f"<tr><th>{parts.escaped(name)}</th>{cells}</tr>"
        tables += f'<table class="cells">{rows}</table>'
    return tables


def _limit(values: Parameters) -> float:
    """The end of one scale of colours for both."""
    return scale_limit(largest_of(values))
