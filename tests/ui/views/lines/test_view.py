"""The view line by line: the code as it is written, and what is on offer at a line."""

import re
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from hypothesis import example, given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from playground.charts.display import format_number
from playground.core.experiment import Experiment
from playground.core.settings import TrainingSettings
from playground.session.view_fields import PREDICTED
from playground.sharing.examples import note_dataset
from playground.sharing.script import script
from playground.texts import Texts
from playground.texts.cards import card, questions_at
from playground.ui import problems
from playground.ui.views.lines.answers import _curve, _fields
from playground.ui.views.lines.view import _as_code, _layout
from tests import page, plain_loop
from tests.page import figures, html_of, note_tensors, press, status_of, traces, widget

TEXTS = Texts("en")


opened = partial(page.opened, view="lines")


def numbers(app: AppTest, name: str) -> list[float]:
    """In the order of rows and columns."""
    found = re.findall(
        rf'data-name="{name}"(?: data-row="(\d+)" data-col="(\d+)")? data-value="([^"]+)"',
        html_of(app),
    )
    return [v for _, _, v in sorted({(int(r or 0), int(c or 0), float(v)) for r, c, v in found})]


# --- the code -----------------------------------------------------------------------------------


@given(st.text("` xy=", min_size=1).filter(str.strip))
@example("    x = `a` + ``b``")
def test_a_line_of_code_is_shown_as_it_is(code: str) -> None:
    fence, text = re.fullmatch("(`+) (.*) `+", _as_code(code)).groups()  # type: ignore[union-attr]
    assert _as_code(code).endswith(f" {fence}")
    assert fence not in text
    assert text.replace("\u00a0", " ") == code
    assert text.startswith("\u00a0" * (len(code) - len(code.lstrip())))


@pytest.mark.parametrize("chosen", [{}, {"test_share": 0.3, "standardise": True, "batch_size": 4}])
def test_a_line_is_indented_and_has_room_above_it_where_a_blank_one_stands_before(
    chosen: dict,
) -> None:
    lines = script(Experiment(note_dataset(), TrainingSettings(**chosen)).start(), [[1, 2, 3]])
    found = re.findall(r"nth-child\((\d+)\) { --indent: (\d+); (margin-top)?", _layout(lines))
    shown = [at for at, line in enumerate(lines) if line.topic]
    assert [int(place) for place, _, _ in found] == list(range(1, len(shown) + 1))
    for at, (_, indent, above) in zip(shown, found, strict=True):
        assert re.match(rf" {{{indent}}}\S", lines[at].code)
        assert bool(above) is bool(at and not lines[at - 1].topic)
    assert {indent for _, indent, _ in found} >= {"0", "4", "8"}


def test_w_changes_when_the_walk_passes_the_step_and_not_before() -> None:
    app = opened(line="logits")
    before = traces(app)["weight"][0]["z"]
    for line in ("loss", "zero_grad", "backward", "step"):
        press(app, "next_line")
        assert app.query_params["line"] == line
        assert traces(app)["weight"][0]["z"] == before
    press(app, "next_line")
    assert app.query_params["line"] == "logits"
    assert "1/1000" in status_of(app)
    assert traces(app)["weight"][0]["z"] != before


# --- what is said of a line ---------------------------------------------------------------------


def test_the_numbers_are_those_of_the_epoch_and_the_sample_on_show(note: dict) -> None:
    features, targets = note_tensors(note)
    before, after = (plain_loop.train(features, targets, 2, epochs=n) for n in (50, 51))
    app = opened(run="60", epoch="50", line="step", sample="5")
    assert numbers(app, "W") == before.weight.flatten().tolist()
    assert numbers(app, "new_W") == after.weight.flatten().tolist()
    app = opened(run="60", epoch="50", line="logits", sample="5")
    assert numbers(app, "x") == features[4].tolist()
    z = torch.nn.functional.linear(features, before.weight, before.bias)[4]
    assert numbers(app, "z") == z.tolist()


@pytest.mark.parametrize(
    ("topic", "name", "count", "has_picture"),
    [("loss", "sample", 10, True), ("test_logits", "vector", 2, False)],
)
def test_at_a_line_there_are_its_sample_or_vector_its_picture_and_its_questions(
    topic: str, name: str, count: int, has_picture: bool
) -> None:
    app = opened(line=topic)
    fields = {(field.key or "").rstrip("_0123456789") for field in app.number_input}
    assert {"vector", "sample"} & fields == {name}
    assert f"<label class='of'>{TEXTS(f'explained_{name}')}</label>" in html_of(app)
    field = widget(app, name)
    assert (field.min, field.max, field.step) == (1, count, 1)
    assert ("picture" in [toggle.key for toggle in app.toggle]) is has_picture
    asked = [box for box in app.selectbox if (box.key or "").startswith("question")]
    assert [len(box.options) for box in asked] == [len(questions_at(topic))] * (topic == "loss")
    what, _, more = card("en", topic).text().partition("\n\n")
    said = [text.value for text in app.markdown]
    assert said.index(what) < said.index(more)


