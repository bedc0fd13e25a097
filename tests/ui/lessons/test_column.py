"""The column of a lesson beside the page, and the list of lessons in the header."""

import re
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from playground.core.problem import remark
from playground.sharing.lessons.goals import GOALS, Goal
from playground.texts import Texts
from playground.ui.lessons.column import goal_words, hint_words, marked
from tests.page import html_of, messages, opened, press, widget

TEXTS = Texts("en")


def go(app: AppTest, name: str) -> None:
    """Press a button of the lesson, whose key is another in each step."""
    (button,) = [each for each in app.button if re.match(rf"{name}(_\d|$)", each.key or "")]
    button.click().run()
    assert not app.exception


def facts(app: AppTest) -> tuple[str, ...]:
    found = re.search(r'data-lesson="(.*?)" data-step="(.*?)" data-goal="(.*?)"', html_of(app))
    return found.groups() if found else ()


def said(app: AppTest) -> str:
    return " ".join(block.value for block in app.markdown).replace("\\", "")


def keys(app: AppTest) -> set[str]:
    """Of the buttons, without the numbers of steps and hints."""
    return {re.sub(r"_\d+_\d+$", "", button.key or "") for button in app.button}


def train(app: AppTest) -> None:
    widget(app, "speed").set_value("full")
    press(app, "train")


def unfold(app: AppTest, popover: str) -> None:
    app.session_state[popover] = True
    app.run()


def test_a_lesson_is_walked_from_a_wrong_try_to_its_end() -> None:
    app = opened(lesson="mine")
    widget(app, "epochs").set_value(1)
    train(app)
    assert facts(app) == ("mine", "1", "open")
    assert "One." in said(app)
    assert "an accuracy over 99 %" in html_of(app)
    go(app, "lesson_hint")
    assert "No cell has been edited yet: row 4 is open." in said(app)
    go(app, "lesson_hint")
    assert "First." in said(app)
    widget(app, "epochs").set_value(200)
    press(app, "train")
    assert facts(app) == ("mine", "1", "reached")
    go(app, "lesson_next")
    assert facts(app) == ("mine", "2", "open")
    assert "Two." in said(app)
    assert (app.query_params["step"], app.query_params["reached"]) == ("2", "1")
    go(app, "lesson_next")
    go(app, "lesson_next")
    assert "lesson" not in app.query_params
    assert facts(app) == ()


def test_only_what_the_step_needs_is_drawn() -> None:
    app = opened(lesson="mine")
    assert re.findall(r"<h2[^>]*><b>(\d)</b>", html_of(app)) == ["2"]  # training
    assert app.button_group(key="view").options == ["Curves", "Decision"]
    go(app, "lesson_next")
    assert re.findall(r"<h2[^>]*><b>(\d)</b>", html_of(app)) == ["1", "2", "3"]


@pytest.mark.parametrize(("query", "is_so"), [({"lesson": "mine", "v": "1"}, True), ({}, False)])
def test_beside_a_lesson_three_classes_stand_below_one_another(query: dict, is_so: bool) -> None:
    assert ('class="by-class"' in html_of(opened(data="iris", **query))) is is_so


def test_what_is_not_open_is_disabled() -> None:
    app = opened(lesson="mine")
    assert widget(app, "learning_rate").disabled
    assert not widget(app, "epochs").disabled
    assert "example" not in keys(app)
    assert not [each for each in app.get("popover") if each.proto.popover.label == "More"]


def test_the_row_of_an_open_cell_is_known_to_its_table() -> None:
    assert 'data-open="2"' in html_of(opened(lesson="mine", step="2"))


@pytest.mark.parametrize(("query", "is_so"), [({"lesson": "mine", "v": "1"}, False), ({}, True)])
def test_no_remark_is_made_on_a_run_within_a_lesson(query: dict, is_so: bool) -> None:
    app = opened(data="wild_scales", **query)
    train(app)
    assert any(key.startswith("remedy") for key in keys(app)) is is_so


def test_what_came_of_a_guess_is_said_beside_the_step() -> None:
    app = opened(lesson="mine", step="3", v="1", data="xor", epochs="9", run="9", guess="loss_9")
    assert "Your guess was off." in html_of(app)


def test_the_first_step_offers_to_open_a_file_and_no_other_does() -> None:
    app = opened(lesson="mine")
    go(app, "lesson_open")
    assert app.get("file_uploader")
    go(app, "lesson_next")
    assert "lesson_open" not in keys(app)


def test_a_lesson_is_made_from_share_which_is_folded_in() -> None:
    app = opened()
    unfold(app, "share")
    press(app, "make_lesson")
    assert "add_step" in keys(app)
    assert not app.session_state["share"]


