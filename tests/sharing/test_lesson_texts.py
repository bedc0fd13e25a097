"""The lessons that come with the page: each step can be done, and says nothing but what is so."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import pandas as pd
import pytest

from playground.core.insight.guess import Guess, read_guess, verdict
from playground.core.insight.remarks import leaps
from playground.core.model import Parameters
from playground.core.parameters_text import parameters_text, read_parameters
from playground.core.run import TrainingRun
from playground.core.settings import GIVEN_WEIGHTS
from playground.core.start import start_parameters
from playground.sharing.lessons.goals import Facts, Tried, look
from playground.sharing.lessons.reading import Lesson, Step, lessons, said
from playground.sharing.link import decode
from playground.tables.reading import Input, read_input, read_query_vectors, read_samples
from playground.texts import LANGUAGES
from tests.lesson_claims import CLAIMS, Claims, Seen
from tests.lesson_walks import WALKS, Try, Walk

NAMES = list(WALKS)
STEPS = [(name, number) for name, walks in WALKS.items() for number in range(len(walks))]
NUMBER = re.compile(r"(?<![\w.])[−-]?\d+(?:\.\d+)?(?!\w)", re.ASCII)
# samples by their numbers: "rows 2 and 3", "样本 1、2"
ROWS = re.compile(r"(?:[Rr]ows?|[Ss]amples?|样本|第) \d+(?:(?:, | and | to |、| 和 )\d+)*")
MOST_WORDS = 45  # of a text: about three lines of the band


def lesson(name: str) -> Lesson:
    found = lessons()[name]
    assert isinstance(found, Lesson), found
    return found


@dataclass
class Page:
    """Tables, settings and run as a student has them in a step, without a browser."""

    samples: pd.DataFrame
    vectors: pd.DataFrame
    settings: dict[str, Any]
    view: str = ""
    line: str = ""
    run: TrainingRun = field(init=False)
    tried: list[Tried] = field(default_factory=list)
    is_own: bool = False
    question: str = ""
    right_in_a_row: int = 0
    guess: Guess | None = None

    def __post_init__(self) -> None:
        self.began = self.samples.copy(), self.vectors.copy()
        self.start()

    @property
    def input(self) -> Input:
        read = read_samples(self.samples), read_query_vectors(self.vectors)
        return read_input(*read, self.settings)

    def start(self) -> None:
        experiment = self.input.experiment
        assert experiment is not None
        self.run = experiment.start()

    def do(self, acts: Try) -> None:
        for table, cells in ((self.samples, acts.cells), (self.vectors, acts.vectors)):
            for place, text in cells.items():
                row, _, column = place.partition(" ")
                table.loc[table.index[int(row) - 1], column] = text
        self.settings |= acts.settings
        if acts.weights:
            self._type(acts.weights)
        self.view, self.line = acts.view or self.view, acts.line or self.line
        self.question = acts.question or self.question
        self.right_in_a_row += acts.quiz
        if acts.train:
            self.start()
            self.run.advance(self.run.settings.epochs)
            self.is_own, self.guess = True, read_guess(acts.guess)
            has_leapt = leaps(self.run.loss_history) or self.run.diverged
            self.tried.append(Tried(self.run.settings.learning_rate, has_leapt))

    def _type(self, weights: Mapping[str, str]) -> None:
        """Put numbers into W and b, and begin with them."""
        shown = start_parameters(self.run.dataset, self.run.settings)
        shown = Parameters(shown.weight.clone(), shown.bias.clone())
        for place, text in weights.items():
            name, _, column = place.partition(" ")
            row = self.run.dataset.class_names.index(name)
            if column == "b":
                shown.bias[row] = float(text)
            else:
                names = self.run.dataset.feature_names
                shown.weight[row, names.index(column)] = float(text)
        self.settings |= {"initial_weights": GIVEN_WEIGHTS, "start": parameters_text(shown)}
        self.start()

    @property
    def facts(self) -> Facts:
        now, (samples, vectors) = self.input, self.began
        assert now.experiment is not None
        changed = (samples != self.samples).to_numpy().nonzero()[0]
        return Facts(
            self.run,
            is_own=self.is_own,
            is_stale=not now.experiment.describes(self.run),
            tried=tuple(self.tried),
            vectors=now.query_vectors.features,
            has_other_vectors=not vectors.equals(self.vectors),
            edited=[int(row) + 1 for row in changed],
            rows=range(1, len(self.samples) + 1),
            right_in_a_row=self.right_in_a_row,
            view=self.view,
            line=self.line,
            question=self.question,
            guess=self.guess.kind if self.guess else "",
            verdict=self.guess and verdict(self.guess, self.run, now.query_vectors.features),
        )


def opened(step: Step, before: Page | None) -> Page:
    """The page as a step begins."""
    if step.setup is None:
        assert before is not None
        return replace(before)
    saved = decode(step.setup)
    assert saved.problems == []
    view, line = step.setup.get("view", "curves"), step.setup.get("line", "")
    page = Page(saved.samples, saved.test_samples, saved.settings, view, line)
    assert page.input.samples.problems == page.input.query_vectors.problems == []
    if saved.run:
        page.run.advance(saved.run.epochs)
        assert page.run.epoch == saved.run.epochs
    return page


@dataclass(frozen=True)
class Done:
    """A step that has been walked."""

    step: Step
    claims: Claims
    seen: Seen
    at_start: Facts
    at_end: Facts
    given: frozenset[float]  # numbers that stand on the page as they were typed


@cache
def walked(name: str) -> list[Done]:
    """The steps of a lesson, one after another, as a student does them."""
    done: list[Done] = []
    page = None
    for step, walk, claims in zip(lesson(name).steps, WALKS[name], CLAIMS[name], strict=True):
        earlier = page.run if page else None
        page = opened(step, page)
        first, at_start, vectors = page.run, page.facts, page.input.query_vectors.features
        given = [*_typed(page), *_asked(step, walk)]
        for acts in walk.tries:
            page.do(acts)
        given += _typed(page)
        seen = Seen(earlier or first, first, page.run, vectors)
        done.append(Done(step, claims, seen, at_start, page.facts, _numbers(given)))
    return done


def _numbers(texts: list[str]) -> frozenset[float]:
    return frozenset(float(text) for text in texts if NUMBER.fullmatch(text))


def _typed(page: Page) -> Iterator[str]:
    """Cells of tables, settings, W and b as given, and the sizes that anyone can count."""
    for table in (page.samples, page.vectors):
        yield from table.astype(str).to_numpy().ravel()
    yield from map(str, page.settings.values())
    data = page.run.dataset
    yield from map(str, (data.n_samples, data.n_features, data.n_classes))
    if page.settings["initial_weights"] == GIVEN_WEIGHTS:
        for part in read_parameters(page.settings["start"]):
            yield from (f"{value:g}" for value in part.flatten().tolist())


def _asked(step: Step, walk: Walk) -> Iterator[str]:
    """What the goal asks for, and what is done: rows, numbers, guesses."""
    yield from map(str, step.goal.asks.values() if step.goal else ())
    for acts in (*walk.tries, *([walk.wrong] if walk.wrong else [])):
        for cells in (acts.cells, acts.vectors, acts.weights):
            yield from (place.partition(" ")[0] for place in cells)
            yield from cells.values()
        yield from map(str, acts.settings.values())


def words(step: Step, language: str) -> list[str]:
    """All that a step says in a language."""
    return [said(step.text, language), *said(step.hints, language), said(step.question, language)]


def test_each_lesson_has_a_walk() -> None:
    assert list(lessons()) == NAMES


@pytest.mark.parametrize(("name", "number"), STEPS)
def test_a_goal_is_not_reached_before_anything_is_done_and_is_by_the_walk(
    name: str, number: int
) -> None:
    done = walked(name)[number]
    if goal := done.step.goal:
        was_reached, is_now = (
            look(goal, facts).is_reached for facts in (done.at_start, done.at_end)
        )
        assert (was_reached, is_now) == (False, True)


@pytest.mark.parametrize(
    ("name", "number"), [(name, at) for name, at in STEPS if WALKS[name][at].wrong]
)
def test_a_wrong_try_does_not_reach_the_goal(name: str, number: int) -> None:
    step, wrong = lesson(name).steps[number], WALKS[name][number].wrong
    assert wrong is not None
    assert step.goal is not None
    page = opened(step, None)
    page.do(wrong)
    reached = look(step.goal, page.facts).is_reached
    assert not reached


@pytest.mark.parametrize(("name", "number"), STEPS)
def test_what_a_walk_does_is_open(name: str, number: int) -> None:
    step, walk = lesson(name).steps[number], WALKS[name][number]
    for acts in walk.tries:
        assert all(map(step.is_open, acts.settings))
        for place in acts.cells:
            row, _, column = place.partition(" ")
            assert step.cells is None or (int(row), column) in step.cells
        assert not acts.vectors or step.is_open("test_table")
        assert not acts.weights or (step.is_open("edit_parameters") and "model" in step.show)
        assert not acts.cells or "samples" in step.show
        assert not acts.train or "training" in step.show
        assert acts.view in ("", *step.views)
        assert acts.guess.partition("_")[0] == (step.guess if acts.train else "")


@pytest.mark.parametrize(("name", "number"), STEPS)
def test_the_goal_of_a_step_does_not_give_away_what_is_to_be_guessed(
    name: str, number: int
) -> None:
    step = lesson(name).steps[number]
    assert not step.guess or (step.goal and step.goal.kind == "guess")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "number"), STEPS)
def test_each_number_in_a_text_is_on_the_page_or_comes_of_the_run(
    name: str, number: int, language: str
) -> None:
    done = walked(name)[number]
    told = {text.replace("-", "−"): find for text, find in done.claims.items()}
    said_here = ROWS.sub("", " ".join(words(done.step, language)))
    for text in NUMBER.findall(said_here):
        if text in told:
            decimals = len(text.partition(".")[2])
            value = float(told[text](done.seen))
            assert f"{value:.{decimals}f}" == text.replace("−", "-"), f"{text} is {value}"
        else:
            is_given = float(text.replace("−", "-")) in done.given
            assert is_given, text


@pytest.mark.parametrize(("name", "number"), STEPS)
def test_what_a_text_claims_is_so(name: str, number: int) -> None:
    done = walked(name)[number]
    all_words = " ".join(text for language in LANGUAGES for text in words(done.step, language))
    for text, find in done.claims.items():
        assert all(each in all_words for each in text.split(" / "))
        if not NUMBER.fullmatch(text):
            assert find(done.seen) is True, text


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_is_said_in_each_language_and_its_steps_shortly(name: str) -> None:
    found = lesson(name)
    parts = [part for step in found.steps for part in (step.text, step.hints, step.question)]
    for part in filter(None, (found.title, found.about, *parts)):
        assert part.keys() == LANGUAGES.keys()
    for step in found.steps:
        assert len(said(step.text, "en").split()) <= MOST_WORDS
        assert len({len(said(step.hints, language)) for language in LANGUAGES}) == 1


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_asks_for_a_guess_or_for_something_to_be_found(name: str) -> None:
    found = lesson(name)
    assert 3 <= len(found.steps) <= 6
    assert any(walk.wrong for walk in WALKS[name])
    assert all(said(step.hints, "en") for step in found.steps if step.goal)
    assert any(step.guess or (step.goal and step.goal.kind != "trained") for step in found.steps)
