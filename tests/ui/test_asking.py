"""Train asks first: the question on the page, what ends it, and what is said afterwards."""

import re
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from playground.core.dataset import Dataset
from playground.core.insight.guess import read_guess
from playground.session.session import Session
from playground.sharing.examples import note_dataset
from playground.texts import CATALOGS, Texts
from playground.ui import actions, guessed
from tests.page import html_of, opened, press, state_of, traces, widget
from tests.session.opened import opened as a_session

QUESTION = "What will the loss be after 20 epochs?"


@pytest.fixture
def asking() -> AppTest:
    """The page on which Train has been pressed once, at full speed."""
    app = opened(guess_first="1", epochs="20")
    widget(app, "speed").set_value("full")
    press(app, "train")
    return app


def marked(app: AppTest) -> set[float]:
    """What is drawn of a guess."""
    return {value for trace in traces(app).get("guess", []) for value in trace["y"]}


def test_train_asks_until_it_is_answered_and_after_that_run_anew(asking: AppTest) -> None:
    press(asking, "train")
    assert state_of(asking) == "ready"
    assert QUESTION in html_of(asking)
    widget(asking, "guess_loss").set_value(0.5)
    press(asking, "train")
    assert (state_of(asking), marked(asking)) == ("done", {0.5})
    assert QUESTION not in html_of(asking)
    loss = traces(asking)["loss"][0]["y"][-1]
    said = f"The loss ends at {loss:.4f}, {0.5 - loss:.2g} below your 0.5."
    assert said in html_of(asking)
    press(asking, "train")
    assert QUESTION in html_of(asking)
    assert marked(asking) == {0.5}  # which stays with its run
    assert said not in html_of(asking)


def test_compare_has_what_was_guessed_and_loads_it_with_its_run(asking: AppTest) -> None:
    widget(asking, "guess_loss").set_value(0.5)
    press(asking, "train")
    widget(asking, "seed").set_value(1)
    press(asking, "train")
    press(asking, "guess_skip")
    asking.button_group(key="view").set_value("compare").run()
    assert "<td>loss 0.5000</td>" in html_of(asking)
    widget(asking, "compare_run").set_value(1)
    press(asking, "compare_load")
    assert "below your 0.5." in html_of(asking)


# --- acts -------------------------------------------------------------------------------------


def asks(**query: str) -> Session:
    now = a_session(guess_first="1", **query)
    actions.train(now)
    assert now.guessing.is_asking
    return now


def train(now: Session) -> None:
    """To the end."""
    actions.train(now)
    now.run.advance(now.run.settings.epochs)
    now.playback.pause()
    now.playback.settle()
    now.playback.look_over()
    now.read()


def guess(now: Session, loss: float) -> None:
    now.fields.set("guess_loss", loss)
    now.collect()


def test_skip_trains_without_a_guess() -> None:
    now = asks()
    guess(now, 0.5)
    actions.skip_guess(now)
    assert (now.playback.state, now.guess) == ("running", None)


def test_reset_takes_the_question_back() -> None:
    now = asks()
    actions.reset(now)
    assert (now.playback.state, now.guessing.is_asking) == ("ready", False)


def test_undo_takes_a_guess_back_and_redo_brings_it_again() -> None:
    now = asks()
    guess(now, 0.5)
    for act, text in ((actions.undo, ""), (actions.redo, "loss_0.5")):
        act(now)
        assert (now.guessing.is_asking, now.guessing.text) == (True, text)


def test_redo_brings_what_came_of_a_guess_again() -> None:
    now = asks(epochs="9")
    guess(now, 0.5)
    train(now)
    actions.undo(now)
    assert not now.verdict
    actions.redo(now)
    assert now.verdict


def test_a_second_train_leaves_the_run_on() -> None:
    now = asks()
    guess(now, 0.3)
    actions.train(now)
    run = now.run
    actions.train(now)
    assert (now.run is run, now.playback.state) == (True, "running")


def test_resume_goes_on_with_the_guess_of_the_run_that_was_paused() -> None:
    now = asks()
    now.fields.set("guess_loss", 0.3)
    for act in (actions.step, actions.train):
        act(now)
    assert (now.guessing.is_asking, now.guessing.text) == (True, "")
    actions.resume(now)
    assert (now.guessing.is_asking, now.guessing.text) == (False, "loss_0.3")


