"""The lesson that a session is in: its step, what was reached, which hints were given."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from playground.charts.display import format_number
from playground.core.insight.guess import Guess
from playground.core.insight.remarks import leaps, since_last_change
from playground.core.problem import Problem, remark
from playground.core.rounding import is_same
from playground.core.run import TrainingRun
from playground.session.address import Address
from playground.session.fields import Fields
from playground.session.kept_history import KeptHistory
from playground.session.tables import TABLES, Tables
from playground.sharing.hand_in import HandIn
from playground.sharing.lessons.goals import Facts, Tried, is_reached
from playground.sharing.lessons.hints import hint
from playground.sharing.lessons.locks import allowed
from playground.sharing.lessons.reading import Lesson, Step, lesson_named, read_lesson, said
from playground.sharing.link import PACKED_LESSON, SavedExperiment, decode
from playground.sharing.link_run import SavedRun, whole_number
from playground.sharing.link_tables import packed, unpacked
from playground.store.store import Store, key_of
from playground.tables.difference import table_difference
from playground.tables.document import Document, TableState
from playground.tables.reading import filled_rows

LOCKED = "lesson_locked"  # what is said of it
SEPARATOR = "_"  # between steps that were reached, in the address
SHORT = 1500  # letters of a lesson that an address has room for beside the experiment


class Place(NamedTuple):
    """Where a visitor stood on the page: what it takes to come back to it."""

    saved: SavedExperiment
    visible: Mapping[str, str]  # what the address said of the page beside tables and settings
    history: KeptHistory | None = None  # undo begins anew without


class HandedIn(NamedTuple):
    """What was handed in with a file, and its run, which is computed again."""

    said: HandIn
    run: TrainingRun
    epochs: int  # how many the file's run had; 0 for none

    @property
    def loss(self) -> float | None:
        """What the run has come to here; None as long as it has not come as far."""
        return self.run.loss_history[self.epochs - 1] if 0 < self.epochs <= self.run.epoch else None

    @property
    def code(self) -> str:
        """Names what is to be said of it: the text ``hand_in_<code>``.

        Near the loss in the file is what other processors come to: the same to the digits shown.
        """
        said, found = self.said.loss, self.loss
        if said is None or found is None:
            return "no_run" if said is None else "running"
        if said == found:
            return "same"
        is_near = is_same(said, found) or format_number(said) == format_number(found)
        return "near" if is_near else "other"


class AttendedLesson:
    """A lesson, and how far a visitor has come in it."""

    def __init__(self, name: str, lesson: Lesson, packed: str = "", is_kept: bool = True) -> None:
        """``packed``: its file, if it is none of the page's own; ``is_kept``: by a store."""
        self.name, self.lesson, self._packed = name, lesson, packed
        self._is_named = not packed or (is_kept and len(packed) > SHORT)
        self.at = 0  # index of the step
        self.reached: set[int] = set()  # steps whose goal was, at some time
        self.places: dict[int, Place] = {}  # steps that were left, as they were
        self.starts: dict[int, Document] = {}  # and as they began
        self.answers: dict[int, str] = {}  # to their questions
        self._setups: dict[int, Place] = {}
        self.guesses: dict[int, Guess] = {}  # that were made in them
        self.handed_in: HandedIn | None = None  # with the file that was opened
        self.goes_on = False  # where another session was, as the address says
        # the page before the lesson, what was typed, and the name under which the store has both
        self.kept: tuple[Place | None, HandIn, str] = None, HandIn(), ""
        self.tried: list[Tried] = []  # the runs that ended in this step
        self._other: tuple[TrainingRun | None, int] = None, 0  # run, and epochs, of before
        self._last: TrainingRun | None = None  # of those that ended
        self._given: list[Problem | int] = []  # hints; of the file's own, their indices

    @property
    def step(self) -> Step:
        return self.lesson.steps[self.at]

    @property
    def is_last(self) -> bool:
        return self.at == len(self.lesson.steps) - 1

    @property
    def is_reached(self) -> bool:
        return self.at in self.reached

    @property
    def setup(self) -> Place:
        return self._setup_at(self.at)

    def _setup_at(self, at: int) -> Place:
        """The page as a step has it set up, or the last step before it that does."""
        if at not in self._setups:
            query = self.lesson.setup_of(at)
            self._setups[at] = Place(decode(query), query)
        return self._setups[at]

    def place_at(self, at: int) -> Place:
        """The page as a step was left, or else as it is set up."""
        return self.places.get(at) or self._setup_at(at)

    def in_file(self) -> dict[str, str]:
        """What a file says of the lesson and its step, on whichever server it is opened."""
        called = {PACKED_LESSON: self._packed} if self._packed else {"lesson": self.name}
        return self._called(called)

    def in_address(self) -> dict[str, str]:
        """What an address says: a short lesson is in it, a longer one in the store."""
        return self._called({"lesson": self.name}) if self._is_named else self.in_file()

    def _called(self, called: Mapping[str, str]) -> dict[str, str]:
        query = {**called, "step": str(self.at + 1)}
        if self.reached:
            query["reached"] = SEPARATOR.join(str(at + 1) for at in sorted(self.reached))
        return query

    # --- what is handed in ------------------------------------------------------------------------

    def note(self, answer: str, guess: Guess | None) -> None:
        """Keep what was typed in the step, and guessed."""
        self.answers[self.at] = answer
        if guess:
            self.guesses[self.at] = guess

    def hand_in(self, name: str, loss: float | None) -> HandIn:
        answers = {at + 1: text for at, text in sorted(self.answers.items()) if text.strip()}
        guesses = {at + 1: guess for at, guess in sorted(self.guesses.items())}
        return HandIn(name, answers, guesses, loss)

    def take(self, said: HandIn) -> None:
        """Have the answers and guesses of a file, to the steps that there are."""
        steps = range(1, len(self.lesson.steps) + 1)
        self.answers = {at - 1: text for at, text in said.answers.items() if at in steps}
        self.guesses = {at - 1: guess for at, guess in said.guesses.items() if at in steps}

    # --- a step -------------------------------------------------------------------------------

    def begin(self, now: Document, run: TrainingRun, epochs: int) -> None:
        """Go on with the page as it is; the first ``epochs`` of its run are not the step's own."""
        self.starts[self.at] = now
        self._begin(run, epochs)

    def come_back(self, now: Document, run: TrainingRun, saved: SavedRun | None) -> None:
        """Take the page as it was set up or left; a ``saved`` run of the set-up is not its own."""
        setup = self.setup.saved
        as_set_up = document_of(setup)
        is_set_up = now._replace(guess="") == as_set_up and _seen(saved) == _seen(setup.run)
        if self.step.setup is not None or self.at == 0:
            self.starts[self.at] = as_set_up
        self.starts.setdefault(self.at, now)
        self._begin(run if is_set_up else None, saved.epochs if saved else 0)

    def _begin(self, run: TrainingRun | None, epochs: int) -> None:
        self.tried, self._last, self._other, self._given = [], None, (run, epochs), []

    @property
    def start(self) -> Document:
        return self.starts[self.at]

    def is_own(self, run: TrainingRun) -> bool:
        """Whether the step has had a part in a run."""
        other, epochs = self._other
        return run.epoch > (epochs if run is other else 0)

    def facts(self, found: Facts, now: Document) -> Facts:
        """What has come of the step by now; ``found``: what the page comes to."""
        start, (samples, _) = self.start, now.frames
        other = table_difference(self.setup.saved.samples, samples)
        edited = [cell.row for cell in other.cells]
        edited += len(samples.columns) * [*other.added, *other.removed]
        if other.columns_added or other.columns_removed:
            edited += range(1, len(samples) + 1)
        return replace(
            found,
            is_own=self.is_own(found.run) and not found.is_stale,
            tried=self.tried,
            changed=[name for name, value in now.settings.items() if value != start.settings[name]],
            has_other_vectors=[*now.tables.values()][1] != [*start.tables.values()][1],
            edited=edited,
            rows=[row + 1 for row in filled_rows(samples)],
        )

    def look(self, facts: Facts) -> None:
        """See whether the goal is reached, and note a run that has ended."""
        run = facts.run
        if facts.is_own and run.finished and run is not self._last:
            self._last = run
            rate = run.present_settings.learning_rate
            self.tried.append(Tried(rate, run.diverged or leaps(since_last_change(run))))
        if self.step.goal and not self.is_reached and is_reached(self.step.goal, facts):
            self.reached.add(self.at)

    def put_back(
        self, tables: Tables, fields: Fields, before: Document, now: Document
    ) -> dict[str, list[Problem]]:
        """Undo at once what the step locks; what is to be said of it, by its place.

        ``before``: the last that was allowed.
        """
        if now == before:
            return {}
        step, refused = self.step, {}
        kept = allowed(step, self.start, before, now)
        rows = ", ".join(map(str, sorted({row for row, _ in step.cells or ()})))
        codes = {"samples": "lesson_cells" if step.cells else LOCKED, "query_vectors": LOCKED}
        for name, (place, code) in zip(TABLES, codes.items(), strict=True):
            if kept.tables[name] is not now.tables[name]:
                tables.load(name, kept.tables[name].table())
                refused[place] = [remark(code, rows=rows)]
        if kept.settings != now.settings:
            fields.update(kept.settings)
            refused["settings"] = [remark(LOCKED)]
        return refused

    # --- hints --------------------------------------------------------------------------------

    @property
    def n_given(self) -> int:
        return len(self._given)

    def next_hint(self, facts: Facts, language: str) -> Problem | int | None:
        """What would be said next: what the state tells, unless it was said, then the file's."""
        if self.is_reached:
            return None
        own = hint(self.step, facts)
        if own not in (None, *self._given):
            return own
        n_given = sum(isinstance(given, int) for given in self._given)
        return n_given if n_given < len(said(self.step.hints, language)) else None

    def give_hint(self, facts: Facts, language: str) -> None:
        if (found := self.next_hint(facts, language)) is not None:
            self._given.append(found)

    def given_hint(self, facts: Facts, language: str) -> Problem | str | None:
        """The one that was given last, in this language, as long as it holds."""
        last = self._given[-1] if self._given and not self.is_reached else None
        if isinstance(last, int):
            from_file: list[str] = said(self.step.hints, language)
            return from_file[min(last, len(from_file) - 1)]
        return last if last == hint(self.step, facts) else None


