"""The quiz: one number of the line on show is hidden until the right one is typed."""

import math
import re
from dataclasses import dataclass

ASKED = ("z", "p", "loss", "batch_loss", "dz", "dW", "db", "grad_W", "grad_b", "new_W", "new_b")
TOLERANCE = 0.005  # of the value: three significant digits, however they were rounded
_NUMBER = re.compile(
    r'(?P<tag><(?:td|span) data-name="(?P<name>\w+)"(?: data-row="(?P<row>\d+)")?'
    r'(?: data-col="(?P<col>\d+)")?) data-value="(?P<value>[^"]+)" title="[^"]+"(?P<rest>[^>]*>)'
    r"[^<]*<"
)
Place = tuple[str, str | None, str | None]  # name, row and column


@dataclass
class Quiz:
    """Which number is hidden, and how the answers went."""

    asked: int = 0  # questions so far: each hides another number
    in_a_row: int = 0  # right answers without a wrong one between
    answer: str = ""  # the last right number, as it is shown
    is_wrong: bool = False  # whether the last answer was
    value: float | None = None  # of the number that is hidden

    def hide(self, numbers: str) -> str:
        """``numbers``, the HTML of a line, with one of its numbers hidden wherever it stands."""
        places = _places(numbers)
        self.value = None
        if not places:
            return numbers
        hidden = list(places)[_scattered(self.asked, len(places))]
        self.value = places[hidden]

        def replaced(found: re.Match[str]) -> str:
            if _place(found) != hidden:
                return found[0]
            return f'{found["tag"]} data-hidden="true"{found["rest"]}?<'

        return _NUMBER.sub(replaced, numbers)

    def check(self, text: str) -> None:
        """Take an answer; a right one counts, and another number is hidden next."""
        if self.value is None or not text.strip():
            return
        self.is_wrong = not is_right(text, self.value)
        self.answer = ""
        if self.is_wrong:
            self.in_a_row = 0
            return
        self.in_a_row += 1
        self.asked += 1
        self.answer = repr(self.value)


def is_right(text: str, value: float) -> bool:
    """Whether ``text`` is ``value`` to three digits; per cent and 0,5 are understood."""
    text = text.strip().replace("−", "-").replace(",", ".")
    share = text.endswith("%")
    try:
        typed = float(text.removesuffix("%")) / (100 if share else 1)
    except ValueError:
        return False
    return math.isclose(typed, value, rel_tol=TOLERANCE, abs_tol=1e-12) or (
        abs(value) < 1e-6 and abs(typed) < 1e-6
    )


def _places(numbers: str) -> dict[Place, float]:
    found = _NUMBER.finditer(numbers)
    places = {_place(each): float(each["value"]) for each in found if each["name"] in ASKED}
    return {place: value for place, value in places.items() if math.isfinite(value)}


def _place(found: re.Match[str]) -> Place:
    return found["name"], found["row"], found["col"]


def _scattered(turn: int, count: int) -> int:
    """A place that is another in each turn, and does not just go on by one."""
    return (turn * 7919 + 3) % count
