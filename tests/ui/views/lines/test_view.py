"""The view line by line: its numbers are those of the plain loop, at the epoch and sample shown."""

import itertools
import re

import pytest
import torch
from streamlit.testing.v1 import AppTest
from torch import nn, optim

from playground.charts.display import format_number
from playground.core.insight.questions import QUESTIONS
from playground.texts import LANGUAGES, Texts
from playground.texts.cards import topics
from tests.page import APP, figures, html_of, note_tensors, press, status_of, traces, widget
from tests.plain_loop import SimpleModel


def opened(epoch: int, line: str, sample: int = 1, **query: str) -> AppTest:
    """The note's run of 1000 epochs, looked at in the view."""
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params.update({"view": "lines", "line": line, "sample": str(sample), **query})
    if epoch:
        app.query_params.update({"run": "1000", "epoch": str(epoch)})
    app.run()
    assert not app.exception
    assert not app.error
    return app


def numbers(app: AppTest, name: str) -> list[float]:
    """In the order of rows and columns."""
    found = re.findall(
        rf'data-name="{name}"(?: data-row="(\d+)" data-col="(\d+)")? data-value="([^"]+)"',
        html_of(app),
    )
    return [v for _, _, v in sorted({(int(r or 0), int(c or 0), float(v)) for r, c, v in found})]


@pytest.mark.parametrize(("epoch", "sample"), [(0, 1), (1, 10), (500, 5), (1000, 4)])
def test_the_numbers_are_those_of_the_plain_loop(note: dict, epoch: int, sample: int) -> None:
    features, targets = note_tensors(note)
    torch.manual_seed(0)
    model = SimpleModel(3, 2)
    optimizer = optim.SGD(model.parameters(), lr=0.01)
    criterion = nn.CrossEntropyLoss()
    for _ in range(epoch):
        optimizer.zero_grad()
        criterion(model(features), targets).backward()
        optimizer.step()
    logits = model(features)
    loss = criterion(logits, targets)
    row = sample - 1
    weight, bias = (part.flatten().tolist() for part in model.parameters())

    app = opened(epoch, "logits", sample)
    assert numbers(app, "x") == features[row].tolist()
    assert numbers(app, "W") == weight
    assert numbers(app, "b") == bias
    assert numbers(app, "z") == logits[row].tolist()
    app = opened(epoch, "loss", sample)
    assert numbers(app, "p") == logits.softmax(1)[row].tolist()
    assert numbers(app, "batch_loss") == [loss.item()]
    own = nn.functional.cross_entropy(logits, targets, reduction="none")[row]
    assert numbers(app, "loss") == [own.item()]

    optimizer.zero_grad()
    loss.backward()
    assert model.fc.weight.grad is not None
    assert model.fc.bias.grad is not None
    app = opened(epoch, "backward", sample)
    assert numbers(app, "grad_W") == model.fc.weight.grad.flatten().tolist()
    assert numbers(app, "grad_b") == model.fc.bias.grad.tolist()
    optimizer.step()
    app = opened(epoch, "step", sample)
    assert numbers(app, "W") == weight
    assert numbers(app, "new_W") == model.fc.weight.flatten().tolist()
    assert numbers(app, "new_b") == model.fc.bias.tolist()


def test_w_changes_when_the_walk_passes_the_step_and_not_before() -> None:
    app = opened(0, "logits")
    before = traces(app)["weight"][0]["z"]
    for line in ("loss", "zero_grad", "backward", "step"):
        press(app, "next_line")
        assert app.query_params["line"] == line
        assert traces(app)["weight"][0]["z"] == before
    press(app, "next_line")
    assert app.query_params["line"] == "logits"
    assert "1/1000" in status_of(app)
    assert traces(app)["weight"][0]["z"] != before


@pytest.mark.parametrize(
    ("topic", "language"),
    list(zip(topics("en"), itertools.cycle(LANGUAGES), strict=False)),
)
def test_every_card_is_shown(topic: str, language: str) -> None:
    opened(0, topic, language=language)


def test_every_question_can_be_asked() -> None:
    assert len(QUESTIONS) == 15


def drawn(app: AppTest, meta: str) -> dict:
    """The chart that has such a trace."""
    return next(f for f in figures(app) if meta in [trace["meta"] for trace in f["data"]])


@pytest.mark.parametrize(
    ("topic", "question", "curve"),
    [("zero_grad", "without_zero_grad", "emptied"), ("seed", "seeds", "seed_4")],
)
def test_the_curves_of_an_answer_are_said_in_words(topic: str, question: str, curve: str) -> None:
    app = opened(50, topic)
    widget(app, "question").set_value(question).run()
    chart = drawn(app, curve)
    for trace in chart["data"]:
        assert f"{trace['text']} {format_number(trace['y'][-1])}" in chart["alt"]


@pytest.mark.parametrize(
    ("topic", "meta", "said"),
    [
        ("loss", "sample_loss", ["−log p", "10 samples at epoch 50"]),
        ("backward", "slice", ["The loss over W[", "slope"]),
        ("step", "slice", ["The loss over W[", "the step leads to"]),
    ],
)
def test_the_picture_of_a_line_is_said_in_words(topic: str, meta: str, said: list[str]) -> None:
    app = opened(50, topic)
    app.toggle(key="picture").set_value(True).run()
    assert not app.exception
    assert all(part in drawn(app, meta)["alt"] for part in said)


def test_the_quiz_says_whether_an_answer_was_right_and_how_many_were() -> None:
    texts, app = Texts("en"), opened(5, "loss", quiz="1")
    widget(app, "quiz").set_value(True).run()

    def answer(text: str) -> str:
        field = next(f for f in app.text_input if (f.key or "").startswith("quiz_answer"))
        field.set_value(text).run()
        return html_of(app)

    assert not {texts("quiz_wrong"), texts("quiz_in_a_row", count=0)} & {
        block.proto.body for block in app.get("html")
    }
    assert "Right" not in html_of(app)
    said = answer("12345")
    assert texts("quiz_wrong") in said
    assert 'class="right"' not in said
    for count in (1, 2):
        value = repr(app.session_state["session"].quiz.value)
        said = answer(value)
        assert texts("quiz_right", answer=app.session_state["session"].quiz.answer) in said
        assert texts("quiz_in_a_row", count=count) in said
        assert texts("quiz_wrong") not in said
