"""A lesson that is being made on the page: its file, and what is typed of the step to come."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from playground.core.problem import Problem
from playground.session.address import DRAFT, Address
from playground.session.fields import Field, FieldGroup, Fields
from playground.sharing.lessons.reading import (
    NAMES,
    PANELS,
    Lesson,
    LessonError,
    is_lesson,
    lesson_in,
)
from playground.sharing.lessons.writing import write_table
from playground.sharing.link_run import RUN_KEYS
from playground.store.store import key_of

Table = Mapping[str, Any]  # of the lesson's file: a step, or a goal
# of the page that a step is made of, what is not of its set-up
OF_THE_TEACHER = (DRAFT, "language", "guess", "guess_first", "guess_kind")
WORDS = ("text", "hints", "question", "cells", "guess", "goal")  # those of the next step are others


class MakerFields(FieldGroup):
    title = Field("", "maker_title")
    source = Field("", "maker_source")  # the lesson's file, which can be edited
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
        self.is_open = False  # the dialog
        self._address, store = address, address.store
        self._kept = ""  # the name of the file that the store has
        name = address.query.get(DRAFT, "")
        found = store.get(name) or b""
        if is_lesson(found):
            self._kept, self.fields.source = name, found.decode(errors="replace")
        self._away = "" if store.is_readable else name[:32]  # of a file that a reload may bring

    @property
    def source(self) -> str:
        """The lesson's file; "" as long as nothing stands in it."""
        return self.fields.source if self.fields.source.strip() else ""

    @property
    def lesson(self) -> Lesson | LessonError:
        """As its file is read, or what is wrong with that."""
        return lesson_in(self.source)

    @property
    def name(self) -> str:
        """Under which the file is kept."""
        return key_of(self.source.encode())

    @property
    def at(self) -> int:
        """The index of the step to come."""
        lesson = self.lesson
        if isinstance(lesson, Lesson):
            return len(lesson.steps)
        return self.source.count("[[step]]")

    def in_address(self) -> dict[str, str]:
        """The name under which the store has the file; nothing as long as it has none."""
        source = self.source.encode()
        if source and self._kept != key_of(source):
            self._kept = self._address.store.put(source)
        name = self._kept if source else self._away
        return {DRAFT: name} if name else {}

    def begin(self, view: str) -> None:
        """Have the dialog opened, for a page that is as it is now, with this view."""
        self.is_open = True
        self.fields.views = [view]

    def add(self, goal: Table | None) -> Problem | None:
        """Have the step in the form, with this goal; if the lesson cannot be so: why."""
        title, before = self.fields.title.strip(), self.source.rstrip()
        if not before and not title:
            return Problem("maker_no_title")
        if not self.fields.text.strip():
            return Problem("maker_no_text")
        if not self._address.is_whole:
            return Problem("maker_too_large")
        before = before or write_table({"title": title, "about": title})
        source = f"{before}\n\n[[step]]\n{write_table(self._typed(goal))}\n"
        lesson = lesson_in(source)
        if isinstance(lesson, LessonError):
            return lesson.problem
        self.fields.source = source
        self.fields.store.update({f"maker_{name}": "" for name in WORDS})
        return None

    def _typed(self, goal: Table | None) -> Table:
        """The step in the form; what is written first is what is edited most."""
        fields = self.fields
        entries = {
            "text": fields.text.strip(),
            "hints": _lines(fields.hints) or None,
            "question": fields.question.strip() or None,
            "guess": fields.guess or None,
            "goal": goal,
            "show": fields.show,
            "views": fields.views,
            "open": fields.open if fields.locks else None,
            "cells": _lines(fields.cells) if fields.locks_cells else None,
            "setup": self._setup(),
        }
        return {name: value for name, value in entries.items() if value is not None}

    def _setup(self) -> str:
        """The query of a link with the page as it is, as a step begins with it."""
        left_out = OF_THE_TEACHER if self.fields.has_run else (*OF_THE_TEACHER, *RUN_KEYS)
        query = self._address.shared()
        return urlencode({key: text for key, text in query.items() if key not in left_out})


def file_name(title: str) -> str:
    """After the title of a lesson, as files in ``data/lessons`` may be called."""
    name = re.sub("[^a-z0-9]+", "_", title.lower()).strip("_")[:40]
    return f"{name if NAMES.fullmatch(name) else 'lesson'}.toml"


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
