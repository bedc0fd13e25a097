"""The goals of lessons: a small vocabulary, each with how it is looked at and what it asks for.

A goal is a function of the facts; its other parameters are what it asks for, with the names and
types that they have in a file, and None where they need not be there. Who has not reached it can be
told how far it is: a fact, as data, in the words of the text ``hint_<code>``.
"""

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from inspect import signature
from typing import Any, NamedTuple, get_args

import torch
from torch import Tensor

from playground.core.insight.guess import Verdict
from playground.core.model import predict
from playground.core.problem import Problem, remark
from playground.core.run import TrainingRun
from playground.core.settings import GIVEN_WEIGHTS

HISTORIES = ("loss", "accuracy", "held_out_loss", "held_out_accuracy")  # of a run
MEASURED = ("loss", "accuracy")  # guesses that are off by a number of their own kind
BOUND = ("under", "over")  # of which a goal that can ask for them asks for one
RATES_APART = 2.0  # times, at most: a rate that leaps and one that does not


Number = float | int | None  # None: it is not asked for


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


def look(goal: Goal, facts: Facts) -> Found:
    """How far it is to the goal; one that was reached once stays so, elsewhere."""
    return GOALS[goal.kind](facts, **goal.asks)


def _without_run(facts: Facts) -> Found:
    """What there is to say where no run counts: that one is missing, if it is."""
    if facts.is_stale:
        return Found(False, remark("changed"))
    return Found(False, None if facts.is_own or facts.tried else remark("not_trained"))


# --- bounds -----------------------------------------------------------------------------------


def _value_of(kind: str, within: int | None, run: TrainingRun) -> float | None:
    """What a goal of this kind looks at: the last number of a run that has come far enough.

    It is ready at the end, or ``within`` so many epochs. None before that, or without samples
    held out. No finite number is an infinite loss.
    """
    history: list[float] = getattr(run, f"{kind}_history")[:within]
    if not history or not (run.finished or len(history) == within):
        return None
    return history[-1] if math.isfinite(history[-1]) else math.inf


def _is_beyond(value: float, under: Number, over: Number) -> bool:
    """Whether a value lies under or over the bound."""
    return (under is not None and value < under) or (over is not None and value > over)


def _of_history(
    kind: str, facts: Facts, under: Number = None, over: Number = None, within: int | None = None
) -> Found:
    value = _value_of(kind, within, facts.run)
    if value is None or not facts.is_own:
        return _without_run(facts)
    hint = remark(kind, **{kind.removeprefix("held_out_"): value})
    return Found(_is_beyond(value, under, over), hint)


def _typed_loss(run: TrainingRun) -> float:
    """The loss of the parameters that a run begins with, on its training samples."""
    training = run.prepared.training
    with torch.inference_mode():
        return run.objective.evaluate(run.parameters_at(0), training.features, training.targets)[0]


def _typed_weights(facts: Facts, under: Number = None, over: Number = None) -> Found:
    is_typed = facts.run.settings.initial_weights == GIVEN_WEIGHTS and not facts.is_stale
    loss = _typed_loss(facts.run)
    return Found(is_typed and _is_beyond(loss, under, over), remark("typed", loss=loss))


# --- samples and vectors ----------------------------------------------------------------------


def _answer_of(vector: int, facts: Facts) -> str | None:
    """The class that the run on screen predicts for a query vector, counted from 1."""
    run, vectors = facts.run, facts.vectors
    if facts.is_stale or not run.finished or vectors is None or not 1 <= vector <= len(vectors):
        return None
    answers = run.predict(vectors, run.epoch).predicted_class
    return run.dataset.class_names[int(answers[vector - 1])]


def _class(facts: Facts, vector: int, name: str) -> Found:
    answer = _answer_of(vector, facts)
    if answer is None or not (facts.is_own or facts.has_other_vectors):
        return _without_run(facts)
    return Found(answer == name, remark("class", vector=vector, name=answer))


def _separated(facts: Facts, cells: int) -> Found:
    edited = facts.edited
    accuracy = _value_of("accuracy", None, facts.run)
    if accuracy is None or not facts.is_own or not edited:
        return _without_run(facts)
    if len(edited) > cells:
        return Found(False, remark("too_many", count=len(edited), maximum=cells))
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


def _trained(facts: Facts, leaps: bool | None = None) -> Found:
    is_reached = any(leaps in (None, each.leaps) for each in facts.tried)
    return Found(True) if is_reached else _without_run(facts)


