"""The walk through the lines of the code goes the way the code runs."""

import pytest

from playground.core.experiment import Experiment
from playground.session.walk import FIRST, line_after, line_of, line_that_made, part_of
from playground.sharing.examples import note_dataset
from playground.sharing.script import script

LINES = script(Experiment(note_dataset()).start(), [[0.5, 5, 500]])


def walk(start: str, epoch: int, is_over: bool, steps: int) -> list[str]:
    """The lines that come after ``start``."""
    found = []
    for _ in range(steps):
        start = line_after(LINES, line_of(LINES, start), epoch, is_over)
        found.append(start)
    return found


@pytest.mark.parametrize(
    ("start", "epoch", "is_over", "lines"),
    [
        ("logits", 7, False, ["loss", "zero_grad", "backward", "step", "logits"]),
        ("step", 300, False, ["print", "logits"]),  # after every hundredth epoch
        ("step", 299, False, ["logits"]),
        ("step", 1000, True, ["print", "complete", "test"]),  # below the loop
        ("answer", 1000, True, ["answer", "answer"]),  # the last one
    ],
)
def test_lines_come_in_the_order_in_which_the_code_runs(
    start: str, epoch: int, is_over: bool, lines: list[str]
) -> None:
    assert walk(start, epoch, is_over, len(lines)) == lines


def test_the_walk_begins_at_the_top_and_passes_each_topic_once() -> None:
    met = ["imports", *walk("imports", 0, False, 12)]
    assert met == list(dict.fromkeys(line.topic for line in LINES if line.topic))[:13]
    assert met[-1] == "epochs"


def test_a_line_that_is_not_there_is_the_opening_line() -> None:
    assert line_of(LINES, "batches").id == FIRST == "logits"
    assert line_of(LINES, "").id == FIRST


def test_each_line_can_be_named() -> None:
    assert all(line_of(LINES, line.id) == line for line in LINES if line.topic)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        *(("W", "weight"), ("grad_W", "weight"), ("dW", "weight"), ("new_W", "weight")),
        *(("b", "bias"), ("grad_b", "bias"), ("db", "bias"), ("new_b", "bias")),
        *(("z", ""), ("p", ""), ("dz", ""), ("batch_loss", "")),
    ],
)
def test_a_number_of_w_or_b_is_an_entry_of_it(name: str, part: str) -> None:
    assert part_of(name) == part


def test_w_is_made_by_the_step_and_before_the_first_by_nn_linear() -> None:
    assert line_that_made("W", 5) == "step"
    assert line_that_made("W", 0) == "linear"
    assert line_that_made("p", 0) == line_that_made("batch_loss", 9) == "loss"
