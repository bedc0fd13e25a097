"""The lessons that come with the page: each step can be done, and says nothing but what is so."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import pytest

from playground.core.insight.guess import read_guess
from playground.core.model import Parameters
from playground.core.parameters_text import parameters_text, read_parameters
from playground.core.run import TrainingRun
from playground.core.settings import GIVEN_WEIGHTS
from playground.session.address import Address
from playground.session.lesson import AttendedLesson
from playground.session.session import QUERY_TABLE, TRAINING_TABLE, Session
from playground.sharing.lessons.reading import VIEWS, Lesson, Step, lessons, said
from playground.texts import LANGUAGES
from playground.ui.lessons import acts
from tests.lesson_claims import CLAIMS, Claims, Seen
from tests.lesson_walks import WALKS, Try, Walk
from tests.session.opened import Query

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


def opened(name: str, step: int = 1) -> Session:
    """The page as a step begins, with the run of its set-up."""
    session = Session({}, Address(Query(lesson=name, step=str(step))), VIEWS, "en")
    settled(session)
    return session


def settled(session: Session) -> AttendedLesson:
    """As a page run leaves it, and the player a run that is set up."""
    if session.playback.is_playing:
        session.run.advance(session.playback.goal)
        session.playback.settle()
    session.collect()
    session.read()
    session.prepare()
    acts.look(session)
    assert session.lesson
    return session.lesson


def do(session: Session, each: Try) -> AttendedLesson:
    """What a student does in a try, who finds it open."""
    for name, cells in ((TRAINING_TABLE, each.cells), (QUERY_TABLE, each.vectors)):
        table = session.tables.table(name).copy()
        for place, text in cells.items():
            row, _, column = place.partition(" ")
            table.loc[table.index[int(row) - 1], column] = text
        if cells:
            session.tables.load(name, table)
    session.fields.update(each.settings)
    if each.weights:
        start = parameters_text(_with(session.run.parameters_at(0), each.weights, session.run))
        session.fields.update({"initial_weights": GIVEN_WEIGHTS, "start": start})
    session.page.view = each.view or session.page.view
    session.lines.line = each.line or session.lines.line
    session.lines.question = each.question or session.lines.question
    session.quiz.in_a_row += each.quiz
    shown = {"samples": each.cells, "model": each.weights, "training": each.train}
    assert all(session.shows(panel) for panel, is_needed in shown.items() if is_needed)
    settled(session)
    assert not any(session.notices.values())
    if each.train:
        assert session.input.experiment
        assert session.guessing.fixed == each.guess.partition("_")[0]
        session.guessing.hold(read_guess(each.guess))
        session.playback.show(session.input.experiment.start(), guess=session.guessing.given)
        session.run.advance(session.run.settings.epochs)
    return settled(session)


def _with(shown: Parameters, weights: Mapping[str, str], run: TrainingRun) -> Parameters:
    """W and b with other numbers in some places."""
    typed = Parameters(shown.weight.clone(), shown.bias.clone())
    for place, text in weights.items():
        name, _, column = place.partition(" ")
        row = run.dataset.class_names.index(name)
        if column == "b":
            typed.bias[row] = float(text)
        else:
            typed.weight[row, run.dataset.feature_names.index(column)] = float(text)
    return typed


@dataclass(frozen=True)
class Done:
    """A step that has been walked."""

    step: Step
    claims: Claims
    seen: Seen
    was_reached: bool  # at the start
    is_reached: bool
    given: frozenset[float]  # numbers that stand on the page as they were typed


@cache
def walked(name: str) -> list[Done]:
    """The steps of a lesson, one after another, as a student does them."""
    done: list[Done] = []
    session = opened(name)
    earlier = session.run
    for at, (walk, claims) in enumerate(zip(WALKS[name], CLAIMS[name], strict=True)):
        if at:
            acts.go_to_step(session, at)
        lesson = settled(session)
        first, vectors, was_reached = (
            session.run,
            session.input.query_vectors.features,
            lesson.is_reached,
        )
        given = [*_typed(session), *_asked(lesson.step, walk)]
        for each in walk.tries:
            do(session, each)
        given += _typed(session)
        seen = Seen(earlier if at else first, first, session.run, vectors)
        done.append(
            Done(lesson.step, claims, seen, was_reached, lesson.is_reached, _numbers(given))
        )
        earlier = session.run
    return done


def _numbers(texts: list[str]) -> frozenset[float]:
    return frozenset(float(text) for text in texts if NUMBER.fullmatch(text))


def _typed(page: Session) -> Iterator[str]:
    """Cells of tables, settings, W and b as given, and the sizes that anyone can count."""
    for table in page.frames:
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
    for each in (*walk.tries, *([walk.wrong] if walk.wrong else [])):
        for cells in (each.cells, each.vectors, each.weights):
            yield from (place.partition(" ")[0] for place in cells)
            yield from cells.values()
        yield from map(str, each.settings.values())


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
    if done.step.goal:
        assert (done.was_reached, done.is_reached) == (False, True)


@pytest.mark.parametrize(
    ("name", "number"), [(name, at) for name, at in STEPS if WALKS[name][at].wrong]
)
def test_a_wrong_try_does_not_reach_the_goal(name: str, number: int) -> None:
    wrong = WALKS[name][number].wrong
    assert wrong
    assert not do(opened(name, number + 1), wrong).is_reached


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