def _bracket(tried: Sequence[Tried]) -> tuple[float | None, float | None]:
    """The largest learning rate tried that does not leap, and the smallest beyond it that does."""
    calm = max((each.learning_rate for each in tried if not each.leaps), default=None)
    leaping = [each.learning_rate for each in tried if each.leaps]
    return calm, min((rate for rate in leaping if calm is None or rate > calm), default=None)


def _learning_rate_found(facts: Facts, factor: Number = None) -> Found:
    if facts.is_stale or not facts.tried:
        return _without_run(facts)
    calm, leaping = _bracket(facts.tried)
    if calm is None or leaping is None:
        code = "all_leap" if calm is None else "none_leaps"
        return Found(False, remark(code, rate=calm or leaping))
    most = calm * (RATES_APART if factor is None else factor)
    is_found = leaping <= most or math.isclose(leaping, most)
    return Found(is_found, remark("between", calm=calm, leaping=leaping))


def _guess(facts: Facts, within: Number = None, edited: bool | None = None) -> Found:
    """One was made and its run has ended; where so near is asked for, it is as near.

    Where ``edited`` is asked for, a run of the samples as the step began with them does not count.
    """
    verdict = facts.verdict
    if verdict is None or not facts.is_own or (edited and not facts.edited):
        return _without_run(facts)
    if within is None:
        return Found(True)
    return Found(verdict.off <= within if facts.guess in MEASURED else verdict.is_right)


# --- what is open -----------------------------------------------------------------------------


def _seen(facts: Facts, view: str, line: str | None = None, question: str | None = None) -> Found:
    """All that is asked for, at once; a line and a question are in sight in their view alone."""
    shown = (facts.line, facts.question or "") if facts.view == "lines" else (None, None)
    are_open = line in (None, shown[0]) and question in (None, shown[1])
    return Found(view == facts.view and are_open)


def _quiz(facts: Facts, right: int) -> Found:
    count = facts.right_in_a_row
    return Found(count >= right, remark("quiz", count=count, right=right))


# A goal is one entry here, and its words: the text ``goal_<kind>``.
GOALS: dict[str, Callable[..., Found]] = {
    **{kind: partial(_of_history, kind) for kind in HISTORIES},
    "class": _class,
    "learning_rate_found": _learning_rate_found,
    "separated": _separated,
    "trained": _trained,
    "seen": _seen,
    "quiz": _quiz,
    "typed_weights": _typed_weights,
    "guess": _guess,
}


# --- what a goal asks for ---------------------------------------------------------------------


def asks_of(kind: str) -> dict[str, tuple[type, ...]]:
    """The types of each thing that it can ask for; NoneType is one of those that need not be."""
    _, *asks = signature(GOALS[kind]).parameters.values()
    return {each.name: get_args(each.annotation) or (each.annotation,) for each in asks}


def goals_for(run: TrainingRun, guess: str) -> list[str]:
    """The kinds of goals that there is something for: samples held out, or a guess of a kind."""
    without = ("held_out_loss", "held_out_accuracy") if run.prepared.held_out is None else ()
    return [kind for kind in GOALS if kind not in without and (guess or kind != "guess")]


def proposal(kind: str, facts: Facts) -> dict[str, Any]:
    """What it could ask for as a page stands on which a step is made, None for what it need not.

    A trained run on screen reaches it.
    """
    known = {
        **_bound(kind, facts.run),
        **dict.fromkeys(("within", "leaps", "edited")),
        **{"factor": RATES_APART, "vector": 1, "cells": 1, "right": 2},
        "name": _answer_of(1, facts) or facts.run.dataset.class_names[0],
        "view": facts.view,
    }
    if facts.view == "lines":
        open_there = {"line": facts.line, "question": facts.question}
        known |= {name: value for name, value in open_there.items() if value}
    return {name: known[name] for name in asks_of(kind) if name in known}


def _bound(kind: str, run: TrainingRun) -> dict[str, float]:
    """As many samples right as are now, or a loss a little over the present one.

    Before there is any, a half.
    """
    history = [_typed_loss(run)] if kind == "typed_weights" else getattr(run, f"{kind}_history", [])
    value = history[-1] if history else math.nan
    if kind.endswith("accuracy"):
        held_out = run.prepared.held_out if kind.startswith("held_out") else None
        half = 0.5 / (held_out or run.prepared.training).n_samples
        return {"over": math.floor((value - half) * 1000) / 1000 if value > 0 else 0.5}
    return {"under": float(f"{1.006 * value:.3g}") if 0 < value < math.inf else 0.5}
