"""A lesson's file: TOML that a teacher writes with a text editor, read with care.

On top ``order``, the place in the gallery, ``title`` and ``about``; then for each step a table
``[[step]]``, with entries as the fields of `Step`. Words are one text, or one for each language:
``title.en``. What cannot be is said with its line.
"""

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pandas as pd

from playground.core.insight.guess import GUESSES
from playground.core.problem import Problem
from playground.core.settings import SETTINGS
from playground.sharing.examples import DATA
from playground.sharing.lessons.goals import GOALS, TYPES, Goal
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
NAMES = re.compile("(?!(next|back|hint|leave|answer|open)$)[a-z0-9_]{1,40}")  # of files
FALLBACK = "en"  # language of words that are not in another

Words = Mapping[str, Any]  # a text, or several, by language


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
        by_hand = ("start", "initial_weights")
        return (
            self.open is None
            or name in self.open
            or ("edit_parameters" in self.open and name in by_hand)
        )


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
    found = {}
    for path in sorted(LESSONS.glob("*.toml")):
        stat = path.stat()
        found[path.stem] = _kept(path, stat.st_mtime_ns, stat.st_size)
    return dict(sorted(found.items(), key=lambda item: getattr(item[1], "order", 10**9)))


def lesson_named(name: str) -> Lesson | None:
    """The lesson of this name, if there is one that can be read."""
    found = lessons().get(name) if name else None  # no file is read without one
    return found if isinstance(found, Lesson) else None


@lru_cache
def _kept(path: Path, changed: int, size: int) -> Lesson | LessonError:
    """Read once, until it is changed."""
    try:
        if not NAMES.fullmatch(path.stem):  # it is part of the address, and of a widget's name
            raise LessonError(1, "lesson_name", {"name": path.stem})
        return read_lesson(path.read_text(encoding="utf-8-sig", errors="replace"))
    except LessonError as error:
        return error


def is_lesson(content: bytes) -> bool:
    """Whether a file means to be a lesson: it has a step, or begins with an entry of one."""
    begin = rb"(\xef\xbb\xbf)?(\s*#[^\n]*\n|\s)*(order|(title|about)([ \t]*\.[^=\n]*)?)[ \t]*="
    return bool(re.search(rb"(?m)^\s*\[\[\s*step\b", content) or re.match(begin, content))


