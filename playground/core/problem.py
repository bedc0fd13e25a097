"""What is wrong with an input, as data: the words for it are in ``playground.texts``."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Problem:
    """One thing a user should know about what they typed."""

    code: str  # names the sentence: the text ``problem_<code>``
    fields: dict[str, Any] = field(default_factory=dict)  # fills the sentence's placeholders
    blocking: bool = True  # False: only worth saying, training is possible all the same


def remark(code: str, **fields: Any) -> Problem:
    """A problem that is only worth saying."""
    return Problem(code, fields, blocking=False)


def is_blocked(problems: Iterable[Problem]) -> bool:
    """Whether any of the problems makes the input unusable."""
    return any(problem.blocking for problem in problems)
