"""Panel 3: the weight matrix and the bias; what scaling and held-out samples say of them."""

import html
from collections.abc import Callable
from typing import Any

import streamlit as st

from playground.charts.canvas import Canvas
from playground.charts.display import format_number, format_probability
from playground.charts.heatmaps import FILLED, HEIGHT, WIDTH, parameters_chart
from playground.charts.html import row_of_texts, table
from playground.charts.scales import scale_limit
from playground.core.model import confusion_matrix, predict
from playground.core.settings import GIVEN_WEIGHTS
from playground.session.session import Session
from playground.ui import page, slots
from playground.ui.panels import manual_parameters


def draw(session: Session) -> Callable[[], None]:
    """Draw the panel; the function returned draws what changes with the epoch once more."""
    prepared = session.run.prepared
    parts: list[tuple[Callable[..., None], Any]] = []  # what draws each, and where
    with st.container(key="panel_model"):
        with page.heading(session, "model", 3, _mark(session)):
            manual_parameters.edit_button(session)
            if prepared.scaling and (place := _folded(session, "scaling", "straighten")):
                parts.append((_draw_scaling, place))
            if prepared.held_out and (place := _folded(session, "confusion", "grid_on")):
                parts.append((_draw_confusion, place))
        if session.manual_parameters.is_open:
            manual_parameters.draw(session)
        else:
            parts.append((_draw_parameters, slots.ChartSlot(session, "parameters")))

    def redraw() -> None:
        for draw_part, place in parts:
            draw_part(session, place)

    redraw()
    return redraw


def _mark(session: Session) -> str:
    """Whether what is shown is of earlier data, or began otherwise than by the seed."""
    texts = session.texts
    if session.is_stale:
        return texts("stale_mark")
    is_given = session.run.settings.initial_weights == GIVEN_WEIGHTS
    return texts("start_mark") if is_given else ""


def _folded(session: Session, key: str, icon: str) -> slots.Slot | None:
    """A place for a table in a popover, or None as long as that is closed."""
    popover = page.popover(session, key, type="tertiary", icon=f":material/{icon}:")
    return slots.Slot(popover.container(key=f"{key}_table")) if popover else None


def _draw_parameters(session: Session, slot: slots.ChartSlot) -> None:
    texts, run, epoch = session.texts, session.run, session.playback.shown_epoch
    names = run.dataset.feature_names, run.dataset.class_names
    parameters = run.parameters_at(epoch)  # may be the largest so far
    limit = scale_limit(run.largest_parameter)
    size = FILLED if session.page.filled == "model" else (WIDTH, HEIGHT)
    sizes = {"classes": run.dataset.n_classes, "features": run.dataset.n_features}
    slot.draw(
        lambda palette: parameters_chart(
            parameters, *names, limit, Canvas(epoch, texts, palette, *size)
        ),
        texts("parameters_alt", epoch=epoch, **sizes),
    )


def _draw_scaling(session: Session, slot: slots.Slot) -> None:
    """Mean and scale of each feature, and the parameters in the units it was typed in."""
    texts, run = session.texts, session.run
    scaling, dataset = run.prepared.scaling, run.dataset
    assert scaling is not None
    weight, bias = scaling.in_original_units(run.parameters_at(session.playback.shown_epoch))
    head = [texts("scaling_feature"), texts("scaling_mean"), texts("scaling_scale")]
    head += [texts("scaling_weight", name=name) for name in dataset.class_names]
    numbers = zip(scaling.mean.tolist(), scaling.scale.tolist(), weight.t().tolist(), strict=True)
    rows = [
        row_of_texts(name, map(format_number, [mean, scale, *weights]))
        for name, (mean, scale, weights) in zip(dataset.feature_names, numbers, strict=True)
    ]
    numbers_of_bias = map(format_number, bias.tolist())
    rows.append(row_of_texts(texts("scaling_bias"), ["", "", *numbers_of_bias]))
    slot.draw("html", f"<p>{texts('scaling_help')}</p>{table(map(html.escape, head), rows)}")


def _draw_confusion(session: Session, slot: slots.Slot) -> None:
    """How the held-out samples are taken, at the epoch shown."""
    texts, run, epoch = session.texts, session.run, session.playback.shown_epoch
    test, names = run.prepared.held_out, run.dataset.class_names
    assert test is not None
    parameters = run.parameters_at(epoch)
    loss, accuracy = run.objective.evaluate(parameters, test.features, test.targets)
    said = texts(
        "confusion_help",
        count=test.n_samples,
        epoch=epoch,
        loss=format_number(loss),
        accuracy=format_probability(accuracy),
    )
    answers = predict(parameters, test.features).predicted_class
    counts = confusion_matrix(answers, test.targets, test.n_classes).tolist()
    rows = [row_of_texts(name, map(str, row)) for name, row in zip(names, counts, strict=True)]
    head = map(html.escape, [texts("confusion_label"), *names])
    slot.draw("html", f"<p>{said}</p>{table(head, rows)}")