@pytest.mark.parametrize("is_asked", [True, False])
def test_a_run_begun_step_by_step_is_of_the_guess_only_if_one_was_asked_for(is_asked: bool) -> None:
    now = asks() if is_asked else a_session(guess_first="1")
    now.fields.set("guess_loss", 0.3)
    actions.step(now)
    assert now.guessing.text == ("loss_0.3" if is_asked else "")
    assert (now.guessing.is_asking, bool(now.playback.guess)) == (False, is_asked)


def test_a_weight_is_guessed_by_a_click_only_while_it_is_asked_for() -> None:
    now = asks(guess_kind="weight")
    actions.open_number(now, "b", 0, 0)
    assert (now.guessing.held, now.page.view) == (None, "lines")
    actions.open_number(now, "W", 1, 2)
    actions.train(now)
    actions.open_number(now, "W", 0, 0)
    assert now.guessing.text == "weight_2_3"


def test_a_border_is_guessed_in_the_plane_and_adds_no_sample() -> None:
    now = asks(data="blobs", guess_kind="border")
    assert (now.page.view, now.decision.picture) == ("decision", "plane")
    rows = len(now.frames[0])
    actions.add_sample(now, [1, 2])
    actions.train(now)
    assert now.playback.state == "ready"
    actions.add_sample(now, [3, 4])
    assert (now.guessing.text, len(now.frames[0])) == ("border_1_2_3_4", rows)
    actions.train(now)
    assert now.playback.state == "running"


def test_the_key_switches_nothing_where_a_lesson_has_decided_what_is_asked() -> None:
    now = a_session()
    now.guessing.fix("loss")
    actions.switch_guess(now)
    assert now.guessing.fields.first


def test_a_guess_of_what_is_not_there_is_asked_for_anew_beside_a_broken_table() -> None:
    app = opened(samples="x_label~one_a~2_b", guess="weight_9_9")
    assert widget(app, "guess_weight").value is None


# --- what is said -----------------------------------------------------------------------------

ENDS = f"""
loss_0.2359 loss_0.3 loss_0.1 class_1_1 class_1_2 course_falls course_leaps
weight_1_1 weight_1_2 weight_1_3 weight_2_1 weight_2_2 weight_2_3
accuracy_0&data=xor accuracy_0.5&data=xor accuracy_1&data=xor accuracy_0.5&data=iris
course_stays&learning_rate=1e-06 course_leaps&data=iris&learning_rate=10&epochs=5
course_leaps&data=iris&learning_rate=10&epochs=99 border_0_0_1_1&data=blobs
border_0_0_1_1&samples=x_y_label~{9 * "0_1_a~1_0_a~"}0_1_b&learning_rate=1
loss_1&samples=x_label~1e38_a~-1e38_b~2e38_b&learning_rate=1000
"""


def test_every_end_is_said_and_why_unless_a_remark_says_that() -> None:
    told = set()
    for end in ENDS.split():
        now = a_session(**dict(parse_qsl(f"guess={end}")))
        train(now)
        assert now.verdict, end
        why = now.verdict.why if now.remark is None else ""
        for now.page.language in CATALOGS:
            said = guessed.sentences(now)
            assert len(said) == 2 + bool(why)
            assert said[0] == now.texts("guess_yes" if now.verdict.is_right else "guess_no")
            assert not re.search(r"[{}]|nan", "".join(said))
        told.add(f"guess_why_{why}")
    assert {key for key in CATALOGS["en"] if key.startswith("guess_why_")} <= told


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("loss_0.25", "loss 0.2500"),
        ("accuracy_0.9", "accuracy 90 %"),
        ("class_1_2", "vector 1: green"),
        ("course_stays", "stays"),
        ("weight_1_2", "W[blue, y]"),
        ("border_0_0_1_1", "Border"),
    ],
)
def test_a_guess_is_asked_for_and_said_in_few_words(text: str, words: str) -> None:
    now = a_session(guess=text, data="blobs")
    assert guessed.question(now)
    assert guessed.in_words(now.guess, now.run.dataset, 1, now.texts) == words


@pytest.mark.parametrize("dataset", [note_dataset(), None])
def test_a_guess_of_what_is_not_there_is_said_as_in_an_address(dataset: Dataset | None) -> None:
    found = guessed.in_words(read_guess("weight_9_9"), dataset, 1, Texts("en"))
    assert found == "weight_9_9"
