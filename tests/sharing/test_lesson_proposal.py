"""What a goal could ask for: as much as the page has come to."""

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
    HISTORIES,
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
    for kind in {*HISTORIES} & {*goals_for(facts.run, "")}:
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
    asks = proposal(kind, facts_of(note_dataset(), epochs=3))
    assert all(name in asks for name, types in asks_of(kind).items() if NoneType not in types)
    assert len(asks.keys() & set(BOUND)) == ("under" in asks_of(kind))


@pytest.mark.parametrize(("kind", "under"), [("loss", 0.5), ("typed_weights", 0.697)])
def test_a_half_is_proposed_where_there_is_no_loss_yet(kind: str, under: float) -> None:
    run = TrainingRun(note_dataset(), TrainingSettings(initial_weights="zero"))  # log 2 = 0.693
    assert proposal(kind, Facts(run))["under"] == under


def test_what_is_predicted_and_what_is_open_is_proposed() -> None:
    facts = replace(facts_of(note_dataset(), epochs=3), line="loss", question="leaps")
    for kind in ("class", "seen"):
        assert look(Goal(kind, proposal(kind, facts)), facts).is_reached
    assert proposal("seen", replace(facts, question=None)) == {"view": "lines", "line": "loss"}
    assert proposal("seen", replace(facts, view="curves")) == {"view": "curves"}


def test_there_is_a_goal_for_samples_held_out_and_for_a_guess_where_there_are_some() -> None:
    of_note, held_out = (facts_of(note_dataset(), epochs=1, test_share=s).run for s in (0.0, 0.3))
    usual = set(goals_for(of_note, ""))
    assert set(goals_for(held_out, "")) - usual == {"held_out_loss", "held_out_accuracy"}
    assert set(goals_for(of_note, "loss")) - usual == {"guess"}
