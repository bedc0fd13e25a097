"""Hints of the page's own: what is untouched, before how far it is to the goal."""

from dataclasses import replace
from typing import Any

from playground.sharing.lessons.goals import Facts, Goal
from playground.sharing.lessons.hints import look
from playground.sharing.lessons.reading import Step
from tests.sharing.test_lesson_goals import LEARNT, NOT_LEARNT

LOSS = Step(text={}, goal=Goal("loss", {"under": 0.2}))
BEFORE = Facts(NOT_LEARNT)
AFTER = Facts(NOT_LEARNT, is_own=True, changed=["seed"])


def hinted(step: Step, facts: Facts) -> tuple[str, dict[str, Any]] | None:
    hint = look(step, facts).hint
    return (hint.code, hint.fields) if hint else None


def test_nothing_is_said_without_a_goal_or_once_it_is_reached() -> None:
    assert hinted(Step(text={}), BEFORE) is None
    cells = frozenset({(1, "label")})
    assert hinted(replace(LOSS, cells=cells), replace(AFTER, run=LEARNT)) is None


def test_a_setting_that_is_open_is_as_it_was_in_a_run() -> None:
    step = replace(LOSS, open=("test_table", "optimizer", "learning_rate", "epochs"))
    still = ("still", {"name": "learning_rate", "value": 0.01})
    assert hinted(step, replace(AFTER, changed=[])) == still
    assert hinted(step, AFTER) == ("loss", {"loss": NOT_LEARNT.loss_history[-1]})
    assert hinted(step, BEFORE) == ("not_trained", {})  # it has not shown yet what it does


def test_cells_that_are_open_are_named_until_one_is_edited() -> None:
    step = replace(LOSS, cells=frozenset({(10, "x"), (2, "x"), (2, "label")}))
    assert hinted(step, BEFORE) == ("no_cell", {"rows": "2, 10", "count": 2})
    assert hinted(step, replace(BEFORE, edited=[2])) == ("not_trained", {})
    assert hinted(replace(LOSS, cells=frozenset()), BEFORE) == ("not_trained", {})
