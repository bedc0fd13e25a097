"""What a visitor's session holds: one typed value, from which everything on the page is derived.

Only this module reaches Streamlit's session state and the page's address; it hands the parts of
the session what they need of them.
"""

from collections.abc import Iterable, MutableMapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from playground.core.experiment import Experiment
from playground.core.insight.guess import Guess, Verdict, verdict
from playground.core.insight.remarks import Remark
from playground.core.problem import Problem, remark
from playground.core.run import TrainingRun
from playground.core.settings import GIVEN_WEIGHTS, SETTINGS, applies_to, default_settings
from playground.core.sweep import Sweep
from playground.session import view_fields, visible_state
from playground.session.address import Address
from playground.session.decision_cache import DecisionCache
from playground.session.draft import Draft
from playground.session.explained import Answers, Explained
from playground.session.fields import Fields
from playground.session.guessing import Guessing
from playground.session.kept_history import KeptHistory
from playground.session.landscape_cache import LandscapeCache
from playground.session.lesson import opening
from playground.session.manual_parameters import PARAMETERS_TABLE, ManualParameters
from playground.session.playback import Playback
from playground.session.quiz import Quiz
from playground.session.run_archive import RunArchive
from playground.session.tables import QUERY_TABLE, TABLES, TRAINING_TABLE, Tables
from playground.sharing.examples import Example, example_of, note_dataset
from playground.sharing.link import SavedExperiment
from playground.tables.document import Document
from playground.tables.edits import touched_row
from playground.tables.pasting import pasted
from playground.tables.reading import Input, read_input, read_query_vectors, read_samples
from playground.texts import LANGUAGES, Texts, matching_language

_KEY = "session"


