"""Panel 1: the training samples, and where they come from."""

import html
from functools import cache, partial

import streamlit as st

from playground.charts.display import format_number
from playground.charts.pixels import ink_of
from playground.charts.thumbnails import thumbnail
from playground.session.session import TRAINING_TABLE, Session
from playground.sharing.examples import examples
from playground.sharing.files import to_csv
from playground.tables.cells import shorten
from playground.tables.reading import filled_rows, read_samples
from playground.tables.shape import classes_of, features_of
from playground.ui import actions, asking, editor, page, problems
from playground.ui.dialogs import columns, open_data

WITH_A_SAMPLE = ("lines", "decision")  # views that say something of one


def draw(session: Session) -> None:
    """Draw the panel."""
    texts, locked = session.texts, session.playback.is_under_way
    with st.container(key="panel_samples"):
        with page.heading(session, "samples", 1):
            look = {"icon": ":material/view_column:", "type": "tertiary"}
            if session.allows("shape") and page.opens(session, "shape", locked, **look):
                columns.draw(session)
            _undo_and_redo(session)
        if session.lesson is None or any(map(session.allows, ("gallery", "open_data"))):
            with st.container(key="tools", horizontal=True, gap="small"):
                _tools(session, locked)
        alt, cells = texts("samples_alt"), session.lesson.step.cells if session.lesson else None
        editor.draw(session, TRAINING_TABLE, alt, locked, _marked(session), cells)
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
    _picture_of_row(session)
    if session.lesson and session.lesson.step.cells == set():
        st.caption(texts("lesson_samples_locked"))
    if not session.address.is_whole:
        st.caption(_where_kept(session))
    problems.box(session, "samples")
    _subtract(session)
    if session.lesson is None:  # which says by itself what there is to say, and when
        asking.draw_verdict(session)
        _remark(session)
        _example(session)


def _where_kept(session: Session) -> str:
    """Whether a table that is not in the address outlives a reload; if not, why."""
    texts, trouble = session.texts, session.address.store.trouble
    if session.address.is_kept:
        return texts("kept_here")
    if not trouble:
        return texts("not_kept")
    return texts("not_kept_because", reason=texts(f"store_{trouble}"))


def _picture_of_row(session: Session) -> None:
    """The sample whose row was touched last, if it is a picture."""
    dataset = session.input.samples.dataset
    ink = ink_of(dataset) if dataset else None
    if dataset and ink:
        row = min(session.lines.sample, dataset.n_samples)
        said = html.escape(session.texts("sample_at", number=row))
        st.html(f'<p class="of-row">{ink.picture(dataset.features[row - 1])} {said}</p>')


def _subtract(session: Session) -> None:
    """A button for what helps against numbers that look alike."""
    alike = [each for each in session.input.samples.problems if each.code == "look_alike"]
    if alike:
        column, value = alike[0].fields["column"], alike[0].fields["one"]
        name = problems.as_markdown(shorten(column))
        page.button(
            session,
            "remedy_subtract",
            actions.subtract,
            column,
            value,
            text=session.texts("remedy_subtract", value=value, column=name),
            help=session.texts("remedy_subtract_help"),
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
            text = texts(f"remedy_{remark.setting}", value=f"{remark.value:g}")
            apply, advice = actions.apply_remedy, texts("remedy_help")
            page.button(session, "remedy", apply, remark, text=text, help=advice)


def _undo_and_redo(session: Session) -> None:
    texts = session.texts
    warning = [] if session.history.outlives else [texts("undo_is_lost")]
    for key, action, enabled in (
        ("undo", actions.undo, session.can_undo),
        ("redo", actions.redo, session.can_redo),
    ):
        page.button(
            session,
            key,
            action,
            text=f":material/{key}:",
            help=" · ".join([texts(f"{key}_help"), *warning]),
            type="tertiary",
            disabled=not enabled,
        )


def _tools(session: Session, locked: bool) -> None:
    texts = session.texts
    if session.allows("gallery"):
        _examples(session, locked)
    is_asked_for = session.allows("open_data") and page.opens(
        session, "open_data", locked, width="stretch"
    )
    pasted = session.take_pasted()
    if is_asked_for or pasted:
        open_data.draw(session, pasted)
    if session.lesson is None:
        page.download(
            session,
            "download_csv",
            partial(to_csv, session.tables.table(TRAINING_TABLE)),
            "samples.csv",
            help=texts("download_csv_help"),
            width="stretch",
        )


def _examples(session: Session, locked: bool) -> None:
    texts = session.texts
    with st.container(key="example"):
        popover = page.popover(
            session, "gallery", texts("examples"), disabled=locked, width="stretch"
        )
        if popover:
            with popover:
                st.caption(texts("examples_help"))
                _gallery(session)


def _gallery(session: Session) -> None:
    """For each example a picture, a button, and what it teaches, with its source if it has one."""
    language = session.texts.language
    for name, example in examples().items():
        source = example.about.get("source", "")
        licence = f" · {source} · {example.about['licence']}" if source else ""
        with st.container(key=f"entry_{name}"):
            # it says nothing that the words do not
            st.html(f'<img class="thumbnail" src="{_picture(name)}" alt="" aria-hidden="true">')
            title, load = example.text("title", language), actions.load_example
            page.button(session, f"example_{name}", load, example, text=title, type="tertiary")
            st.html(
                f"{html.escape(example.text('teaches', language))}"
                f"<small>{html.escape(licence)}</small>"
            )


@cache
def _picture(name: str) -> str:
    dataset = read_samples(examples()[name].samples()).dataset
    assert dataset is not None
    return thumbnail(dataset)
