"""W and b as a table to edit, in place of their heatmaps, and the loss that they have."""

import streamlit as st

from playground.charts.display import format_percent
from playground.charts.html import number
from playground.core.run import TrainingRun
from playground.core.settings import GIVEN_WEIGHTS
from playground.session.manual_parameters import PARAMETERS_TABLE
from playground.session.session import Session
from playground.texts import Texts
from playground.ui import actions, page, problems


def edit_button(session: Session) -> None:
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


def draw(session: Session) -> None:
    """The table, and below it the loss of its numbers on the training samples."""
    texts = session.texts
    with st.container(key="own_parameters"):
        _table(session)
        st.html(f"<p>{_loss(session.run, session.playback.shown_epoch, texts)}</p>")
        with st.container(key="own_said", horizontal=True, vertical_alignment="center"):
            best = session.archive.lowest_loss(
                session.run
            )  # with which a run on these samples ended
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
    with st.container(key=PARAMETERS_TABLE):
        st.data_editor(
            base.set_axis(classes, axis=0),
            key=session.tables.key(PARAMETERS_TABLE),
            column_config=columns,
            hide_index=False,
            num_rows="fixed",
            height="stretch",
            alt=texts("edit_parameters_alt"),
        )


def _loss(run: TrainingRun, epoch: int, texts: Texts) -> str:
    """Loss and accuracy of the parameters shown, on the training samples."""
    training = run.prepared.training
    parameters = run.parameters_at(epoch)
    loss, accuracy = run.objective.evaluate(parameters, training.features, training.targets)
    return texts("own_loss", loss=number("own_loss", loss), accuracy=format_percent(accuracy))