class Session:
    """A visitor's session, of which ``widgets`` has what they hold; as its address opens it.

    ``views``: their names in the order of the tabs. ``language``: what the browser is set to.
    """

    input: Input  # tables and settings, as the page is drawn for

    def __init__(
        self,
        widgets: MutableMapping[Any, Any],
        address: Address,
        views: Sequence[str],
        language: str,
    ) -> None:
        self.address = address
        self.views, self._language = views, language
        self.fields = Fields(widgets, default_settings())  # and those of these groups:
        self.page = view_fields.PageFields(self.fields)
        self.lines = view_fields.LinesFields(self.fields)
        self.decision = view_fields.DecisionFields(self.fields)
        self.samples = view_fields.SamplesFields(self.fields)
        self.landscape = view_fields.LandscapeFields(self.fields)
        self.pad = view_fields.PadFields(self.fields)
        self.compare = view_fields.CompareFields(self.fields)
        self.lesson_fields = view_fields.LessonFields(self.fields)
        self.guessing = Guessing(self.fields)
        self.tables = Tables(widgets)
        run = Experiment(note_dataset()).start()  # shown beside a table that cannot be learnt from
        self.playback = Playback(run, self.fields)
        self.manual_parameters = ManualParameters(self.tables, self.fields)
        self.quiz, self.answers, self.archive = Quiz(), Answers(), RunArchive()
        self.sweep: Sweep | None = None
        self.landscape_cache, self.decision_cache = LandscapeCache(), DecisionCache()
        self.boxes: list[str] = []  # of charts on show, by their names
        self.offers_pictures = False  # of the charts, to be saved
        self.drawn: Document | None = None  # the last that could be drawn
        # what was wrong with a link, a file or what was pasted, by the place where it is said
        self.notices: dict[str, list[Problem]] = {}
        self.told_file: bytes | None = None  # by a browser that can send none
        self.qr_link = ""  # of a QR code that has been asked for, until it is shown
        self._to_ask_about = ""  # rows pasted that do not fit into the table of samples
        self.lesson, saved = opening(address)
        self.lessons = {self.lesson.name: self.lesson} if self.lesson else {}  # attended so far
        self.page.language = saved.language if saved.language in LANGUAGES else language
        visible_state.read_query(self.fields, saved.query, views)
        self.draft = Draft(self.fields, address)
        self.load(saved)
        self.history = KeptHistory(self.document, address.store)
        if self.lesson:
            self.lesson.begin(self.document, self.playback)
            self.lesson.settle(self.page)
            self.guessing.fix(self.lesson.step.guess)

    @property
    def texts(self) -> Texts:
        return Texts(self.page.language)

    @property
    def run(self) -> TrainingRun:
        """The run whose results are on screen."""
        return self.playback.run

    @property
    def settings(self) -> dict[str, Any]:
        """As typed: a value for each of SETTINGS."""
        return {name: self.fields[name] for name in SETTINGS}

    @property
    def document(self) -> Document:
        """Tables and settings as typed, and what is guessed."""
        tables = {name: self.tables.state(name) for name in TABLES}
        return Document(tables, self.settings, self.guessing.text)

    @property
    def frames(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """The tables of samples and of test vectors, as typed."""
        return self.tables.table(TRAINING_TABLE), self.tables.table(QUERY_TABLE)

    @property
    def problems(self) -> dict[str, list[Problem]]:
        """What is wrong with the input, by the place where it was typed, in the page's order."""
        found = {
            "samples": self.input.samples.problems,
            "settings": self.input.settings_problems,
            "parameters": self.manual_parameters.problems,
            "query_vectors": self.input.query_vectors.problems,
        }
        return {place: [*self.notices.get(place, []), *found[place]] for place in found}

    @property
    def is_trainable(self) -> bool:
        return self.input.experiment is not None and not self.manual_parameters.problems

    @property
    def is_stale(self) -> bool:
        """Whether what is on screen was computed from an earlier table or earlier settings."""
        if self.playback.is_under_way:  # the table is locked, a new learning rate counts on Resume
            return False
        experiment = self.input.experiment
        return experiment is None or not experiment.describes(self.run)

    @property
    def changes(self) -> list[str]:
        """What is no longer as in the run on screen: ``data``, and settings by their names."""
        is_same_data = self.input.samples.dataset == self.run.dataset
        then = vars(self.run.present_settings)
        changed = [name for name, value in self.settings.items() if value != then[name]]
        return changed if is_same_data else ["data", *changed]

    @property
    def example(self) -> Example | None:
        """The example whose samples the table has, whichever way they came into it."""
        return self.tables.read(TRAINING_TABLE, example_of)

    @property
    def example_of_run(self) -> Example | None:
        """The example, as long as the run on screen is of its samples."""
        return self.example if "data" not in self.changes else None

    @property
    def remark(self) -> Remark | None:
        """What is to be said of the run on screen, unless it is of an earlier table."""
        return None if self.is_stale else self.playback.remark

    @property
    def guess(self) -> Guess | None:
        """The guess to be seen: that of the run on screen, or the one that is to replace it."""
        found = self.guessing.beside(self.playback.guess)
        vectors = self.input.query_vectors.features
        n_vectors = len(vectors) if vectors.shape[1] == self.run.dataset.n_features else 0
        return found if found and found.fits(self.run.dataset, n_vectors) else None

    @property
    def verdict(self) -> Verdict | None:
        """What came of the guess, once the run has ended, unless it is of an earlier table."""
        guess, run = self.guess, self.run
        if guess is None or self.guessing.is_asking or self.is_stale or not run.finished:
            return None
        return verdict(guess, run, self.input.query_vectors.features)

    @property
    def explained(self) -> Explained:
        """What the view *Line by line* is to explain."""
        epoch = self.playback.epoch_to_show
        return Explained(self.run, epoch, self.lines, self.input.query_vectors, self.texts)

    @property
    def run_in_address(self) -> dict[str, str]:
        """What the address says of the run, or of the one to come that something is guessed of.

        Nothing when it is not one of tables and settings.
        """
        guess, run = self.guessing.given, {} if self.is_stale else self.playback.in_address()
        told = {"guess": guess.text} if guess else {}
        if guess and self.guessing.is_asking:
            return told
        return run | told if run and guess == self.playback.guess else run

    @property
    def in_file(self) -> dict[str, str]:
        """What a file says beside tables and settings: the run, and the step of a lesson."""
        return self.run_in_address | (self.lesson.query(for_file=True) if self.lesson else {})

    @property
    def can_undo(self) -> bool:
        return bool(self.history.past) and not self.playback.is_under_way

    @property
    def can_redo(self) -> bool:
        return bool(self.history.future) and not self.playback.is_under_way

    def shows(self, panel: str) -> bool:
        """Whether a panel is on the page: in a lesson, only those that its step needs are."""
        return self.lesson is None or panel in self.lesson.step.show

    def offers(self, view: str) -> bool:
        """Whether a view can be chosen: in a lesson, only those of its step can."""
        return self.lesson is None or view in self.lesson.step.views

    def allows(self, act: str) -> bool:
        """Whether an act, or a setting, is not locked by the step of a lesson."""
        return self.lesson is None or self.lesson.step.is_open(act)

    def can_change(self, setting: str) -> bool:
        """Whether a setting is open to change: not in mid-run, nor when it makes no difference.

        One that is wrong can be mended all the same: it may keep the run from starting.
        """
        if not self.allows(setting):
            return False
        if self.playback.is_under_way:
            return SETTINGS[setting].while_paused and self.playback.state == "paused"
        wrong = [problem.code for problem in self.input.settings_problems]
        return applies_to(setting, self.fields["optimizer"]) or setting in wrong

    def read_input(self) -> Input:
        """What tables and settings say, as they are typed now."""
        samples = self.tables.read(TRAINING_TABLE, read_samples)
        query_vectors = self.tables.read(QUERY_TABLE, read_query_vectors)
        return read_input(samples, query_vectors, self.settings)

    def load(self, saved: SavedExperiment) -> None:
        """Take over tables, settings and run of a link or a file."""
        self.fields.update(saved.settings)
        self.tables.load(TRAINING_TABLE, saved.samples)
        self.tables.load(QUERY_TABLE, saved.test_samples)
        self.notices = {"samples": saved.problems}
        self.input, guess = self.read_input(), saved.guess
        if self.input.experiment is not None:
            self.playback.show(self.input.experiment.start())
            if guess and not guess.fits(self.run.dataset, len(self.input.query_vectors.rows)):
                saved.problems.append(remark("link_setting", name="guess", value=guess.text[:40]))
                guess = None
            if saved.run:
                self.playback.repeat(saved.run, guess)
        self.guessing.leave(guess)
        if guess and not saved.run:  # it was about to begin
            self.guessing.is_asked = True

    def collect(self) -> None:
        """Take over what has been typed and chosen since the last page run."""
        self.fields.collect()
        self.manual_parameters.collect()
        self._record()
        if self.lesson:
            self.lesson.note(self.lesson_fields, self.guessing.given)
            self.lesson.settle(self.page)

    def paste(self, table: str, row: int, column: int, text: str) -> None:
        """Take over rows pasted at a cell of a table; it is one step, which can be undone.

        Samples that do not fit are asked about.
        """
        self.collect()  # what was typed just before is a step of its own
        if table == PARAMETERS_TABLE:  # it takes by itself what fits
            self._refuse("parameters", self.manual_parameters.columns)
        elif table == QUERY_TABLE or not self.playback.is_under_way:
            before = self.tables.table(table)
            after = pasted(before, row, column, text)
            if after is not None:
                self.tables.load(table, after)
                self._record()
            elif table == TRAINING_TABLE and self.allows("open_data"):
                self._to_ask_about, self.draft.is_open = text, False  # for the dialog that asks
            else:
                place = "samples" if table == TRAINING_TABLE else "query_vectors"
                self._refuse(place, before.columns)

    def _refuse(self, place: str, columns: Iterable[str]) -> None:
        names = {"names": ", ".join(columns)}
        self.notices[place] = [Problem("paste_does_not_fit", names, blocking=False)]

    def take_pasted(self) -> str:
        """Rows that were pasted and do not fit; once, as the dialog that then opens has them."""
        rows, self._to_ask_about = self._to_ask_about, ""
        return rows

    def _record(self) -> None:
        """Make what is typed a step that can be undone, if there is anything new."""
        before = self.history.present
        refused = {}
        if self.lesson:
            refused = self.lesson.put_back(self.tables, self.fields, before, self.document)
        if self.history.record(self.document):
            self.notices = {}  # whoever goes on has read them
            row = touched_row(
                before.tables[TRAINING_TABLE].table(), self.tables.table(TRAINING_TABLE)
            )
            if row is not None:  # what was touched last is explained
                self.lines.sample = row + 1
        self.notices |= refused

    def read(self) -> None:
        """Bring what follows from tables and settings up to date, after they were collected.

        Before the first epoch there is nothing to keep: the run begins as they say. So it does
        with other W and b of one's own, and of other features, of which its results say nothing.
        """
        self.input = self.read_input()
        experiment, run = self.input.experiment, self.run
        if experiment is None or self.playback.is_playing or experiment.describes(run):
            return
        is_given = experiment.settings.initial_weights == GIVEN_WEIGHTS
        begins_elsewhere = is_given and experiment.settings.start != run.settings.start
        has_other_features = experiment.dataset.feature_names != run.dataset.feature_names
        if run.epoch == 0 or begins_elsewhere or has_other_features:
            self.playback.show(experiment.start())

    def prepare(self) -> None:
        """Bring all else up to date, before the page is drawn."""
        self.playback.settle()
        self.manual_parameters.follow(self.playback)
        explained = self.explained
        self.lines.sample = explained.sample + 1
        if self.page.view == "lines":  # no other view pays for the code
            self.lines.line = explained.line.id
            self.lines.question = explained.question
        view_fields.settle_picture(self.decision, self.run.dataset)
        self.guessing.settle(self.run.dataset, len(self.input.query_vectors.rows))
        self.tables.fold_at_lock(TRAINING_TABLE, self.playback.is_under_way)
        self.address.compose(self.history.present, self._more_of_address())
        self.history.keep(self.address.kept)

    def _more_of_address(self) -> dict[str, str]:
        language = self.page.language
        more = self.run_in_address | (self.lesson.query() if self.lesson else {})
        more |= self.draft.in_address()
        more |= {} if language == self._language else {"language": language}
        return more | visible_state.query_of(self.fields, self.run.dataset, self.views[0])


def opened() -> Session | None:
    """The session of the visitor for whom this page run is; None before it has begun."""
    found: Session | None = st.session_state.get(_KEY)
    return found


def begin(views: Sequence[str]) -> Session:
    """Open a new session with what the address says, or take over what is new in this one.

    ``views``: their names in the order of the tabs.
    """
    session = opened()
    if session:
        session.collect()
    else:
        language = matching_language(st.context.locale)
        session = Session(st.session_state, Address(st.query_params), views, language)
        st.session_state[_KEY] = session
    session.read()
    return session


def conclude(session: Session) -> None:
    """End the drawing of the page: what could be drawn is worth coming back to.

    A widget may hold something that never reached the session: what a browser kept while the
    server was started anew. What it shows counts, and the page is drawn once more.
    """
    if session.fields.collect():
        st.rerun()
    session.drawn = session.history.present
    session.address.publish()


def start_afresh() -> None:
    """Leave everything behind and begin with the note's experiment."""
    st.query_params.clear()
    st.session_state.clear()


def close_popover(key: str) -> None:
    """Close a popover, since something in it has been chosen."""
    st.session_state[key] = False
