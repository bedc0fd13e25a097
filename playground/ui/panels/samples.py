"""Panel 1: the training samples, and where they come from."""

from functools import partial

import streamlit as st

from playground.charts.display import format_number
from playground.session.session import TRAINING_TABLE, Session
from playground.sharing.files import to_csv
from playground.tables.cells import shorten
from playground.tables.reading import filled_rows
from playground.tables.shape import classes_of, features_of
from playground.ui import actions, editor, page, problems
from playground.ui.buttons import button
from playground.ui.dialogs import columns, open_data
from playground.ui.panels import gallery

WITH_A_SAMPLE = ("lines", "decision")  # views that say something of one


def draw(session: Session) -> None:
    with st.container(key="panel_samples"):
        _draw(session)


def _draw(session: Session) -> None:
    texts = session.texts
    locked = session.playback.is_under_way
    with st.container(key="samples_heading", horizontal=True, vertical_alignment="center"):
        page.heading(1, texts("samples"))
        if button(
            texts("shape"),
            key="shape",
            help=texts("shape_help"),
            icon=":material/view_column:",
            type="tertiary",
            disabled=locked,
        ):
            columns.draw(session)
        _undo_and_redo(session)
        page.fill_button(session, "samples")
    with st.container(key="tools", horizontal=True, gap="small"):
        _tools(session, locked)
    editor.draw(session, TRAINING_TABLE, texts("samples_alt"), locked, _marked(session))
    with st.container(key="notes"):
        _notes(session, locked)


def _marked(session: Session) -> int:
    """The row of the sample that the view on show is about, from 1; 0 for none."""
    if session.page.view not in WITH_A_SAMPLE:
        return 0
    rows = session.tables.read(TRAINING_TABLE, filled_rows)
    return next((row + 1 for row in rows[session.lines.sample - 1 :]), 0)


def _notes(session: Session, locked: bool) -> None:
    """What is to be said of the samples, and of the run on them."""
    texts, reading = session.texts, session.input.samples
    table = session.tables.table(TRAINING_TABLE)
    size = reading.dataset
    caption = texts(
        "dataset_size",
        samples=size.n_samples if size else len(table),
        features=size.n_features if size else len(features_of(table)),
        classes=size.n_classes if size else len(classes_of(table)),
    )
    st.caption(texts("samples_locked") if locked else caption)
    if not session.address.is_whole:
        st.caption(texts("kept_here" if session.address.is_kept else "not_kept"))
    problems.box(session, "samples")
    _subtract(session)
    _remark(session)
    _example(session)


def _subtract(session: Session) -> None:
    """A button for what helps against numbers that look alike."""
    alike = [each for each in session.input.samples.problems if each.code == "look_alike"]
    if alike:
        column, value = alike[0].fields["column"], alike[0].fields["one"]
        button(
            session.texts(
                "remedy_subtract", value=value, column=problems.as_markdown(shorten(column))
            ),
            key="remedy_subtract",
            help=session.texts("remedy_subtract_help"),
            act=actions.subtract,
            args=[session, column, value],
            disabled=session.playback.is_under_way,
        )


def _example(session: Session) -> None:
    """What the samples teach, for as long as they are those of an example."""
    example, language = session.example, session.texts.language
    if example:
        title, teaches = (
            problems.as_markdown(example.text(key, language)) for key in ("title", "teaches")
        )
        with st.container(key="teaches"):
            st.caption(f"**{title}** · {teaches}")


def _remark(session: Session) -> None:
    """What is to be said of the run on screen, and a button for what would help."""
    texts, remark = session.texts, session.remark
    if remark is None:
        return
    with st.container(key="remark"):
        numbers = {name: format_number(value) for name, value in remark.fields.items()}
        st.markdown(problems.as_markdown(texts(f"remark_{remark.code}", **numbers)))
        if remark.setting:
            value = f"{remark.value:g}"
            button(
                texts(f"remedy_{remark.setting}", value=value),
                key="remedy",
                help=texts("remedy_help"),
                act=actions.apply_remedy,
                args=[session, remark],
            )


def _undo_and_redo(session: Session) -> None:
    texts = session.texts
    for key, action, enabled in (
        ("undo", actions.undo, session.can_undo),
        ("redo", actions.redo, session.can_redo),
    ):
        button(
            f":material/{key}:",
            key=key,
            help=texts(f"{key}_help"),
            type="tertiary",
            act=action,
            args=[session],
            disabled=not enabled,
        )


def _tools(session: Session, locked: bool) -> None:
    texts = session.texts
    with st.container(key="example"):
        popover = st.popover(
            texts("examples"), key="gallery", on_change="rerun", disabled=locked, width="stretch"
        )
        if popover.open:
            with popover:
                st.caption(texts("examples_help"))
                gallery.draw(session)
    is_asked_for = button(
        texts("open_data"),
        key="open_data",
        help=texts("open_data_help"),
        disabled=locked,
        width="stretch",
    )
    pasted = session.take_pasted()
    if is_asked_for or pasted:
        open_data.draw(session, pasted)
    st.download_button(
        texts("download_csv"),
        partial(to_csv, session.tables.table(TRAINING_TABLE)),
        file_name="samples.csv",
        mime="text/csv",
        key="download_csv",
        help=texts("download_csv_help"),
        on_click="ignore",
        width="stretch",
    )
