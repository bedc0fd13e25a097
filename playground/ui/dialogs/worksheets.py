"""Worksheets of the experiment: how many, and what differs between them."""

from collections.abc import Callable

import streamlit as st

from playground.report.worksheet import MOST_SHEETS, sheets, worksheet
from playground.session.session import Session
from playground.session.view_fields import WorksheetFields
from playground.sharing.lessons.reading import said
from playground.ui import page


def draw_choices(session: Session) -> None:
    """How many sheets there are to be; of several, whether each has a seed of its own."""
    texts, fields = session.texts, WorksheetFields(session.fields)
    with st.container(key="worksheet_choices", horizontal=True, vertical_alignment="bottom"):
        look = {"help": texts("worksheet_copies_help"), "label_visibility": "visible"}
        page.number(session, "worksheet_copies", min_value=1, max_value=MOST_SHEETS, **look)
        if fields.copies > 1:
            page.toggle(session, "worksheet_seeds", help=texts("worksheet_seeds_help"))


def made(session: Session) -> Callable[[], bytes]:
    """What makes the sheets when they are asked for: of the epoch shown, and of the lesson."""
    texts, explained, fields = session.texts, session.explained, WorksheetFields(session.fields)
    run, title, questions = session.run, _title(session), _questions(session)
    with_seeds = fields.copies > 1 and fields.with_seeds
    asked = explained.epoch, explained.sample, fields.copies, with_seeds
    return lambda: worksheet(sheets(run, *asked), title, questions, texts)


def _title(session: Session) -> str:
    """The lesson's, or the example's, as long as the run is of it."""
    texts, title = session.texts, session.texts("report_title")
    if session.lesson:
        title = said(session.lesson.lesson.title, texts.language)
    elif session.example_of_run:
        title = session.example_of_run.text("title", texts.language)
    return texts("worksheet_heading", title=title)


def _questions(session: Session) -> list[str]:
    """All of the lesson, without the marks of Markdown."""
    steps = session.lesson.lesson.steps if session.lesson else ()
    asked = (said(step.question, session.texts.language) for step in steps)
    return [question.replace("**", "").replace("`", "") for question in asked if question]
