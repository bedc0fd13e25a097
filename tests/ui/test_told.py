"""What the page's scripts are told, and what they tell."""

import html
import json
import re

from streamlit.testing.v1 import AppTest

from playground.texts import CATALOGS
from playground.ui.told import STREAMLIT_WORDS
from tests.page import html_of, opened, press, table_of, tell, widget


def fact(app: AppTest, name: str) -> str:
    found = re.search(rf'class="page-facts".* data-{name}="([^"]*)"', html_of(app))
    assert found
    return html.unescape(found[1])


def test_what_is_announced_changes_with_the_state_only(app: AppTest) -> None:
    assert fact(app, "announcement") == ""
    press(app, "step")
    assert fact(app, "announcement") == "Paused at epoch 1: loss 0.3805, accuracy 70 %"
    press(app, "resume")
    done = "Training done: loss 0.2359, accuracy 100 %"
    assert fact(app, "announcement") == done
    app.slider(key="epoch").set_value(137).run()
    assert fact(app, "announcement") == done
    app.segmented_control(key="language").set_value("zh").run()
    assert fact(app, "announcement") == "训练完成：损失 0.2359，准确率 100 %"
    press(app, "reset")
    assert fact(app, "announcement") == ""


def test_streamlit_s_words_and_those_of_other_languages_become_the_page_s(app: AppTest) -> None:
    for language, catalog in CATALOGS.items():
        app.segmented_control(key="language").set_value(language).run()
        assert fact(app, "language") == catalog["language_tag"]
        words = json.loads(fact(app, "words"))
        for word, key in STREAMLIT_WORDS.items():
            assert words[word] == catalog[key]
            for other in CATALOGS.values():
                assert words[other[key]] == catalog[key]


def test_what_was_typed_just_before_something_told_is_a_step_of_its_own(app: AppTest) -> None:
    app.number_input(key="seed").set_value(7)
    tell(app, "add", values=[1, 2, 3])
    assert len(table_of(app, "training_table")) == 11
    press(app, "undo")
    assert len(table_of(app, "training_table")) == 10
    assert widget(app, "seed").value == 7


def test_the_question_is_announced_and_afterwards_what_came_of_the_guess() -> None:
    app = opened(guess="loss_0.3")
    assert fact(app, "announcement") == "What will the loss be after 1000 epochs?"
    app = opened(guess="course_falls", run="1000")
    said = "Training done: loss 0.2359, accuracy 100 % Your guess was right. The loss falls from"
    assert fact(app, "announcement").startswith(said)
    app.segmented_control(key="language").set_value("zh").run()
    assert "。 " not in fact(app, "announcement")
