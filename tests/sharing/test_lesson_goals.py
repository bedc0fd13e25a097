"""Goals of lessons: each is reached by what it asks for, and by nothing less; what it hints."""

from dataclasses import replace
from functools import cache
from typing import Any

import pytest
import torch

from playground.core.insight.guess import Verdict
from playground.core.parameters_text import parameters_text
from playground.core.run import TrainingRun
from playground.core.settings import GIVEN_WEIGHTS, TrainingSettings
from playground.sharing.lessons.goals import HISTORIES, Facts, Goal, Tried, look
from playground.texts import LANGUAGES, Texts
from tests.core.samples import example
from tests.core.test_run import overflowing_dataset


@cache
def run_of(name: str = "and", epochs: int = 200, **settings: Any) -> TrainingRun:
    """A run that has ended."""
    run = TrainingRun(example(name), TrainingSettings(epochs=epochs, **settings))
    run.advance(epochs)
    return run


def outcome(kind: str, facts: Facts, **asks: Any) -> Any:
    """True where it is reached; else its hint, which has words in each language, or None."""
    is_reached, hint = look(Goal(kind, asks), facts)
    if is_reached or hint is None:
        return is_reached or None
    assert all(Texts(language)(f"hint_{hint.code}", **hint.fields) for language in LANGUAGES)
    return hint.code, hint.fields


LEARNT, NOT_LEARNT = run_of(learning_rate=0.5), run_of()
OWN = Facts(LEARNT, is_own=True, rows=range(1, 5))


def losses_of(run: TrainingRun) -> torch.Tensor:
    """Of each sample, by plain PyTorch."""
    logits = torch.nn.functional.linear(run.dataset.features, *run.parameters)
    return torch.nn.functional.cross_entropy(logits, run.dataset.targets, reduction="none")


@pytest.mark.parametrize("kind", HISTORIES)
def test_a_bound_is_for_the_last_number_of_a_run(kind: str) -> None:
    facts = Facts(run_of("iris", learning_rate=0.05, test_share=0.3), is_own=True)
    last = getattr(facts.run, f"{kind}_history")[-1]
    hint = (kind, {kind.removeprefix("held_out_"): last})
    assert outcome(kind, facts, over=last - 1e-6) is True
    assert outcome(kind, facts, over=last) == hint
    assert outcome(kind, facts, under=last + 1e-6) is True
    assert outcome(kind, facts, under=last) == hint


def test_so_many_epochs_are_the_last_that_count() -> None:
    half = LEARNT.loss_history[99]
    found = [outcome("loss", OWN, under=half, within=within) for within in (100, 101, 1000)]
    assert found == [("loss", {"loss": half}), True, True]


def test_a_run_that_is_on_has_reached_nothing_before_its_epochs_have_come() -> None:
    facts = replace(OWN, run=TrainingRun(LEARNT.dataset, LEARNT.settings))
    facts.run.advance(100)
    found = [outcome("loss", facts, under=9.0, within=within) for within in (None, 101, 100)]
    assert found == [None, None, True]


def test_nothing_is_held_out_of_most_runs() -> None:
    assert outcome("held_out_accuracy", OWN, over=-1.0) is None


def test_a_loss_that_is_no_number_is_over_every_bound() -> None:
    run = TrainingRun(overflowing_dataset(), TrainingSettings(learning_rate=1000.0))
    run.advance(100)
    assert run.diverged
    assert outcome("loss", replace(OWN, run=run), over=1e30) is True
    assert outcome("loss", replace(OWN, run=run), under=1.0) is not True


TWO_VECTORS: dict[str, Any] = {"vectors": torch.tensor([[0.0, 0.0], [1.0, 1.0]])}
MOVED = {**TWO_VECTORS, "is_own": False, "has_other_vectors": True}
OTHER_COLUMNS = {**MOVED, "is_stale": True, "vectors": torch.zeros(2, 1)}
CALM, LEAPT = {"tried": [Tried(0.2, False)]}, {"tried": [Tried(0.8, True)]}
BOTH = {"tried": [Tried(0.1, False), Tried(0.9, True), Tried(0.6, True), Tried(0.2, False)]}
TWICE = {"tried": [Tried(0.2, False), Tried(0.4, True)]}
LESS_CALM = {"tried": [Tried(0.5, True), Tried(0.8, False)]}  # some leap where a larger does not
OPEN = {"view": "lines", "line": "loss", "question": "leaps"}
OFF = Verdict("loss_above", {}, is_right=False, off=0.2)
LOSS = {"guess": "loss", "verdict": OFF}
WRONG = {"guess": "weight", "verdict": OFF}
RIGHT = {"guess": "weight", "verdict": replace(OFF, is_right=True, off=3.0)}


