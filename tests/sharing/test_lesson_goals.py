"""Goals of lessons: each is reached by what it asks for, and by nothing less; what it hints."""

import math
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
import torch

from playground.core.dataset import Dataset
from playground.core.insight.guess import Verdict
from playground.core.parameters_text import parameters_text
from playground.core.run import TrainingRun
from playground.core.settings import GIVEN_WEIGHTS, TrainingSettings
from playground.sharing.examples import examples
from playground.sharing.lessons.goals import HISTORIES, Facts, Goal, Tried, look
from playground.tables.reading import read_samples
from playground.texts import LANGUAGES, Texts


@cache
def run_of(example: str = "and", epochs: int = 200, **settings: Any) -> TrainingRun:
    """A run that has ended."""
    dataset = read_samples(examples()[example].samples()).dataset
    assert dataset is not None
    run = TrainingRun(dataset, TrainingSettings(epochs=epochs, **settings))
    run.advance(epochs)
    return run


def reached(kind: str, facts: Facts, **asks: Any) -> bool:
    return look(Goal(kind, asks), facts).is_reached


def hinted(kind: str, facts: Facts, **asks: Any) -> tuple[str, dict[str, Any]] | None:
    hint = look(Goal(kind, asks), facts).hint
    if hint is None:
        return None
    for language in LANGUAGES:
        assert Texts(language)(f"hint_{hint.code}", **hint.fields)
    return hint.code, hint.fields


LEARNT, NOT_LEARNT = run_of(learning_rate=0.5), run_of()
OWN = Facts(LEARNT, is_own=True, rows=range(1, 5))


@pytest.mark.parametrize("kind", HISTORIES)
def test_a_bound_is_for_the_last_number_of_a_run_of_the_step(kind: str) -> None:
    facts = Facts(run_of("iris", learning_rate=0.05, test_share=0.3), is_own=True)
    last = getattr(facts.run, f"{kind}_history")[-1]
    assert reached(kind, facts, over=last - 1e-6)
    assert not reached(kind, facts, over=last)
    assert reached(kind, facts, under=last + 1e-6)
    assert not reached(kind, facts, under=last)
    assert hinted(kind, facts, under=last) == (kind, {kind.removeprefix("held_out_"): last})
    assert not reached(kind, Facts(facts.run), over=last - 1e-6)


def test_so_many_epochs_are_the_last_that_count() -> None:
    half = LEARNT.loss_history[99]
    assert half > LEARNT.loss_history[-1]
    assert not reached("loss", OWN, under=half, within=100)
    assert reached("loss", OWN, under=half, within=101)
    assert reached("loss", OWN, under=half, within=1000)  # it ended before that


def test_a_run_that_is_on_has_reached_nothing_before_its_epochs_have_come() -> None:
    run = TrainingRun(LEARNT.dataset, LEARNT.settings)
    run.advance(100)
    facts = Facts(run, is_own=True)
    assert not reached("loss", facts, under=9.0)
    assert not reached("loss", facts, under=9.0, within=101)
    assert reached("loss", facts, under=9.0, within=100)


def test_nothing_is_held_out_of_most_runs() -> None:
    assert not reached("held_out_accuracy", OWN, over=-1.0)


def test_a_loss_that_is_no_number_is_over_every_bound() -> None:
    features = torch.tensor([[1e38], [-1e38]])
    dataset = Dataset(features, torch.tensor([0, 1]), ("x",), ("0", "1"))
    run = TrainingRun(dataset, TrainingSettings(learning_rate=1000.0))
    run.advance(100)
    assert run.diverged
    assert reached("loss", Facts(run, is_own=True), over=1e30)
    assert not reached("loss", Facts(run, is_own=True), under=1.0)


