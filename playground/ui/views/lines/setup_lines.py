"""The numbers of the lines around the loop: the data, the module and its first parameters."""

import math
from collections.abc import Sequence

from torch import Tensor

from playground.charts.display import format_number
from playground.charts.html import row, table
from playground.charts.log import LOG_EVERY
from playground.session.explained import Explained
from playground.ui.views.lines import parts


def module(explained: Explained) -> str:
    """What the module has registered: its parameters with their shapes and counts."""
    n_classes, n_features = explained.dataset.n_classes, explained.dataset.n_features
    n_weights = n_classes * n_features
    rows = [
        row("fc.weight", [f"[{n_classes}, {n_features}]", n_weights]),
        row("fc.bias", [f"[{n_classes}]", n_classes]),
        row(explained.texts("explained_together"), ["", n_weights + n_classes]),
    ]
    return table(_head(explained, "name", "shape", "numbers"), rows)


def _head(explained: Explained, *names: str) -> list[str]:
    return [explained.texts(f"explained_{name}") for name in names]


def linear(explained: Explained) -> str:
    """W and b before the first epoch, and where they come from."""
    settings, n_features = explained.run.settings, explained.dataset.n_features
    initial = explained.run.parameters_at(0)
    columns = parts.columns_of(initial.weight)
    numbers = parts.parameters(explained, columns, "initial_", initial, explained.limit)
    told = {"features": n_features, "seed": settings.seed}
    bound = format_number(1 / math.sqrt(n_features))
    origin = parts.sentence(explained, f"explained_{settings.initial_weights}", bound=bound, **told)
    return parts.sheet(explained, columns, parts.class_rows(explained, numbers)) + origin


def sample(explained: Explained) -> str:
    """The sample chosen, as it was typed."""
    typed = explained.dataset.features[explained.sample]
    label = parts.class_mark(explained, explained.label)
    told = parts.sentence(explained, "explained_label", label=label, index=explained.label)
    return _features(explained, ("x", "x", typed)) + told


def _features(explained: Explained, *rows: tuple[str, str, Tensor]) -> str:
    """Rows of features [n_features], each with its title and the name of its numbers."""
    columns = parts.columns_of(explained.x[None])
    found = [
        f"<th>{title}</th>{parts.features(explained, columns, values, name)}"
        for title, name, values in rows
    ]
    return parts.sheet(explained, columns, found, after=())


def features(explained: Explained) -> str:
    """Shape and type of X, and the row of it that is the sample."""
    size = parts.shape(explained.dataset.n_samples, explained.dataset.n_features)
    return parts.sentence(explained, "explained_features", shape=size) + sample(explained)


def targets(explained: Explained) -> str:
    """The classes with their indices, and how many samples each has."""
    n_classes = explained.dataset.n_classes
    counts = explained.dataset.targets.bincount(minlength=n_classes).tolist()
    size = parts.shape(explained.dataset.n_samples)
    told = parts.sentence(explained, "explained_targets", shape=size)
    return told + _classes(explained, index=range(n_classes), count=counts)


def class_weights(explained: Explained) -> str:
    """How many training samples each class has, and its weight."""
    training, weights = explained.run.prepared.training, explained.run.objective.class_weights
    assert weights is not None
    counts = training.targets.bincount(minlength=training.n_classes).tolist()
    numbers = [
        parts.number(explained, "class_weight", weight, row=0, col=index)
        for index, weight in enumerate(weights)
    ]
    return _classes(explained, count=counts, weight=numbers)


def _classes(explained: Explained, **columns: Sequence[object]) -> str:
    """A row for each class, with what the columns have of it."""
    marks = [parts.class_mark(explained, index) for index in range(explained.dataset.n_classes)]
    rows = [row(mark, cells) for mark, *cells in zip(marks, *columns.values(), strict=True)]
    return table(_head(explained, "class", *columns), rows)


def split(explained: Explained) -> str:
    """Which samples are held out."""
    rows = explained.run.prepared.held_out_rows
    return parts.sentence(
        explained, "explained_split", count=len(rows), rows=parts.row_numbers(rows)
    )


def standardise(explained: Explained) -> str:
    """(x - mean) / scale for the sample."""
    scaling = explained.run.prepared.scaling
    assert scaling is not None
    typed = explained.dataset.features[explained.sample]
    return _features(
        explained,
        ("x", "typed_x", typed),
        ("− μ", "mean", scaling.mean),
        ("/ σ", "scale", scaling.scale),
        ("=", "x", explained.x),
    )


def batches(explained: Explained) -> str:
    """The samples of the batch, by their numbers in the table."""
    step = explained.step
    told = {"epoch": step.epoch, "batch": step.batch + 1, "batches": step.n_batches}
    rows = parts.row_numbers(explained.run.prepared.training_rows[step.rows])
    return parts.sentence(explained, "explained_batch", rows=rows, **told)


def printed(explained: Explained) -> str:
    """The line that was printed last, up to the epoch shown."""
    run, epoch = explained.run, explained.epoch - explained.epoch % LOG_EVERY
    if not epoch:
        return parts.sentence(explained, "explained_not_printed", every=LOG_EVERY)
    loss = run.loss_history[epoch - 1]
    exact = parts.number(explained, "printed_loss", loss, text=format_number(loss, digits=9))
    told = parts.sentence(explained, "explained_printed", epoch=epoch, loss=exact)
    return f"<pre>Epoch [{epoch}/{run.settings.epochs}], Loss: {loss:.4f}</pre>{told}"


def optimizer(explained: Explained) -> str:
    """The learning rate as it is now, and how many numbers the optimizer moves."""
    count = sum(part.numel() for part in explained.shown)
    return parts.sentence(
        explained, "explained_optimizer", rate=parts.learning_rate(explained), count=count
    )


def epochs(explained: Explained) -> str:
    settings = explained.run.settings
    return parts.sentence(
        explained, "explained_epochs", epoch=explained.epoch, epochs=settings.epochs
    )
