"""What would help in a step, as far as its state tells; what the lesson's file says comes after.

A hint is a fact, as data: its words are the text ``hint_<code>``.
"""

from playground.core.model import predict
from playground.core.problem import Problem, remark
from playground.core.settings import SETTINGS
from playground.sharing.lessons.goals import (
    HISTORIES,
    Facts,
    Goal,
    answer_of,
    bracket,
    is_reached,
    typed_loss,
    value_of,
)
from playground.sharing.lessons.reading import Step

WITHOUT_A_RUN = ("seen", "quiz", "typed_weights")  # goals
OF_THE_LAST_RUN = ("separated", "class", *HISTORIES)


def hint(step: Step, facts: Facts) -> Problem | None:
    """The first thing to say; None when there is none, or the goal is reached."""
    goal = step.goal
    if goal is None or is_reached(goal, facts):
        return None
    if goal.kind in WITHOUT_A_RUN:
        return _of_goal(goal, facts)
    return _untouched(step, facts) or _not_trained(goal, facts) or _of_goal(goal, facts)


def _untouched(step: Step, facts: Facts) -> Problem | None:
    """Cells that are there to be edited; or a setting, once a run has shown what it does."""
    if step.cells and not facts.edited:
        rows = sorted({row for row, _ in step.cells})
        return remark("no_cell", rows=", ".join(map(str, rows)), count=len(rows))
    numbers = [name for name in step.open or () if name in SETTINGS and _is_number(name)]
    if facts.is_own and facts.run.finished and numbers and not facts.changed:
        name = numbers[0]
        return remark("still", name=name, value=getattr(facts.run.settings, name))
    return None


def _is_number(name: str) -> bool:
    return SETTINGS[name].kind in (int, float)


def _not_trained(goal: Goal, facts: Facts) -> Problem | None:
    needs_now = goal.kind in OF_THE_LAST_RUN and not facts.is_own and not facts.has_other_vectors
    if needs_now or not facts.tried:
        return remark("changed" if facts.is_stale else "not_trained")
    return None


def _of_goal(goal: Goal, facts: Facts) -> Problem | None:
    """How far it is to the goal."""
    kind, asks, run = goal.kind, goal.asks, facts.run
    if kind in HISTORIES:
        value = value_of(kind, asks.get("within"), run)
        return None if value is None else remark(kind, **{kind.removeprefix("held_out_"): value})
    if kind == "separated":
        return _other_row(asks["cells"], facts)
    if kind == "learning_rate_found":
        calm, leaping = bracket(facts.tried)
        if calm is None or leaping is None:
            return remark("all_leap" if calm is None else "none_leaps", rate=calm or leaping)
        return remark("between", calm=calm, leaping=leaping)
    if kind == "class":
        name = answer_of(asks["vector"], facts)
        return None if name is None else remark("class", vector=asks["vector"], name=name)
    if kind == "quiz":
        return remark("quiz", count=facts.right_in_a_row, right=asks["right"])
    if kind == "typed_weights":
        return remark("typed", loss=typed_loss(run))
    return None


def _other_row(most: int, facts: Facts) -> Problem | None:
    """Too many cells edited; or a sample with a larger loss than those that were."""
    if len(facts.edited) > most:
        return remark("too_many", count=len(facts.edited), maximum=most)
    prepared, run = facts.run.prepared, facts.run
    logits = predict(run.parameters, prepared.training.features).logits
    losses = run.objective.sample_losses(logits, prepared.training.targets)
    worst = facts.rows[int(prepared.training_rows[losses.argmax()])]
    if worst in facts.edited:
        return None
    return remark("other_row", row=worst, changed=facts.edited[0])
