"""The run on screen as a report: what the page knows of it beside its numbers."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from playground.charts.display import format_number
from playground.report.document import About, report
from playground.session.session import Session


def of_page(session: Session) -> Callable[[], bytes]:
    """What makes the file, when it is asked for: then there is no session to be asked."""
    explained = session.explained
    about = About(_title(session), _remarks(session), link(session), session.page.log_axis)
    return partial(
        report, session.run, explained.epoch, explained.vectors.tolist(), about, session.texts
    )


def link(session: Session) -> str:
    """The page's address with the whole experiment; "" when that is not the run's, or too large."""
    if session.is_stale or not session.address.is_whole:
        return ""
    return session.address.link(st.context.url or "")


def _title(session: Session) -> str:
    example, texts = session.example_of_run, session.texts
    return example.text("title", texts.language) if example else texts("report_title")


def _remarks(session: Session) -> list[str]:
    """What the page says of the run, and what the example teaches."""
    texts, example = session.texts, session.example_of_run
    said = []
    if session.run.diverged:
        said.append(texts("diverged", epoch=session.run.epoch))
    if session.remark:
        numbers = {name: format_number(value) for name, value in session.remark.fields.items()}
        said.append(texts(f"remark_{session.remark.code}", **numbers))
    if example:
        said.append(example.text("teaches", texts.language))
    return said