@pytest.mark.parametrize(
    ("kind", "asks"),
    [
        ("loss", {"under": 9.0}),
        ("class", {"vector": 1, "name": "0"}),
        ("separated", {"cells": 1}),
        ("trained", {}),
        ("guess", {}),
    ],
)
def test_first_there_has_to_be_a_run_of_the_page_as_it_is(kind: str, asks: dict[str, Any]) -> None:
    before = Facts(NOT_LEARNT, edited=[1])
    assert hinted(kind, before, **asks) == ("not_trained", {})
    assert hinted(kind, replace(before, is_stale=True), **asks) == ("changed", {})
    assert not reached(kind, before, **asks)


VECTORS = torch.tensor([[0.0, 0.0], [1.0, 1.0]])


def test_a_query_vector_is_in_the_class_that_the_run_predicts() -> None:
    facts = replace(OWN, vectors=VECTORS)
    assert reached("class", facts, vector=1, name="0")
    assert reached("class", facts, vector=2, name="1")
    assert hinted("class", facts, vector=2, name="0") == ("class", {"vector": 2, "name": "1"})
    assert not reached("class", facts, vector=2, name="0")
    assert not reached("class", facts, vector=3, name="0")


def test_a_vector_that_is_moved_counts_with_the_run_that_was_there() -> None:
    facts = Facts(LEARNT, vectors=VECTORS)
    assert not reached("class", facts, vector=2, name="1")
    moved = replace(facts, has_other_vectors=True)
    assert reached("class", moved, vector=2, name="1")
    narrow = replace(moved, vectors=VECTORS[:, :1], is_stale=True)  # columns of another table
    assert not reached("class", narrow, vector=2, name="1")


@pytest.mark.parametrize(
    ("tried", "is_found", "hint"),
    [
        ([], False, ("not_trained", {})),
        ([(0.1, False)], False, ("none_leaps", {"rate": 0.1})),
        ([(1.0, True)], False, ("all_leap", {"rate": 1.0})),
        ([(0.1, False), (1.0, True)], False, ("between", {"calm": 0.1, "leaping": 1.0})),
        ([(0.2, False), (0.4, True)], True, ("between", {"calm": 0.2, "leaping": 0.4})),
        ([(0.2, False), (0.401, True)], False, ("between", {"calm": 0.2, "leaping": 0.401})),
        ([(0.1, False), (1.0, True), (0.5, True), (0.3, False)], True, ("between", None)),
        # some leap where a larger one does not
        ([(0.5, True), (0.8, False)], False, ("none_leaps", {"rate": 0.8})),
        ([(0.5, True), (0.8, False), (1.0, True)], True, ("between", None)),
    ],
)
def test_the_learning_rate_is_found_between_two_that_were_tried(
    tried: list, is_found: bool, hint: tuple[str, dict | None]
) -> None:
    facts = Facts(LEARNT, tried=[Tried(*each) for each in tried])
    assert reached("learning_rate_found", facts) is is_found
    said = hinted("learning_rate_found", facts)
    assert said
    assert said == (hint[0], said[1] if hint[1] is None else hint[1])


def test_the_two_are_as_near_as_is_asked() -> None:
    facts = replace(OWN, tried=[Tried(0.2, False), Tried(0.6, True)])
    assert reached("learning_rate_found", facts, factor=3)
    assert not reached("learning_rate_found", facts, factor=2.99)
    assert not reached("learning_rate_found", replace(facts, is_stale=True), factor=3)


def test_classes_are_separated_by_some_edits_and_not_too_many() -> None:
    one, two = replace(OWN, edited=[4]), replace(OWN, edited=[4, 4])
    assert reached("separated", one, cells=1)
    assert not reached("separated", two, cells=1)
    assert hinted("separated", two, cells=1) == ("too_many", {"count": 2, "maximum": 1})
    assert reached("separated", two, cells=2)
    assert not reached("separated", OWN, cells=2)
    assert hinted("separated", OWN, cells=2) is None  # the file speaks
    assert not reached("separated", replace(one, is_own=False), cells=1)
    assert not reached("separated", replace(one, run=NOT_LEARNT), cells=1)


