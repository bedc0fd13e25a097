"""What a student hands in beside the experiment: a name, answers and guesses of a lesson.

In the file of an experiment it is one object, ``hand_in``; steps count from 1. ``loss`` is that of
the run's last epoch, with all its digits, for whoever has it computed again.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import NoneType
from typing import Any

from playground.core.insight.guess import Guess, read_guess
from playground.core.problem import Problem, remark
from playground.tables.cells import writable

MAX_NAME, MAX_ANSWER = 80, 2000  # characters; what is longer is cut


@dataclass(frozen=True)
class HandIn:
    """What was typed, and what the run came to."""

    name: str = ""
    answers: Mapping[int, str] = field(default_factory=dict)
    guesses: Mapping[int, Guess] = field(default_factory=dict)
    loss: float | None = None  # None where no epoch was computed, or it is no finite number


def hand_in_text(hand_in: HandIn) -> str:
    """The object in a file, in one line."""
    guesses = {step: guess.text for step, guess in sorted(hand_in.guesses.items())}
    entries = {
        **vars(hand_in),
        "answers": dict(sorted(hand_in.answers.items())),
        "guesses": guesses,
    }
    return json.dumps(entries, ensure_ascii=False)


def read_hand_in(held: Any, problems: list[Problem]) -> HandIn:
    """What such an object says; nothing where a part of it cannot be, which is said."""
    try:
        entries = {"name": "", "answers": {}, "guesses": {}, "loss": None, **held}
        name, loss = _clean(entries["name"], MAX_NAME), entries["loss"]
        answers = {int(at): _clean(said, MAX_ANSWER) for at, said in entries["answers"].items()}
        words = {int(at): read_guess(str(said)) for at, said in entries["guesses"].items()}
        guesses = {at: guess for at, guess in words.items() if guess}
        if len(guesses) < len(words) or type(loss) not in (NoneType, float, int):
            raise ValueError("no guess, or no loss")
        loss = None if loss is None else float(loss)  # another program may write 1 for 1.0
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        problems.append(remark("hand_in"))
        return HandIn()
    return HandIn(name, answers, guesses, loss if loss is None or math.isfinite(loss) else None)


def _clean(text: str, most: int) -> str:
    """Without what no file can hold; lines stay lines."""
    return "\n".join(map(writable, text[:most].splitlines()))
