"""What is wrong with the input, said where it was typed."""

from collections.abc import Sequence

import streamlit as st

from playground.core.problem import Problem
from playground.core.settings import SETTINGS
from playground.session.session import Session
from playground.sharing.lessons.reading import LessonError
from playground.texts import Texts

_MAX_PROBLEMS = 3  # shown at once; more would push the page about


def box(session: Session, place: str) -> None:
    """Say what is wrong beside where it is wrong; nothing is drawn when nothing is.

    The first box on the page has the key ``problems``, a second one its place added to it.
    """
    by_place = session.problems
    problems = sorted(by_place[place], key=lambda problem: not problem.blocking)
    if not problems:
        return
    first = next(name for name, found in by_place.items() if found)
    with st.container(key="problems" if place == first else f"problems_{place}"):
        show = st.error if problems[0].blocking else st.info
        show(sentences(problems, session.texts, _MAX_PROBLEMS))


def sentences(problems: Sequence[Problem], texts: Texts, maximum: int) -> str:
    """What is wrong, in lines of Markdown: ``maximum`` problems, and how many more there are."""
    lines = [sentence(problem, texts) for problem in problems[:maximum]]
    if len(problems) > maximum:
        lines.append(texts("problem_more", count=len(problems) - maximum))
    return "  \n".join(map(as_markdown, lines))


def sentence(problem: Problem, texts: Texts) -> str:
    """What is wrong, in words; a column goes by the name it has on screen."""
    fields = dict(problem.fields)
    if "column" in fields:
        fields["column"] = column_name(fields["column"], texts)
    if isinstance(fields.get("value"), float):
        fields["value"] = str(fields["value"]).removesuffix(".0")  # 0, as it was typed
    if fields.get("name") in SETTINGS:
        fields["name"] = texts(fields["name"])
    return texts(f"problem_{problem.code}", **fields)


def mistake(error: LessonError, texts: Texts) -> str:
    """What is wrong with the file of a lesson, and on which line."""
    reason = sentence(error.problem, texts)
    return texts("import_lesson_broken", line=error.line, reason=reason)


def column_name(column: str, texts: Texts) -> str:
    return texts("label") if column == "label" else column


def as_markdown(text: str) -> str:
    """Text that Markdown shows as it is, whatever the user typed."""
    return "".join("\\" + char if char in "\\`*_{}[]()<>#+-!|$~:" else char for char in text)
