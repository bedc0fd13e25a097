"""The numbers of the lines that go forward: from a sample to logits, probabilities and the loss."""

from torch import Tensor

from playground.charts.display import format_number
from playground.core.model import Parameters, Prediction
from playground.ui.views.lines import parts
from playground.ui.views.lines.lesson import Lesson

MAX_TERMS = 12  # of a sum that is written out


def products(lesson: Lesson) -> str:
    """``return self.fc(x)``: one product after the other, and their sum, for each class."""
    return _products(lesson, lesson.x, lesson.step.before, lesson.forward.logits)


def _products(lesson: Lesson, x: Tensor, parameters: Parameters, logits: Tensor) -> str:
    texts, names = lesson.texts, lesson.dataset.feature_names
    columns = parts.Sheet(lesson, parameters.weight * x).columns
    is_all = len(columns) == len(names)
    heads = [parts.escaped(names[column]) for column in columns]
    heads += [] if is_all else [texts("lesson_rest")]
    head = "".join(f"<th>{title}</th>" for title in ["", *heads, "b", "z"])
    rows = ""
    for index, name in enumerate(lesson.dataset.class_names):
        products = x * parameters.weight[index]
        terms = [
            _term(
                _factors(lesson, x, parameters.weight, index, column),
                format_number(products[column].item()),
                "+" if place else "",
            )
            for place, column in enumerate(columns)
        ]
        if not is_all:
            rest = products.sum() - products[columns].sum()
            terms.append(_term("…", format_number(rest.item())))
        b, z = parameters.bias[index].item(), logits[index].item()
        terms.append(_term("", parts.number(lesson, "b", b, row=index, col=0)))
        terms.append(_term("", parts.number(lesson, "z", z, row=0, col=index), "="))
        rows += f"<tr><th>{parts.escaped(name)}</th>{''.join(terms)}</tr>"
    return f'<table class="products"><tr>{head}</tr>{rows}</table>'


def _factors(lesson: Lesson, x: Tensor, weight: Tensor, row: int, column: int) -> str:
    value = x[column].item()
    of_x = parts.number(lesson, "x", value, row=0, col=column, text=parts.as_typed(value))
    return f"{of_x} × {parts.number(lesson, 'W', weight[row, column].item(), row=row, col=column)}"


def _term(above: str, value: str, sign: str = "+") -> str:
    """A term of a sum, below how it comes about."""
    return f"<td><small>{above or '&nbsp;'}</small><em>{sign}</em> <b>{value}</b></td>"


def logits(lesson: Lesson) -> str:
    """``logits = model(X)``: x, W, b and z of the sample, and the shapes for the batch."""
    texts, step = lesson.texts, lesson.step
    numbers = _linear(lesson, lesson.x, step.before, lesson.forward)
    sizes = lesson.batch_size, lesson.dataset.n_features, lesson.dataset.n_classes
    shapes = texts(
        "lesson_shapes",
        x=parts.shape(*sizes[:2]),
        z=parts.shape(sizes[0], sizes[2]),
        samples=lesson.batch_size,
    )
    return numbers + parts.said(shapes)


def test_logits(lesson: Lesson) -> str:
    """The same for the test vector, with W and b as they stand above."""
    if lesson.answer is None:
        return parts.said(lesson.texts("no_test_rows"))
    x = lesson.run.prepared.features(lesson.vectors)[lesson.vector_number - 1]
    return _linear(lesson, x, lesson.shown, lesson.answer)


def _linear(lesson: Lesson, x: Tensor, parameters: Parameters, result: Prediction) -> str:
    sheet = parts.Sheet(lesson, parameters.weight * x, result="z")
    sheet.sample(x)
    scores = parts.classes_of(lesson, "z", result.logits)
    sheet.parameters("", parameters, lesson.limit, scores)
    return sheet.html()


