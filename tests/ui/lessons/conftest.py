"""A lesson of three steps, and what is done in it without a page."""

from pathlib import Path

import pytest

from playground.session.lesson import AttendedLesson
from playground.session.session import Session
from playground.sharing.lessons import reading
from playground.ui.lessons import acts

LESSON = """
title = "Mine & <i>yours</i>"
about = "A [link](https://elsewhere) that is none"
[[step]]
text.en = "One."
text.zh = "一。"
setup = "data=and&learning_rate=0.5&epochs=200&view=decision"
show = ["training", "stage"]
views = ["decision", "curves"]
open = ["epochs", "test_table"]
cells = ["4 label"]
goal = { kind = "accuracy", over = 0.99 }
hints.en = ["First.", "Second."]
hints.zh = ["甲。"]
[[step]]
text = "Two."
cells = ["2 label"]
goal = { kind = "trained" }
question = "Why?"
[[step]]
text = "Three."
setup = "data=xor&run=100&epochs=100"
guess = "loss"
goal = { kind = "trained" }
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of lessons, in which there is but this one."""
    monkeypatch.setattr(reading, "LESSONS", tmp_path)
    (tmp_path / "mine.toml").write_text(LESSON, "utf-8")
    return tmp_path


def lesson_of(session: Session) -> AttendedLesson:
    assert session.lesson
    return session.lesson


def example_of(session: Session) -> str:
    return session.example.name if session.example else ""


def change(session: Session, **settings: object) -> None:
    """Type settings, and have the page look at them."""
    session.fields.update(settings)
    session.collect()


def answer(session: Session, text: str = "Because.") -> None:
    session.lesson_fields.answer = text
    session.collect()


def trained(session: Session) -> None:
    """Have a run go to its end, with what was guessed of it, as the player does; look at it."""
    assert session.input.experiment
    session.playback.show(session.input.experiment.start(), guess=session.guessing.given)
    session.run.advance(10**6)
    acts.look(session)
