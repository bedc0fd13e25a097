"""The goals of lessons: a small vocabulary, each with what it asks for and how it is checked.

Who has not reached one can be told how far it is: a fact, as data, in the words of the text
``hint_<code>``.
"""

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

import torch
from torch import Tensor

from playground.core.insight.guess import Verdict
from playground.core.model import predict
from playground.core.problem import Problem, remark
from playground.core.run import TrainingRun
from playground.core.settings import GIVEN_WEIGHTS

HISTORIES = ("loss", "accuracy", "held_out_loss", "held_out_accuracy")  # of a run
MEASURED = ("loss", "accuracy")  # guesses that are off by a number of their own kind
BOUND = (("under", "over"),)
RATES_APART = 2.0  # times, at most: a rate that leaps and one that does not


@dataclass(frozen=True)
class Goal:
    """What is to be reached: a kind of ``GOALS``, and what it asks for."""

    kind: str
    asks: Mapping[str, Any]


class Tried(NamedTuple):
    """A run that has ended in a step."""

    learning_rate: float
    leaps: bool  # or came to no finite number


@dataclass(frozen=True)
class Facts:
    """What a visitor has come to in a step of a lesson, as far as goals and hints ask for it."""

    run: TrainingRun  # on screen
    is_own: bool = False  # whether it was started in this step, of the table and settings as now
    is_stale: bool = False  # whether it is of another table, or of other settings
    tried: Sequence[Tried] = ()
    changed: Collection[str] = ()  # settings that are not as the step began
    vectors: Tensor | None = None  # [n_query_vectors, n_features], as typed
    has_other_vectors: bool = False  # than the step began with
    edited: Sequence[int] = ()  # the row, from 1, of each cell that is not as in the set-up
    rows: Sequence[int] = ()  # and of each sample
    right_in_a_row: int = 0  # answers to the quiz
    view: str = ""  # on the stage
    line: str = ""  # of the code, in Line by line
    question: str | None = None  # that was asked of it
    guess: str = ""  # the kind of the guess
    verdict: Verdict | None = None  # on it, once its run has ended


class Found(NamedTuple):
    """What a look at a goal finds."""

    is_reached: bool
    hint: Problem | None = None  # how far it is, or what is missing


class Kind(NamedTuple):
    """What a goal asks for by name, and how it is looked at."""

    look: Callable[[Mapping[str, Any], Facts], Found]
    needed: tuple[tuple[str, ...], ...] = ()  # of each, exactly one
    optional: tuple[str, ...] = ()


TYPES: dict[str, tuple[type, ...]] = {  # of what a goal can ask for
    **dict.fromkeys(("under", "over", "factor", "within"), (float, int)),
    **dict.fromkeys(("vector", "cells", "right"), (int,)),
    **dict.fromkeys(("name", "view", "line", "question"), (str,)),
    **dict.fromkeys(("leaps", "edited"), (bool,)),
}


def look(goal: Goal, facts: Facts) -> Found:
    """How far it is to the goal; one that was reached once stays so, elsewhere."""
    return GOALS[goal.kind].look(goal.asks, facts)


def _without_run(facts: Facts) -> Found:
    """What there is to say where no run counts: that one is missing, if it is."""
    if facts.is_stale:
        return Found(False, remark("changed"))
    return Found(False, None if facts.is_own or facts.tried else remark("not_trained"))


# --- bounds -----------------------------------------------------------------------------------


def value_of(kind: str, within: float | None, run: TrainingRun) -> float | None:
    """What a goal of this kind looks at: the last number of a run that has come far enough.

    It is ready at the end, or ``within`` so many epochs. None before that, or without samples
    held out. No finite number is an infinite loss.
    """
    epochs = None if within is None else int(within)
    history: list[float] = getattr(run, f"{kind}_history")[:epochs]
    if not history or not (run.finished or len(history) == epochs):
        return None
    return history[-1] if math.isfinite(history[-1]) else math.inf


def _is_beyond(asks: Mapping[str, Any], value: float) -> bool:
    """Whether a value lies under or over the bound."""
    return value < asks["under"] if "under" in asks else value > asks["over"]


def _of_history(kind: str, asks: Mapping[str, Any], facts: Facts) -> Found:
    value = value_of(kind, asks.get("within"), facts.run)
    if value is None or not facts.is_own:
        return _without_run(facts)
    return Found(_is_beyond(asks, value), remark(kind, **{kind.removeprefix("held_out_"): value}))


def typed_loss(run: TrainingRun) -> float:
    """The loss of the parameters that a run begins with, on its training samples."""
    training = run.prepared.training
    with torch.inference_mode():
        return run.objective.evaluate(run.parameters_at(0), training.features, training.targets)[0]


def _typed_weights(asks: Mapping[str, Any], facts: Facts) -> Found:
    is_typed = facts.run.settings.initial_weights == GIVEN_WEIGHTS and not facts.is_stale
    loss = typed_loss(facts.run)
    return Found(is_typed and _is_beyond(asks, loss), remark("typed", loss=loss))


