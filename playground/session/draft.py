"""A lesson that is being made on the page: its steps, and what is typed of the one to come."""

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

import pandas as pd

from playground.core.problem import Problem
from playground.session.address import DRAFT, Address
from playground.session.fields import Field, FieldGroup, Fields
from playground.session.lesson import attended
from playground.session.view_fields import PageFields
from playground.sharing.lessons.goals import Goal
from playground.sharing.lessons.reading import (
    MAX_HINTS,
    NAMES,
    PANELS,
    Lesson,
    LessonError,
    Step,
    read_cell,
    read_lesson,
    said,
)
from playground.sharing.lessons.writing import write_lesson
from playground.sharing.link import LESSON_KEYS, decode
from playground.sharing.link_run import RUN_KEYS
from playground.store.store import key_of

HINTS = tuple(f"maker_hint_{number}" for number in range(1, MAX_HINTS + 1))
# of the page that a step is made of, what is not of its set-up
OF_THE_TEACHER = (*LESSON_KEYS, DRAFT, "kept", "language", "guess", "guess_first", "guess_kind")


class MakerFields(FieldGroup):
    title = Field("", "maker_title")
    about = Field("", "maker_about")
    text = Field("", "maker_text")
    question = Field("", "maker_question")
    has_setup = Field(True, "maker_setup")
    has_run = Field(False, "maker_run")  # in the set-up
    show = Field(list(PANELS), "maker_show")
    views = Field[list[str]]([], "maker_views")
    locks = Field(False, "maker_locks")  # whether only some settings and acts are open
    open = Field[list[str]]([], "maker_open")
    locks_cells = Field(False, "maker_locks_cells")
    cells = Field("", "maker_cells")
    guess = Field("", "maker_guess")
    goal = Field("", "maker_goal")


