"""The numbers of the lines around the loop: the data, the module and its first parameters."""

import math
from collections.abc import Sequence

from torch import Tensor

from playground.charts.display import format_number
from playground.charts.html import row, table
from playground.charts.log import LOG_EVERY
from playground.session.explained import Lesson
from playground.ui.views.lines import parts


def module(lesson: Lesson) -> str:
    """What the module has registered: its parameters with their shapes and counts."""
    n_classes, n_features = lesson.dataset.n_classes, lesson.dataset.n_features
    n_weights = n_classes * n_features
    rows = [
        row("fc.weight", [f"[{n_classes}, {n_features}]", n_weights]),
        row("fc.bias", [f"[{n_classes}]", n_classes]),
        row(lesson.texts("lesson_together"), ["", n_weights + n_classes]),
    ]
    return table(_head(lesson, "name", "shape", "numbers"), rows)


def _head(lesson: Lesson, *names: str) -> list[str]:
    return [lesson.texts(f"lesson_{name}") for name in names]


def linear(lesson: Lesson) -> str:
    """W and b before the first epoch, and where they come from."""
    settings, n_features = lesson.run.settings, lesson.dataset.n_features
    initial = lesson.run.parameters_at(0)
    columns = parts.columns_of(initial.weight)
    numbers = parts.parameters(lesson, columns, "initial_", initial, lesson.limit)
    told = {"features": n_features, "seed": settings.seed}
    bound = format_number(1 / math.sqrt(n_features))
    origin = parts.sentence(lesson, f"lesson_{settings.initial_weights}", bound=bound, **told)
    return parts.sheet(lesson, columns, parts.class_rows(lesson, numbers)) + origin


def sample(lesson: Lesson) -> str:
    """The sample chosen, as it was typed."""
    typed = lesson.dataset.features[lesson.sample]
    label = parts.class_mark(lesson, lesson.label)
    told = parts.sentence(lesson, "lesson_label", label=label, index=lesson.label)
    return _features(lesson, ("x", "x", typed)) + told


def _features(lesson: Lesson, *rows: tuple[str, str, Tensor]) -> str:
    """Rows of features [n_features], each with its title and the name of its numbers."""
    columns = parts.columns_of(lesson.x[None])
    found = [
        f"<th>{title}</th>{parts.features(lesson, columns, values, name)}"
        for title, name, values in rows
    ]
    return parts.sheet(lesson, columns, found, after=())


def features(lesson: Lesson) -> str:
    """Shape and type of X, and the row of it that is the sample."""
    size = parts.shape(lesson.dataset.n_samples, lesson.dataset.n_features)
    return parts.sentence(lesson, "lesson_features", shape=size) + sample(lesson)


def targets(lesson: Lesson) -> str:
    """The classes with their indices, and how many samples each has."""
    n_classes = lesson.dataset.n_classes
    counts = lesson.dataset.targets.bincount(minlength=n_classes).tolist()
    size = parts.shape(lesson.dataset.n_samples)
    told = parts.sentence(lesson, "lesson_targets", shape=size)
    return told + _classes(lesson, index=range(n_classes), count=counts)


def class_weights(lesson: Lesson) -> str:
    """How many training samples each class has, and its weight."""
    training, weights = lesson.run.prepared.training, lesson.run.objective.class_weights
    assert weights is not None
    counts = training.targets.bincount(minlength=training.n_classes).tolist()
    numbers = [
        parts.number(lesson, "class_weight", weight, row=0, col=index)
        for index, weight in enumerate(weights)
    ]
    return _classes(lesson, count=counts, weight=numbers)


def _classes(lesson: Lesson, **columns: Sequence[object]) -> str:
    """A row for each class, with what the columns have of it."""
    marks = [parts.class_mark(lesson, index) for index in range(lesson.dataset.n_classes)]
    rows = [row(mark, cells) for mark, *cells in zip(marks, *columns.values(), strict=True)]
    return table(_head(lesson, "class", *columns), rows)


def split(lesson: Lesson) -> str:
    """Which samples are held out."""
    rows = lesson.run.prepared.held_out_rows
    return parts.sentence(lesson, "lesson_split", count=len(rows), rows=parts.row_numbers(rows))


def standardise(lesson: Lesson) -> str:
    """(x - mean) / scale for the sample."""
    scaling = lesson.run.prepared.scaling
    assert scaling is not None
    typed = lesson.dataset.features[lesson.sample]
    return _features(
        lesson,
        ("x", "typed_x", typed),
        ("− μ", "mean", scaling.mean),
        ("/ σ", "scale", scaling.scale),
        ("=", "x", lesson.x),
    )


def batches(lesson: Lesson) -> str:
    """The samples of the batch, by their numbers in the table."""
    step = lesson.step
    told = {"epoch": step.epoch, "batch": step.batch + 1, "batches": step.n_batches}
    rows = parts.row_numbers(lesson.run.prepared.training_rows[step.rows])
    return parts.sentence(lesson, "lesson_batch", rows=rows, **told)


def printed(lesson: Lesson) -> str:
    """The line that was printed last, up to the epoch shown."""
    run, epoch = lesson.run, lesson.epoch - lesson.epoch % LOG_EVERY
    if not epoch:
        return parts.sentence(lesson, "lesson_not_printed", every=LOG_EVERY)
    loss = run.loss_history[epoch - 1]
    exact = parts.number(lesson, "printed_loss", loss, text=format_number(loss, digits=9))
    told = parts.sentence(lesson, "lesson_printed", epoch=epoch, loss=exact)
    return f"<pre>Epoch [{epoch}/{run.settings.epochs}], Loss: {loss:.4f}</pre>{told}"


def optimizer(lesson: Lesson) -> str:
    """The learning rate as it is now, and how many numbers the optimizer moves."""
    count = sum(part.numel() for part in lesson.shown)
    return parts.sentence(lesson, "lesson_optimizer", rate=parts.learning_rate(lesson), count=count)


def epochs(lesson: Lesson) -> str:
    settings = lesson.run.settings
    return parts.sentence(lesson, "lesson_epochs", epoch=lesson.epoch, epochs=settings.epochs)
