"""A lesson that is being made on the page: its steps, and what is typed of the one to come."""

import re
import tomllib
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from playground.core.problem import Problem
from playground.session.address import DRAFT, Address
from playground.session.fields import Field, FieldGroup, Fields
from playground.session.view_fields import PageFields
from playground.sharing.lessons.reading import NAMES, PANELS, Lesson, LessonError, read_lesson, said
from playground.sharing.lessons.writing import write_lesson
from playground.sharing.link_run import RUN_KEYS
from playground.store.store import key_of

Table = Mapping[str, Any]  # of the lesson's file: a step, or a goal
# of the page that a step is made of, what is not of its set-up
OF_THE_TEACHER = (DRAFT, "language", "guess", "guess_first", "guess_kind")


class MakerFields(FieldGroup):
    title = Field("", "maker_title")
    about = Field("", "maker_about")
    text = Field("", "maker_text")
    hints = Field("", "maker_hints")  # a line each
    question = Field("", "maker_question")
    has_run = Field(False, "maker_run")  # whether the step begins with it
    show = Field(list(PANELS), "maker_show")
    views = Field[list[str]]([], "maker_views")
    locks = Field(False, "maker_locks")  # whether only some settings and acts are open
    open = Field[list[str]]([], "maker_open")
    locks_cells = Field(False, "maker_locks_cells")
    cells = Field("", "maker_cells")  # a line each
    guess = Field("", "maker_guess")
    goal = Field("", "maker_goal")


class Draft:
    """The lesson so far; the store keeps its file, and the address names it for a reload."""

    def __init__(self, fields: Fields, address: Address) -> None:
        self.fields = MakerFields(fields)
        self.steps: list[Table] = []
        self.edited: int | None = None  # index of the step that is in the form; None: it is new
        self.is_asked_for = False  # the dialog, in the next page run
        self._address, self._page = address, PageFields(fields)
        self._kept = ""  # the name of the file that the store has, or that it was asked for
        if DRAFT in address.query:
            self._open(address.query[DRAFT])

    def _open(self, name: str) -> None:
        """Go on with what was kept under this name, if it is still there."""
        store = self._address.store
        try:
            source = (store.get(name) or b"").decode()
            lesson = read_lesson(source)
        except ValueError:  # as LessonError is one
            self._kept = "" if store.is_readable else name[:32]
            return
        self.steps = tomllib.loads(source)["step"]
        self.fields.title = said(lesson.title, self._page.language)
        self.fields.about = said(lesson.about, self._page.language)

    @property
    def source(self) -> str:
        """The lesson's file."""
        title, about = self.fields.title.strip(), self.fields.about.strip()
        return write_lesson({"title": title, "about": about or title}, self.steps)

    @property
    def lesson(self) -> Lesson:
        """As its file is read, which has at least one step."""
        return read_lesson(self.source)

    @property
    def name(self) -> str:
        """Under which the file is kept."""
        return key_of(self.source.encode())

    @property
    def is_whole(self) -> bool:
        return bool(self.steps and self.fields.title.strip())

    @property
    def file_name(self) -> str:
        """After the title, as files in ``data/lessons`` may be called."""
        name = re.sub("[^a-z0-9]+", "_", self.fields.title.lower()).strip("_")
        return f"{name[:40] if NAMES.fullmatch(name[:40]) else 'lesson'}.toml"

    def in_address(self) -> dict[str, str]:
        """The name under which the store has the steps; nothing as long as it has none.

        Of steps that were out of reach, theirs: a reload may bring them.
        """
        if self.steps and self._kept != self.name:
            self._kept = self._address.store.put(self.source.encode())
        return {DRAFT: self._kept} if self._kept else {}

    # --- steps --------------------------------------------------------------------------------

    @property
    def at(self) -> int:
        """The index of the step in the form."""
        return len(self.steps) if self.edited is None else self.edited

    def begin(self, view: str) -> None:
        """Have the dialog opened, for a page that is as it is now, with this view."""
        self.is_asked_for = True
        if self.edited is None:
            self.fields.views = [view]

    def _setup(self) -> str:
        """The query of a link with the page as it is, as a step begins with it."""
        left_out = OF_THE_TEACHER if self.fields.has_run else (*OF_THE_TEACHER, *RUN_KEYS)
        query = self._address.shared()
        return urlencode({key: text for key, text in query.items() if key not in left_out})

    def _typed(self, goal: Table | None) -> Table:
        """The step in the form, which has this goal."""
        fields = self.fields
        entries = {
            "setup": self._setup(),
            "show": fields.show,
            "views": fields.views,
            "open": fields.open if fields.locks else None,
            "cells": _lines(fields.cells) if fields.locks_cells else None,
            "guess": fields.guess or None,
            "goal": goal,
            "text": fields.text.strip(),
            "hints": _lines(fields.hints) or None,
            "question": fields.question.strip() or None,
        }
        return {name: value for name, value in entries.items() if value is not None}

    def add(self, goal: Table | None) -> Problem | None:
        """Have the step in the form, in its place if it was edited, and go on to a new one.

        If the lesson cannot be so: why.
        """
        if not self.fields.text.strip():
            return Problem("maker_no_text")
        if not self._address.is_whole:
            return Problem("maker_too_large")
        problem = self.take([*self.steps[: self.at], self._typed(goal), *self.steps[self.at + 1 :]])
        if problem is None:
            self.clear()
        return problem

    def take(self, steps: list[Table]) -> Problem | None:
        """Have these steps; if the lesson cannot be so, it stays as it is: why."""
        before, self.steps = self.steps, steps
        try:
            if steps:
                read_lesson(self.source)
        except LessonError as error:
            self.steps = before
            return error.problem
        self._kept = ""
        return None

    def clear(self) -> None:
        """Go on to a new step, whose words are others."""
        self.edited = None
        words = ("text", "hints", "question", "cells", "guess", "goal")
        self.fields.store.update({f"maker_{name}": "" for name in words})

    def edit(self, at: int) -> None:
        """Have a step in the form, as it is."""
        step, language, fields = self.lesson.steps[at], self._page.language, self.fields
        self.edited = at
        fields.text = said(step.text, language)
        fields.hints = "\n".join(said(step.hints, language))
        fields.question = said(step.question, language)
        fields.has_run = "run" in self.lesson.setup_of(at).query
        fields.show, fields.views = list(step.show), list(step.views)
        fields.locks, fields.open = step.open is not None, list(step.open or ())
        fields.locks_cells = step.cells is not None
        fields.cells = "\n".join(f"{row} {column}" for row, column in sorted(step.cells or ()))
        fields.guess, fields.goal = step.guess, step.goal.kind if step.goal else ""


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
