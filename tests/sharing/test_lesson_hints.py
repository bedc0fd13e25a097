"""Hints of the page's own: facts that would help, one at a time."""

from dataclasses import replace
from typing import Any

import pytest
import torch

from playground.core.problem import Problem
from playground.core.run import TrainingRun
from playground.sharing.lessons.goals import Facts, Goal, Tried
from playground.sharing.lessons.hints import hint
from playground.sharing.lessons.reading import Step
from playground.texts import LANGUAGES, Texts
from tests.sharing.test_lesson_goals import LEARNT, NOT_LEARNT, run_of

BEFORE = Facts(TrainingRun(NOT_LEARNT.dataset, NOT_LEARNT.settings))
CALM, LEAPING = Tried(0.01, False), Tried(2.0, True)
AFTER = Facts(NOT_LEARNT, is_own=True, tried=[CALM], changed=["seed"])


def step_with(kind: str, **asks: Any) -> Step:
    return Step(text={}, goal=Goal(kind, asks))


def hinted(step: Step, facts: Facts) -> tuple[str, dict[str, Any]] | None:
    found = hint(step, facts)
    if found is None:
        return None
    for language in LANGUAGES:
        assert Texts(language)(f"hint_{found.code}", **found.fields)
    return found.code, found.fields


LOSS = step_with("loss", under=0.2)


def test_nothing_is_said_without_a_goal_or_once_it_is_reached() -> None:
    assert hint(Step(text={}), BEFORE) is None
    assert hint(LOSS, replace(AFTER, run=LEARNT)) is None


def test_first_there_has_to_be_a_run() -> None:
    assert hinted(LOSS, BEFORE) == ("not_trained", {})
    assert hinted(LOSS, replace(BEFORE, is_stale=True)) == ("changed", {})


def test_a_change_needs_another_run() -> None:
    changed = replace(AFTER, is_own=False, is_stale=True)
    assert hinted(LOSS, changed) == ("changed", {})


def test_a_setting_that_is_open_is_as_it_was() -> None:
    step = replace(LOSS, open=("test_table", "optimizer", "learning_rate", "epochs"))
    still = ("still", {"name": "learning_rate", "value": 0.01})
    assert hinted(step, replace(AFTER, changed=[])) == still
    assert hinted(step, AFTER) != still
    assert hinted(step, BEFORE) == ("not_trained", {})  # it has not shown yet what it does


def test_cells_that_are_open_are_named_until_one_is_edited() -> None:
    step = replace(LOSS, cells=frozenset({(10, "x"), (2, "x"), (2, "label")}))
    assert hinted(step, AFTER) == ("no_cell", {"rows": "2, 10", "count": 2})
    assert hinted(step, replace(AFTER, edited=[2])) != ("no_cell", {"rows": "2, 10", "count": 2})
    locked = replace(LOSS, cells=frozenset())
    assert hinted(locked, BEFORE) == ("not_trained", {})


@pytest.mark.parametrize("kind", ["loss", "accuracy"])
def test_how_far_the_run_has_come(kind: str) -> None:
    value = getattr(NOT_LEARNT, f"{kind}_history")[-1]
    assert hinted(step_with(kind, over=9.0), AFTER) == (kind, {kind: value})


def test_how_far_samples_held_out_have_come() -> None:
    run = run_of("iris", test_share=0.3)
    step = step_with("held_out_loss", under=0.0)
    found = hinted(step, replace(AFTER, run=run))
    assert found == ("held_out_loss", {"loss": run.held_out_loss_history[-1]})


def test_the_row_with_the_largest_loss_is_pointed_at() -> None:
    logits = torch.nn.functional.linear(NOT_LEARNT.dataset.features, *NOT_LEARNT.parameters)
    targets = NOT_LEARNT.dataset.targets
    losses = torch.nn.functional.cross_entropy(logits, targets, reduction="none")
    worst = int(losses.argmax()) + 2  # a blank row stands above them
    step, rows = step_with("separated", cells=2), range(2, 6)
    other = 2 if worst != 2 else 3
    facts = replace(AFTER, rows=rows, edited=[other])
    assert hinted(step, facts) == ("other_row", {"row": worst, "changed": other})
    assert hinted(step, replace(facts, edited=[other, worst])) is None
    assert hinted(step, replace(facts, edited=[2, 3, 4])) == (
        "too_many",
        {"count": 3, "maximum": 2},
    )


def test_where_all_cells_can_be_edited_and_none_is_the_file_speaks() -> None:
    assert hint(step_with("separated", cells=2), replace(AFTER, rows=range(1, 5))) is None


def test_a_vector_that_is_moved_needs_no_run_to_be_said() -> None:
    facts = Facts(LEARNT, vectors=torch.tensor([[1.0, 1.0]]))
    step = step_with("class", vector=1, name="0")
    assert hinted(step, facts) == ("not_trained", {})
    moved = replace(facts, has_other_vectors=True)
    assert hinted(step, moved) == ("class", {"vector": 1, "name": "1"})


@pytest.mark.parametrize(
    ("tried", "said"),
    [
        ([CALM], ("none_leaps", {"rate": 0.01})),
        ([LEAPING], ("all_leap", {"rate": 2.0})),
        ([LEAPING, CALM], ("between", {"calm": 0.01, "leaping": 2.0})),
    ],
)
def test_rates_that_were_tried_say_where_to_look(tried: list[Tried], said: tuple) -> None:
    assert hinted(step_with("learning_rate_found"), replace(AFTER, tried=tried)) == said


def test_the_class_of_a_vector_is_said() -> None:
    facts = replace(AFTER, run=LEARNT, vectors=torch.tensor([[1.0, 1.0]]))
    step = step_with("class", vector=1, name="0")
    assert hinted(step, facts) == ("class", {"vector": 1, "name": "1"})


def test_the_quiz_and_typed_weights_need_no_run() -> None:
    answered = replace(BEFORE, right_in_a_row=1)
    assert hinted(step_with("quiz", right=3), answered) == ("quiz", {"count": 1, "right": 3})
    assert hinted(step_with("typed_weights", under=0.0), BEFORE)


def test_of_what_is_to_be_seen_the_file_speaks() -> None:
    assert hint(step_with("seen", view="lines"), BEFORE) is None


def test_a_hint_is_not_a_reproach() -> None:
    found = hint(LOSS, BEFORE)
    assert isinstance(found, Problem)
    assert not found.blocking
