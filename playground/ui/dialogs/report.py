"""The run on screen as a report: what the page knows of it beside its numbers."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from playground.charts.display import format_number
from playground.report.document import About, report
from playground.session.session import session


def of_page() -> Callable[[], bytes]:
    """What makes the file, when it is asked for: then there is no session to be asked."""
    now = session()
    explained = now.explained
    about = About(_title(), _remarks(), link(), now.page.log_axis)
    return partial(report, now.run, explained.epoch, explained.vectors.tolist(), about, now.texts)


def link() -> str:
    """The page's address with the whole experiment; "" when that is not the run's, or too large."""
    now = session()
    if now.is_stale or not now.address.is_whole:
        return ""
    return now.address.link(st.context.url or "")


def _title() -> str:
    example, texts = session().example_of_run, session().texts
    return example.text("title", texts.language) if example else texts("report_title")


def _remarks() -> list[str]:
    """What the page says of the run, and what the example teaches."""
    now, texts, example = session(), session().texts, session().example_of_run
    said = []
    if now.run.diverged:
        said.append(texts("diverged", epoch=now.run.epoch))
    if now.remark:
        numbers = {name: format_number(value) for name, value in now.remark.fields.items()}
        said.append(texts(f"remark_{now.remark.code}", **numbers))
    if example:
        said.append(example.text("teaches", texts.language))
    return said
