"""The dialog that makes a lesson of the page, a step at a time."""

from functools import partial
from typing import Any

import streamlit as st

from playground.core.insight.guess import kinds_of
from playground.core.settings import SETTINGS
from playground.session.draft import file_name
from playground.session.session import Session
from playground.sharing.lessons.goals import goals_for
from playground.sharing.lessons.reading import ACTS, PANELS, VIEWS, Lesson, said
from playground.sharing.link import MAX_ADDRESS, PACKED_LESSON
from playground.sharing.link_tables import packed
from playground.store.store import keep_days
from playground.ui import actions, page
from playground.ui.dialogs import qr_code
from playground.ui.lessons import acts, asked
from playground.ui.problems import as_markdown, mistake, sentence


def draw(session: Session) -> None:
    """Have the dialog open until it is closed, or another is opened."""
    if session.draft.is_open:
        close = partial(actions.do, session, actions.close_maker)
        page.dialog(session, "make_lesson", content, on_dismiss=close)


def content(session: Session) -> None:
    """What stands in it."""
    draft = session.draft
    if not draft.is_open:  # any more: it stands until the page is drawn
        st.rerun()
    before = draft.source
    session.fields.collect("maker_")
    if draft.source != before:
        session.prepare()
        session.address.publish()  # which names what the lesson has become
    left, right = st.columns(2, gap="medium")
    with left:
        lesson = _lesson(session)
    with right:
        _way_out(session, lesson)
    _step(session)


# --- the lesson ------------------------------------------------------------------------------


def _lesson(session: Session) -> Lesson | None:
    """Its file so far, in which all can be changed; the lesson, if there is nothing wrong."""
    draft, texts = session.draft, session.texts
    if not draft.source:
        _line(session, "maker_title", 80)
        _area(session, "maker_source", 90, placeholder=texts("maker_source_hint"))
        return None
    _area(session, "maker_source", 300)
    lesson = draft.lesson
    if isinstance(lesson, Lesson):
        return lesson
    st.error(as_markdown(mistake(lesson, texts)))
    return None


def _way_out(session: Session, lesson: Lesson | None) -> None:
    """To try the lesson, and to hand it on; what would be lost is said beforehand."""
    texts, source = session.texts, session.draft.source
    st.caption(texts("maker_help"))
    st.caption(texts("maker_not_kept" if session.address.store.trouble else "maker_kept"))
    look: dict[str, Any] = {"disabled": lesson is None, "width": "stretch"}
    with st.container(key="maker_out", horizontal=True, gap="small"):
        page.button(session, "try_lesson", acts.try_draft, icon=":material/play_lesson:", **look)
        make = partial(str.encode, source)
        name = file_name(said(lesson.title, "")) if lesson else ""
        page.download(session, "download_lesson", make, name, icon=":material/download:", **look)
    if lesson:
        _link(session, source)


def _link(session: Session, source: str) -> None:
    """A link that has the lesson in it, for any server; a code that is too fine names it."""
    texts, here = session.texts, page.place().rstrip("/")
    link = f"{here}/?{PACKED_LESSON}={packed(source)}"
    if len(link) > MAX_ADDRESS:
        st.caption(texts("maker_too_long"))
    else:
        st.code(link, language=None, wrap_lines=True, height=120)
    is_too_fine = len(link) > qr_code.LONGEST and not session.address.store.trouble
    if is_too_fine and page.place_for_others():
        link = f"{here}/?lesson={session.draft.name}"
        st.caption(texts("maker_code", days=f"{keep_days():g}"))
    if len(link) <= MAX_ADDRESS and qr_code.draw_button(session, link, "lesson_qr"):
        st.rerun()


# --- the step that comes next ----------------------------------------------------------------


def _step(session: Session) -> None:
    draft, texts = session.draft, session.texts
    st.subheader(texts("maker_step", step=draft.at + 1), anchor=False)
    left, right = st.columns(2, gap="medium")
    with left:
        _area(session, "maker_text", 130, max_chars=2000, help=texts("maker_text_help"))
        _area(session, "maker_hints", 100, max_chars=900)
        _line(session, "maker_question", 500)
    with right:
        _page(session)
        goal = _goal(session)
    above = st.container()  # what is said below the button may be out of sight
    is_running = session.playback.state == "running"  # a click would come too late for the page
    text = texts("maker_wait" if is_running else "add_step")
    if st.button(text, key="add_step", type="primary", width="stretch", disabled=is_running):
        problem = draft.add(goal)
        if problem:
            above.error(as_markdown(sentence(problem, texts)))
        else:
            st.rerun()


def _page(session: Session) -> None:
    """What of the page is there, and what of it can be changed."""
    fields, texts = session.draft.fields, session.texts
    page.toggle(session, "maker_run", help=texts("maker_run_help"))
    _several(session, "maker_show", {name: texts(f"maker_{name}") for name in PANELS})
    _several(session, "maker_views", {name: texts(f"view_{name}") for name in VIEWS})
    page.toggle(session, "maker_locks")
    if fields.locks:
        settings = {name: texts(name) for name in SETTINGS if name != "start"}
        _several(session, "maker_open", settings | {name: texts(f"maker_{name}") for name in ACTS})
    page.toggle(session, "maker_locks_cells")
    if fields.locks_cells:
        _area(session, "maker_cells", 90, max_chars=2000, placeholder="4 label\n7 x1")


def _goal(session: Session) -> dict[str, Any] | None:
    """What is guessed, and what is to be reached, as a lesson's file has it."""
    fields, texts = session.draft.fields, session.texts
    guesses = kinds_of(session.run.dataset, len(session.input.query_vectors.rows))
    _one(session, "maker_guess", {kind: texts(f"guess_{kind}") for kind in guesses})
    goals = goals_for(session.run, fields.guess)
    _one(session, "maker_goal", {kind: texts(f"maker_goal_{kind}") for kind in goals})
    return asked.draw(session, fields.goal) if fields.goal else None


# --- fields ----------------------------------------------------------------------------------


def _line(session: Session, name: str, longest: int) -> None:
    look: dict[str, Any] = {"placeholder": None, "label_visibility": "visible"}
    page.text_field(session, name, max_chars=longest, **look)


def _area(session: Session, name: str, height: int, **look: Any) -> None:
    page.text_area(session, name, session.texts(name), height=height, **look)


def _one(session: Session, name: str, kinds: dict[str, str]) -> None:
    """A list of kinds, and none of them, as is one that is not there: it was of another table."""
    names = {"": session.texts("maker_nothing")} | kinds
    if session.fields[name] not in names:
        session.fields.set(name, "")
    page.select(session, name, list(names), names.__getitem__, label_visibility="visible")


def _several(session: Session, name: str, options: dict[str, str]) -> None:
    """Buttons, of which any can be on."""
    with page.field(session, name) as widget:
        st.pills(
            session.texts(name),
            list(options),
            selection_mode="multi",
            wrap=True,
            default=session.fields[name],
            format_func=options.__getitem__,
            **widget,
        )
