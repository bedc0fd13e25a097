"""The answers at a line: their words, with names as they were typed, or why there is none."""

from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from playground.texts import Texts
from playground.texts.cards import card
from playground.ui import problems
from playground.ui.views.lines.answers import _curve, _fields
from tests import page
from tests.page import html_of, widget

TEXTS = Texts("en")


opened = partial(page.opened, view="lines")


def ask(app: AppTest, question: str) -> list[str]:
    """What is said then, as Markdown."""
    widget(app, "question").set_value(question).run()
    assert not app.exception
    return [text.value for text in app.markdown]


def test_the_words_of_a_line_are_those_of_its_card_around_its_numbers() -> None:
    what, _, more = card("en", "loss").text().partition("\n\n")
    said = [text.value for text in opened(line="loss").markdown]
    assert what in said
    assert more in said
    assert said.index(what) < said.index(more)


def test_where_nothing_can_be_answered_it_is_said_why() -> None:
    app = opened(line="loss", learning_rate="1000", weight_decay="100", run="50")
    assert TEXTS("question_open") in ask(app, "loss_value")
    assert 'data-name="loss"' not in html_of(app)


def test_an_answer_has_a_title_and_the_words_of_its_card() -> None:
    app = opened(line="loss")
    said = ask(app, "loss_value")
    assert TEXTS("question_open") not in said
    title = card("en", "ask_loss_value").title
    assert [box.value for box in app.subheader] == [title]
    assert not any("{" in text for text in said)


def test_names_in_an_answer_are_shown_as_they_are_and_numbers_as_numbers() -> None:
    found: Any = SimpleNamespace(fields={"label": "*a*_b_", "count": 3, "loss": -0.5})
    told = _fields(found)
    assert told == {"label": problems.as_markdown("*a*_b_"), "count": "3", "loss": "-0.5000"}
    assert told["label"] != "*a*_b_"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("emptied", TEXTS("curve_emptied")),
        ("loss", TEXTS("curve_loss")),
        ("seed_3", TEXTS("curve_seed", seed=3)),
    ],
)
def test_each_curve_has_its_name(name: str, said: str) -> None:
    assert _curve(name, TEXTS) == said
