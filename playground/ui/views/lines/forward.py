"""The numbers of the lines that go forward: from a sample to logits, probabilities and the loss."""

from torch import Tensor

from playground.charts.display import format_number
from playground.charts.html import row, table
from playground.core.model import Parameters, Prediction
from playground.session.explained import Explained
from playground.ui.views.lines import parts

MAX_TERMS = 12  # of a sum that is written out


def products(explained: Explained) -> str:
    """``return self.fc(x)``: one product after the other, and their sum, for each class."""
    names, parameters = explained.dataset.feature_names, explained.step.before
    columns = parts.columns_of(parameters.weight * explained.x)
    rest = [explained.texts("explained_rest")] * (len(columns) < len(names))
    rows = []
    for index, name in enumerate(explained.dataset.class_names):
        products = explained.x * parameters.weight[index]
        terms = [
            _term(
                _factors(explained, index, column),
                format_number(products[column].item()),
                "+" if place else "",
            )
            for place, column in enumerate(columns)
        ]
        if rest:
            left_out = products.sum() - products[columns].sum()
            terms.append(_term("…", format_number(left_out.item())))
        b, z = parameters.bias[index].item(), explained.forward.logits[index].item()
        terms.append(_term("", parts.number(explained, "b", b, row=index, col=0)))
        terms.append(_term("", parts.number(explained, "z", z, row=0, col=index), "="))
        rows.append(row(parts.escaped(name), terms))
    head = ["", *(parts.escaped(names[column]) for column in columns), *rest, "b", "z"]
    return table(head, rows, "products")


def _factors(explained: Explained, index: int, column: int) -> str:
    value, w = explained.x[column].item(), explained.step.before.weight[index, column].item()
    x = parts.number(explained, "x", value, row=0, col=column, text=parts.as_typed(value))
    return f"{x} × {parts.number(explained, 'W', w, row=index, col=column)}"


def _term(above: str, value: str, sign: str = "+") -> str:
    """A term of a sum, below how it comes about."""
    return f"<small>{above or '&nbsp;'}</small><em>{sign}</em> <b>{value}</b>"


def logits(explained: Explained) -> str:
    """``logits = model(X)``: x, W, b and z of the sample, and the shapes for the batch."""
    n_samples, n_features = explained.step.features.shape
    x = parts.shape(n_samples, n_features)
    z = parts.shape(n_samples, explained.dataset.n_classes)
    shapes = parts.sentence(explained, "explained_shapes", x=x, z=z, samples=n_samples)
    return _linear(explained, explained.x, explained.step.before, explained.forward) + shapes


def test_logits(explained: Explained) -> str:
    """The same for the test vector, with W and b as they stand above."""
    x = explained.run.prepared.features(explained.vectors)[explained.vector_number - 1]
    return _linear(explained, x, explained.shown, explained.answer)


def _linear(explained: Explained, x: Tensor, parameters: Parameters, result: Prediction) -> str:
    columns = parts.columns_of(parameters.weight * x)
    of_sample = f"<th>x</th>{parts.features(explained, columns, x)}<td></td><td></td>"
    numbers = parts.parameters(explained, columns, "", parameters, explained.limit)
    scores = parts.class_cells(explained, "z", result.logits)
    rows = [of_sample, *parts.class_rows(explained, numbers, scores)]
    return parts.sheet(explained, columns, rows, after=["b", "z"])


def loss(explained: Explained) -> str:
    """``criterion(logits, y)``: softmax in its steps, -log p of the label, the mean."""
    step = explained.step
    target = None if step.objective.is_plain else explained.target
    own = softmax(explained, explained.forward, explained.label, target) + _minus_log(explained)
    if explained.place is None:
        return own
    losses = step.sample_losses.tolist()
    if len(losses) <= MAX_TERMS:
        terms = [format_number(each, 3) for each in losses]
        terms[explained.place] = f"<mark>{terms[explained.place]}</mark>"
        total = f"({' + '.join(terms)})"
    else:
        total = format_number(step.sample_losses.sum().item())
    count, text = str(len(losses)), "explained_mean"
    if step.objective.class_weights:
        count, text = format_number(explained.total_weight), "explained_mean_weighted"
    batch_loss = parts.number(explained, "batch_loss", step.loss)
    return own + parts.sentence(explained, text, mean=f"{total} / {count}", loss=batch_loss)


def _minus_log(explained: Explained) -> str:
    """-log p of the label; where p is 0 in float32, by way of the logits, as torch computes it.

    With options of the loss, where it is of the other classes, too, they stand in the table.
    """
    told = {
        "label": parts.class_mark(explained, explained.label),
        "loss": parts.number(explained, "loss", explained.sample_loss),
    }
    if not explained.step.objective.is_plain:
        return parts.sentence(explained, "explained_own_loss", **told)
    p = explained.forward.probabilities[explained.label].item()
    if p:
        return parts.sentence(explained, "explained_minus_log", p=format_number(p), **told)
    shifted = explained.forward.logits - explained.forward.logits.max()
    total = format_number(shifted.exp().sum().item())
    shift = format_number(shifted[explained.label].item())
    return parts.sentence(explained, "explained_minus_log_sum", total=total, shift=shift, **told)


def probabilities(explained: Explained) -> str:
    """``torch.softmax`` of the test vector's logits."""
    return softmax(explained, explained.answer)


def predicted_class(explained: Explained) -> str:
    """``argmax``: the class of the largest logit."""
    index = int(explained.answer.predicted_class)
    answer = parts.number(explained, "predicted_class", index)
    told = parts.sentence(
        explained, "explained_argmax", index=answer, name=parts.class_mark(explained, index)
    )
    return softmax(explained, explained.answer, index) + told


def softmax(
    explained: Explained,
    result: Prediction,
    marked: int | None = None,
    target: Tensor | None = None,
) -> str:
    """A row for each class: z, z - max, its exponential, and the share of it in their sum.

    ``target`` [n_classes]: beside the shares, those that they should be.
    """
    shifted = result.logits - result.logits.max()
    powers = shifted.exp()
    columns = {
        "z": _numbers(explained, "z", result.logits),
        "z − max": [format_number(value) for value in shifted.tolist()],
        "e^(z − max)": [format_number(value) for value in powers.tolist()],
        "p": _numbers(explained, "p", result.probabilities),
    }
    if target is not None:
        columns["y"] = _numbers(explained, "y", target)
    marks = [parts.class_mark(explained, index) for index in range(explained.dataset.n_classes)]
    if marked is not None:
        marks[marked] = f"<mark>{marks[marked]}</mark>"
    rows = [row(mark, cells) for mark, *cells in zip(marks, *columns.values(), strict=True)]
    total = ["", explained.texts("explained_sum"), format_number(powers.sum().item())]
    rows.append(row("", total + [""] * (len(columns) - len(total))))
    return table(["", *columns], rows, "softmax")


def _numbers(explained: Explained, name: str, values: Tensor) -> list[str]:
    """[n_classes] of one sample."""
    return [
        parts.number(explained, name, value, row=0, col=index)
        for index, value in enumerate(values.tolist())
    ]
