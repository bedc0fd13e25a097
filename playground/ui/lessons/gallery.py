"""The lessons there are, in the header: one button each, and what is wrong with a broken file."""

import streamlit as st

from playground.session.session import Session
from playground.sharing.lessons.reading import Lesson, LessonError, lessons, said
from playground.ui import page, problems
from playground.ui.lessons import acts


def draw(session: Session) -> None:
    """Draw the button; no file is read until it is folded out."""
    popover = page.popover(session, "lessons", icon=":material/school:")
    if popover:
        with popover, st.container(key="lessons_list"):
            st.caption(session.texts("lessons_help"))
            for name, found in lessons().items():
                with st.container(key=f"lesson_entry_{name}"):
                    _entry(session, name, found)


def _entry(session: Session, name: str, found: Lesson | LessonError) -> None:
    texts = session.texts
    if isinstance(found, LessonError):
        reason = problems.sentence(found.problem, texts)
        broken = texts("lesson_broken", name=name, line=found.line, reason=reason)
        st.warning(problems.as_markdown(broken))
        return
    title = problems.as_markdown(said(found.title, texts.language))
    page.button(session, f"lesson_{name}", acts.attend, name, text=title, type="tertiary")
    st.markdown(problems.as_markdown(said(found.about, texts.language)))
