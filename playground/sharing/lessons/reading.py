"""A lesson's file: TOML that a teacher writes with a text editor, read with care.

On top ``order``, the place in the gallery, ``title`` and ``about``; then for each step a table
``[[step]]``, with entries as the fields of `Step`. Words are one text, or one for each language:
``title.en``. What cannot be is said with its line.
"""

import re
import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from types import NoneType
from typing import Any
from urllib.parse import parse_qsl

from playground.core.insight.guess import GUESSES
from playground.core.problem import Problem
from playground.core.settings import SETTINGS
from playground.sharing.examples import DATA
from playground.sharing.lessons.goals import BOUND, GOALS, Goal, asks_of
from playground.sharing.link import decode
from playground.sharing.link_run import whole_number

LESSONS = DATA / "lessons"
PANELS = ("samples", "training", "model", "stage")
# what can be open to do beside the settings, by the keys of its widgets
ACTS = ("edit_parameters", "test_table", "gallery", "open_data", "shape")
VIEWS = ("curves", "lines", "decision", "samples", "landscape", "compare")
MAX_HINTS = 3
MAX_STEPS = 50
MAX_CHARACTERS = 500_000  # of a file
LARGEST = 1e12  # number in one
NEEDED = ("title", "about", "text")  # entries
NAMES = re.compile("(?!(next|back|hint|leave|answer|open)$)[a-z0-9_]{1,40}")  # of files
FALLBACK = "en"  # language of words that are not in another

Words = Mapping[str, Any]  # a text, or several, by language
Readers = Mapping[str, Callable[[Any], Any]]  # what an entry of a file becomes, by its name


class LessonError(ValueError):
    """A file that is no lesson: on which line, from 1, and why."""

    def __init__(self, line: int, code: str, fields: Mapping[str, Any]) -> None:
        super().__init__(f"line {line}: {code} {dict(fields)}")
        self.line = line
        self.problem = Problem(code, dict(fields))


@dataclass(frozen=True)
class Step:
    """One step of a lesson: what is said, and what there is to see and to do meanwhile."""

    text: Words
    setup: Mapping[str, str] | None = None  # the query of a link; None: it goes on with the page
    show: tuple[str, ...] = PANELS
    views: tuple[str, ...] = VIEWS  # tabs that can be chosen
    open: tuple[str, ...] | None = None  # settings and acts; None for all
    cells: frozenset[tuple[int, str]] | None = None  # (row from 1, column); None for all
    guess: str = ""  # the kind that is asked for before a run
    goal: Goal | None = None
    hints: Words = field(default_factory=dict)
    question: Words = field(default_factory=dict)  # to be answered in words

    def is_open(self, name: str) -> bool:
        """Whether a setting can be changed, or an act done.

        W and b that are typed are the initial weights; of which kind those are goes with them.
        """
        if self.open is None or name in self.open:
            return True
        return "edit_parameters" in self.open and name in ("start", "initial_weights")


@dataclass(frozen=True)
class Lesson:
    """A lesson, as its file has it."""

    order: int
    title: Words
    about: Words
    steps: tuple[Step, ...]

    def setup_of(self, step: int) -> Mapping[str, str]:
        """The set-up of a step, or of the last before it that has one; the note's, without any."""
        found = (each.setup for each in self.steps[step::-1] if each.setup is not None)
        return next(found, {})


def said(words: Words, language: str) -> Any:
    """The words in this language, in English, or in the one there is; "" where there are none."""
    return words.get(language) or words.get(FALLBACK) or next(iter(words.values()), "")


def lessons() -> dict[str, Lesson | LessonError]:
    """All lessons by name, in the order of the gallery; those that cannot be read are last."""
    found = {path.stem: _read_file(path) for path in sorted(LESSONS.glob("*.toml"))}
    return dict(sorted(found.items(), key=lambda item: getattr(item[1], "order", 10**9)))


def lesson_named(name: str) -> Lesson | None:
    """The lesson of this name, if there is one that can be read."""
    found = lessons().get(name) if name else None  # no file is read without one
    return found if isinstance(found, Lesson) else None


