"""Worksheets of the experiment: how many, and what differs between them."""

from collections.abc import Callable

import streamlit as st

from playground.report.worksheet import MOST_SHEETS, VARIES, sheets, worksheet
from playground.session.session import Session
from playground.session.view_fields import WorksheetFields
from playground.sharing.lessons.reading import said
from playground.ui import page


def draw_choices(session: Session) -> None:
    """How many sheets there are to be; of several, what each has another one of."""
    texts, fields = session.texts, WorksheetFields(session.fields)
    with st.container(key="worksheet_choices", horizontal=True):
        with page.field(session, "worksheet_copies") as widget:
            st.number_input(
                texts("worksheet_copies"),
                min_value=1,
                max_value=MOST_SHEETS,
                value=fields.copies,
                help=texts("worksheet_copies_help"),
                **widget,
            )
        if fields.copies > 1:
            names = {key: texts(f"worksheet_varies_{key}") for key in VARIES}
            look = {"label_visibility": "visible", "help": texts("worksheet_varies_help")}
            page.select(session, "worksheet_varies", VARIES, names.__getitem__, **look)


def made(session: Session) -> Callable[[], bytes]:
    """What makes the sheets when they are asked for: of the epoch shown, and of the lesson."""
    texts, explained, fields = session.texts, session.explained, WorksheetFields(session.fields)
    run, title, questions = session.run, _title(session), _questions(session)
    asked = explained.epoch, explained.sample, fields.copies, fields.varies
    return lambda: worksheet(sheets(run, *asked), title, questions, texts)


def _title(session: Session) -> str:
    """The lesson's, or the example's, as long as the run is of it."""
    texts, lesson, example = session.texts, session.lesson, session.example_of_run
    title = example.text("title", texts.language) if example else texts("report_title")
    title = said(lesson.lesson.title, texts.language) if lesson else title
    return texts("worksheet_heading", title=title)


def _questions(session: Session) -> list[str]:
    """All of the lesson, without the marks of Markdown."""
    steps = session.lesson.lesson.steps if session.lesson else ()
    asked = (said(step.question, session.texts.language) for step in steps)
    return [question.replace("**", "").replace("`", "") for question in asked if question]
