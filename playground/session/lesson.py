"""The lesson that a session is in: its step, what was reached, which hints were given."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from playground.core.insight.guess import Guess
from playground.core.insight.remarks import leaps, since_last_change
from playground.core.problem import Problem, remark
from playground.core.run import TrainingRun
from playground.session.address import Address
from playground.session.fields import Fields
from playground.session.kept_history import KeptHistory
from playground.session.playback import Playback
from playground.session.tables import QUERY_TABLE, TABLES, TRAINING_TABLE, Tables
from playground.session.view_fields import LessonFields, PageFields
from playground.sharing.hand_in import HandIn
from playground.sharing.lessons.goals import Facts, Tried
from playground.sharing.lessons.hints import look
from playground.sharing.lessons.locks import allowed
from playground.sharing.lessons.reading import Lesson, Step, lesson_named, read_lesson, said
from playground.sharing.link import PACKED_LESSON, SavedExperiment
from playground.sharing.link_run import whole_number
from playground.sharing.link_tables import packed, unpacked
from playground.store.store import Store, key_of
from playground.tables.difference import table_difference
from playground.tables.document import Document, TableState
from playground.tables.reading import filled_rows

BEFORE = -1  # index of the page before the lesson, among the steps
SEPARATOR = "_"  # between steps that were reached, in the address
SHORT = 1500  # letters of a lesson that an address has room for beside the experiment
Hint = Problem | int  # what the state tells; of the file's own, its index


class Place(NamedTuple):
    """Where a visitor stood on the page: what it takes to come back to it."""

    saved: SavedExperiment  # its query says what was seen of it
    history: KeptHistory | None = None  # undo begins anew without


class HandedIn(NamedTuple):
    """The run of a file that was opened, which is computed again."""

    run: TrainingRun
    epochs: int  # how many it had
    loss: float | None  # after them, as the file says; None without a run


class AttendedLesson:
    """A lesson, and how far a visitor has come in it."""

    def __init__(self, name: str, lesson: Lesson) -> None:
        self.name, self.lesson = name, lesson
        # what a file says of it, on whichever server that is opened, and the address
        self.in_file = self.in_address = {"lesson": name}
        self.goes_on = False  # where another session was, as the address says
        self.at = 0  # index of the step
        self.reached: set[int] = set()  # steps whose goal was, at some time
        self.places: dict[int, Place] = {}  # of steps that were left, and of the page `BEFORE`
        self.said = HandIn()  # what was typed and guessed by now
        self.kept = ""  # the name under which the store has that, and the page before
        self.handed_in: HandedIn | None = None  # with the file that was opened
        self.tried: list[Tried] = []  # the runs that ended in this step
        self._last: TrainingRun | None = None  # of those that ended
        self._other: tuple[TrainingRun | None, int] = None, 0  # run, and epochs, of before
        self._starts: dict[int, Document] = {}  # of steps that went on with the page
        self._own_hint: Problem | None = None  # what the state tells of the way to the goal
        self.given: list[Hint] = []

    @property
    def step(self) -> Step:
        return self.lesson.steps[self.at]

    @property
    def is_last(self) -> bool:
        return self.at == len(self.lesson.steps) - 1

    @property
    def is_reached(self) -> bool:
        return self.at in self.reached

    def query(self, for_file: bool = False) -> dict[str, str]:
        """What an address, or a file, says of the lesson and how far one is in it."""
        query = {**(self.in_file if for_file else self.in_address), "step": str(self.at + 1)}
        if self.reached:
            query["reached"] = SEPARATOR.join(str(at + 1) for at in sorted(self.reached))
        return query

    def place_at(self, at: int) -> Place:
        """The page as a step was left, or else as it is set up."""
        return self.places.get(at) or Place(self.lesson.setup_of(at))

    def note(self, fields: LessonFields, guess: Guess | None) -> None:
        """Have what was typed by now in the step, and guessed."""
        answers = {**self.said.answers, self.at + 1: fields.answer}
        answers = {step: text for step, text in answers.items() if text.strip()}
        guesses = {**self.said.guesses, self.at + 1: guess.text} if guess else self.said.guesses
        said = HandIn(fields.name, answers, guesses)
        if said != self.said:
            self.said, self.kept = said, ""

    # --- a step -------------------------------------------------------------------------------

    def begin(self, now: Document, playback: Playback, goes_on: bool = False) -> None:
        """Begin the step, with a page that is as set up, or left; or that ``goes_on``.

        What the run has come to is not the step's own if that one goes on, or was set up so.
        """
        setup = self.lesson.setup_of(self.at)
        epochs = setup.run.epochs if setup.run else 0
        self._set_up = document_of(setup)
        if goes_on:
            self._starts[self.at] = now
        is_set_up = playback.epochs == epochs and now._replace(guess="") == self._set_up
        is_of_before = is_set_up or self.step.setup is None  # as far as one can tell after a reload
        self._other = playback.run if is_of_before else None, playback.epochs
        self.tried, self._last, self.given = [], None, []

    def settle(self, page: PageFields) -> None:
        """Show a view that the step offers."""
        if page.view not in self.step.views:
            page.view = self.step.views[0]

    def facts(self, found: Facts, now: Document) -> Facts:
        """What has come of the step by now; ``found``: what the page comes to."""
        then, (run, epochs) = self._starts.get(self.at, self._set_up), self._other
        samples = now.tables[TRAINING_TABLE].table()
        other = table_difference(self._set_up.tables[TRAINING_TABLE].base, samples)
        edited = [cell.row for cell in other.cells]
        edited += len(samples.columns) * [*other.added, *other.removed]
        if other.columns_added or other.columns_removed:
            edited += range(1, len(samples) + 1)
        is_own = found.run.epoch > (epochs if found.run is run else 0)
        return replace(
            found,
            is_own=is_own and not found.is_stale,
            tried=self.tried,
            changed=[name for name, value in then.settings.items() if value != now.settings[name]],
            has_other_vectors=now.tables[QUERY_TABLE] != then.tables[QUERY_TABLE],
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
        if not self.is_reached:
            is_reached, self._own_hint = look(self.step, facts)
            if is_reached:
                self.reached.add(self.at)

    def put_back(
        self, tables: Tables, fields: Fields, before: Document, now: Document
    ) -> dict[str, list[Problem]]:
        """Undo at once what the step locks; what is to be said of it, by its place.

        ``before``: the last that was allowed.
        """
        kept = now if now == before else allowed(self.step, before, now)
        locked, refused = [remark("lesson_locked")], {}
        for name, place in zip(TABLES, ("samples", "query_vectors"), strict=True):
            if kept.tables[name] is not now.tables[name]:
                tables.load(name, kept.tables[name].table())
                refused[place] = locked
        if kept.settings != now.settings:
            fields.update(kept.settings)
            refused["settings"] = locked
        if "samples" in refused and self.step.cells:
            rows = sorted({row for row, _ in self.step.cells})
            refused["samples"] = [remark("lesson_cells", rows=", ".join(map(str, rows)))]
        return refused

    def hints(self, language: str) -> tuple[Hint | None, Hint | None]:
        """The one that was given last, as long as it holds, and the one to come.

        First is what the state told when it was looked at last, then the file's own.
        """
        if self.is_reached:
            return None, None
        known: list[Hint] = [self._own_hint] if self._own_hint else []
        known += range(len(said(self.step.hints, language)))
        last = self.given[-1] if self.given and self.given[-1] in known else None
        return last, next((found for found in known if found not in self.given), None)


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
    lesson.at = min(whole_number(query.get("step", "")) or 1, last) - 1
    numbers = map(whole_number, query.get("reached", "").split(SEPARATOR))
    lesson.reached = {number - 1 for number in numbers if number and number <= last}
    return lesson


def not_found(query: Mapping[str, str]) -> list[Problem]:
    """What is to be said where no lesson was found, though one is named."""
    if PACKED_LESSON in query:
        return [remark("link_lesson_packed")]
    return [remark("link_lesson", value=query["lesson"][:40])] if "lesson" in query else []


def _named(query: Mapping[str, str], store: Store) -> AttendedLesson | None:
    """One of the page's own; or of a file that the address holds, or the store."""
    name = query.get("lesson", "")
    if found := lesson_named(name):
        return AttendedLesson(name, found)
    is_packed = PACKED_LESSON in query
    try:
        source = unpacked(query[PACKED_LESSON]) if is_packed else (store.get(name) or b"").decode()
        return lesson_of(source, store)
    except ValueError:  # as LessonError is one
        return None


def lesson_of(source: str, store: Store) -> AttendedLesson:
    """The lesson of such a file, which is kept from now on. Raises LessonError."""
    content, letters = source.encode(), packed(source)
    found = AttendedLesson(key_of(content), read_lesson(source))
    found.in_file = {PACKED_LESSON: letters}
    if not store.put(content) or len(letters) <= SHORT:
        found.in_address = found.in_file
    return found


def opening(address: Address) -> tuple[AttendedLesson | None, SavedExperiment]:
    """What a page opens with: a lesson, if the address names one, and the experiment.

    An address that names nothing but the step has the step's set-up.
    """
    query, saved = address.query, address.read()
    lesson = attended(query, address.store)
    if lesson is None:
        if "lesson" in query and not address.store.is_readable:
            address.stay()
            saved.problems.append(remark("link_lesson_away"))  # a reload may bring it
        else:
            saved.problems.extend(not_found(query))
        return None, saved
    lesson.goes_on = "v" in query
    setup = lesson.lesson.setup_of(lesson.at)
    return lesson, saved if lesson.goes_on else replace(setup, language=saved.language)
