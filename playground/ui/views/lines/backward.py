"""The numbers of the lines that change W and b: zero_grad, backward and the optimizer's step."""

from collections.abc import Sequence

from torch import Tensor

from playground.charts.display import format_number
from playground.charts.html import table
from playground.core.model import Parameters
from playground.core.optimizers import OPTIMIZERS
from playground.session.explained import Explained
from playground.ui.views.lines import parts


def zero_grad(explained: Explained) -> str:
    """What ``.grad`` holds before the line, and what it would come to hold without it."""
    old, new = explained.step.old_gradient, explained.step.gradient
    if old is None:
        return parts.sentence(explained, "explained_grad_none")
    sums = Parameters(old.weight + new.weight, old.bias + new.bias)
    return (
        parts.sentence(explained, "explained_grad_before")
        + _gradient(explained, "old_grad_", old)
        + parts.sentence(explained, "explained_grad_without")
        + _gradient(explained, "grad_sum_", sums)
    )


def backward(explained: Explained) -> str:
    """The sample's error times its features, and the mean over the batch, which ``.grad`` holds."""
    step = explained.step
    own = parts.sentence(explained, "explained_held_out")
    if explained.place is not None:
        own = _target(explained) + _share(explained, step.sample_slopes[explained.place])
    text = "explained_mean_gradient"
    if step.objective.class_weights:
        text = "explained_mean_gradient_weighted"
    told = {"samples": len(step.rows), "weights": format_number(explained.total_weight)}
    return (
        own + parts.sentence(explained, text, **told) + _gradient(explained, "grad_", step.gradient)
    )


def _target(explained: Explained) -> str:
    """What y is, where options of the loss make it other than 1 for the label, 0 for the others."""
    if explained.step.objective.is_plain:
        return ""
    target = ", ".join(format_number(value) for value in explained.target.tolist())
    label = parts.class_mark(explained, explained.label)
    return parts.sentence(explained, "explained_target", label=label, target=f"({target})")


def _share(explained: Explained, slope: Tensor) -> str:
    """The sample's share: p - y times x, as a multiplication table; for b it is times 1.

    With class weights, y does not add up to 1, and p counts as often as y does.
    """
    factor = "Σy · p − y" if explained.step.objective.class_weights else "p − y"
    columns = _columns(explained)
    of_sample = f"<th>× x</th><td></td>{parts.features(explained, columns, explained.x)}<td>1</td>"
    share = Parameters(slope[:, None] * explained.x, slope)
    slopes = parts.class_cells(explained, "dz", slope)
    rows = parts.class_rows(explained, slopes, parts.parameters(explained, columns, "d", share))
    return parts.sheet(explained, columns, [of_sample, *rows], before=[factor])


def _gradient(explained: Explained, name: str, values: Parameters) -> str:
    columns = _columns(explained)
    rows = parts.class_rows(explained, parts.parameters(explained, columns, name, values))
    return parts.sheet(explained, columns, rows)


def _columns(explained: Explained) -> list[int]:
    return parts.columns_of(explained.step.gradient.weight)


def step(explained: Explained) -> str:
    """Each number of W and b: what it is, its gradient, the optimizer's own state, what it becomes.

    An optimizer that does more than the learning rate times the gradient has its formula above,
    where that is known.
    """
    step, optimizer = explained.step, OPTIMIZERS[explained.run.settings.optimizer]
    settings = {**vars(explained.run.settings), "learning_rate": step.learning_rate}
    sources = {"grad_": step.gradient}
    heads, above = [f"− {parts.learning_rate(explained)} × .grad"], ""
    if not optimizer.is_plain(settings):
        heads = [".grad", *step.state_after]
        sources |= {f"{name}_": values for name, values in step.state_after.items()}
        if optimizer.formula is not None:
            above = f"<pre>{'<br>'.join(optimizer.formula(settings, step.n_steps + 1))}</pre>"
    heads = [explained.texts("explained_now"), *heads, f"= {explained.texts('explained_new')}"]
    columns = [
        ("", step.before, explained.limit),
        *((name, values, parts.limit_of(values)) for name, values in sources.items()),
        ("new_", step.after, explained.limit),
    ]
    tables = [_table(explained, at, columns, heads) for at in range(explained.dataset.n_classes)]
    return f'{above}<div class="side_by_side">{"".join(tables)}</div>'


def _table(
    explained: Explained,
    index: int,
    columns: Sequence[tuple[str, Parameters, float]],
    heads: list[str],
) -> str:
    """Of the class ``index``: a row for each entry of W, and of b, with a cell for each column.

    ``columns``: before W or b in the name of its numbers, the numbers, the limit of the colours.
    """
    names = explained.dataset.feature_names
    rows = []
    for kind, column in [*(("W", column) for column in _columns(explained)), ("b", 0)]:
        cells = ""
        for name, values, limit in columns:
            part = values.weight[index] if kind == "W" else values.bias[index : index + 1]
            cells += parts.cell(explained, name + kind, part[column].item(), limit, index, column)
        title = parts.escaped(names[column]) if kind == "W" else "b"
        rows.append(f"<th>{title}</th>{cells}")
    return table([parts.escaped(explained.dataset.class_names[index]), *heads], rows, "cells")