def test_an_answer_has_a_title_and_the_words_of_its_card_in_the_place_of_the_numbers() -> None:
    app = opened(line="loss")
    assert 'data-name="batch_loss"' in html_of(app)
    widget(app, "question").set_value("loss_value").run()
    assert not app.exception
    assert 'data-name="batch_loss"' not in html_of(app)
    assert [box.value for box in app.subheader] == [card("en", "ask_loss_value").title]
    said = [text.value for text in app.markdown]
    assert TEXTS("question_open") not in said
    assert not any("{" in text for text in said)


def test_where_nothing_can_be_answered_it_is_said_why() -> None:
    app = opened(line="loss", learning_rate="1000", weight_decay="100", run="50")
    widget(app, "question").set_value("loss_value").run()
    assert TEXTS("question_open") in [text.value for text in app.markdown]


def test_the_curves_of_an_answer_are_said_in_words() -> None:
    app = opened(run="50", line="seed")
    widget(app, "question").set_value("seeds").run()
    (chart,) = (f for f in figures(app) if "seed_4" in [trace["meta"] for trace in f["data"]])
    for trace in chart["data"]:
        assert f"{trace['text']} {format_number(trace['y'][-1])}" in chart["alt"]


def test_each_curve_has_its_name_and_each_seed_its_own() -> None:
    assert _curve("emptied", TEXTS) == TEXTS("curve_emptied")
    assert _curve("seed_3", TEXTS) == TEXTS("curve_seed", seed=3)


def test_names_in_an_answer_are_shown_as_they_are_and_numbers_as_numbers() -> None:
    found: Any = SimpleNamespace(fields={"label": "*a*_b_", "count": 3, "loss": -0.5})
    told = _fields(found)
    assert told == {"label": problems.as_markdown("*a*_b_"), "count": "3", "loss": "-0.5000"}
    assert told["label"] != "*a*_b_"


def test_the_quiz_says_how_answers_were_and_a_picture_takes_its_place() -> None:
    app = opened(run="5", line="loss")
    widget(app, "quiz").set_value(True).run()
    quiz = app.session_state["session"].quiz

    def answer(text: str) -> str:
        field = next(f for f in app.text_input if (f.key or "").startswith("quiz_answer"))
        field.set_value(text).run()
        return html_of(app)

    assert 'data-hidden="true"' in html_of(app)
    assert not re.search('class="(right|wrong)"', html_of(app))
    said = answer("12345")
    assert TEXTS("quiz_wrong") in said
    assert 'class="right"' not in said
    for count in (1, 2):
        said = answer(repr(quiz.value))
        assert TEXTS("quiz_right", answer=quiz.answer) in said
        assert TEXTS("quiz_in_a_row", count=count) in said
        assert TEXTS("quiz_wrong") not in said
    widget(app, "picture").set_value(True).run()
    assert "sample_loss" in traces(app)
    assert not any((field.key or "").startswith("quiz_answer") for field in app.text_input)
    assert 'data-hidden="true"' not in html_of(app)


# --- pictures -----------------------------------------------------------------------------------


def test_a_class_is_chosen_by_its_name_and_its_row_of_w_is_shown() -> None:
    app = opened(data="digits", run="0")
    found = app.button_group(key="pixel_class")
    assert found.options == ["predicted", *map(str, range(10))]
    found.set_value(7).run()
    html = html_of(app)
    assert set(re.findall(r'data-name="xW" data-row="(\d+)"', html)) == {"7"}
    page.tell(app, "number", name="z", row=0, column=3)
    assert set(re.findall(r'data-name="xW" data-row="(\d+)"', html_of(app))) == {"3"}


def test_the_quiz_shows_no_pictures_which_would_tell_its_answer() -> None:
    app = opened(data="digits", run="0")
    assert '<table class="pixel-table"' in html_of(app)
    widget(app, "quiz").set_value(True).run()
    assert '<table class="pixel-table"' not in html_of(app)


def test_a_class_that_the_table_no_longer_has_is_the_one_predicted() -> None:
    app = opened(data="digits", run="0")
    app.button_group(key="pixel_class").set_value(9).run()
    page.edit(app, "training_table", deleted_rows=list(range(3, 1797)))
    assert not app.exception
    (choice,) = (each for each in app.button_group if "pixel_class" in (each.key or ""))
    assert choice.options == ["predicted", "0", "1", "2"]
    assert choice.value == PREDICTED
