"""The column of a lesson beside the page, and the list of lessons in the header."""

import re
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from playground.core.problem import remark
from playground.sharing.lessons import reading
from playground.sharing.lessons.goals import GOALS, Goal
from playground.texts import LANGUAGES, Texts
from playground.ui.lessons.column import goal_words, hint_words, marked
from tests.page import choose_example, html_of, messages, opened, press, tell, widget

LESSON = """
title = "Mine & <i>yours</i>"
about = "A [link](https://elsewhere) that is none"
[[step]]
text.en = "One."
text.zh = "一。"
setup = "data=and&learning_rate=0.5&epochs=200"
show = ["training", "stage"]
views = ["curves", "decision"]
open = ["epochs"]
goal = { kind = "accuracy", over = 0.99 }
hints.en = ["Go on."]
[[step]]
text.en = "Two."
setup = "data=xor"
cells = ["2 label"]
question.en = "Why?"
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(reading, "LESSONS", tmp_path)
    (tmp_path / "mine.toml").write_text(LESSON, "utf-8")
    (tmp_path / "broken.toml").write_text('title = "B"\nabuot = "?"', "utf-8")
    return tmp_path


def go(app: AppTest, name: str) -> None:
    """Press a button of the lesson, whose key is another in each step."""
    (button,) = [each for each in app.button if re.match(rf"{name}(_\d|$)", each.key or "")]
    button.click().run()
    assert not app.exception


def facts(app: AppTest) -> tuple[str, ...]:
    found = re.search(r'data-lesson="(.*?)" data-step="(.*?)" data-goal="(.*?)"', html_of(app))
    assert found
    return found.groups()


def said(app: AppTest) -> str:
    return " ".join(block.value for block in app.markdown).replace("\\", "")


def full_speed(app: AppTest) -> None:
    widget(app, "speed").set_value("full").run()


def test_a_lesson_is_walked_from_a_wrong_try_to_its_end() -> None:
    app = opened(lesson="mine")
    full_speed(app)
    assert facts(app) == ("mine", "1", "open")
    assert "One." in said(app)
    widget(app, "epochs").set_value(1).run()
    press(app, "train")
    assert facts(app) == ("mine", "1", "open")
    go(app, "lesson_hint")
    assert Texts("en")("hint_accuracy", accuracy="50 %") in said(app)
    widget(app, "epochs").set_value(200).run()
    press(app, "train")
    assert facts(app) == ("mine", "1", "reached")
    assert app.query_params["reached"] == "1"
    go(app, "lesson_next")
    assert facts(app) == ("mine", "2", "open")
    assert "Two." in said(app)
    assert app.query_params["step"] == "2"
    go(app, "lesson_next")
    assert "lesson" not in app.query_params
    assert "data-lesson" not in html_of(app)


def test_a_second_click_on_next_is_of_a_button_that_is_gone() -> None:
    app = opened(lesson="mine")
    keys = {button.key for button in app.button if (button.key or "").startswith("lesson_next")}
    go(app, "lesson_next")
    assert keys.isdisjoint(button.key for button in app.button)


def test_only_what_the_step_needs_is_drawn() -> None:
    app = opened(lesson="mine")
    shown = re.findall(r"<h2[^>]*><b>(\d)</b>", html_of(app))
    assert shown == ["2", "4"]  # training, and the prediction in the curves
    assert app.button_group(key="view").options == ["Curves", "Decision"]
    go(app, "lesson_next")
    assert re.findall(r"<h2[^>]*><b>(\d)</b>", html_of(app)) == ["1", "2", "3", "4"]


def test_beside_a_lesson_three_classes_stand_below_one_another(folder: Path) -> None:
    (folder / "iris.toml").write_text(
        'title = "Three"\nabout = "?"\n[[step]]\ntext = "Look."\n'
        'setup = "data=iris"\nshow = ["stage"]',
        "utf-8",
    )
    assert 'class="by-class"' in html_of(opened(lesson="iris"))
    assert 'class="by-class"' not in html_of(opened(data="iris"))


def test_what_is_not_open_is_disabled() -> None:
    app = opened(lesson="mine")
    assert widget(app, "learning_rate").disabled
    assert widget(app, "seed").disabled
    assert not widget(app, "epochs").disabled
    assert "example" not in {button.key for button in app.button}
    assert not [each for each in app.get("popover") if each.proto.popover.label == "More"]


def test_a_setting_that_is_sent_all_the_same_stays_as_it_is() -> None:
    app = opened(lesson="mine")
    app.session_state["learning_rate"] = 3.0
    app.run()
    assert app.session_state["session"].fields["learning_rate"] == 0.5
    assert Texts("en")("problem_lesson_locked") in messages(app)


def test_a_table_of_which_one_cell_is_open_keeps_all_others() -> None:
    app = opened(lesson="mine", step="2")
    assert 'data-open="2"' in html_of(app)
    tell(app, "paste", table="training_table", row=0, column=0, text="1\n0\n1")
    session = app.session_state["session"]
    assert list(session.tables.table("training_table")["label"]) == ["0", "0", "1", "0"]
    assert Texts("en")("problem_lesson_cells", rows="2") in messages(app)
    tell(app, "add", values=[0.5, 0.5])
    assert len(session.tables.table("training_table")) == 4
    tell(app, "move", number=1, values=[0.5, 0.5])
    assert session.tables.table("training_table").iat[0, 0] == "0"
    tell(app, "undo")
    assert list(session.tables.table("training_table")["label"]) == ["0", "1", "1", "0"]
    tell(app, "undo")
    assert session.example.name == "xor"


def test_a_lesson_keeps_its_remarks_to_itself() -> None:
    app = opened(lesson="mine")
    full_speed(app)
    press(app, "train")
    assert "teaches" not in app.session_state
    assert not [button for button in app.button if (button.key or "").startswith("remedy")]


def test_step_and_goal_stay_in_another_language() -> None:
    app = opened(lesson="mine", reached="1")
    app.button_group(key="language").set_value("zh").run()
    assert facts(app) == ("mine", "1", "reached")
    assert "一。" in said(app)


def test_an_answer_in_words_is_kept_with_its_step() -> None:
    app = opened(lesson="mine", step="2")
    app.text_area[0].set_value("A line cannot.").run()
    go(app, "lesson_back")
    assert not app.text_area
    go(app, "lesson_next")
    assert app.text_area[0].value == "A line cannot."


def test_the_first_step_offers_to_open_a_file_and_no_other_does() -> None:
    app = opened(lesson="mine")
    go(app, "lesson_open")
    assert app.get("file_uploader")
    go(app, "lesson_next")
    assert not [button for button in app.button if button.key == "lesson_open"]


def test_a_lesson_is_made_from_share_and_not_within_another() -> None:
    app = opened()
    app.session_state["share"] = True
    app.run()
    press(app, "make_lesson")
    assert "add_step" in {button.key for button in app.button}
    assert not app.session_state["share"]
    app = opened(lesson="mine")
    app.session_state["share"] = True
    app.run()
    assert "make_lesson" not in {button.key for button in app.button}


def test_a_goal_that_asks_for_a_question_that_there_is_not_is_said_as_it_is() -> None:
    goal = Goal("seen", {"view": "lines", "question": "why <b>"})
    assert "why <b>" in goal_words(goal, "", Texts("en"))


def test_the_list_says_what_is_wrong_with_a_broken_file_and_opens_the_others() -> None:
    app = opened()
    choose_example(app, "iris")
    app.session_state["lessons"] = True
    app.run()
    texts = Texts("en")
    known = "order, title, about, step"
    reason = texts("problem_lesson_unknown", name="abuot", known=known)
    assert texts("lesson_broken", name="broken", line=2, reason=reason) in messages(app)
    assert "](https" in said(app)  # as it is typed
    press(app, "lesson_mine")
    assert facts(app)[0] == "mine"
    assert "<i>" not in html_of(app)
    go(app, "lesson_leave")
    assert app.session_state["session"].example.name == "iris"


def test_a_saved_experiment_is_opened_in_its_step() -> None:
    app = opened(lesson="mine", step="2", reached="1")
    session = app.session_state["session"]
    assert session.in_file.items() >= {"lesson": "mine", "step": "2", "reached": "1"}.items()


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


@pytest.mark.parametrize(
    ("code", "fields", "words"),
    [
        ("no_cell", {"rows": "4", "count": 1}, "No cell has been edited yet: row 4 is open."),
        ("still", {"name": "learning_rate", "value": 0.01}, "Learning rate is still 0.01."),
        ("still", {"name": "epochs", "value": 100}, "Epochs is still 100."),
        ("loss", {"loss": 1 / 3}, "The loss came to 0.3333."),
        (
            "held_out_accuracy",
            {"accuracy": 0.5},
            "The accuracy on the samples held out came to 50 %.",
        ),
        (
            "between",
            {"calm": 0.25, "leaping": 0.5},
            "0.25 does not leap, 0.5 does: try one between them.",
        ),
        (
            "other_row",
            {"row": 4, "changed": 3},
            "Row 4 has the largest loss of all; you changed row 3.",
        ),
    ],
)
def test_a_hint_of_the_page_s_own_is_said_with_its_numbers(
    code: str, fields: dict, words: str
) -> None:
    assert hint_words(remark(code, **fields), Texts("en")) == words
    assert hint_words(remark(code, **fields), Texts("zh"))


ASKS: dict[str, dict[str, Any]] = {
    "loss": {"under": 0.25, "within": 200.0},
    "accuracy": {"over": 0.99},
    "held_out_loss": {"under": 1},
    "held_out_accuracy": {"over": 0.9},
    "class": {"vector": 1, "name": "setosa"},
    "separated": {"cells": 1},
    "seen": {"view": "lines", "line": "loss", "question": "leaps"},
    "quiz": {"right": 3},
    "typed_weights": {"under": 0.3},
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", GOALS)
def test_a_goal_is_said_with_what_it_asks_for(kind: str, language: str) -> None:
    words = goal_words(Goal(kind, ASKS.get(kind, {})), "", Texts(language))
    for value in ASKS.get(kind, {}).values():
        if value not in ("lines", "leaps", 0.99, 0.9):
            assert (f"{value:g}" if isinstance(value, float) else str(value)) in words
    assert ("99 %" in words) is (kind == "accuracy")


@pytest.mark.parametrize(
    ("asks", "guess", "text"),
    [
        ({}, "loss", "goal_guess"),
        ({"within": 0.1}, "weight", "goal_guess_right"),
        ({"within": 0.1}, "loss", "goal_guess_within"),
    ],
)
def test_how_near_a_guess_has_to_be_is_said(asks: dict, guess: str, text: str) -> None:
    texts = Texts("en")
    expected = texts(text, within="0.1") if asks else texts(text)
    assert goal_words(Goal("guess", asks), guess, texts) == expected


@pytest.mark.parametrize("leaps", [True, False])
def test_whether_the_run_is_to_leap_is_said(leaps: bool) -> None:
    words = goal_words(Goal("trained", {"leaps": leaps}), "", Texts("en"))
    assert words == Texts("en")("goal_trained_leaps" if leaps else "goal_trained_calm")
