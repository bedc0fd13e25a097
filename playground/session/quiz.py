"""The quiz: one number of the line on show is hidden until the right one is typed."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from playground.charts.html import Number

ASKED = ("z", "p", "loss", "batch_loss", "dz", "dW", "db", "grad_W", "grad_b", "new_W", "new_b")
TOLERANCE = 0.005  # of the value: three significant digits, however they were rounded
TINY = 1e-6  # all smaller numbers are as good as 0


@dataclass
class Quiz:
    """Which number is hidden, and how the answers went."""

    asked: int = 0  # questions so far: each hides another number
    in_a_row: int = 0  # right answers without a wrong one between
    answer: str = ""  # the last right number, as it is shown
    is_wrong: bool = False  # whether the last answer was
    value: float | None = None  # of the number that is hidden

    def hide(self, write: Callable[[Callable[[Number], Number]], str]) -> str:
        """What ``write`` makes of a line, with one of its numbers hidden wherever it stands.

        ``write`` puts each number through the function that it is given, and shows what that
        returns.
        """
        found: dict[tuple, float] = {}

        def noted(number: Number) -> Number:
            if number.name in ASKED and math.isfinite(number.value):
                found[number.place] = number.value
            return number

        written = write(noted)
        self.value = None
        if not found:
            return written
        # another in each turn, and not just the next one
        chosen = list(found)[(self.asked * 7919 + 3) % len(found)]
        self.value = found[chosen]
        return write(lambda number: replace(number, is_hidden=number.place == chosen))

    def check(self, text: str) -> None:
        """Take an answer; a right one counts, and another number is hidden next."""
        if self.value is None or not text.strip():
            return
        self.is_wrong = not is_right(text, self.value)
        if self.is_wrong:
            self.in_a_row, self.answer = 0, ""
        else:
            self.in_a_row += 1
            self.asked += 1
            self.answer = repr(self.value)


def is_right(text: str, value: float) -> bool:
    """Whether ``text`` is ``value`` to three digits; per cent and 0,5 are understood."""
    text = text.strip().replace("−", "-").replace(",", ".")
    try:
        typed = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        return False
    are_tiny = abs(value) < TINY and abs(typed) < TINY
    return are_tiny or math.isclose(typed, value, rel_tol=TOLERANCE)