def _read_file(path: Path) -> Lesson | LessonError:
    try:
        if not NAMES.fullmatch(path.stem):  # it is part of the address, and of a widget's name
            raise LessonError(1, "lesson_name", {"name": path.stem})
        return read_lesson(path.read_text(encoding="utf-8-sig", errors="replace"))
    except LessonError as error:
        return error


def is_lesson(content: bytes) -> bool:
    """Whether a file means to be a lesson: a line begins a step, or is an entry on top of one."""
    line = rb"(?m)^[ \t]*(\[\[\s*step\b|(order|title|about)[ \t]*(\.[^=\n]*)?=)"
    return bool(re.search(line, content))


@lru_cache(maxsize=32)
def read_lesson(source: str) -> Lesson:
    """The lesson that a file holds. Raises LessonError."""
    if len(source) > MAX_CHARACTERS:
        raise LessonError(1, "lesson_too_large", {"maximum": MAX_CHARACTERS // 1000})
    try:
        entries = tomllib.loads(source)
    except (ValueError, RecursionError) as error:
        raise _syntax_error(source, str(error)) from None
    return _Reader(source).lesson(entries)


def _syntax_error(source: str, reason: str) -> LessonError:
    """What TOML has against a file; it says in English what, and where."""
    at = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", reason)
    line = int(at[1]) if at and at[1] else source.rstrip().count("\n") + 1
    return LessonError(line, "lesson_syntax", {"reason": reason[: at.start() if at else None]})


class _Reader:
    """Takes the entries of a file one by one, and knows at which it is, to say what is wrong."""

    def __init__(self, source: str) -> None:
        self._source, self._step, self._key = source, 0, ""  # step 0 is what comes before them
        self._samples = decode({}).samples  # as the steps so far have set them up
        self._of_lesson: Readers = {
            "order": partial(self._take, (int,)),
            "title": self._words,
            "about": self._words,
            "step": self._steps,
        }
        self._of_step: Readers = {
            "text": self._words,
            "setup": self._setup,
            "show": lambda names: self._names(PANELS, names) or PANELS,
            "views": lambda names: self._names(VIEWS, names) or VIEWS,
            "open": partial(self._names, (*SETTINGS, *ACTS)),
            "cells": self._cells,
            "guess": partial(self._known, ("", *GUESSES)),
            "goal": self._goal,
            "hints": self._hints,
            "question": self._words,
        }

    def lesson(self, entries: Mapping[str, Any]) -> Lesson:
        found = self._read(self._of_lesson, {"step": None, **entries})
        return Lesson(found.get("order", 0), found["title"], found["about"], found["step"])

    def _steps(self, tables: Any) -> tuple[Step, ...]:
        is_list = isinstance(tables, list) and tables
        if not is_list or not all(isinstance(table, dict) for table in tables):
            raise self._error("lesson_no_step")
        if len(tables) > MAX_STEPS:
            raise self._error("lesson_too_many", maximum=MAX_STEPS)
        steps = []
        for number, table in enumerate(tables, start=1):
            self._step = number
            steps.append(Step(**self._read(self._of_step, table)))
        return tuple(steps)

    def _read(self, readers: Readers, entries: Mapping[str, Any]) -> dict[str, Any]:
        """What each entry becomes, in the order of the readers."""
        for key in entries:
            self._key = key
            self._known(readers, key)
        found = {}
        for key, read in readers.items():
            self._key = key
            if key in entries:
                found[key] = read(entries[key])
            if key in NEEDED and not found.get(key):
                raise self._error("lesson_missing", name=f"{key}.{FALLBACK}")
        return found

    def _error(self, code: str, **fields: object) -> LessonError:
        return LessonError(_line_of(self._source, self._step, self._key), code, fields)

    # --- entries ------------------------------------------------------------------------------

    def _known(self, known: Collection[str], value: Any) -> str:
        """A name, which has to be one of those that are known."""
        name = _shown(value)
        if name not in known:
            raise self._error("lesson_unknown", name=name, known=", ".join(filter(None, known)))
        return name

    def _names(self, known: Collection[str], value: Any) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._known(known, name) for name in self._take((list,), value)))

    def _take(self, kinds: Collection[type], value: Any, name: str = "") -> Any:
        """A value, which has to be of one of these kinds; ``name``: if not that of the entry."""
        if type(value) not in kinds or _is_beyond(value):
            raise self._error("lesson_value", name=name or self._key, value=_shown(value))
        return value

    def _words(self, value: Any, kind: type = str) -> Words:
        """What is said, by language; it is the same in all if it is given once."""
        by_language = value if isinstance(value, dict) else {FALLBACK: value}
        return {language: self._take((kind,), words) for language, words in by_language.items()}

    def _hints(self, value: Any) -> Words:
        found = self._words(value, list)
        for hints in found.values():
            if len(hints) > MAX_HINTS or not all(isinstance(hint, str) for hint in hints):
                raise self._error("lesson_hints", maximum=MAX_HINTS)
        return found

    def _setup(self, value: Any) -> Mapping[str, str]:
        """The query of the set-up, whose samples the step then has."""
        query = dict(parse_qsl(self._take((str,), value).lstrip("?"), keep_blank_values=True))
        saved = decode(query)
        for problem in saved.problems:
            value = problem.fields.get("value", problem.code.removeprefix("link_"))
            raise self._error("lesson_value", name="setup", value=_shown(value))
        self._samples = saved.samples
        return query

    def _cells(self, value: Any) -> frozenset[tuple[int, str]]:
        """Each as ``4 label``: the row, from 1, and the column."""
        found = set()
        for cell in self._take((list,), value):
            number, _, column = self._take((str,), cell).partition(" ")
            row = whole_number(number) or 0
            if not 1 <= row <= len(self._samples) or column not in self._samples:
                raise self._error("lesson_cell", value=_shown(cell))
            found.add((row, column))
        return frozenset(found)

    def _goal(self, value: Any) -> Goal:
        asks = dict(self._take((dict,), value))
        if "kind" not in asks:
            raise self._error("lesson_missing", name="kind")
        kind = self._known(GOALS, asks.pop("kind"))
        known = asks_of(kind)
        for name, asked in asks.items():
            self._take(known[self._known(known, name)], asked, name)
        self._known(VIEWS, asks.get("view", VIEWS[0]))
        missing = [name for name in known if NoneType not in known[name] and name not in asks]
        if known.keys() >= set(BOUND) and len(asks.keys() & set(BOUND)) != 1:
            missing = [" / ".join(BOUND)]
        if missing:
            raise self._error("lesson_missing", name=missing[0])
        return Goal(kind, asks)


def _is_beyond(value: Any) -> bool:
    """Whether it is a number that nothing here can be."""
    return isinstance(value, int | float) and not abs(value) <= LARGEST


def _shown(value: Any) -> str:
    """What stands in a file, as far as there is room for it in a sentence."""
    return "…" if _is_beyond(value) else str(value)[:40]


def _line_of(source: str, step: int, key: str) -> int:
    """The line of an entry of a step, from 1, or of what comes before them, which is step 0.

    Where it is not found, as one that is missing, the line on which the step begins.
    """
    # texts of several lines, in which there is no entry, as so many empty ones
    lines = re.sub(r"(?s)(\"\"\"|''').*?\1", lambda text: "\n" * text[0].count("\n"), source)
    parts = re.split(r"(?m)^(?=[ \t]*\[\[\s*step\s*\]\])", lines)
    before, part = "".join(parts[:step]), "".join(parts[step : step + 1])
    entry = rf"(?m)^[ \t]*(\[\s*step\s*\.\s*)?[\"']?{re.escape(key)}[\"']?\s*[.=\]]"
    found = re.search(entry, part)
    return 1 + (before + part[: found.start() if found else 0]).count("\n")
