"""What a student hands in beside the experiment: a name, answers and guesses of a lesson.

In the file of an experiment it is one object, ``hand_in``; steps count from 1. ``loss`` is that of
the run's last epoch, with all its digits, for whoever has it computed again.
"""

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from playground.core.insight.guess import Guess, read_guess
from playground.core.problem import Problem, remark
from playground.sharing.link_run import whole_number
from playground.tables.cells import writable

MAX_NAME, MAX_ANSWER = 80, 2000  # characters
MAX_STEPS = 100  # with an answer, or with a guess


@dataclass(frozen=True)
class HandIn:
    """What was typed, and what the run came to."""

    name: str = ""
    answers: Mapping[int, str] = field(default_factory=dict)
    guesses: Mapping[int, Guess] = field(default_factory=dict)
    loss: float | None = None  # None where no epoch was computed, or it is no finite number


def hand_in_text(hand_in: HandIn) -> str:
    """The object in a file, in one line."""
    entries = {
        "name": _clean(hand_in.name, MAX_NAME),
        "guesses": {str(step): guess.text for step, guess in hand_in.guesses.items()},
        "answers": {str(step): _clean(said, MAX_ANSWER) for step, said in hand_in.answers.items()},
        "loss": hand_in.loss,
    }
    held = {key: value for key, value in entries.items() if value not in ("", {}, None)}
    return json.dumps(held, ensure_ascii=False)


def read_hand_in(held: Any, problems: list[Problem]) -> HandIn:
    """What such an object says; what cannot be is left out or cut, and said."""
    if not isinstance(held, dict):
        problems.append(_cannot_be("hand_in", held))
        return HandIn()
    name, loss = _text(held.get("name", ""), MAX_NAME), held.get("loss")
    if name is None:
        problems.append(_cannot_be("name", held["name"]))
    if not (loss is None or (isinstance(loss, float) and math.isfinite(loss))):
        problems.append(_cannot_be("loss", loss))
        loss = None
    return HandIn(
        name or "",
        _by_step(held, "answers", lambda said: _text(said, MAX_ANSWER), problems),
        _by_step(held, "guesses", lambda said: read_guess(str(said)), problems),
        loss,
    )


def _by_step(
    entries: Mapping[str, Any], name: str, read: Callable[[Any], Any], problems: list[Problem]
) -> dict[int, Any]:
    """A value for each step; the first that cannot be is said for all."""
    held = entries.get(name, {})
    by_key = held if isinstance(held, dict) and len(held) <= MAX_STEPS else {"": held}
    found, wrong = {}, []
    for key, entry in by_key.items():
        if (step := whole_number(key)) and (value := read(entry)) is not None:
            found[step] = value
        else:
            wrong.append(_cannot_be(name, entry))
    problems += wrong[:1]
    return found


def _text(held: Any, most: int) -> str | None:
    """A text that is not too long, None for anything else."""
    return _clean(held, most) if isinstance(held, str) and len(held) <= most else None


def _clean(text: str, most: int) -> str:
    """Without what no file can hold; lines stay lines."""
    return "\n".join(map(writable, text[:most].splitlines()))


def _cannot_be(name: str, held: Any) -> Problem:
    value = writable(held[:40]) if isinstance(held, str) else type(held).__name__
    return remark("hand_in", entry=name, value=value)