def test_the_row_with_the_largest_loss_is_pointed_at() -> None:
    logits = torch.nn.functional.linear(NOT_LEARNT.dataset.features, *NOT_LEARNT.parameters)
    targets = NOT_LEARNT.dataset.targets
    losses = torch.nn.functional.cross_entropy(logits, targets, reduction="none")
    worst = int(losses.argmax()) + 2  # a blank row stands above them
    other = 2 if worst != 2 else 3
    facts = Facts(NOT_LEARNT, is_own=True, rows=range(2, 6), edited=[other])
    said = hinted("separated", facts, cells=2)
    assert said == ("other_row", {"row": worst, "changed": other})
    assert hinted("separated", replace(facts, edited=[other, worst]), cells=2) is None


def test_a_run_was_trained_that_leapt_or_did_not() -> None:
    calm, leapt = replace(OWN, tried=[Tried(1, False)]), replace(OWN, tried=[Tried(1, True)])
    assert not reached("trained", OWN)
    assert reached("trained", calm)
    assert reached("trained", calm, leaps=False)
    assert not reached("trained", calm, leaps=True)
    assert reached("trained", leapt, leaps=True)


def test_what_is_to_be_seen_is_seen_all_at_once() -> None:
    facts = replace(OWN, view="lines", line="loss", question="leaps")
    assert reached("seen", facts, view="lines")
    assert reached("seen", facts, view="lines", line="loss", question="leaps")
    assert not reached("seen", facts, view="lines", line="step")
    assert not reached("seen", facts, view="lines", question="scale")
    assert not reached("seen", replace(facts, view="curves"), view="lines", line="loss")
    assert not reached("seen", replace(facts, view="curves"), view="curves", line="loss")
    assert not reached("seen", replace(facts, view="curves"), view="curves", question="")
    assert not reached("seen", facts, view="lines", question="")
    assert reached("seen", replace(facts, question=None), view="lines", question="")
    assert hinted("seen", facts, view="curves") is None


@pytest.mark.parametrize("right", [1, 3])
def test_so_many_answers_are_right_in_a_row(right: int) -> None:
    facts = replace(OWN, right_in_a_row=right - 1)
    assert not reached("quiz", facts, right=right)
    assert hinted("quiz", facts, right=right) == ("quiz", {"count": right - 1, "right": right})
    assert reached("quiz", replace(OWN, right_in_a_row=right), right=right)


def test_the_loss_of_typed_weights_is_known_before_any_epoch() -> None:
    text = parameters_text(LEARNT.parameters)
    settings = TrainingSettings(start=text, initial_weights=GIVEN_WEIGHTS)
    run = TrainingRun(LEARNT.dataset, settings)
    logits = torch.nn.functional.linear(run.dataset.features, *LEARNT.parameters)
    loss = torch.nn.functional.cross_entropy(logits, run.dataset.targets).item()
    code, fields = hinted("typed_weights", Facts(run), under=0.0) or ("", {})
    assert code == "typed"
    assert math.isclose(fields["loss"], loss, rel_tol=1e-6)
    assert reached("typed_weights", Facts(run), under=loss * 1.01)
    assert not reached("typed_weights", Facts(run), under=loss * 0.99)
    assert not reached("typed_weights", Facts(run, is_stale=True), under=loss * 1.01)
    assert not reached("typed_weights", OWN, under=1e9)  # drawn by the seed


def test_a_guess_was_made_and_is_as_near_as_asked() -> None:
    off = Verdict("loss_above", {}, is_right=False, off=0.2)
    facts = replace(OWN, guess="loss", verdict=off)
    assert not reached("guess", replace(facts, verdict=None))
    assert not reached("guess", replace(facts, is_own=False))
    assert reached("guess", facts)
    assert reached("guess", facts, within=0.2)
    assert not reached("guess", facts, within=0.1)
    assert not reached("guess", facts, edited=True)
    assert reached("guess", replace(facts, edited=[4]), edited=True)


@pytest.mark.parametrize("is_right", [True, False])
def test_what_is_no_number_is_near_when_it_is_right(is_right: bool) -> None:
    found = Verdict("weight_wrong", {}, is_right=is_right, off=3.0)
    assert reached("guess", replace(OWN, guess="weight", verdict=found), within=1) is is_right