@pytest.mark.parametrize(
    ("kind", "asks", "facts", "then"),
    [
        ("class", {"vector": 2, "name": "1"}, TWO_VECTORS, True),
        ("class", {"vector": 2, "name": "0"}, TWO_VECTORS, ("class", {"vector": 2, "name": "1"})),
        ("class", {"vector": 3, "name": "0"}, TWO_VECTORS, None),
        ("class", {"vector": 2, "name": "1"}, MOVED, True),  # of the run that was there
        ("class", {"vector": 2, "name": "1"}, OTHER_COLUMNS, ("changed", {})),
        ("learning_rate_found", {}, CALM, ("none_leaps", {"rate": 0.2})),
        ("learning_rate_found", {}, LEAPT, ("all_leap", {"rate": 0.8})),
        ("learning_rate_found", {}, LESS_CALM, ("none_leaps", {"rate": 0.8})),
        ("learning_rate_found", {}, BOTH, ("between", {"calm": 0.2, "leaping": 0.6})),
        ("learning_rate_found", {}, TWICE, True),
        ("learning_rate_found", {}, {**TWICE, "is_stale": True}, ("changed", {})),
        ("learning_rate_found", {"factor": 3}, BOTH, True),
        ("learning_rate_found", {"factor": 4}, BOTH, True),
        ("separated", {"cells": 1}, {"edited": [4]}, True),
        ("separated", {"cells": 1}, {"edited": [4, 4]}, ("too_many", {"count": 2, "maximum": 1})),
        ("separated", {"cells": 2}, {"edited": [4, 4]}, True),
        ("separated", {"cells": 2}, {"edited": []}, None),  # the file speaks
        ("trained", {}, LEAPT, True),
        ("trained", {"leaps": True}, LEAPT, True),
        ("trained", {"leaps": True}, CALM, None),
        ("trained", {"leaps": False}, CALM, True),
        ("seen", {"view": "curves"}, OPEN, None),
        ("seen", OPEN, OPEN, True),
        ("seen", {**OPEN, "line": "step"}, OPEN, None),
        ("seen", {**OPEN, "question": "scale"}, OPEN, None),
        ("seen", {**OPEN, "question": ""}, OPEN, None),
        ("seen", {**OPEN, "question": ""}, {**OPEN, "question": None}, True),
        ("seen", {"view": "curves", "line": "loss"}, {**OPEN, "view": "curves"}, None),
        ("seen", {"view": "curves", "question": ""}, {"view": "curves"}, None),
        ("quiz", {"right": 3}, {"right_in_a_row": 2}, ("quiz", {"count": 2, "right": 3})),
        ("quiz", {"right": 3}, {"right_in_a_row": 3}, True),
        ("guess", {}, {"guess": "loss"}, None),
        ("guess", {}, LOSS, True),
        ("guess", {"within": 0.2}, LOSS, True),
        ("guess", {"within": 0.1}, LOSS, None),
        ("guess", {"within": 1}, WRONG, None),  # what is no number has to be right
        ("guess", {"within": 1}, RIGHT, True),
        ("guess", {"edited": True}, LOSS, None),
        ("guess", {"edited": True}, {**LOSS, "edited": [4]}, True),
    ],
    ids=str,
)
def test_a_goal_is_reached_by_what_it_asks(kind: str, asks: dict, facts: dict, then: Any) -> None:
    assert outcome(kind, replace(OWN, **facts), **asks) == then


OF_CLASS: dict[str, Any] = {"vector": 1, "name": "0"}
ASKS = {"loss": {"under": 9.0}, "class": OF_CLASS, "separated": {"cells": 1}}


@pytest.mark.parametrize("kind", [*ASKS, "learning_rate_found", "trained", "guess"])
def test_first_there_has_to_be_a_run_of_the_page_as_it_is(kind: str) -> None:
    before, asks = Facts(LEARNT, edited=[1], verdict=OFF, **TWO_VECTORS), ASKS.get(kind, {})
    assert outcome(kind, before, **asks) == ("not_trained", {})
    assert outcome(kind, replace(before, is_stale=True), **asks) == ("changed", {})


def test_the_row_with_the_largest_loss_is_pointed_at() -> None:
    worst = int(losses_of(NOT_LEARNT).argmax()) + 2  # a blank row stands above them
    other = 2 if worst != 2 else 3
    facts = Facts(NOT_LEARNT, is_own=True, rows=range(2, 6), edited=[other])
    hint = ("other_row", {"row": worst, "changed": other})
    assert outcome("separated", facts, cells=2) == hint
    assert outcome("separated", replace(facts, edited=[other, worst]), cells=2) is None


def test_the_loss_of_typed_weights_is_known_before_any_epoch() -> None:
    text = parameters_text(LEARNT.parameters)
    settings = TrainingSettings(start=text, initial_weights=GIVEN_WEIGHTS)
    typed = Facts(TrainingRun(LEARNT.dataset, settings))
    loss = losses_of(LEARNT).mean().item()
    hint = ("typed", {"loss": pytest.approx(loss, rel=1e-6)})
    assert outcome("typed_weights", typed, under=loss * 1.01) is True
    assert outcome("typed_weights", typed, under=loss * 0.99) == hint
    assert outcome("typed_weights", replace(typed, is_stale=True), under=9.0) is not True
    assert outcome("typed_weights", OWN, under=9.0) is not True  # drawn by the seed
