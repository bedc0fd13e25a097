"""A lesson as text: what is written is read again as it was, and people can read it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.core.insight.guess import GUESSES
from playground.core.settings import SETTINGS
from playground.sharing.lessons.goals import GOALS, TYPES, Goal
from playground.sharing.lessons.reading import (
    ACTS,
    LARGEST,
    MAX_HINTS,
    PANELS,
    VIEWS,
    Lesson,
    Step,
    is_lesson,
    lessons,
    read_lesson,
)
from playground.sharing.lessons.writing import write_lesson
from playground.sharing.link import decode, encode
from tests.strategies import tables, texts

words = st.text(max_size=40)  # of several lines, with quotes and marks of every kind
languages = st.one_of(st.just("zh"), st.text(max_size=5))
VALUES: dict[type, st.SearchStrategy] = {
    float: st.one_of(st.floats(-LARGEST, LARGEST), st.integers(-1000, 1000)),
    int: st.integers(-1000, 10**12),
    str: texts,
    bool: st.booleans(),
}


def spoken(said: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """In a language, and perhaps in others."""
    return st.dictionaries(languages, said, min_size=1, max_size=3)


def some(names: Any) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(list(names)), unique=True).map(tuple)


@st.composite
def goals(draw: st.DrawFn) -> Goal:
    kind = draw(st.sampled_from(list(GOALS)))
    names = [draw(st.sampled_from(group)) for group in GOALS[kind].needed]
    names += [name for name in GOALS[kind].optional if draw(st.booleans())]
    asks = {name: draw(VALUES[TYPES[name][0]]) for name in names}
    return Goal(kind, asks | ({"view": draw(st.sampled_from(VIEWS))} if "view" in asks else {}))


@st.composite
def set_ups(draw: st.DrawFn) -> dict[str, str]:
    example = draw(st.sampled_from(["", "iris", "xor"]))
    if example:
        return {"data": example, "learning_rate": "0.5", "view": draw(st.sampled_from(VIEWS))}
    table = draw(tables(min_rows=1))
    settings = {name: setting.default for name, setting in SETTINGS.items()}
    query, _ = encode(table, table.iloc[:1, :-1], settings)
    return {} if decode(query).problems else query


@st.composite
def made(draw: st.DrawFn) -> Lesson:
    samples, steps = decode({}).samples, []
    for _ in range(draw(st.integers(1, 3))):
        setup = draw(st.none() | set_ups())
        samples = samples if setup is None else decode(setup).samples
        places = st.tuples(st.integers(1, len(samples)), st.sampled_from(list(samples.columns)))
        steps.append(
            Step(
                text=draw(spoken(words)),
                setup=setup,
                show=draw(some(PANELS)) or PANELS,
                views=draw(some(VIEWS)) or VIEWS,
                open=draw(st.none() | some([*SETTINGS, *ACTS])),
                cells=draw(st.none() | st.frozensets(places, max_size=4)),
                guess=draw(st.sampled_from(["", *GUESSES])),
                goal=draw(st.none() | goals()),
                hints=draw(st.just({}) | spoken(st.lists(words, max_size=MAX_HINTS))),
                question=draw(st.just({}) | spoken(words)),
            )
        )
    order = draw(st.integers(-1000, 1000))
    return Lesson(order, draw(spoken(words)), draw(spoken(words)), tuple(steps))


@given(made())
def test_what_is_written_is_read_as_it_was(lesson: Lesson) -> None:
    source = write_lesson(lesson)
    assert read_lesson(source) == lesson
    assert is_lesson(source.encode())


@pytest.mark.parametrize("name", lessons())
def test_the_lessons_that_are_here_are_as_they_were_once_written_anew(name: str) -> None:
    lesson = lessons()[name]
    assert isinstance(lesson, Lesson)
    assert read_lesson(write_lesson(lesson)) == lesson


def test_a_lesson_is_written_as_people_write_one() -> None:
    step = Step(
        text={"en": "What is “1”?\nTry."},
        setup={"data": "and", "view": "decision"},
        views=("decision",),
        open=(),
        cells=frozenset({(4, "label"), (2, "x")}),
        guess="loss",
        goal=Goal("loss", {"under": 0.3, "within": 200}),
        hints={"en": ["A", "B"]},
    )
    assert write_lesson(Lesson(0, {"en": "T"}, {"en": "A"}, (step,))) == (
        """title.en = "T"
about.en = "A"

[[step]]
setup = "data=and&view=decision"
views = ["decision"]
open = []
cells = ["2 x", "4 label"]
guess = "loss"
goal = { kind = "loss", under = 0.3, within = 200 }
text.en = \"\"\"
What is “1”?
Try.\"\"\"
hints.en = ["A", "B"]
"""
    )
