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
    "quiz": {"right": 2},
}


def goals_for(run: TrainingRun) -> list[str]:
    """The kinds of goals that there is something for: of samples held out, only if there are."""
    held_out = run.prepared.held_out
    return [kind for kind in GOALS if held_out or not kind.startswith("held_out")]


def proposal(kind: str, facts: Facts) -> Mapping[str, Any]:
    """What it could ask for. The run on screen reaches it, if it has been trained."""
    run = facts.run
    if kind in HISTORIES:
        history = getattr(run, f"{kind}_history")
        held_out = run.prepared.held_out if kind.startswith("held_out") else None
        n = (held_out or run.prepared.training).n_samples
        return _bound(kind, history[-1] if history else math.nan, n)
    if kind == "typed_weights":
        return _bound("loss", typed_loss(run), 1)
    if kind == "class":
        return {"vector": 1, "name": answer_of(1, facts) or run.dataset.class_names[0]}
    if kind == "seen":
        line = {"line": facts.line} if facts.view == "lines" and facts.line else {}
        question = {"question": facts.question} if line and facts.question else {}
        return {"view": facts.view} | line | question
    return _USUAL.get(kind, {})


def _bound(kind: str, value: float, n: int) -> dict[str, float]:
    """As many of ``n`` samples right as are now, or a loss under the present one, to three digits.

    Before there is any, a half.
    """
    if kind.endswith("accuracy"):
        return {"over": math.floor((value - 0.5 / n) * 1000) / 1000 if value > 0 else 0.5}
    if not 0 < value < math.inf:
        return {"under": 0.5}
    bound = float(f"{value:.3g}")
    last_digit = 10.0 ** (math.floor(math.log10(value)) - 2)
    return {"under": bound if bound > value else float(f"{bound + last_digit:.3g}")}
