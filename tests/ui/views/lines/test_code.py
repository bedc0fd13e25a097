"""The view line by line: the code as it is written, and what is on offer at a line."""

import re
from functools import partial

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from playground.core.experiment import Experiment
from playground.core.settings import TrainingSettings
from playground.sharing.examples import note_dataset
from playground.sharing.script import script
from playground.texts import Texts
from playground.texts.cards import questions_at
from playground.ui.views.lines.numbers import QUERY_TOPICS
from playground.ui.views.lines.pictures import TOPICS
from playground.ui.views.lines.view import _as_code, _gaps, _indents
from tests import page
from tests.page import html_of, widget

TEXTS = Texts("en")


opened = partial(page.opened, view="lines")


@given(st.text("` xy=", min_size=1).filter(str.strip))
@example("    x = `a` + ``b``")
def test_a_line_of_code_is_shown_as_it_is(code: str) -> None:
    fence, text = re.fullmatch("(`+) (.*) `+", _as_code(code)).groups()  # type: ignore[union-attr]
    assert _as_code(code).endswith(f" {fence}")
    assert fence not in text
    assert text.replace("\u00a0", " ") == code
    assert text.startswith("\u00a0" * (len(code) - len(code.lstrip())))


@pytest.mark.parametrize("chosen", [{}, {"test_share": 0.3, "standardise": True, "batch_size": 4}])
def test_there_is_room_above_each_line_that_a_blank_one_stands_before(chosen: dict) -> None:
    lines = script(Experiment(note_dataset(), TrainingSettings(**chosen)).start(), [[1, 2, 3]])
    places = list(map(int, re.findall(r"nth-child\((\d+)\)", _gaps(lines))))
    shown = [at for at, line in enumerate(lines) if line.topic]
    assert places == [place for place, at in enumerate(shown, 1) if at and not lines[at - 1].topic]
    assert len(places) > 3


def test_code_without_blank_lines_has_no_gaps() -> None:
    lines = [line for line in script(Experiment(note_dataset()).start(), []) if line.topic]
    assert "nth-child" not in _gaps(lines)
    assert _gaps(lines).startswith("<style>")


def test_of_each_line_shown_it_is_said_how_far_it_is_indented() -> None:
    lines = [line for line in script(Experiment(note_dataset()).start(), []) if line.topic]
    found = re.findall(r"nth-child\((\d+)\) { --indent: (\d+) }", _indents(lines))
    assert [int(place) for place, _ in found] == list(range(1, len(lines) + 1))
    assert all(
        line.code.startswith(" " * int(indent)) and line.code[int(indent)] != " "
        for line, (_, indent) in zip(lines, found, strict=True)
    )
    assert {int(indent) for _, indent in found} == {0, 4, 8}


@pytest.mark.parametrize("topic", ["loss", "features", "test_logits", "seed"])
def test_at_a_line_there_are_its_sample_or_vector_its_picture_and_its_questions(topic: str) -> None:
    app = opened(line=topic)
    fields = {(field.key or "").rstrip("_0123456789") for field in app.number_input}
    name = "vector" if topic in QUERY_TOPICS else "sample"
    assert {"vector", "sample"} & fields == {name}
    assert f"<label class='of'>{TEXTS(f'lesson_{name}')}</label>" in html_of(app)
    field, now = widget(app, name), app.session_state["session"]
    count = (
        len(now.input.query_vectors.rows) if topic in QUERY_TOPICS else now.run.dataset.n_samples
    )
    assert (field.min, field.max, field.step) == (1, count, 1)
    assert ("picture" in [toggle.key for toggle in app.toggle]) is (topic in TOPICS)
    asked = [box for box in app.selectbox if (box.key or "").startswith("question")]
    questions = questions_at(topic)
    assert [len(box.options) for box in asked] == ([len(questions)] if questions else [])


def test_an_answer_stands_in_the_place_of_the_numbers() -> None:
    app = opened(line="loss")
    assert 'data-name="batch_loss"' in html_of(app)
    widget(app, "question").set_value(questions_at("loss")[0]).run()
    assert not app.exception
    assert 'data-name="batch_loss"' not in html_of(app)
    assert app.subheader


def test_a_picture_stands_in_the_place_of_the_numbers_and_of_the_quiz() -> None:
    app = opened(line="loss")
    widget(app, "quiz").set_value(True).run()

    def asks() -> bool:
        return any((field.key or "").startswith("quiz_answer") for field in app.text_input)

    assert asks()
    assert 'data-hidden="true"' in html_of(app)
    widget(app, "picture").set_value(True).run()
    assert not asks()
    assert 'data-hidden="true"' not in html_of(app)
