"""Hints of the page's own: what is untouched, before how far it is to the goal."""

from dataclasses import replace
from typing import Any

from playground.sharing.lessons.goals import Facts, Goal
from playground.sharing.lessons.hints import look
from playground.sharing.lessons.reading import Step
from tests.sharing.test_lesson_goals import LEARNT, NOT_LEARNT

LOSS = Step(text={}, goal=Goal("loss", {"under": 0.2}))
BEFORE, AFTER = Facts(NOT_LEARNT), Facts(NOT_LEARNT, is_own=True)


def hinted(step: Step, facts: Facts) -> tuple[str, dict[str, Any]] | None:
    hint = look(step, facts).hint
    return (hint.code, hint.fields) if hint else None


def test_nothing_is_said_without_a_goal_or_once_it_is_reached() -> None:
    assert hinted(replace(LOSS, goal=None), BEFORE) is None
    assert (
        hinted(replace(LOSS, cells=frozenset({(1, "label")})), Facts(LEARNT, is_own=True)) is None
    )


def test_a_setting_that_is_open_is_as_it_was_in_a_run() -> None:
    step = replace(LOSS, open=("test_table", "optimizer", "learning_rate", "epochs"))
    assert hinted(step, BEFORE) == ("not_trained", {})  # it has not shown yet what it does
    assert hinted(step, AFTER) == ("still", {"name": "learning_rate", "value": 0.01})
    changed = replace(AFTER, changed=["seed"])
    assert hinted(step, changed) == ("loss", {"loss": NOT_LEARNT.loss_history[-1]})


def test_cells_that_are_open_are_named_until_one_is_edited() -> None:
    step = replace(LOSS, cells=frozenset({(10, "x"), (2, "x"), (2, "label")}))
    assert hinted(step, BEFORE) == ("no_cell", {"rows": "2, 10", "count": 2})
    assert hinted(step, replace(BEFORE, edited=[2])) == ("not_trained", {})
    assert hinted(replace(LOSS, cells=frozenset()), BEFORE) == ("not_trained", {})
