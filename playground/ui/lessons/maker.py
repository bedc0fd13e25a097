"""The dialog that makes a lesson of the page, a step at a time."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from playground.core.insight.guess import kinds_of
from playground.core.problem import Problem
from playground.core.settings import SETTINGS
from playground.session.draft import HINTS
from playground.session.session import Session
from playground.sharing.lessons.goals import Goal
from playground.sharing.lessons.proposal import goals_for
from playground.sharing.lessons.reading import ACTS, MAX_STEPS, PANELS, VIEWS, said
from playground.sharing.link import MAX_ADDRESS, PACKED_LESSON
from playground.sharing.link_tables import packed
from playground.store.store import keep_days
from playground.tables.cells import shorten
from playground.ui import page
from playground.ui.dialogs import qr_code
from playground.ui.lessons import acts, asked
from playground.ui.problems import as_markdown, sentence

LONGEST = {"title": 80, "about": 200, "text": 2000, "question": 500, "hint": 300}  # characters
CAN_BE_OPEN = (*(name for name in SETTINGS if name != "start"), *ACTS)


def draw(session: Session) -> None:
    """Open the dialog, if it was asked for just now."""
    if session.draft.is_asked_for:
        session.draft.begin(session.page.view)
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
    """What it is called, and its steps so far."""
    draft, texts = session.draft, session.texts
    _line(session, "maker_title", LONGEST["title"])
    if draft.steps and not draft.is_whole:
        _say(session, Problem("maker_missing"))
    _line(session, "maker_about", LONGEST["about"])
    for at, step in enumerate(draft.steps):
        words = as_markdown(shorten(said(step.text, texts.language)))
        with st.container(key=f"maker_step_{at + 1}", horizontal=True, gap="small"):
            st.markdown(f"**{at + 1}** {words}")
            _act(session, "edit", at, acts.edit_step, at, disabled=at == draft.edited)
            for how, to in (("up", max(at - 1, 0)), ("down", at + 1), ("remove", None)):
                _reorder(session, how, at, draft.moved(at, to))


def _reorder(session: Session, how: str, at: int, steps: list) -> None:
    """A button that leads to these steps, unless one that goes on from another would not.

    While a step is edited, each stays where it is.
    """
    draft = session.draft
    is_nothing = steps == draft.steps or not draft.can_be(steps) or draft.edited is not None
    _act(session, how, at, acts.set_steps, steps, disabled=is_nothing)


def _act(
    session: Session, how: str, at: int, act: Callable[..., None], to: Any, disabled: bool
) -> None:
    """A button beside a step, with a picture of what it does."""
    icon = {"up": "arrow_upward", "down": "arrow_downward", "remove": "delete"}.get(how, how)
    look = {"text": f":material/{icon}:", "help": session.texts(f"maker_{how}")}
    key = f"maker_{how}_{at}"
    if page.button(session, key, act, to, disabled=disabled, type="tertiary", **look):
        _draw_anew(session)


def _draw_anew(session: Session) -> None:
    """With the page, whose address then names the steps as they are."""
    session.draft.is_asked_for = True
    st.rerun()


def _way_out(session: Session) -> None:
    """To try the lesson, and to hand it on; what would be lost is said beforehand."""
    draft, texts = session.draft, session.texts
    st.caption(texts("maker_help"))
    st.caption(texts("maker_kept" if draft.is_kept else "maker_not_kept"))
    look: dict[str, Any] = {"disabled": not draft.is_whole, "width": "stretch"}
    with st.container(key="maker_out", horizontal=True, gap="small"):
        to_try = {"icon": ":material/play_lesson:", **look}
        if page.button(session, "try_lesson", acts.try_draft, **to_try):
            st.rerun()
        make, to_save = partial(str.encode, draft.source), {"icon": ":material/download:", **look}
        page.download(session, "download_lesson", make, draft.file_name, **to_save)
    if draft.is_whole:
        _link(session, packed(draft.source))


def _link(session: Session, letters: str) -> None:
    """A link that has the lesson in it, for any server; a code that is too fine names it."""
    texts, place = session.texts, page.place_for_others()
    here = (place or st.context.url or "").rstrip("/")
    link = f"{here}/?{PACKED_LESSON}={letters}"
    if len(letters) > MAX_ADDRESS:
        st.caption(texts("maker_too_long"))
    else:
        height: Any = 120 if len(link) > qr_code.LONGEST else "content"
        with st.container(key="lesson_link"):
            st.code(link, language=None, wrap_lines=True, height=height)
    if not place:
        st.caption(texts("share_this_computer"))
        return
    if len(link) > qr_code.LONGEST and session.draft.is_kept:
        link = f"{here}/?lesson={session.draft.name}"
        st.caption(texts("maker_code", days=f"{keep_days():g}"))
    if qr_code.draw_button(session, link, "lesson_qr"):
        st.rerun()


# --- the step that comes next ----------------------------------------------------------------


def _step(session: Session) -> None:
    draft, texts = session.draft, session.texts
    setup = draft.setup_of(session.address.shared())
    samples = draft.samples_of(setup)
    problems = draft.problems(samples, session.address.is_whole)
    is_new = draft.edited is None
    title = texts("maker_step" if is_new else "maker_edited", step=draft.at + 1)
    st.subheader(title, anchor=False)
    left, right = st.columns(2, gap="medium")
    with left:
        _words(session, problems)
    with right:
        _page(session, problems)
        goal = _goal(session, problems)
    look: dict[str, Any] = {"type": "primary", "width": "stretch"}
    look |= {"disabled": draft.at >= MAX_STEPS, "text": "" if is_new else texts("maker_save")}
    if page.button(session, "add_step", acts.add_step, **look) and not problems:
        problem = draft.add(draft.step(setup, samples, goal))
        if problem is None:
            _draw_anew(session)
        _say(session, problem)
    if draft.is_checked and problems:
        st.error(texts("maker_wrong"))
    if not is_new and page.button(
        session, "close_step", lambda _: draft.clear(), text=texts("cancel")
    ):
        _draw_anew(session)


def _words(session: Session, problems: Mapping[str, Problem]) -> None:
    """What is said in the step."""
    look = {"height": 130, "max_chars": LONGEST["text"], "help": session.texts("maker_text_help")}
    page.text_area(session, "maker_text", session.texts("maker_text"), **look)
    _say(session, problems.get("maker_text"))
    for number, hint in enumerate(HINTS, start=1):
        _line(session, hint, LONGEST["hint"], session.texts("maker_hint", number=number))
    _line(session, "maker_question", LONGEST["question"])


def _page(session: Session, problems: Mapping[str, Problem]) -> None:
    """What of the page is there, and what of it can be changed."""
    draft, texts, fields = session.draft, session.texts, session.draft.fields
    if draft.at:
        page.toggle(session, "maker_setup", help=texts("maker_setup_help"))
    if fields.has_setup or not draft.at:
        page.toggle(session, "maker_run", help=texts("maker_run_help"))
    _say(session, problems.get("maker_setup"))
    _several(session, "maker_show", PANELS, lambda name: texts(f"maker_{name}"), problems)
    _several(session, "maker_views", VIEWS, lambda name: texts(f"view_{name}"), problems)
    page.toggle(session, "maker_locks")
    if fields.locks:
        names = {name: texts(f"maker_{name}" if name in ACTS else name) for name in CAN_BE_OPEN}
        _several(session, "maker_open", CAN_BE_OPEN, names.__getitem__, problems)
    page.toggle(session, "maker_locks_cells")
    if fields.locks_cells:
        _line(session, "maker_cells", LONGEST["about"], placeholder="4 label, 7 x1")
        _say(session, problems.get("maker_cells"))


def _goal(session: Session, problems: dict[str, Problem]) -> Goal | None:
    """What is guessed, and what is to be reached; adds to ``problems`` what is wrong with it."""
    fields, texts = session.draft.fields, session.texts
    kinds = kinds_of(session.run.dataset, len(session.input.query_vectors.rows))
    _one(session, "maker_guess", kinds, lambda kind: texts(f"guess_{kind}"))
    _one(session, "maker_goal", goals_for(session.run), lambda kind: texts(f"maker_goal_{kind}"))
    if not fields.goal:
        return None
    goal = asked.draw(session, fields.goal)
    if goal.kind == "guess" and not fields.guess:
        problems["maker_goal"] = Problem("maker_no_guess")
        _say(session, problems["maker_goal"])
    return goal


# --- fields ----------------------------------------------------------------------------------


def _line(session: Session, name: str, longest: int, label: str = "", **look: Any) -> None:
    look = {"max_chars": longest, "placeholder": None, "label_visibility": "visible", **look}
    page.text_field(session, name, text=label, **look)


def _one(session: Session, name: str, kinds: list[str], as_text: Callable[[str], str]) -> None:
    """A list of kinds, and none of them, as is one that is not there: it was of another table."""
    names = {"": session.texts("maker_nothing")} | {kind: as_text(kind) for kind in kinds}
    if session.fields[name] not in names:
        session.fields.set(name, "")
    page.select(session, name, list(names), names.__getitem__, label_visibility="visible")


def _several(
    session: Session,
    name: str,
    options: Sequence[str],
    as_text: Callable[[str], str],
    problems: Mapping[str, Problem],
) -> None:
    """Buttons, of which any can be on."""
    with page.field(session, name) as widget:
        st.pills(
            session.texts(name),
            options,
            selection_mode="multi",
            wrap=True,
            default=session.fields[name],
            format_func=as_text,
            **widget,
        )
    _say(session, problems.get(name))


def _say(session: Session, problem: Problem | None) -> None:
    """What is wrong with the field above, if anything is."""
    if problem:
        st.error(as_markdown(sentence(problem, session.texts)))
