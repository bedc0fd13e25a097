"""What is guessed of a run: the question, its answer, and what address and document have of it."""

from typing import Any

import pytest

from playground.core.insight.guess import Guess, read_guess
from playground.session.fields import Fields
from playground.session.guessing import Guessing
from playground.session.session import QUERY_TABLE, TRAINING_TABLE
from playground.sharing.examples import note_dataset
from playground.sharing.experiment_file import from_file, to_file
from tests.core.samples import example
from tests.session.opened import opened

Query = dict[str, str]
RUNS = pytest.mark.parametrize("run", [{}, {"run": "1000"}])


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
    texts = []
    for point in [(1.0, 2.0), (1.0, 2.0), (3.0, 4.0), (5.0, 6.0), (7.0, 8.0)]:  # a double click
        guessing.point(point)
        texts.append(guessing.text)
    assert texts == ["", "", "border_1_2_3_4", "", "border_5_6_7_8"]


def test_an_answer_counts_only_if_there_is_what_it_speaks_of(guessing: Guessing) -> None:
    guessing.ask()
    for text, is_answered in [("class_2_2", True), ("class_3_1", False), ("class_1_3", False)]:
        guessing.hold(guess(text))
        assert guessing.is_answered(note_dataset(), 2) is is_answered


def test_what_cannot_be_guessed_of_these_samples_is_not_asked(guessing: Guessing) -> None:
    for text, n_vectors in (("border_0_0_1_1", 1), ("class_1_1", 0)):
        guessing.hold(guess(text))
        guessing.settle(example("blobs"), 1)
        assert guessing.text == text
        guessing.settle(example("note"), n_vectors)
        assert (guessing.text, guessing.fields.kind) == ("", "loss")


@RUNS
def test_a_guess_without_its_run_is_an_answer_and_with_it_belongs_to_it(run: Query) -> None:
    now, of_run = opened(guess="class_1_2", **run), guess("class_1_2")
    assert now.guessing.is_asking is (not run)
    assert (now.guess, now.playback.guess) == (of_run, of_run if run else None)
    assert now.run_in_address == {"guess": "class_1_2", **run}
    assert now.document.guess == "class_1_2"
    saved = from_file(to_file(*now.frames, now.settings, now.run_in_address))
    assert (saved.guess, bool(saved.run), saved.problems) == (of_run, bool(run), [])


@pytest.mark.parametrize("text", ["loss_x", 500 * "x", "weight_9_9", "class_3_1", "border_0_0_1_1"])
@RUNS
def test_a_guess_in_an_address_that_cannot_be_is_said_and_left_out(text: str, run: Query) -> None:
    now = opened(guess=text, **run)
    assert (now.guess, now.guessing.is_asking, now.document.guess) == (None, False, "")
    (said,) = now.notices["samples"]
    assert (said.code, said.fields["name"]) == ("link_setting", "guess")
    assert said.fields["value"].startswith(text[:15])
    assert len(said.fields["value"]) <= 40


def test_a_guess_of_what_is_no_longer_there_is_not_seen() -> None:
    now = opened(guess="weight_1_3", run="8", epochs="8")
    for name, table in zip((TRAINING_TABLE, QUERY_TABLE), now.frames, strict=True):
        now.tables.load(name, table.drop(columns="x3"))
    now.playback.pause()
    now.read()
    assert now.run.dataset.n_features == 2
    assert (now.guess, now.verdict) == (None, None)


def test_that_it_is_asked_and_what_comes_back_with_the_address() -> None:
    now = opened(guess_first="1", guess_kind="weight")
    now.prepare()
    assert {"guess_first": "1", "guess_kind": "weight"}.items() <= now.address.shared().items()
    assert not now.guessing.is_asking


def test_what_an_address_cannot_ask_for_is_not_asked() -> None:
    now = opened(guess_first="yes", guess_kind="__class__")
    now.prepare()
    assert (now.guessing.fields.first, now.guessing.fields.kind) == (False, "loss")
    assert not [key for key in now.address.shared() if key.startswith("guess")]


def test_a_new_guess_drops_the_run_on_screen_from_the_address_since_it_is_not_of_it() -> None:
    now = opened(guess="loss_0.3", run="8", epochs="8")
    now.run.advance(8)
    now.playback.pause()
    now.playback.settle()
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
    now.playback.pause()
    now.fields.set("seed", 1)
    now.read()
    assert now.verdict is None
