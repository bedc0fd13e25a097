"""The dialog that makes a lesson of the page, a step at a time."""

from functools import partial
from typing import Any

import streamlit as st

from playground.core.insight.guess import kinds_of
from playground.core.problem import Problem
from playground.core.settings import SETTINGS
from playground.session.session import Session
from playground.sharing.lessons.goals import goals_for
from playground.sharing.lessons.reading import ACTS, PANELS, VIEWS, said
from playground.sharing.link import MAX_ADDRESS, PACKED_LESSON
from playground.sharing.link_tables import packed
from playground.store.store import keep_days
from playground.tables.cells import shorten
from playground.ui import actions, page
from playground.ui.dialogs import qr_code
from playground.ui.lessons import acts, asked
from playground.ui.problems import as_markdown, sentence

ICONS = {"edit": "edit", "up": "arrow_upward", "down": "arrow_downward", "remove": "delete"}


def draw(session: Session) -> None:
    """Open the dialog, if it was asked for just now."""
    if session.draft.is_asked_for:
        session.draft.is_asked_for = False
        page.dialog(session, "make_lesson", content)


def content(session: Session) -> None:
    """What stands in it."""
    session.fields.collect("maker_")
    left, right = st.columns(2, gap="medium")
    with left:
        _lesson(session)
    with right:
        _way_out(session)
    _step(session)


# --- the lesson ------------------------------------------------------------------------------


def _lesson(session: Session) -> None:
    """What it is called, and its steps so far, which can be put in another order."""
    draft, texts = session.draft, session.texts
    _line(session, "maker_title", 80)
    if draft.steps and not draft.is_whole:
        _say(session, Problem("maker_missing"))
    _line(session, "maker_about", 200)
    chosen = None
    for at, step in enumerate(draft.lesson.steps if draft.steps else ()):
        with st.container(
            key=f"maker_step_{at + 1}", horizontal=True, vertical_alignment="center", gap="small"
        ):
            st.markdown(f"**{at + 1}** {as_markdown(shorten(said(step.text, texts.language)))}")
            edit = partial(actions.do, session, acts.edit_step, at)
            if _button(session, "edit", at, at == draft.edited, on_click=edit):
                _draw_anew(session)
            for how, steps in _changes(draft.steps, at).items():
                is_off = steps == draft.steps or draft.edited is not None
                if _button(session, how, at, is_off):
                    chosen = steps
    if chosen is not None:
        _settle(session, draft.take(chosen))


def _button(session: Session, how: str, at: int, disabled: bool, **more: Any) -> bool:
    """A button beside a step, with a picture of what it does; whether it was pressed."""
    icon, help = f":material/{ICONS[how]}:", session.texts(f"maker_{how}")
    look = {"help": help, "disabled": disabled, "type": "tertiary", **more}
    return st.button(icon, key=f"maker_{how}_{at}", **look)


def _changes(steps: list, at: int) -> dict[str, list]:
    """The steps once one of them is moved, or removed."""
    before, step, after = steps[:at], steps[at], steps[at + 1 :]
    return {
        "up": [*before[:-1], step, *before[-1:], *after],
        "down": [*before, *after[:1], step, *after[1:]],
        "remove": before + after,
    }


def _settle(session: Session, problem: Problem | None) -> None:
    """Say why the lesson stays as it was; else draw the page anew, whose address names it."""
    if problem:
        _say(session, problem)
    else:
        _draw_anew(session)


def _draw_anew(session: Session) -> None:
    session.draft.is_asked_for = True
    st.rerun()


def _say(session: Session, problem: Problem) -> None:
    st.error(as_markdown(sentence(problem, session.texts)))


def _way_out(session: Session) -> None:
    """To try the lesson, and to hand it on; what would be lost is said beforehand."""
    draft, texts = session.draft, session.texts
    st.caption(texts("maker_help"))
    st.caption(texts("maker_not_kept" if session.address.store.trouble else "maker_kept"))
    look: dict[str, Any] = {"disabled": not draft.is_whole, "width": "stretch"}
    with st.container(key="maker_out", horizontal=True, gap="small"):
        if page.button(
            session, "try_lesson", acts.try_draft, icon=":material/play_lesson:", **look
        ):
            st.rerun()
        make, name = partial(str.encode, draft.source), draft.file_name
        page.download(session, "download_lesson", make, name, icon=":material/download:", **look)
    if draft.is_whole:
        _link(session)


def _link(session: Session) -> None:
    """A link that has the lesson in it, for any server; a code that is too fine names it."""
    texts, here = session.texts, page.place().rstrip("/")
    link = f"{here}/?{PACKED_LESSON}={packed(session.draft.source)}"
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
    is_new = draft.edited is None
    title = texts("maker_step" if is_new else "maker_edited", step=draft.at + 1)
    st.subheader(title, anchor=False)
    left, right = st.columns(2, gap="medium")
    with left:
        _area(session, "maker_text", 130, 2000, help=texts("maker_text_help"))
        _area(session, "maker_hints", 100, 900)
        _line(session, "maker_question", 500)
    with right:
        _page(session)
        goal = _goal(session)
    above = st.container()  # what is said below the button may be out of sight
    text = texts("add_step" if is_new else "maker_save")
    if st.button(text, key="add_step", type="primary", width="stretch"):
        with above:
            _settle(session, draft.add(goal))
    if not is_new and st.button(texts("cancel"), key="close_step"):
        draft.clear()
        _draw_anew(session)


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
        _area(session, "maker_cells", 90, 2000, placeholder="4 label\n7 x1")


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


def _area(session: Session, name: str, height: int, longest: int, **look: Any) -> None:
    page.text_area(session, name, session.texts(name), height=height, max_chars=longest, **look)


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
