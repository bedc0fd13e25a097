"""Panel 3: W and b, shown or typed; what scaling and held-out samples say of them."""

import html
from collections.abc import Callable
from typing import Any

import streamlit as st

from playground.charts.canvas import Canvas, Chart
from playground.charts.display import format_number, format_percent, format_probability
from playground.charts.heatmaps import FILLED, HEIGHT, WIDTH, parameters_chart
from playground.charts.html import number, row_of_texts, table
from playground.charts.looks import Palette
from playground.charts.scales import color_limit
from playground.charts.weight_pictures import weight_pictures
from playground.core.model import confusion_matrix, predict
from playground.core.picture import picture_size
from playground.core.run import TrainingRun
from playground.core.settings import GIVEN_WEIGHTS
from playground.session.manual_parameters import PARAMETERS_TABLE
from playground.session.session import Session
from playground.session.view_fields import WEIGHT_AS
from playground.texts import Texts
from playground.ui import actions, editor, page, placeholders, problems
from playground.ui.placeholders import ChartPlaceholder, Placeholder


def draw_ahead(session: Session) -> None:
    """Send W and b before the page, which has a hundred elements: a step is seen sooner."""
    if not session.manual_parameters.is_open:
        placeholders.draw_ahead(session, "parameters", *_parameters(session))


def draw(session: Session) -> Callable[[], None]:
    """Draw the panel; the function returned draws what changes with the epoch once more."""
    prepared = session.run.prepared
    parts: list[tuple[Callable[..., None], Any]] = []  # what draws each, and where
    with st.container(key="panel_model"):
        with page.heading(session, "model", 3, _mark(session)):
            if picture_size(session.run.dataset.feature_names):
                texts = session.texts
                page.choice(session, "weight_as", WEIGHT_AS, lambda way: texts(f"weight_as_{way}"))
            if session.allows("edit_parameters"):
                _edit_button(session)
            if prepared.scaling and (place := _folded(session, "scaling", "straighten")):
                parts.append((_draw_scaling, place))
            if prepared.held_out and (place := _folded(session, "confusion", "grid_on")):
                parts.append((_draw_confusion, place))
        if session.manual_parameters.is_open:
            _editor(session)
        else:
            parts.append((_draw_parameters, ChartPlaceholder(session, "parameters")))

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


def _folded(session: Session, key: str, icon: str) -> Placeholder | None:
    """A place for a table in a popover, or None as long as that is closed."""
    popover = page.popover(session, key, type="tertiary", icon=f":material/{icon}:")
    return Placeholder(popover.container(key=f"{key}_table")) if popover else None


def _draw_parameters(session: Session, placeholder: ChartPlaceholder) -> None:
    placeholder.draw(*_parameters(session))


def _parameters(session: Session) -> tuple[Callable[[Palette], Chart], str]:
    """The heatmaps of W and b, and what is seen on them in words."""
    texts, run, epoch = session.texts, session.run, session.playback.shown_epoch
    names = run.dataset.feature_names, run.dataset.class_names
    parameters = run.parameters_at(epoch)
    limit = color_limit(run.largest_parameter)
    size = FILLED if session.page.filled == "model" else (WIDTH, HEIGHT)
    guess = session.guess and session.guess.of("weight")
    picture = picture_size(names[0]) if session.page.weight_as == "pictures" else None
    sizes = {"classes": run.dataset.n_classes, "features": run.dataset.n_features}

    def chart(palette: Palette) -> Chart:
        canvas = Canvas(epoch, texts, palette, *size)
        if picture:
            return weight_pictures(parameters, picture, names[1], limit, canvas, guess)
        return parameters_chart(parameters, *names, limit, canvas, guess=guess)

    if picture:
        return chart, texts("weight_pictures_alt", epoch=epoch, **picture._asdict())
    return chart, texts("parameters_alt", epoch=epoch, **sizes)


def _draw_scaling(session: Session, placeholder: Placeholder) -> None:
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
    placeholder.draw("html", f"<p>{texts('scaling_help')}</p>{table(map(html.escape, head), rows)}")


def _draw_confusion(session: Session, placeholder: Placeholder) -> None:
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
    placeholder.draw("html", f"<p>{said}</p>{table(head, rows)}")


# --- W and b typed by hand -----------------------------------------------------------------


def _edit_button(session: Session) -> None:
    """What opens the table, or closes it."""
    texts, is_open = session.texts, session.page.editing
    page.button(
        session,
        "edit_parameters",
        actions.edit_parameters,
        text=texts("edit_parameters_done" if is_open else "edit_parameters"),
        help=None if is_open else texts("start_help"),  # it would lie over the table
        icon=f":material/{'check' if is_open else 'edit'}:",
        type="tertiary",
        disabled=session.playback.is_playing,
    )


def _editor(session: Session) -> None:
    """W and b as a table to edit, and below it the loss of its numbers on the training samples."""
    texts = session.texts
    with st.container(key="own_parameters"):
        _table(session)
        st.html(f"<p>{_loss(session.run, session.playback.shown_epoch, texts)}</p>")
        with st.container(key="own_said", horizontal=True, vertical_alignment="center"):
            best = session.archive.lowest_loss(session.run)  # of all runs on these samples
            said = "" if best is None else texts("own_best", loss=number("own_best", best))
            st.html(f"<p>{said}</p>")
            if session.fields["initial_weights"] == GIVEN_WEIGHTS:
                is_locked, draw = session.playback.is_under_way, actions.draw_parameters
                page.button(session, "draw_parameters", draw, type="tertiary", disabled=is_locked)
        if session.problems["parameters"]:  # behind the table, whose place must stay the same
            with st.container(key="over_parameters"):
                problems.box(session, "parameters")


def _table(session: Session) -> None:
    texts = session.texts
    base = session.tables.base(PARAMETERS_TABLE)
    classes = list(session.run.dataset.class_names)
    columns = {"_index": st.column_config.Column(texts("class_axis"), disabled=True)}
    for place, name in zip(base.columns, session.manual_parameters.columns, strict=True):
        is_bias = place == base.columns[-1]  # it stays in sight, however wide W is
        columns[place] = st.column_config.TextColumn(name, alignment="right", pinned=is_bias)
    frame, alt = base.set_axis(classes, axis=0), texts("edit_parameters_alt")
    with st.container(key=PARAMETERS_TABLE):
        editor.edit(session, PARAMETERS_TABLE, frame, columns, alt, num_rows="fixed")


def _loss(run: TrainingRun, epoch: int, texts: Texts) -> str:
    """Loss and accuracy of the parameters shown, on the training samples."""
    training = run.prepared.training
    parameters = run.parameters_at(epoch)
    loss, accuracy = run.objective.evaluate(parameters, training.features, training.targets)
    return texts("own_loss", loss=number("own_loss", loss), accuracy=format_percent(accuracy))