def _seen(run: SavedRun | None) -> SavedRun | None:
    """The run, whichever of its epochs is shown."""
    return run._replace(shown=None) if run else None


def document_of(saved: SavedExperiment) -> Document:
    """What a session has typed that has just taken it over."""
    frames = zip(TABLES, (saved.samples, saved.test_samples), strict=True)
    return Document({name: TableState(frame, {}) for name, frame in frames}, dict(saved.settings))


def attended(query: Mapping[str, str], store: Store) -> AttendedLesson | None:
    """The lesson that an address names, at the step and with the goals reached that it says."""
    lesson = _named(query, store)
    if lesson is None:
        return None
    last = len(lesson.lesson.steps)
    lesson.at = min(max(whole_number(query.get("step", "")) or 1, 1), last) - 1
    numbers = map(whole_number, query.get("reached", "").split(SEPARATOR))
    lesson.reached = {number - 1 for number in numbers if number and number <= last}
    return lesson


def _named(query: Mapping[str, str], store: Store) -> AttendedLesson | None:
    """One of the page's own; or of a file that the address holds, or the store."""
    name = query.get("lesson", "")
    if found := lesson_named(name):
        return AttendedLesson(name, found)
    try:
        if PACKED_LESSON in query:
            return lesson_of(unpacked(query[PACKED_LESSON]), store)
        kept = store.get(name)
        return lesson_of(kept.decode(), store) if kept else None
    except ValueError:  # as LessonError is one
        return None


def lesson_of(source: str, store: Store) -> AttendedLesson:
    """The lesson of such a file, which is kept from now on. Raises LessonError."""
    lesson, content = read_lesson(source), source.encode()
    is_kept = bool(store.put(content))
    return AttendedLesson(key_of(content), lesson, packed(source), is_kept)


def opening(
    address: Address,
) -> tuple[AttendedLesson | None, SavedExperiment, Mapping[str, str]]:
    """What a page opens with: a lesson, if the address names one, the experiment, and the view.

    An address that names nothing but the step has the step's set-up.
    """
    query, saved = address.query, address.read()
    lesson = attended(query, address.store)
    if lesson:
        lesson.goes_on = "v" in query
        if not lesson.goes_on:
            setup = lesson.setup
            return lesson, replace(setup.saved, language=saved.language), setup.visible
    elif PACKED_LESSON in query:
        saved.problems.append(remark("link_lesson_packed"))
    elif "lesson" in query and not address.store.is_readable:
        address.stay()
        saved.problems.append(remark("link_lesson_away"))
    elif "lesson" in query:
        saved.problems.append(remark("link_lesson", value=query["lesson"][:40]))
    return lesson, saved, query