def loss(lesson: Lesson) -> str:
    """``criterion(logits, y)``: softmax in its steps, -log p of the label, the mean."""
    texts, step = lesson.texts, lesson.step
    minus_log = _minus_log(lesson)
    target = None if step.objective.is_plain else lesson.target
    own = softmax(lesson, lesson.forward, lesson.label, target) + parts.said(minus_log)
    if lesson.place is None:
        return own
    losses = step.sample_losses.tolist()
    if len(losses) <= MAX_TERMS:
        terms = " + ".join(
            f"<mark>{format_number(each, 3)}</mark>"
            if place == lesson.place
            else format_number(each, 3)
            for place, each in enumerate(losses)
        )
        total = f"({terms})"
    else:
        total = format_number(step.sample_losses.sum().item())
    count, code = str(len(losses)), "lesson_mean"
    if step.objective.class_weights:
        count, code = format_number(lesson.total_weight), "lesson_mean_weighted"
    batch_loss = parts.number(lesson, "batch_loss", step.loss)
    return own + parts.said(texts(code, mean=f"{total} / {count}", loss=batch_loss))


def _minus_log(lesson: Lesson) -> str:
    """-log p of the label; where p is 0 in float32, by way of the logits, as torch computes it.

    With options of the loss, where it is of the other classes, too, they stand in the table.
    """
    label = parts.class_mark(lesson, lesson.label)
    own = parts.number(lesson, "loss", lesson.sample_loss)
    if not lesson.step.objective.is_plain:
        return lesson.texts("lesson_own_loss", label=label, loss=own)
    p = lesson.forward.probabilities[lesson.label].item()
    if p:
        return lesson.texts("lesson_minus_log", label=label, p=format_number(p), loss=own)
    shifted = lesson.forward.logits - lesson.forward.logits.max()
    total = format_number(shifted.exp().sum().item())
    shift = format_number(shifted[lesson.label].item())
    return lesson.texts("lesson_minus_log_sum", label=label, total=total, shift=shift, loss=own)


def probabilities(lesson: Lesson) -> str:
    """``torch.softmax`` of the test vector's logits."""
    if lesson.answer is None:
        return parts.said(lesson.texts("no_test_rows"))
    return softmax(lesson, lesson.answer)


def predicted_class(lesson: Lesson) -> str:
    """``argmax``: the class of the largest logit."""
    if lesson.answer is None:
        return parts.said(lesson.texts("no_test_rows"))
    index = int(lesson.answer.predicted_class)
    answer = parts.number(lesson, "predicted_class", index)
    sentence = lesson.texts("lesson_argmax", index=answer, name=parts.class_mark(lesson, index))
    return softmax(lesson, lesson.answer, index) + parts.said(sentence)


def softmax(
    lesson: Lesson, result: Prediction, marked: int | None = None, target: Tensor | None = None
) -> str:
    """A row for each class: z, z - max, its exponential, and the share of it in their sum.

    ``target`` [n_classes]: beside the shares, those that they should be.
    """
    shifted = result.logits - result.logits.max()
    powers = shifted.exp()
    rows = ""
    for index in range(lesson.dataset.n_classes):
        value = result.probabilities[index].item()
        p = parts.number(lesson, "p", value, row=0, col=index)
        row: tuple[str, ...] = (
            parts.number(lesson, "z", result.logits[index].item(), row=0, col=index),
            format_number(shifted[index].item()),
            format_number(powers[index].item()),
            p,
        )
        if target is not None:
            row += (parts.number(lesson, "y", target[index].item(), row=0, col=index),)
        cells = "".join(f"<td>{cell}</td>" for cell in row)
        kind = ' class="label"' if index == marked else ""
        rows += f"<tr{kind}><th>{parts.class_mark(lesson, index)}</th>{cells}</tr>"
    total = format_number(powers.sum().item())
    titles = ["", "z", "z − max", "e^(z − max)", "p", *([] if target is None else ["y"])]
    head = "".join(f"<th>{title}</th>" for title in titles)
    foot = f"<tr><th></th><td></td><td>{lesson.texts('lesson_sum')}</td><td>{total}</td>"
    foot += "<td></td>" * (len(titles) - 4) + "</tr>"
    return f'<table class="softmax"><tr>{head}</tr>{rows}{foot}</table>'