def test_within_a_lesson_no_other_one_is_made() -> None:
    app = opened(lesson="mine")
    unfold(app, "share")
    assert "make_lesson" not in keys(app)


def test_the_list_says_what_is_wrong_with_a_broken_file_and_opens_the_others(folder: Path) -> None:
    (folder / "broken.toml").write_text('title = "B"\nabuot = "?"', "utf-8")
    app = opened()
    unfold(app, "lessons")
    reason = TEXTS("problem_lesson_unknown", name="abuot", known="order, title, about, step")
    assert TEXTS("lesson_broken", name="broken", line=2, reason=reason) in messages(app)
    assert "](https" in said(app)  # as it is typed
    press(app, "lesson_mine")
    assert (facts(app)[0], app.session_state["lessons"]) == ("mine", False)
    assert "<i>" not in html_of(app)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<b>a</b>", r"\<b\>a\</b\>"),
        ("[a](b) ![c](d)", r"\[a\]\(b\) \!\[c\]\(d\)"),
        ("1. a\n- b\n# c", "1. a\n\\- b\n\\# c"),
        ("**a** $x_1$ `b`", "**a** $x_1$ `b`"),
        ("costs 5 $, or 6 $\n", r"costs 5 $, or 6 $"),
        (":red[a]", r"\:red\[a\]"),
        ("一\n二\n\n三 a\n四\nb c\nd", "一二\n\n三 a四b c\nd"),
    ],
)
def test_of_a_file_s_markdown_only_three_marks_are_taken(text: str, shown: str) -> None:
    assert marked(text) == shown


def test_a_hint_has_numbers_as_they_are_shown_elsewhere() -> None:
    assert hint_words(remark("loss", loss=1 / 3), TEXTS) == "The loss came to 0.3333."
    assert hint_words(remark("accuracy", accuracy=0.5), TEXTS) == "The accuracy came to 50 %."


def test_a_hint_calls_a_setting_as_the_page_does() -> None:
    found = remark("still", name="learning_rate", value=0.01)
    assert hint_words(found, TEXTS) == "Learning rate is still 0.01."


LEAPS = "Why does the loss jump or become nan?"
GOALS_IN_WORDS: list[tuple[str, dict[str, Any], str]] = [
    ("loss", {"under": 0.25, "within": 200.0}, "a loss under 0.25 within 200 epochs"),
    ("accuracy", {"over": 0.99}, "an accuracy over 99 %"),
    ("held_out_loss", {"under": 1}, "a loss of the samples held out under 1"),
    ("held_out_accuracy", {"over": 0.9}, "an accuracy on the samples held out over 90 %"),
    ("typed_weights", {"under": 0.3}, "W and b typed by hand, with a loss under 0.3"),
    ("class", {"vector": 1, "name": "setosa"}, "test vector 1 is predicted as setosa"),
    ("learning_rate_found", {}, TEXTS("goal_learning_rate_found", factor=2)),
    ("learning_rate_found", {"factor": 1.5}, TEXTS("goal_learning_rate_found", factor=1.5)),
    ("separated", {"cells": 1}, "all samples right, with at most 1 cell edited"),
    ("trained", {}, "a run to its end"),
    ("trained", {"leaps": True}, "a run whose loss leaps"),
    ("trained", {"leaps": False}, "a run whose loss does not leap"),
    ("seen", {"view": "lines", "line": "loss"}, "open Line by line · loss"),
    ("seen", {"view": "lines", "question": "leaps"}, f"open Line by line · {LEAPS}"),
    ("seen", {"view": "lines", "question": "why <b>"}, "open Line by line · why <b>"),
    ("quiz", {"right": 3}, "3 answers of the quiz right in a row"),
    ("guess", {}, "a guess, then the run"),
    ("guess", {"within": 0.1}, "a guess that is off by at most 0.1"),
]


@pytest.mark.parametrize(("kind", "asks", "words"), GOALS_IN_WORDS)
def test_a_goal_is_said_with_what_it_asks_for(kind: str, asks: dict, words: str) -> None:
    assert goal_words(Goal(kind, asks), "loss", TEXTS) == words
    assert goal_words(Goal(kind, asks), "loss", Texts("zh"))


def test_each_goal_can_be_said() -> None:
    assert {kind for kind, *_ in GOALS_IN_WORDS} == GOALS.keys()


def test_of_a_guess_that_is_no_number_it_is_said_that_it_has_to_be_right() -> None:
    assert goal_words(Goal("guess", {"within": 1}), "weight", TEXTS) == "a guess that is right"
