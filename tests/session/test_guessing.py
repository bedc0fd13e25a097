"""What is guessed of a run: the question, its answer, and what address and document have of it."""

from typing import Any

import pytest

from playground.core.insight.guess import GUESSES, Guess, kinds_of, read_guess
from playground.session.fields import Fields
from playground.session.guessing import Guessing
from playground.session.session import QUERY_TABLE, TRAINING_TABLE
from playground.sharing.examples import note_dataset
from tests.core.samples import example
from tests.session.opened import opened

TEXTS = {
    "loss": "loss_0.3",
    "accuracy": "accuracy_0.9867",
    "class": "class_1_2",
    "course": "course_leaps",
    "weight": "weight_1_3",
    "border": "border_-1_0.5_2_1e-07",
}


def guess(text: str) -> Guess:
    found = read_guess(text)
    assert found
    return found


@pytest.fixture
def guessing() -> Guessing:
    found = Guessing(Fields({}, {}))
    found.fields.first = True
    return found


@pytest.mark.parametrize("kind", GUESSES)
def test_a_guess_that_is_held_is_the_one_that_was_given(guessing: Guessing, kind: str) -> None:
    guessing.hold(guess("loss_7"))
    guessing.hold(guess(TEXTS[kind]))
    assert guessing.text == TEXTS[kind]
    guessing.fields.first = False
    assert guessing.text == ""


@pytest.mark.parametrize(
    ("kind", "typed", "text"),
    [
        ("loss", 0.25, "loss_0.25"),
        ("accuracy", 98.67, "accuracy_0.9867"),
        ("accuracy", 100.0, "accuracy_1"),
        ("class", (2, 1), "class_2_1"),
        ("course", "stays", "course_stays"),
        ("loss", -1.0, ""),
        ("accuracy", 101.0, ""),
        ("loss", None, ""),
    ],
)
def test_what_a_widget_holds_is_a_guess_unless_it_makes_none(
    guessing: Guessing, kind: str, typed: Any, text: str
) -> None:
    guessing.fields.kind = kind
    guessing.fields.store.set(f"guess_{kind}", typed)
    assert guessing.text == text


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


def test_a_question_forgets_what_was_guessed_before_and_keeps_what_is_guessed_now(
    guessing: Guessing,
) -> None:
    guessing.hold(guess("loss_0.3"))
    guessing.ask()
    assert (guessing.is_asking, guessing.given) == (True, None)
    guessing.hold(guess("loss_0.4"))
    guessing.ask()
    assert guessing.take() == guess("loss_0.4")
    assert not guessing.is_asking
    assert guessing.take() is None  # of a run that was begun without a question


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


@pytest.mark.parametrize("kind", [kind for kind in GUESSES if kind != "border"])
def test_a_guess_without_its_run_is_an_answer_and_with_it_belongs_to_it(kind: str) -> None:
    text = TEXTS[kind]
    before, after = opened(guess=text), opened(guess=text, run="1000")
    assert before.guessing.is_asking
    assert not after.guessing.is_asking
    assert before.guess == after.guess == after.playback.guess == guess(text)
    assert before.run_in_address == {"guess": text}
    assert after.run_in_address == {"run": "1000", "guess": text}
    assert before.document.guess == text
    assert after.document.guess == text


@pytest.mark.parametrize("text", ["loss_x", "weight_1", "x" * 500, "loss_0.3<script>"])
def test_what_an_address_has_for_a_guess_and_is_none_is_said_and_left_out(text: str) -> None:
    now = opened(guess=text)
    assert (now.guess, now.guessing.is_asking) == (None, False)
    (said,) = now.notices["samples"]
    assert (said.code, said.fields["name"]) == ("link_setting", "guess")
    assert len(said.fields["value"]) <= 40


@pytest.mark.parametrize("text", ["weight_9_9", "class_3_1", "border_0_0_1_1"])
@pytest.mark.parametrize("query", [{}, {"run": "1000"}])
def test_a_guess_of_what_is_not_there_is_said_and_left_out(text: str, query: dict) -> None:
    now = opened(guess=text, **query)
    assert (now.guess, now.guessing.is_asking, now.document.guess) == (None, False, "")
    (said,) = now.notices["samples"]
    assert (said.code, said.fields) == ("link_setting", {"name": "guess", "value": text})


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
