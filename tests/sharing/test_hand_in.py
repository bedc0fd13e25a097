"""What is handed in comes back from its file, and what cannot be is said and left out."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from playground.core.problem import Problem
from playground.sharing.experiment_file import from_file, to_file
from playground.sharing.hand_in import MAX_ANSWER, MAX_NAME, HandIn
from tests.sharing.test_experiment_file import DEFAULTS, NOTE

LINES = some.lists(some.text("a 'é\"\\猜🌸<", min_size=1, max_size=9), max_size=4).map("\n".join)


def by_step(values: Any) -> Any:
    return some.dictionaries(some.integers(1, 50), values, max_size=3)


HANDED_IN = some.builds(
    HandIn,
    LINES,
    by_step(LINES),
    by_step(some.sampled_from(("loss_0.3", "class_1_2", "course_falls"))),
    some.none() | some.floats(allow_nan=False, allow_infinity=False),
)


def file(hand_in: HandIn | None) -> bytes:
    return to_file(NOTE.samples(), NOTE.test_samples(), DEFAULTS, {"run": "9"}, hand_in)


@given(HANDED_IN)
def test_it_comes_back_from_the_file_as_it_was(hand_in: HandIn) -> None:
    back = from_file(file(hand_in))
    assert back.problems == []
    assert back.hand_in == hand_in


def test_an_experiment_alone_hands_nothing_in_and_its_file_is_as_before() -> None:
    assert from_file(file(None)).hand_in is None
    assert b"hand_in" not in file(None)


def test_it_is_a_line_that_people_can_read() -> None:
    lines = (
        file(HandIn("李雷", {2: "因为 1 < 2"}, {1: "loss_0.3"}, 0.1 + 0.2)).decode().splitlines()
    )
    line = next(line for line in lines if '"hand_in"' in line)
    assert all(text in line for text in ("李雷", "因为 1 < 2", "loss_0.3", "0.30000000000000004"))


ENTRIES = json.loads(file(HandIn()))


def read(held: Any) -> tuple[HandIn | None, list[Problem]]:
    back = from_file(json.dumps({**ENTRIES, "hand_in": held}).encode())
    return back.hand_in, back.problems


@given(some.text(max_size=30), some.text(max_size=30))
def test_what_no_file_can_hold_is_replaced(name: str, answer: str) -> None:
    entries = {"name": name + "\ud800\x00", "answers": {"1": answer + "\x1b\udfff"}}
    hand_in, problems = read(entries)
    assert hand_in
    assert (hand_in.name[-2:], hand_in.answers[1][-2:], problems) == ("? ", " ?", [])


@pytest.mark.parametrize(
    "held",
    [
        *("text", 7, 1.5, True, [], [{}], float("nan")),
        *({"name": held} for held in (7, ["a"], {"a": "b"}, None)),
        *({"answers": held} for held in ("text", ["a"], {"1": 7}, {"1": {"2": "a"}})),
        *({"answers": {step: "a"}} for step in ("x" * 1000, "9" * 10**4)),
        *({"guesses": {"1": held}} for held in ("loss_x", ["loss_0.3"], {"loss": "0.3"})),
        *({"guesses": {"1": held}} for held in ("__import__('os')", "loss_" + "9" * 10**6)),
        *({"loss": held} for held in ("0.2", True, 10**400, [0.2])),
    ],
    ids=lambda held: repr(held)[:30],
)
def test_one_in_which_something_cannot_be_is_left_out_and_that_is_said(held: Any) -> None:
    good = {"name": "Li", "answers": {"1": "a"}, "guesses": {"1": "loss_0.3"}, "loss": 0.25}
    assert read(good) == (HandIn("Li", {1: "a"}, {1: "loss_0.3"}, 0.25), [])
    hand_in, problems = read({**good, **held} if isinstance(held, dict) else held)
    assert hand_in == HandIn()
    assert [(problem.code, problem.blocking) for problem in problems] == [("hand_in", False)]


def test_what_is_longer_than_can_be_typed_is_cut() -> None:
    long = {"name": 99 * "x", "answers": {"1": 9999 * "x"}}
    assert read(long) == (HandIn(MAX_NAME * "x", {1: MAX_ANSWER * "x"}), [])


@pytest.mark.parametrize(("loss", "then"), [(1, 1.0), (0, 0.0), (None, None), (float("nan"), None)])
def test_another_program_may_write_a_whole_loss_or_none(loss: Any, then: float | None) -> None:
    assert read({"loss": loss}) == (HandIn(loss=then), [])