class Draft:
    """The lesson so far; the store keeps it, and the address names it for a reload."""

    def __init__(self, fields: Fields, address: Address) -> None:
        self.fields = MakerFields(fields)
        fields.add(dict.fromkeys(HINTS, ""))
        self.steps: list[Step] = []
        self.edited: int | None = None  # index of the step that is in the form; None: it is new
        self.is_asked_for = False  # the dialog, in the next page run
        self.is_checked = False  # what is typed: so that what is missing is said
        self.tried = ""  # the name under which it was
        self._store = address.store
        self._page = PageFields(fields)
        self._kept = ""  # the name of the file that the store has
        self._away = ""  # of one that it could not be asked for

        if DRAFT in address.query:
            self._open(address.query[DRAFT])

    def _open(self, name: str) -> None:
        """Go on with what was kept under this name, if it is still there."""
        found = attended({"lesson": name}, self._store)
        if found is None:
            self._away = "" if self._store.is_readable else name[:32]
            return
        self.steps, self.tried = list(found.lesson.steps), name
        self.fields.title = said(found.lesson.title, self._page.language)
        self.fields.about = said(found.lesson.about, self._page.language)

    @property
    def lesson(self) -> Lesson:
        title = self.fields.title.strip()
        about = self.fields.about.strip() or title
        languages = (
            self.steps[0].text if self.steps else (self._page.language,)
        )  # as the first step is in
        return Lesson(
            0, dict.fromkeys(languages, title), dict.fromkeys(languages, about), tuple(self.steps)
        )

    @property
    def source(self) -> str:
        """The lesson's file."""
        return write_lesson(self.lesson)

    @property
    def name(self) -> str:
        """Under which the file is kept; "" without a step."""
        return key_of(self.source.encode()) if self.steps else ""

    @property
    def is_whole(self) -> bool:
        return bool(self.steps and self.fields.title.strip())

    @property
    def file_name(self) -> str:
        """After the title, as files in ``data/lessons`` may be called."""
        name = re.sub("[^a-z0-9]+", "_", self.fields.title.lower()).strip("_")[:40]
        return f"{name if NAMES.fullmatch(name) else 'lesson'}.toml"

    @property
    def is_kept(self) -> bool:
        """Whether a reload brings the steps back."""
        return not self._store.trouble

    def in_address(self) -> dict[str, str]:
        """The name under which the store has the steps; nothing as long as it has none.

        Of steps that were out of reach, theirs: a reload may bring them.
        """
        if not self.steps and self._away:
            return {DRAFT: self._away}
        name = self.name
        if name and name != self._kept:
            self._kept = self._store.put(self.source.encode())
        return {DRAFT: name} if name and name == self._kept else {}

    # --- steps --------------------------------------------------------------------------------

    @property
    def at(self) -> int:
        """The index of the step in the form."""
        return len(self.steps) if self.edited is None else self.edited

    def begin(self, view: str) -> None:
        """Have what is to be said of a page that is as it is now, with this view."""
        self.is_asked_for, self.is_checked = False, False
        if self.edited is None:
            self.fields.views = [view]

    def setup_of(self, query: Mapping[str, str]) -> dict[str, str] | None:
        """What a step made of the page with this address begins with; None: as the last ends."""
        if self.at and not self.fields.has_setup:
            return None
        left_out = OF_THE_TEACHER if self.fields.has_run else (*OF_THE_TEACHER, *RUN_KEYS)
        return {key: text for key, text in query.items() if key not in left_out}

    def samples_of(self, setup: Mapping[str, str] | None) -> pd.DataFrame:
        """Those that a step with this set-up has, whose cells can be locked."""
        return decode(self.lesson.setup_of(self.at - 1) if setup is None else setup).samples

    def problems(self, samples: pd.DataFrame, is_whole: bool) -> dict[str, Problem]:
        """What is wrong with what is typed of a step, by the field; ``is_whole``: the address."""
        fields, found = self.fields, {}
        if self.is_checked and not fields.text.strip():
            found["maker_text"] = Problem("maker_missing")
        if not is_whole and (fields.has_setup or not self.at):
            found["maker_setup"] = Problem("maker_too_large")
        none = [name for name in ("maker_show", "maker_views") if not fields.store[name]]
        found |= dict.fromkeys(none, Problem("maker_none"))
        wrong = [text for text in self._cells() if read_cell(text, samples) is None]
        if wrong:
            found["maker_cells"] = Problem("maker_cell", {"value": wrong[0][:40]})
        return found

    def _cells(self) -> list[str]:
        """As typed; a comma may be part of a column's name, if no number follows."""
        typed = self.fields.cells if self.fields.locks_cells else ""
        return list(filter(None, re.split(r"\s*[,;，；、]\s*(?=[0-9])", typed.strip())))

    def step(
        self, setup: Mapping[str, str] | None, samples: pd.DataFrame, goal: Goal | None
    ) -> Step:
        """The one that is typed, in which nothing is wrong."""
        fields, language = self.fields, self._page.language
        cells = filter(None, (read_cell(text, samples) for text in self._cells()))
        hints = [hint for name in HINTS if (hint := fields.store[name].strip())]
        question = fields.question.strip()
        return Step(
            text={language: fields.text.strip()},
            setup=setup,
            show=tuple(fields.show),
            views=tuple(fields.views),
            open=tuple(fields.open) if fields.locks else None,
            cells=frozenset(cells) if fields.locks_cells else None,
            guess=fields.guess,
            goal=goal,
            hints={language: hints} if hints else {},
            question={language: question} if question else {},
        )

    def add(self, step: Step) -> Problem | None:
        """Have the step, in its place if it was edited, and go on to a new one.

        If the lesson cannot be so, as a later step goes on with this one: why.
        """
        steps = [*self.steps[: self.at], step, *self.steps[self.at + 1 :]]
        try:
            read_lesson(write_lesson(replace(self.lesson, steps=tuple(steps))))
        except LessonError as error:
            return error.problem
        self.steps = steps
        self.clear()
        return None

    def clear(self) -> None:
        """Go on to a new step, whose words are others."""
        self.edited, self.is_checked = None, False
        words = ("maker_text", "maker_question", "maker_guess", "maker_goal", "maker_cells")
        self.fields.store.update(dict.fromkeys((*words, *HINTS), ""))

    def edit(self, at: int) -> None:
        """Have a step in the form, as it is."""
        step, language, fields = self.steps[at], self._page.language, self.fields
        self.edited, self.is_checked = at, False
        fields.text, fields.question = said(step.text, language), said(step.question, language)
        hints = (*said(step.hints, language), *[""] * MAX_HINTS)[:MAX_HINTS]
        fields.store.update(dict(zip(HINTS, hints, strict=True)))
        fields.has_setup = step.setup is not None
        fields.has_run = "run" in self.lesson.setup_of(at)
        fields.show, fields.views = list(step.show), list(step.views)
        fields.locks, fields.open = step.open is not None, list(step.open or ())
        fields.locks_cells = step.cells is not None
        fields.cells = ", ".join(f"{row} {column}" for row, column in sorted(step.cells or ()))
        fields.guess, fields.goal = step.guess, step.goal.kind if step.goal else ""

    def moved(self, at: int, to: int | None) -> list[Step]:
        """The steps with one of them in another place; in none, if ``to`` is None."""
        others = self.steps[:at] + self.steps[at + 1 :]
        return others if to is None else [*others[:to], self.steps[at], *others[to:]]

    def can_be(self, steps: list[Step]) -> bool:
        """Whether each step that goes on with the one before it would still do so."""
        followed = list(pairwise(steps))
        return all(
            pair in followed
            for pair in pairwise(self.steps)
            if pair[1].setup is None and pair[1] in steps
        )
