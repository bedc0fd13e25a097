"""What the page's scripts go by."""

import html
import json
import re
from pathlib import Path

import streamlit
from streamlit.testing.v1 import AppTest

from playground.texts import CATALOGS
from playground.ui.facts import STREAMLIT_WORDS
from tests.page import edit, html_of, press


def fact(app: AppTest, name: str) -> str:
    found = re.search(rf'class="page-facts".* data-{name}="([^"]*)"', html_of(app))
    assert found
    return html.unescape(found[1])


def test_the_language_goes_with_the_page(app: AppTest) -> None:
    assert fact(app, "language") == "en"
    app.segmented_control(key="language").set_value("zh").run()
    assert fact(app, "language") == "zh-CN"


def test_the_words_to_replace_are_those_that_streamlit_has() -> None:
    """In its scripts, but for those that it puts together."""
    scripts = (Path(streamlit.__file__).parent / "static").rglob("*.js")
    everything = "".join(path.read_text(encoding="utf-8") for path in scripts)
    missing = [word for word in STREAMLIT_WORDS if word not in everything]
    key = ("", "Ctrl+", "⌘+")
    together = [
        "20MB per file",
        "undo icon",
        "redo icon",
        *(f"Press {k}Enter to apply" for k in key),
    ]
    assert sorted(missing) == sorted(together)


def test_what_is_announced_changes_with_the_state_only(app: AppTest) -> None:
    assert fact(app, "announcement") == ""
    press(app, "step")
    assert fact(app, "announcement") == "Paused at epoch 1: loss 0.3805, accuracy 70 %"
    press(app, "resume")
    done = "Training done: loss 0.2359, accuracy 100 %"
    assert fact(app, "announcement") == done
    app.slider(key="epoch").set_value(137).run()
    edit(app, "training_table", edited_rows={0: {"x1": "8"}})
    assert fact(app, "announcement") == done
    app.segmented_control(key="language").set_value("zh").run()
    assert fact(app, "announcement") == "训练完成：损失 0.2359，准确率 100 %"
    press(app, "reset")
    assert fact(app, "announcement") == ""


def test_a_run_that_diverged_is_announced(app: AppTest) -> None:
    huge = {"x1": "3e38", "x2": "-3e38", "x3": "3e38"}
    edit(app, "training_table", edited_rows=dict.fromkeys((0, 3, 5), huge))
    app.number_input(key="learning_rate").set_value(1000.0)
    press(app, "train")
    assert fact(app, "announcement").startswith("Training stopped at epoch ")


def test_streamlit_s_words_and_those_of_other_languages_become_the_page_s(app: AppTest) -> None:
    for language, catalog in CATALOGS.items():
        app.segmented_control(key="language").set_value(language).run()
        words = json.loads(fact(app, "words"))
        for word, key in STREAMLIT_WORDS.items():
            assert words[word] == catalog[key]
            for other in CATALOGS.values():
                assert words[other[key]] == catalog[key]
