"""What a goal could ask for, as a page stands on which a step is being made."""

import math
from collections.abc import Mapping
from typing import Any

from playground.core.run import TrainingRun
from playground.sharing.lessons.goals import (
    GOALS,
    HISTORIES,
    RATES_APART,
    Facts,
    answer_of,
    typed_loss,
)

_USUAL: dict[str, dict[str, Any]] = {
    "learning_rate_found": {"factor": RATES_APART},
    "separated": {"cells": 1},
    "trained": {"leaps": None},
    "quiz": {"right": 2},
    "guess": {"within": None, "edited": None},
}


def goals_for(run: TrainingRun, guess: str) -> list[str]:
    """The kinds of goals that there is something for: samples held out, or a guess of a kind."""
    without = ("held_out_loss", "held_out_accuracy") if run.prepared.held_out is None else ()
    return [kind for kind in GOALS if kind not in without and (guess or kind != "guess")]


def proposal(kind: str, facts: Facts) -> Mapping[str, Any]:
    """What it could ask for, None for what it need not. A trained run on screen reaches it."""
    run = facts.run
    if kind in HISTORIES:
        history = getattr(run, f"{kind}_history")
        held_out = run.prepared.held_out if kind.startswith("held_out") else None
        n_samples = (held_out or run.prepared.training).n_samples
        return _bound(kind, history[-1] if history else math.nan, n_samples) | {"within": None}
    if kind == "typed_weights":
        return _bound("loss", typed_loss(run), 1)
    if kind == "class":
        return {"vector": 1, "name": answer_of(1, facts) or run.dataset.class_names[0]}
    if kind == "seen":
        line = {"line": facts.line, "question": facts.question} if facts.view == "lines" else {}
        return {"view": facts.view, **{name: value for name, value in line.items() if value}}
    return _USUAL[kind]


def _bound(kind: str, value: float, n_samples: int) -> dict[str, Any]:
    """As many samples right as are now, or a loss a little over the present one.

    Before there is any, a half.
    """
    if kind.endswith("accuracy"):
        return {"over": math.floor((value - 0.5 / n_samples) * 1000) / 1000 if value > 0 else 0.5}
    return {"under": float(f"{1.006 * value:.3g}") if 0 < value < math.inf else 0.5}
