"""The walk through the lines of the code: which one comes after which."""

from collections.abc import Sequence

from playground.charts.log import LOG_EVERY
from playground.sharing.script import Line

FIRST = "logits"  # the first line of an epoch, and the one that the view opens with
LAST = "step"  # with it W and b change


def line_of(lines: Sequence[Line], name: str) -> Line:
    """The line of this id; the view's opening line where there is none (any more)."""
    named = {line.id: line for line in lines if line.topic}
    return named.get(name) or named[FIRST]


def line_after(lines: Sequence[Line], line: Line, epoch: int, is_over: bool) -> str:
    """The id of the line that comes after ``line`` when the code runs.

    ``epoch`` is the number of those that have passed by then, ``is_over`` says whether none is
    left. Lines of one topic are one stop, and the last line of all is its own successor.
    """
    topics = list(dict.fromkeys(each.topic for each in lines if each.topic))
    if line.topic == LAST and epoch % LOG_EVERY == 0:
        return "print"
    if line.topic in (LAST, "print"):
        return "complete" if is_over else FIRST
    place = topics.index(line.topic)
    return topics[min(place + 1, len(topics) - 1)]


MADE_BY = {  # the line that computes a number, by its name
    **{"x": "features", "z": "logits"},
    **dict.fromkeys(("xW", "xW_for", "xW_against"), "forward"),
    **dict.fromkeys(("difference", "difference_sum", "z_difference"), "loss"),
    **dict.fromkeys(("p", "loss", "batch_loss"), "loss"),
    **dict.fromkeys(("dz", "dW", "db", "grad_W", "grad_b"), "backward"),
    **dict.fromkeys(("new_W", "new_b"), LAST),
}


def line_that_made(name: str, epoch: int) -> str:
    """The line that computed a number; W and b of epoch 0 are those that nn.Linear drew."""
    return MADE_BY.get(name, LAST if epoch else "linear")


def part_of(name: str) -> str:
    """``weight`` or ``bias``, if the number belongs to an entry of it; else ""."""
    if name.endswith("W"):
        return "weight"
    return "bias" if name in ("b", "db") or name.endswith("_b") else ""
