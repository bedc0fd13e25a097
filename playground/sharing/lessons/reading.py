"""A lesson's file: TOML that a teacher writes with a text editor, read with care.

On top ``order``, the place in the gallery, ``title`` and ``about``; then for each step a table
``[[step]]``, with entries as the fields of `Step`, each of which says how it is read. Words are one
text, or one for each language: ``title.en``. What cannot be is said with its line.
"""

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from types import NoneType
from typing import Annotated, Any, get_type_hints
from urllib.parse import parse_qsl

from playground.core.insight.guess import GUESSES
from playground.core.problem import Problem
from playground.core.settings import SETTINGS
from playground.sharing.examples import DATA
from playground.sharing.lessons.goals import BOUND, GOALS, Goal, asks_of
from playground.sharing.link import SavedExperiment, decode
from playground.sharing.link_run import whole_number

LESSONS = DATA / "lessons"
PANELS = ("samples", "training", "model", "stage")
# what can be open to do beside the settings, by the keys of its widgets
ACTS = ("edit_parameters", "test_table", "gallery", "open_data", "shape")
OPEN = (*SETTINGS, *ACTS)
VIEWS = ("curves", "lines", "decision", "samples", "landscape", "compare")
MAX_HINTS = 3
MAX_STEPS = 50
MAX_CHARACTERS = 500_000  # of a file
LARGEST = 1e12  # number in one
NEEDED = ("title", "about", "text")  # entries
NAMES = re.compile("(?!(next|back|hint|leave|answer|open)$)[a-z0-9_]{1,40}")  # of files
FALLBACK = "en"  # language of words that are not in another

Words = Mapping[str, Any]  # a text, or several, by language


class LessonError(ValueError):
    """A file that is no lesson: on which line, from 1, and why."""

    def __init__(self, line: int, code: str, fields: Mapping[str, Any]) -> None:
        super().__init__(f"line {line}: {code} {dict(fields)}")
        self.line = line
        self.problem = Problem(code, dict(fields))


class _Reader:
    """Reads the entries of a file one by one, and knows at which it is, to say what is wrong."""

    def __init__(self, source: str) -> None:
        self._source, self._step, self._key = source, 0, ""  # step 0 is what comes before them
        self._samples = decode({}).samples  # as the steps so far have set them up

    def read(self, kind: type, entries: Mapping[str, Any]) -> Any:
        """A lesson, or a step, of these entries, in the order of its fields."""
        known = get_type_hints(kind, include_extras=True)
        for key in entries:
            self._key = key
            self.known(key, known)
        found = {}
        for key, hint in known.items():
            self._key = key
            if key in entries:
                found[key] = hint.__metadata__[0](self, entries[key])
            if key in NEEDED and not found.get(key):
                raise self._error("lesson_missing", name=f"{key}.{FALLBACK}")
        return kind(**found)

    def _error(self, code: str, **fields: object) -> LessonError:
        return LessonError(_line_of(self._source, self._step, self._key), code, fields)

    # --- what an entry becomes ----------------------------------------------------------------

    def steps(self, tables: Any) -> tuple["Step", ...]:
        is_list = isinstance(tables, list) and tables
        if not is_list or not all(isinstance(table, dict) for table in tables):
            raise self._error("lesson_no_step")
        if len(tables) > MAX_STEPS:
            raise self._error("lesson_too_many", maximum=MAX_STEPS)
        return tuple(self._step_of(table, number) for number, table in enumerate(tables, start=1))

    def _step_of(self, table: Mapping[str, Any], number: int) -> "Step":
        self._step = number
        return self.read(Step, table)

    def known(self, value: Any, known: Collection[str]) -> str:
        """A name, which has to be one of those that are known."""
        name = _shown(value)
        if name not in known:
            raise self._error("lesson_unknown", name=name, known=", ".join(filter(None, known)))
        return name

    def names(self, value: Any, known: Collection[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.known(name, known) for name in self.take(value, (list,))))

    def some(self, value: Any, known: tuple[str, ...]) -> tuple[str, ...]:
        """All, if none is named."""
        return self.names(value, known) or known

    def take(self, value: Any, kinds: Collection[type], name: str = "") -> Any:
        """A value, which has to be of one of these kinds; ``name``: if not that of the entry."""
        if type(value) not in kinds or _is_beyond(value):
            raise self._error("lesson_value", name=name or self._key, value=_shown(value))
        return value

    def words(self, value: Any, kind: type = str) -> Words:
        """What is said, by language; it is the same in all if it is given once."""
        by_language = value if isinstance(value, dict) else {FALLBACK: value}
        return {language: self.take(words, (kind,)) for language, words in by_language.items()}

    def hints(self, value: Any) -> Words:
        found = self.words(value, list)
        for hints in found.values():
            if len(hints) > MAX_HINTS or not all(isinstance(hint, str) for hint in hints):
                raise self._error("lesson_hints", maximum=MAX_HINTS)
        return found

    def setup(self, value: Any) -> Mapping[str, str]:
        """The query of the set-up, whose samples the step then has."""
        query = dict(parse_qsl(self.take(value, (str,)).lstrip("?"), keep_blank_values=True))
        saved = decode(query)
        for problem in saved.problems:
            value = problem.fields.get("value", problem.code.removeprefix("link_"))
            raise self._error("lesson_value", name="setup", value=_shown(value))
        self._samples = saved.samples
        return query

    def cells(self, value: Any) -> frozenset[tuple[int, str]]:
        """Each as ``4 label``: the row, from 1, and the column."""
        return frozenset(map(self._cell, self.take(value, (list,))))

    def _cell(self, value: Any) -> tuple[int, str]:
        number, _, column = self.take(value, (str,)).partition(" ")
        row = whole_number(number) or 0
        if not 1 <= row <= len(self._samples) or column not in self._samples:
            raise self._error("lesson_cell", value=_shown(value))
        return row, column

    def goal(self, value: Any) -> Goal:
        asks = dict(self.take(value, (dict,)))
        if "kind" not in asks:
            raise self._error("lesson_missing", name="kind")
        kind = self.known(asks.pop("kind"), GOALS)
        known = asks_of(kind)
        for name, asked in asks.items():
            kinds = known[self.known(name, known)]
            is_whole = float not in kinds and isinstance(asked, float) and asked.is_integer()
            asks[name] = self.take(int(asked) if is_whole else asked, kinds, name)  # 2.0 is 2
        self.known(asks.get("view", VIEWS[0]), VIEWS)
        missing = [name for name in known if NoneType not in known[name] and name not in asks]
        if known.keys() >= set(BOUND) and len(asks.keys() & set(BOUND)) != 1:
            missing = [" / ".join(BOUND)]
        if missing:
            raise self._error("lesson_missing", name=missing[0])
        return Goal(kind, asks)


