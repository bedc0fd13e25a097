"""The numbers of the lines around the loop: the data, the module and its first parameters."""

import math

from torch import Tensor

from playground.charts.display import format_number
from playground.charts.html import listed, number
from playground.charts.log import LOG_EVERY
from playground.ui.views.lines import parts
from playground.ui.views.lines.lesson import Lesson

MAX_ROWS = 12  # of a list of samples that is written out


def module(lesson: Lesson) -> str:
    """What the module has registered: its parameters with their shapes and counts."""
    texts, dataset = lesson.texts, lesson.dataset
    n_classes, n_features = dataset.n_classes, dataset.n_features
    rows = [
        ("fc.weight", f"[{n_classes}, {n_features}]", n_classes * n_features),
        ("fc.bias", f"[{n_classes}]", n_classes),
        (texts("lesson_together"), "", n_classes * n_features + n_classes),
    ]
    head = "".join(f"<th>{texts(f'lesson_{key}')}</th>" for key in ("name", "shape", "numbers"))
    body = "".join(
        f"<tr><th>{name}</th><td>{size}</td><td>{count}</td></tr>" for name, size, count in rows
    )
    return f"<table><tr>{head}</tr>{body}</table>"


def linear(lesson: Lesson) -> str:
    """W and b before the first epoch, and where they come from."""
    run = lesson.run
    initial = run.parameters_at(0)
    sheet = parts.Sheet(lesson, initial.weight)
    sheet.parameters("initial_", initial, lesson.limit)
    origin = f"lesson_{run.settings.initial_weights}"
    sizes = {"features": lesson.dataset.n_features, "seed": run.settings.seed}
    bound = format_number(1 / math.sqrt(lesson.dataset.n_features))
    return sheet.html() + parts.said(lesson.texts(origin, bound=bound, **sizes))


def sample(lesson: Lesson) -> str:
    """The sample chosen, as it was typed."""
    x = lesson.dataset.features[lesson.sample]
    label = parts.class_mark(lesson, lesson.label)
    said = parts.said(lesson.texts("lesson_label", label=label, index=lesson.label))
    return _features(lesson, ("x", "x", x)) + said


def _features(lesson: Lesson, *rows: tuple[str, str, Tensor]) -> str:
    """Rows of features [n_features], each with its title and the name of its numbers."""
    sheet = parts.Sheet(lesson, lesson.x[None], has_bias=False)
    for title, name, values in rows:
        sheet.sample(values, name, title=title)
    return sheet.html()


def features(lesson: Lesson) -> str:
    """Shape and type of X, and the row of it that is the sample."""
    size = parts.shape(lesson.dataset.n_samples, lesson.dataset.n_features)
    return parts.said(lesson.texts("lesson_features", shape=size)) + sample(lesson)


def targets(lesson: Lesson) -> str:
    """The classes with their indices, and how many samples each has."""
    counts = lesson.dataset.targets.bincount(minlength=lesson.dataset.n_classes).tolist()
    head = "".join(
        f"<th>{lesson.texts(f'lesson_{key}')}</th>" for key in ("class", "index", "count")
    )
    rows = "".join(
        f"<tr><th>{parts.class_mark(lesson, index)}</th><td>{index}</td><td>{count}</td></tr>"
        for index, count in enumerate(counts)
    )
    size = parts.shape(lesson.dataset.n_samples)
    return (
        parts.said(lesson.texts("lesson_targets", shape=size))
        + f"<table><tr>{head}</tr>{rows}</table>"
    )


def class_weights(lesson: Lesson) -> str:
    """How many training samples each class has, and its weight."""
    training, texts = lesson.run.prepared.training, lesson.texts
    counts = training.targets.bincount(minlength=training.n_classes).tolist()
    weights = lesson.run.objective.class_weights
    assert weights is not None
    head = "".join(f"<th>{texts(f'lesson_{key}')}</th>" for key in ("class", "count", "weight"))
    rows = "".join(
        f"<tr><th>{parts.class_mark(lesson, index)}</th><td>{count}</td>"
        f"<td>{number('class_weight', weight, row=0, col=index)}</td></tr>"
        for index, (count, weight) in enumerate(zip(counts, weights, strict=True))
    )
    return f"<table><tr>{head}</tr>{rows}</table>"


def split(lesson: Lesson) -> str:
    """Which samples are held out."""
    held_out = [str(row + 1) for row in lesson.run.prepared.held_out_rows.tolist()]
    return parts.said(
        lesson.texts("lesson_split", count=len(held_out), rows=listed(held_out, MAX_ROWS))
    )


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
    step, rows = lesson.step, lesson.run.prepared.training_rows
    numbers = [str(int(rows[row]) + 1) for row in step.rows.tolist()]
    return parts.said(
        lesson.texts(
            "lesson_batch",
            epoch=step.epoch,
            batch=step.batch + 1,
            batches=step.n_batches,
            rows=listed(numbers, MAX_ROWS),
        )
    )


def printed(lesson: Lesson) -> str:
    """The line that was printed last, up to the epoch shown."""
    run, texts = lesson.run, lesson.texts
    epoch = lesson.epoch - lesson.epoch % LOG_EVERY
    if not epoch:
        return parts.said(texts("lesson_not_printed", every=LOG_EVERY))
    loss = run.loss_history[epoch - 1]
    line = f"Epoch [{epoch}/{run.settings.epochs}], Loss: {loss:.4f}"
    exact = number("printed_loss", loss, text=format_number(loss, digits=9))
    return f"<pre>{line}</pre>" + parts.said(texts("lesson_printed", epoch=epoch, loss=exact))


def optimizer(lesson: Lesson) -> str:
    """The learning rate as it is now, and how many numbers the optimizer moves."""
    count = sum(part.numel() for part in lesson.shown)
    rate = number("learning_rate", lesson.step.learning_rate, text=f"{lesson.step.learning_rate:g}")
    return parts.said(lesson.texts("lesson_optimizer", rate=rate, count=count))


def epochs(lesson: Lesson) -> str:
    return parts.said(
        lesson.texts("lesson_epochs", epoch=lesson.epoch, epochs=lesson.run.settings.epochs)
    )


def nothing(lesson: Lesson) -> str:
    """Of a line whose card says it all."""
    return ""