# --- samples and vectors ----------------------------------------------------------------------


def answer_of(vector: int, facts: Facts) -> str | None:
    """The class that the run on screen predicts for a query vector, counted from 1."""
    run, vectors = facts.run, facts.vectors
    if facts.is_stale or not run.finished or vectors is None or not 1 <= vector <= len(vectors):
        return None
    answers = run.predict(vectors, run.epoch).predicted_class
    return run.dataset.class_names[int(answers[vector - 1])]


def _class(asks: Mapping[str, Any], facts: Facts) -> Found:
    name = answer_of(asks["vector"], facts)
    if name is None or not (facts.is_own or facts.has_other_vectors):
        return _without_run(facts)
    return Found(name == asks["name"], remark("class", vector=asks["vector"], name=name))


def _separated(asks: Mapping[str, Any], facts: Facts) -> Found:
    edited, most = facts.edited, asks["cells"]
    accuracy = value_of("accuracy", None, facts.run)
    if accuracy is None or not facts.is_own or not edited:
        return _without_run(facts)
    if len(edited) > most:
        return Found(False, remark("too_many", count=len(edited), maximum=most))
    worst = _worst_row(facts)
    hint = None if worst in edited else remark("other_row", row=worst, changed=edited[0])
    return Found(accuracy == 1, hint)


def _worst_row(facts: Facts) -> int:
    """Of the sample with the largest loss."""
    run, training = facts.run, facts.run.prepared.training
    logits = predict(run.parameters, training.features).logits
    losses = run.objective.sample_losses(logits, training.targets)
    return facts.rows[int(run.prepared.training_rows[losses.argmax()])]


# --- runs of the step -------------------------------------------------------------------------


def _trained(asks: Mapping[str, Any], facts: Facts) -> Found:
    is_reached = any(asks.get("leaps", each.leaps) == each.leaps for each in facts.tried)
    return Found(True) if is_reached else _without_run(facts)


def bracket(tried: Sequence[Tried]) -> tuple[float | None, float | None]:
    """The largest learning rate tried that does not leap, and the smallest beyond it that does."""
    calm = max((each.learning_rate for each in tried if not each.leaps), default=None)
    leaping = [each.learning_rate for each in tried if each.leaps]
    return calm, min((rate for rate in leaping if calm is None or rate > calm), default=None)


def _learning_rate_found(asks: Mapping[str, Any], facts: Facts) -> Found:
    if facts.is_stale or not facts.tried:
        return _without_run(facts)
    calm, leaping = bracket(facts.tried)
    if calm is None or leaping is None:
        code = "all_leap" if calm is None else "none_leaps"
        return Found(False, remark(code, rate=calm or leaping))
    factor = asks.get("factor", RATES_APART)
    is_found = leaping <= calm * factor or math.isclose(leaping, calm * factor)
    return Found(is_found, remark("between", calm=calm, leaping=leaping))


def _guess(asks: Mapping[str, Any], facts: Facts) -> Found:
    """One was made and its run has ended; where so near is asked for, it is as near.

    Where ``edited`` is asked for, a run of the samples as the step began with them does not count.
    """
    verdict = facts.verdict
    if verdict is None or not facts.is_own or (asks.get("edited") and not facts.edited):
        return _without_run(facts)
    if "within" not in asks:
        return Found(True)
    return Found(verdict.off <= asks["within"] if facts.guess in MEASURED else verdict.is_right)


# --- what is open -----------------------------------------------------------------------------


def _seen(asks: Mapping[str, Any], facts: Facts) -> Found:
    """All that is asked for, at once; a line and a question are in sight in their view alone."""
    shown = {"view": facts.view}
    if facts.view == "lines":
        shown |= {"line": facts.line, "question": facts.question or ""}
    return Found(all(shown.get(name) == value for name, value in asks.items()))


def _quiz(asks: Mapping[str, Any], facts: Facts) -> Found:
    right, count = asks["right"], facts.right_in_a_row
    return Found(count >= right, remark("quiz", count=count, right=right))


# A goal is one entry here, and its words: the text ``goal_<kind>``.
GOALS: dict[str, Kind] = {
    **{kind: Kind(partial(_of_history, kind), BOUND, ("within",)) for kind in HISTORIES},
    "class": Kind(_class, needed=(("vector",), ("name",))),
    "learning_rate_found": Kind(_learning_rate_found, optional=("factor",)),
    "separated": Kind(_separated, needed=(("cells",),)),
    "trained": Kind(_trained, optional=("leaps",)),
    "seen": Kind(_seen, needed=(("view",),), optional=("line", "question")),
    "quiz": Kind(_quiz, needed=(("right",),)),
    "typed_weights": Kind(_typed_weights, needed=BOUND),
    "guess": Kind(_guess, optional=("within", "edited")),
}
