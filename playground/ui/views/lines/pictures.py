"""The pictures of a line: the losses of the samples, and the slope of the loss."""

from playground.charts.canvas import Canvas
from playground.charts.display import format_number
from playground.charts.line_by_line import (
    HEIGHT,
    WIDTH,
    SampleLosses,
    sample_loss_alt,
    sample_loss_chart,
    slice_alt,
    slice_chart,
)
from playground.core.insight.slices import loss_slice
from playground.session.explained import Explained
from playground.ui.placeholders import ChartPlaceholder, Placeholder
from playground.ui.views.lines import parts

TOPICS = ("loss", "backward", "step")  # lines that have one


def draw(
    topic: str, explained: Explained, placeholder: ChartPlaceholder, words: Placeholder
) -> None:
    """Draw the picture of a line in its place, and what is to be said of it below."""
    if topic == "loss":
        _sample_losses(explained, placeholder)
    else:
        _slice(explained, placeholder, words)


def _sample_losses(explained: Explained, placeholder: ChartPlaceholder) -> None:
    step, texts = explained.step, explained.texts
    own = step.probabilities.gather(1, step.targets[:, None])[:, 0]
    rows = explained.run.prepared.training_rows[step.rows] + 1
    losses = SampleLosses(
        losses=step.sample_losses.tolist(),
        probabilities=own.tolist(),
        targets=step.targets.tolist(),
        numbers=rows.tolist(),
        mean=step.loss,
        class_names=explained.dataset.class_names,
        selected=explained.place,
    )
    placeholder.draw(
        lambda palette: sample_loss_chart(
            losses, Canvas(explained.epoch, texts, palette, WIDTH, HEIGHT)
        ),
        sample_loss_alt(losses, explained.epoch, texts),
    )


def _slice(explained: Explained, placeholder: ChartPlaceholder, words: Placeholder) -> None:
    part, row, column = explained.parameter
    found = loss_slice(explained.step, part, row, column)
    name = f"W[{row}][{column}]" if part == "weight" else f"b[{row}]"
    placeholder.draw(
        lambda palette: slice_chart(
            found, name, Canvas(explained.epoch, explained.texts, palette, WIDTH, HEIGHT)
        ),
        slice_alt(found, name, explained.texts),
    )
    told = {"slope": format_number(found.slope), "difference": format_number(found.difference)}
    below = parts.sentence(explained, "explained_slope", name=name, **told)
    words.draw("html", f'<div class="numbers">{below}</div>')
