"""The lessons that come with the page: each step can be done, and says nothing but what is so."""

import re
from functools import cache
from typing import NamedTuple

import pytest

from playground.core.insight.guess import read_guess
from playground.session.address import Address
from playground.session.lesson import AttendedLesson
from playground.session.session import QUERY_TABLE, TRAINING_TABLE, Session
from playground.sharing.lessons.reading import VIEWS, Lesson, Step, lessons, said
from playground.texts import LANGUAGES
from playground.ui.lessons import acts
from tests.lesson_claims import CLAIMS, Seen
from tests.lesson_walks import WALKS, Try
from tests.session.opened import Query

STEPS = [(name, number) for name, walks in WALKS.items() for number in range(1, len(walks) + 1)]
WRONG = [(*step, wrong) for step in STEPS if (wrong := WALKS[step[0]][step[1] - 1].wrong)]
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
    assert not any([*session.notices.values(), *session.problems.values()])
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
    opened = {name: getattr(each, name) for name in ("view", "line", "question")}
    session.fields.update(
        {**each.settings, **{name: text for name, text in opened.items() if text}}
    )
    if each.weights:
        _type_weights(session, each)
    session.quiz.in_a_row += each.quiz
    shown = {"samples": each.cells, "model": each.weights, "training": each.train}
    assert all(session.shows(panel) for panel, is_needed in shown.items() if is_needed)
    settled(session)
    if each.train:
        assert session.input.experiment
        assert session.guessing.fixed == each.guess.partition("_")[0]
        session.guessing.hold(read_guess(each.guess))
        session.playback.show(session.input.experiment.start(), guess=session.guessing.given)
        session.run.advance(session.run.settings.epochs)
    return settled(session)


def _type_weights(session: Session, each: Try) -> None:
    data = session.run.dataset
    rows = [row.split("_") for row in session.settings["start"].split("~")]
    for place, text in each.weights.items():
        name, _, column = place.partition(" ")
        columns = (*data.feature_names, "b")
        rows[data.class_names.index(name)][columns.index(column)] = text
    session.fields.set("start", "~".join(map("_".join, rows)))


class Done(NamedTuple):
    """A step that has been walked."""

    step: Step
    seen: Seen
    was_reached: bool  # at the start
    is_reached: bool
    given: set[float]  # numbers that stand on the page as they were typed, or are to be typed


@cache
def walked(name: str) -> list[Done]:
    """The steps of a lesson, one after another, as a student does them."""
    done: list[Done] = []
    session = opened(name)
    for at, walk in enumerate(WALKS[name]):
        if at:
            acts.go_to_step(session, at)
        lesson = settled(session)
        first, was_reached, given = session.run, lesson.is_reached, _on_page(session)
        vectors = session.input.query_vectors.features
        for each in walk.tries:
            do(session, each)
        seen = Seen(done[-1].seen.last if at else first, first, session.run, vectors)
        given |= _on_page(session) | _numbers(f"{lesson.step.goal} {walk}")
        done.append(Done(lesson.step, seen, was_reached, lesson.is_reached, given))
    return done


def _on_page(page: Session) -> set[float]:
    """Cells of tables, settings, W and b as given, and the sizes that anyone can count."""
    data = page.run.dataset
    sizes = data.n_samples, data.n_features, data.n_classes
    tables = "\n".join(table.to_csv(index=False) for table in page.frames)
    return _numbers(f"{tables} {sizes} {page.settings}".replace("_", " "))


def _numbers(text: str) -> set[float]:
    return {float(number.replace("−", "-")) for number in NUMBER.findall(text)}


def words(step: Step, language: str) -> str:
    """All that a step says in a language."""
    parts = said(step.text, language), *said(step.hints, language), said(step.question, language)
    return " ".join(parts)


def test_each_step_of_each_lesson_has_a_walk() -> None:
    walks = [(name, len(walks)) for name, walks in WALKS.items()]
    assert walks == [(name, len(lesson(name).steps)) for name in lessons()]


@pytest.mark.parametrize(("name", "number"), STEPS)
def test_a_goal_is_reached_by_the_walk_and_not_before(name: str, number: int) -> None:
    done = walked(name)[number - 1]
    assert not done.was_reached
    assert done.is_reached == (done.step.goal is not None)


@pytest.mark.parametrize(("name", "number", "wrong"), WRONG)
def test_a_wrong_try_does_not_reach_the_goal(name: str, number: int, wrong: Try) -> None:
    assert not do(opened(name, number), wrong).is_reached


@pytest.mark.parametrize(("name", "number"), STEPS)
def test_a_goal_does_not_give_away_what_is_to_be_guessed(name: str, number: int) -> None:
    step = lesson(name).steps[number - 1]
    assert not step.guess or (step.goal and step.goal.kind == "guess")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "number"), STEPS)
def test_each_number_is_on_the_page_or_claimed(name: str, number: int, language: str) -> None:
    done = walked(name)[number - 1]
    claims = [text for step, text in CLAIMS[name] if step == number]
    text = ROWS.sub("", words(done.step, language))
    for part in " / ".join(claims).split(" / "):
        text = text if NUMBER.fullmatch(part) else text.replace(part, "")
    not_claimed = set(NUMBER.findall(text)) - set(claims)
    assert _numbers(" ".join(not_claimed)) <= done.given


@pytest.mark.parametrize(
    ("name", "number", "text"), [(name, *claim) for name in CLAIMS for claim in CLAIMS[name]]
)
def test_what_a_text_claims_is_so(name: str, number: int, text: str) -> None:
    done = walked(name)[number - 1]
    all_words = " ".join(words(done.step, language) for language in LANGUAGES)
    assert all(part in all_words for part in text.split(" / "))
    found = CLAIMS[name][number, text](done.seen)
    decimals = len(text.partition(".")[2])
    assert found is True or f"{float(found):.{decimals}f}" == text.replace("−", "-")


@pytest.mark.parametrize("name", WALKS)
def test_a_lesson_is_said_in_each_language_and_its_steps_shortly(name: str) -> None:
    found = lesson(name)
    parts = [part for step in found.steps for part in (step.text, step.hints, step.question)]
    for part in filter(None, (found.title, found.about, *parts)):
        assert part.keys() == LANGUAGES.keys()
    for step in found.steps:
        assert len(said(step.text, "en").split()) <= MOST_WORDS
        assert len({len(said(step.hints, language)) for language in LANGUAGES}) == 1


@pytest.mark.parametrize("name", WALKS)
def test_a_lesson_asks_for_a_guess_or_for_something_to_be_found(name: str) -> None:
    found = lesson(name)
    assert 3 <= len(found.steps) <= 6
    assert any(walk.wrong for walk in WALKS[name])
    assert all(said(step.hints, "en") for step in found.steps if step.goal)
    assert any(step.guess or (step.goal and step.goal.kind != "trained") for step in found.steps)
