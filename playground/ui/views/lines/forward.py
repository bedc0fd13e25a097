"""The numbers of the lines that go forward: from a sample to logits, probabilities and the loss."""

from torch import Tensor

from playground.charts.display import format_number
from playground.charts.html import row, table
from playground.core.model import Parameters, Prediction
from playground.session.explained import Lesson
from playground.ui.views.lines import parts

MAX_TERMS = 12  # of a sum that is written out


def products(lesson: Lesson) -> str:
    """``return self.fc(x)``: one product after the other, and their sum, for each class."""
    names, parameters = lesson.dataset.feature_names, lesson.step.before
    columns = parts.columns_of(parameters.weight * lesson.x)
    rest = [lesson.texts("lesson_rest")] * (len(columns) < len(names))
    rows = []
    for index, name in enumerate(lesson.dataset.class_names):
        products = lesson.x * parameters.weight[index]
        terms = [
            _term(
                _factors(lesson, index, column),
                format_number(products[column].item()),
                "+" if place else "",
            )
            for place, column in enumerate(columns)
        ]
        if rest:
            left_out = products.sum() - products[columns].sum()
            terms.append(_term("…", format_number(left_out.item())))
        b, z = parameters.bias[index].item(), lesson.forward.logits[index].item()
        terms.append(_term("", parts.number(lesson, "b", b, row=index, col=0)))
        terms.append(_term("", parts.number(lesson, "z", z, row=0, col=index), "="))
        rows.append(row(parts.escaped(name), terms))
    head = ["", *(parts.escaped(names[column]) for column in columns), *rest, "b", "z"]
    return table(head, rows, "products")


def _factors(lesson: Lesson, index: int, column: int) -> str:
    value, w = lesson.x[column].item(), lesson.step.before.weight[index, column].item()
    x = parts.number(lesson, "x", value, row=0, col=column, text=parts.as_typed(value))
    return f"{x} × {parts.number(lesson, 'W', w, row=index, col=column)}"


def _term(above: str, value: str, sign: str = "+") -> str:
    """A term of a sum, below how it comes about."""
    return f"<small>{above or '&nbsp;'}</small><em>{sign}</em> <b>{value}</b>"


def logits(lesson: Lesson) -> str:
    """``logits = model(X)``: x, W, b and z of the sample, and the shapes for the batch."""
    n_samples, n_features = lesson.step.features.shape
    x = parts.shape(n_samples, n_features)
    z = parts.shape(n_samples, lesson.dataset.n_classes)
    shapes = parts.sentence(lesson, "lesson_shapes", x=x, z=z, samples=n_samples)
    return _linear(lesson, lesson.x, lesson.step.before, lesson.forward) + shapes


def test_logits(lesson: Lesson) -> str:
    """The same for the test vector, with W and b as they stand above."""
    x = lesson.run.prepared.features(lesson.vectors)[lesson.vector_number - 1]
    return _linear(lesson, x, lesson.shown, lesson.answer)


def _linear(lesson: Lesson, x: Tensor, parameters: Parameters, result: Prediction) -> str:
    columns = parts.columns_of(parameters.weight * x)
    of_sample = f"<th>x</th>{parts.features(lesson, columns, x)}<td></td><td></td>"
    numbers = parts.parameters(lesson, columns, "", parameters, lesson.limit)
    scores = parts.class_cells(lesson, "z", result.logits)
    rows = [of_sample, *parts.class_rows(lesson, numbers, scores)]
    return parts.sheet(lesson, columns, rows, after=["b", "z"])


def loss(lesson: Lesson) -> str:
    """``criterion(logits, y)``: softmax in its steps, -log p of the label, the mean."""
    step = lesson.step
    target = None if step.objective.is_plain else lesson.target
    own = softmax(lesson, lesson.forward, lesson.label, target) + _minus_log(lesson)
    if lesson.place is None:
        return own
    losses = step.sample_losses.tolist()
    if len(losses) <= MAX_TERMS:
        terms = [format_number(each, 3) for each in losses]
        terms[lesson.place] = f"<mark>{terms[lesson.place]}</mark>"
        total = f"({' + '.join(terms)})"
    else:
        total = format_number(step.sample_losses.sum().item())
    count, text = str(len(losses)), "lesson_mean"
    if step.objective.class_weights:
        count, text = format_number(lesson.total_weight), "lesson_mean_weighted"
    batch_loss = parts.number(lesson, "batch_loss", step.loss)
    return own + parts.sentence(lesson, text, mean=f"{total} / {count}", loss=batch_loss)


def _minus_log(lesson: Lesson) -> str:
    """-log p of the label; where p is 0 in float32, by way of the logits, as torch computes it.

    With options of the loss, where it is of the other classes, too, they stand in the table.
    """
    told = {
        "label": parts.class_mark(lesson, lesson.label),
        "loss": parts.number(lesson, "loss", lesson.sample_loss),
    }
    if not lesson.step.objective.is_plain:
        return parts.sentence(lesson, "lesson_own_loss", **told)
    p = lesson.forward.probabilities[lesson.label].item()
    if p:
        return parts.sentence(lesson, "lesson_minus_log", p=format_number(p), **told)
    shifted = lesson.forward.logits - lesson.forward.logits.max()
    total = format_number(shifted.exp().sum().item())
    shift = format_number(shifted[lesson.label].item())
    return parts.sentence(lesson, "lesson_minus_log_sum", total=total, shift=shift, **told)


def probabilities(lesson: Lesson) -> str:
    """``torch.softmax`` of the test vector's logits."""
    return softmax(lesson, lesson.answer)


def predicted_class(lesson: Lesson) -> str:
    """``argmax``: the class of the largest logit."""
    index = int(lesson.answer.predicted_class)
    answer = parts.number(lesson, "predicted_class", index)
    told = parts.sentence(
        lesson, "lesson_argmax", index=answer, name=parts.class_mark(lesson, index)
    )
    return softmax(lesson, lesson.answer, index) + told


def softmax(
    lesson: Lesson, result: Prediction, marked: int | None = None, target: Tensor | None = None
) -> str:
    """A row for each class: z, z - max, its exponential, and the share of it in their sum.

    ``target`` [n_classes]: beside the shares, those that they should be.
    """
    shifted = result.logits - result.logits.max()
    powers = shifted.exp()
    columns = {
        "z": _numbers(lesson, "z", result.logits),
        "z − max": [format_number(value) for value in shifted.tolist()],
        "e^(z − max)": [format_number(value) for value in powers.tolist()],
        "p": _numbers(lesson, "p", result.probabilities),
    }
    if target is not None:
        columns["y"] = _numbers(lesson, "y", target)
    marks = [parts.class_mark(lesson, index) for index in range(lesson.dataset.n_classes)]
    if marked is not None:
        marks[marked] = f"<mark>{marks[marked]}</mark>"
    rows = [row(mark, cells) for mark, *cells in zip(marks, *columns.values(), strict=True)]
    total = ["", lesson.texts("lesson_sum"), format_number(powers.sum().item())]
    rows.append(row("", total + [""] * (len(columns) - len(total))))
    return table(["", *columns], rows, "softmax")


def _numbers(lesson: Lesson, name: str, values: Tensor) -> list[str]:
    """[n_classes] of one sample."""
    return [
        parts.number(lesson, name, value, row=0, col=index)
        for index, value in enumerate(values.tolist())
    ]
