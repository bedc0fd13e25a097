"""What a goal could ask for: as much as the page has come to."""

from collections.abc import Mapping
from dataclasses import replace
from types import NoneType
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from playground.core.dataset import Dataset
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.sharing.examples import note_dataset
from playground.sharing.lessons.goals import (
    BOUND,
    GOALS,
    Facts,
    Goal,
    asks_of,
    goals_for,
    look,
    proposal,
)
from tests.strategies import datasets


def facts_of(dataset: Dataset, **settings: Any) -> Facts:
    run = TrainingRun(dataset, TrainingSettings(**settings))
    run.advance(run.settings.epochs)
    return Facts(run, is_own=True, vectors=torch.ones(1, dataset.n_features), view="lines")


@given(datasets(), st.integers(1, 30), st.sampled_from([0.0, 0.3]))
def test_the_run_on_screen_reaches_what_is_proposed_and_a_worse_one_does_not(
    dataset: Dataset, epochs: int, test_share: float
) -> None:
    facts = facts_of(dataset, epochs=epochs, test_share=test_share)
    for kind in goals_for(facts.run, ""):
        if kind in ("loss", "accuracy", "held_out_loss", "held_out_accuracy"):
            history = getattr(facts.run, f"{kind}_history")
            value, goal = history[-1], Goal(kind, proposal(kind, facts))
            is_best = value == (0 if kind.endswith("accuracy") else float("inf"))
            assert look(goal, facts).is_reached or is_best or value != value
            held_out = facts.run.prepared.held_out if "held_out" in kind else None
            n_samples = (held_out or facts.run.prepared.training).n_samples
            history[-1] = value * 1.02 if "loss" in kind else value - 1 / n_samples
            assert not look(goal, facts).is_reached or value == 0


@pytest.mark.parametrize("kind", GOALS)
def test_what_is_needed_is_proposed(kind: str) -> None:
    asks: Mapping[str, Any] = proposal(kind, facts_of(note_dataset(), epochs=3))
    assert all(name in asks for name, types in asks_of(kind).items() if NoneType not in types)
    assert len(asks.keys() & set(BOUND)) == ("under" in asks_of(kind))


def test_the_class_that_is_predicted_is_proposed() -> None:
    facts = facts_of(note_dataset(), epochs=3)
    assert look(Goal("class", proposal("class", facts)), facts).is_reached


def test_what_is_open_is_proposed() -> None:
    facts = replace(facts_of(note_dataset()), line="loss", question="leaps")
    assert look(Goal("seen", proposal("seen", facts)), facts).is_reached
    assert proposal("seen", replace(facts, view="curves")) == {"view": "curves"}


def test_only_where_samples_are_held_out_they_are_asked_about() -> None:
    without, held_out = (facts_of(note_dataset(), epochs=1, test_share=s) for s in (0.0, 0.3))
    assert set(goals_for(held_out.run, "")) - set(goals_for(without.run, "")) == {
        "held_out_loss",
        "held_out_accuracy",
    }


def test_only_where_something_is_guessed_the_guess_can_be_the_goal() -> None:
    run = facts_of(note_dataset(), epochs=1).run
    assert set(goals_for(run, "loss")) - set(goals_for(run, "")) == {"guess"}