@dataclass(frozen=True)
class Step:
    """One step of a lesson: what is said, and what there is to see and to do meanwhile."""

    text: Annotated[Words, _Reader.words]
    # the query of a link; None: it goes on with the page
    setup: Annotated[Mapping[str, str] | None, _Reader.setup] = None
    show: Annotated[tuple[str, ...], partial(_Reader.some, known=PANELS)] = PANELS
    # tabs that can be chosen
    views: Annotated[tuple[str, ...], partial(_Reader.some, known=VIEWS)] = VIEWS
    # settings and acts; None for all
    open: Annotated[tuple[str, ...] | None, partial(_Reader.names, known=OPEN)] = None
    # (row from 1, column); None for all
    cells: Annotated[frozenset[tuple[int, str]] | None, _Reader.cells] = None
    # the kind that is asked for before a run
    guess: Annotated[str, partial(_Reader.known, known=("", *GUESSES))] = ""
    goal: Annotated[Goal | None, _Reader.goal] = None
    hints: Annotated[Words, _Reader.hints] = field(default_factory=dict)
    # to be answered in words
    question: Annotated[Words, _Reader.words] = field(default_factory=dict)

    def is_open(self, name: str) -> bool:
        """Whether a setting can be changed, or an act done.

        W and b that are typed are the initial weights; of which kind those are goes with them.
        """
        if self.open is None or name in self.open:
            return True
        return "edit_parameters" in self.open and name in ("start", "initial_weights")


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """A lesson, as its file has it."""

    order: Annotated[int, partial(_Reader.take, kinds=(int,))] = 0
    title: Annotated[Words, _Reader.words]
    about: Annotated[Words, _Reader.words]
    step: Annotated[tuple[Step, ...], _Reader.steps]

    @property
    def steps(self) -> tuple[Step, ...]:
        return self.step

    def setup_of(self, step: int) -> SavedExperiment:
        """The page as a step sets it up, or the last before it that does; the note without any."""
        found = (each.setup for each in self.steps[step::-1] if each.setup is not None)
        return decode(next(found, {}))


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
    if not NAMES.fullmatch(path.stem):  # it is part of the address, and of a widget's name
        return LessonError(1, "lesson_name", {"name": path.stem})
    return lesson_in(path.read_text(encoding="utf-8-sig", errors="replace"))


def lesson_in(source: str) -> Lesson | LessonError:
    """The lesson that a file holds, or what is wrong with it."""
    try:
        return read_lesson(source)
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
    lesson: Lesson = _Reader(source).read(Lesson, {"step": None, **entries})
    return lesson


def _syntax_error(source: str, reason: str) -> LessonError:
    """What TOML has against a file; it says in English what, and where."""
    at = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", reason)
    line = int(at[1]) if at and at[1] else source.rstrip().count("\n") + 1
    return LessonError(line, "lesson_syntax", {"reason": reason[: at.start() if at else None]})


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
