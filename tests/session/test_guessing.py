"""What is guessed of a run: the question, its answer, and what address and document have of it."""

from typing import Any

import pytest

from playground.core.insight.guess import GUESSES, Guess, kinds_of, read_guess
from playground.session.fields import Fields
from playground.session.guessing import Guessing
from playground.session.session import QUERY_TABLE, TRAINING_TABLE
from playground.sharing.examples import note_dataset
from playground.sharing.experiment_file import from_file, to_file
from tests.core.samples import example
from tests.session.opened import opened


def guess(text: str) -> Guess:
    found = read_guess(text)
    assert found
    return found


@pytest.fixture
def guessing() -> Guessing:
    found = Guessing(Fields({}, {}))
    found.fields.first = True
    return found


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("loss_0.3", 0.3),
        ("accuracy_0.9867", 98.67),  # in per cent
        ("class_1_2", (1, 2)),
        ("course_leaps", "leaps"),
        ("weight_1_3", (1, 3)),
        ("border_-1_0.5_2_1e-07", (-1, 0.5, 2, 1e-7)),
    ],
)
def test_a_guess_is_what_its_widget_holds(guessing: Guessing, text: str, typed: Any) -> None:
    guessing.hold(guess("loss_7"))
    guessing.hold(guess(text))
    assert (guessing.text, guessing.held) == (text, typed)
    guessing.fields.first = False
    assert guessing.text == ""


def test_a_border_has_two_points_and_a_third_begins_another(guessing: Guessing) -> None:
    guessing.fields.kind = "border"
    for point, text in [
        ((1.0, 2.0), ""),
        ((1.0, 2.0), ""),  # a double click
        ((3.0, 4.0), "border_1_2_3_4"),
        ((5.0, 6.0), ""),
        ((7.0, 8.0), "border_5_6_7_8"),
    ]:
        guessing.point(point)
        assert guessing.text == text


def test_an_answer_counts_only_if_there_is_what_it_speaks_of(guessing: Guessing) -> None:
    guessing.ask()
    for text, is_answered in [("class_2_2", True), ("class_3_1", False), ("class_1_3", False)]:
        guessing.hold(guess(text))
        assert guessing.is_answered(note_dataset(), 2) is is_answered


def test_what_cannot_be_guessed_of_these_samples_is_not_asked(guessing: Guessing) -> None:
    note, blobs = note_dataset(), example("blobs")
    assert set(GUESSES) - set(kinds_of(note, 0)) == {"border", "class"}
    assert set(kinds_of(blobs, 1)) == set(GUESSES)
    guessing.hold(guess("border_0_0_1_1"))
    guessing.settle(blobs, 1)
    assert guessing.text == "border_0_0_1_1"
    guessing.settle(note, 1)
    assert (guessing.text, guessing.fields.kind) == ("", "loss")


@pytest.mark.parametrize("text", ["loss_0.3", "class_1_2", "weight_1_3"])
def test_a_guess_without_its_run_is_an_answer_and_with_it_belongs_to_it(text: str) -> None:
    for run in ({}, {"run": "1000"}):
        now = opened(guess=text, **run)
        assert now.guessing.is_asking is (not run)
        assert (now.guess, now.playback.guess) == (guess(text), guess(text) if run else None)
        assert now.run_in_address == {"guess": text, **run}
        assert now.document.guess == text
        saved = from_file(to_file(*now.frames, now.settings, now.run_in_address))
        assert (saved.guess, bool(saved.run), saved.problems) == (guess(text), bool(run), [])


NONE = ["loss_x", "weight_1", "x" * 500, "loss_0.3<script>"]
NOT_THERE = ["weight_9_9", "class_3_1", "border_0_0_1_1"]


@pytest.mark.parametrize("text", [*NONE, *NOT_THERE])
@pytest.mark.parametrize("query", [{}, {"run": "1000"}])
def test_a_guess_in_an_address_that_cannot_be_is_said_and_left_out(text: str, query: dict) -> None:
    now = opened(guess=text, **query)
    assert (now.guess, now.guessing.is_asking, now.document.guess) == (None, False, "")
    (said,) = now.notices["samples"]
    assert (said.code, said.fields["name"]) == ("link_setting", "guess")
    assert said.fields["value"].startswith(text[:15])
    assert len(said.fields["value"]) <= 40


def test_a_guess_of_what_is_no_longer_there_is_not_seen() -> None:
    now = opened(guess="weight_1_3", run="8", epochs="8")
    table = now.frames[0]
    now.tables.load(TRAINING_TABLE, table.drop(columns="x3"))
    now.tables.load(QUERY_TABLE, now.frames[1].drop(columns="x3"))
    now.playback.pause()
    now.read()
    assert now.run.dataset.n_features == 2
    assert (now.guess, now.verdict) == (None, None)


def test_that_it_is_asked_and_what_comes_back_with_the_address() -> None:
    now = opened(guess_first="1", guess_kind="weight")
    now.prepare()
    assert {"guess_first": "1", "guess_kind": "weight"}.items() <= now.address.shared().items()
    assert not now.guessing.is_asking
    now = opened(guess_first="yes", guess_kind="__class__")
    now.prepare()
    assert (now.guessing.fields.first, now.guessing.fields.kind) == (False, "loss")
    assert not [key for key in now.address.shared() if key.startswith("guess")]


def test_a_new_guess_drops_the_run_on_screen_from_the_address_since_it_is_not_of_it() -> None:
    now = opened(guess="loss_0.3", run="8", epochs="8")
    now.run.advance(8)
    now.playback.pause()
    now.playback.settle()
    assert now.run_in_address == {"run": "8", "guess": "loss_0.3"}
    now.guessing.ask()
    assert now.run_in_address == {"run": "8"}
    assert now.guess == guess("loss_0.3")  # drawn with its run, for as long as that is on screen
    now.guessing.hold(guess("loss_0.4"))
    assert now.run_in_address == {"guess": "loss_0.4"}
    assert now.guess == guess("loss_0.4")


def test_there_is_a_verdict_once_the_run_has_ended_unless_it_is_of_an_earlier_table() -> None:
    now = opened(guess="loss_0.3", run="8", epochs="8")
    assert now.verdict is None
    now.run.advance(8)
    assert now.verdict is not None
    now.fields.set("seed", 1)
    now.read()
    now.playback.pause()
    now.read()
    assert now.verdict is None
