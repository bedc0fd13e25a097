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

from playground.core.insight.guess import read_guess
from playground.core.problem import Problem, remark
from playground.tables.cells import writable

MAX_NAME, MAX_ANSWER = 80, 2000  # characters; what is longer is cut


@dataclass(frozen=True)
class HandIn:
    """What was typed, and what the run came to."""

    name: str = ""
    answers: Mapping[int, str] = field(default_factory=dict)
    guesses: Mapping[int, str] = field(default_factory=dict)  # each in one word
    loss: float | None = None  # None where no epoch was computed, or it is no finite number


def hand_in_text(hand_in: HandIn) -> str:
    """The object in a file, in one line."""
    return json.dumps(vars(hand_in), ensure_ascii=False, sort_keys=True)


def read_hand_in(held: Any, problems: list[Problem]) -> HandIn:
    """What such an object says; nothing where a part of it cannot be, which is said."""
    try:
        entries = {**vars(HandIn()), **held}
        name, answers, guesses, loss = (entries[name] for name in vars(HandIn()))
        if type(loss) not in (NoneType, float, int) or not all(map(read_guess, guesses.values())):
            raise ValueError("no guess, or no loss")
        # another program may write 1 for 1.0
        loss = float(loss) if loss is not None and math.isfinite(loss) else None
        return HandIn(_clean(name, MAX_NAME), _by_step(answers), _by_step(guesses), loss)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        problems.append(remark("hand_in"))
        return HandIn()


def _by_step(said: Mapping[str, str]) -> dict[int, str]:
    return {int(at): _clean(text, MAX_ANSWER) for at, text in said.items()}


def _clean(text: str, most: int) -> str:
    """Without what no file can hold; lines stay lines."""
    return "\n".join(map(writable, text[:most].splitlines()))