def read_lesson(source: str) -> Lesson:
    """The lesson that a file holds. Raises LessonError."""
    if len(source) > MAX_CHARACTERS:
        raise LessonError(1, "lesson_too_large", {"maximum": MAX_CHARACTERS // 1000})
    try:
        entries = tomllib.loads(source)
    except (ValueError, RecursionError) as error:
        raise _syntax_error(source, str(error)) from None
    head = _Section(source, entries)
    head.refuse_others(("order", "title", "about", "step"))
    tables = entries.get("step")
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise head.error("step", "lesson_no_step")
    if len(tables) > MAX_STEPS:
        raise head.error("step", "lesson_too_many", maximum=MAX_STEPS)
    steps: list[Step] = []
    samples = decode({}).samples  # as the steps so far have set them up
    for number, table in enumerate(tables, start=1):
        section = _Section(source, table, number)
        setup, samples = section.setup(samples)
        steps.append(_read_step(section, setup, samples))
    order = head.take("order", int, 0)
    return Lesson(order, head.words("title"), head.words("about"), tuple(steps))


def _read_step(section: "_Section", setup: Mapping[str, str] | None, samples: pd.DataFrame) -> Step:
    section.refuse_others(Step.__dataclass_fields__)
    return Step(
        text=section.words("text"),
        setup=setup,
        show=section.names("show", PANELS) or PANELS,
        views=section.names("views", VIEWS) or VIEWS,
        open=section.names("open", (*SETTINGS, *ACTS)),
        cells=section.cells(samples),
        guess=section.one_of("guess", section.take("guess", str, ""), ("", *GUESSES)),
        goal=section.goal(),
        hints=section.hints(),
        question=section.words("question", needed=False),
    )


def _syntax_error(source: str, reason: str) -> LessonError:
    """What TOML has against a file; it says in English what, and where."""
    at = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", reason)
    line = int(at[1]) if at and at[1] else len(source.splitlines())
    return LessonError(line, "lesson_syntax", {"reason": reason[: at.start() if at else None]})


class _Section:
    """The beginning of a file, or one of its steps, whose entries are taken one by one."""

    def __init__(self, source: str, entries: Mapping[str, Any], step: int = 0) -> None:
        self._source, self._entries, self._step = source, entries, step

    def error(self, key: str, code: str, **fields: object) -> LessonError:
        return LessonError(_line_of(self._source, self._step, key), code, fields)

    def _cannot_be(self, key: str, value: object) -> LessonError:
        return self.error(key, "lesson_value", name=key, value=_shown(value))

    def refuse_others(self, known: Collection[str]) -> None:
        for key in self._entries:
            self.one_of(key, key, known)

    def one_of(self, key: str, name: str, known: Collection[str]) -> str:
        """A name, which has to be one of those that are known."""
        if name not in known:
            raise self.error(key, "lesson_unknown", name=name, known=", ".join(filter(None, known)))
        return name

    def take(self, key: str, kind: type, default: Any) -> Any:
        value = self._entries.get(key, default)
        if type(value) is not kind or _is_beyond(value):
            raise self._cannot_be(key, value)
        return value

    def words(self, key: str, needed: bool = True, kind: type = str) -> Words:
        """What is said, by language; it is the same in all if it is given once."""
        value = self._entries.get(key, {})
        by_language = value if isinstance(value, dict) else {FALLBACK: value}
        for words in by_language.values():
            if not isinstance(words, kind):
                raise self._cannot_be(key, words)
        if needed and not by_language:
            raise self.error(key, "lesson_missing", name=f"{key}.{FALLBACK}")
        return by_language

    def names(self, key: str, known: Collection[str]) -> tuple[str, ...] | None:
        """A list of names that are known; None where there is none."""
        if key not in self._entries:
            return None
        names = dict.fromkeys(map(_shown, self.take(key, list, [])))
        return tuple(self.one_of(key, name, known) for name in names)

    def hints(self) -> Words:
        found = self.words("hints", needed=False, kind=list)
        for hints in found.values():
            if len(hints) > MAX_HINTS or not all(isinstance(hint, str) for hint in hints):
                raise self.error("hints", "lesson_hints", maximum=MAX_HINTS)
        return found

    def setup(self, before: pd.DataFrame) -> tuple[Mapping[str, str] | None, pd.DataFrame]:
        """The query of the set-up, and the samples that the step then has."""
        if "setup" not in self._entries:
            return None, before
        query = dict(parse_qsl(self.take("setup", str, "").lstrip("?"), keep_blank_values=True))
        saved = decode(query)
        for problem in saved.problems:
            value = problem.fields.get("value", problem.code.removeprefix("link_"))
            raise self._cannot_be("setup", value)
        return query, saved.samples

    def cells(self, samples: pd.DataFrame) -> frozenset[tuple[int, str]] | None:
        if "cells" not in self._entries:
            return None
        found = set()
        for cell in self.take("cells", list, []):
            place = read_cell(cell, samples) if isinstance(cell, str) else None
            if place is None:
                raise self._cannot_be("cells", cell)
            found.add(place)
        return frozenset(found)

    def goal(self) -> Goal | None:
        if "goal" not in self._entries:
            return None
        asks = dict(self.take("goal", dict, {}))
        name = self.one_of("goal", str(asks.pop("kind", "")), GOALS)
        kind = GOALS[name]
        known = (*(each for group in kind.needed for each in group), *kind.optional)
        for each, value in asks.items():
            self.one_of("goal", each, known)
            is_known = each != "view" or value in VIEWS
            if type(value) not in TYPES[each] or not is_known or _is_beyond(value):
                raise self.error("goal", "lesson_value", name=each, value=_shown(value))
        for group in kind.needed:
            if len(asks.keys() & set(group)) != 1:
                raise self.error("goal", "lesson_missing", name=" / ".join(group))
        return Goal(name, asks)


def read_cell(text: str, samples: pd.DataFrame) -> tuple[int, str] | None:
    """The row, from 1, and the column of a cell as ``4 label``; None where there is none."""
    number, _, column = text.partition(" ")
    row = whole_number(number) or 0
    return (row, column) if 1 <= row <= len(samples) and column in samples else None


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
    at_step, begins, is_text = 0, 1, False
    for number, line in enumerate(source.splitlines(), start=1):
        if not is_text and re.match(r"\s*\[\[\s*step\s*\]\]", line):
            at_step += 1
            begins = number if at_step == step else begins
        entry = rf"\s*(\[\s*step\s*\.\s*)?[\"']?{re.escape(key)}[\"']?\s*[.=\]]"
        if not is_text and at_step == step and re.match(entry, line):
            return number
        is_text ^= (line.count('"""') + line.count("'''")) % 2 == 1
    return begins
