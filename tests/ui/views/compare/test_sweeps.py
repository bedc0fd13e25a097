"""What is said of a sweep, and which value is offered to be taken over."""

import math
import re
from dataclasses import replace
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock

import pytest

from playground.core.experiment import Experiment
from playground.core.settings import TrainingSettings
from playground.core.sweep import SweepPoint
from playground.sharing.examples import note_dataset
from playground.texts import Texts
from playground.ui.views.compare import sweeps
from tests.session.opened import opened

TEXTS = Texts("en")
CALM = [SweepPoint(0.01, 0.5, 0, False), SweepPoint(0.02, 0.25, 0, False)]
JUMPING = SweepPoint(0.5, 0.125, 0, True)
DIVERGED = SweepPoint(7.0, math.nan, 12, True)


def a_sweep(points: list[SweepPoint], kind: str = "learning_rate", **changes: Any) -> Any:
    told = {"finished": True, "progress": 1.0, "values": points, **changes}
    settings = TrainingSettings()
    return SimpleNamespace(
        points=points, kind=kind, dataset=note_dataset(), settings=settings, **told
    )


@pytest.fixture
def now() -> Any:
    """The session."""
    experiment = Experiment(note_dataset(), TrainingSettings())
    fields = {"learning_rate": 0.01, "seed": 0}
    playback = SimpleNamespace(shown_epoch=7)
    return SimpleNamespace(
        texts=TEXTS, input=SimpleNamespace(experiment=experiment), fields=fields, playback=playback
    )


def said_of(sweep: Any) -> list[str]:
    placeholder = Mock()
    sweeps._draw_said(placeholder, sweep, TEXTS)
    kind, html = placeholder.draw.call_args.args
    assert kind == "html"
    return re.findall("<p>(.*?)</p>", html)


def test_the_lowest_loss_without_jumps_is_said_with_its_value() -> None:
    for kind in ("learning_rate", "seed"):
        line = said_of(a_sweep([*CALM, JUMPING], kind))[0]
        loss = re.findall(r'data-name="sweep_best" data-value="(.*?)"', line)
        assert loss == ["0.25"]
        assert "<b>0.02</b>" in line
        plain = re.sub("<.*?>", "", line)
        assert plain == TEXTS(f"sweep_best_{kind}", loss="0.2500", value="0.02")


def test_runs_that_jump_and_runs_that_diverged_are_counted_apart() -> None:
    lines = said_of(a_sweep([*CALM, JUMPING, DIVERGED, DIVERGED]))
    assert lines[1:] == [
        TEXTS("sweep_leaps", count=1),
        TEXTS("sweep_diverged", count=2),
    ]
    assert len(said_of(a_sweep(CALM))) == 1
    assert said_of(a_sweep([DIVERGED])) == [TEXTS("sweep_diverged", count=1)]


def test_of_seeds_it_is_said_how_far_the_calm_ones_lie_apart() -> None:
    lines = said_of(a_sweep([*CALM, JUMPING], "seed"))
    assert TEXTS("sweep_spread", lowest="0.2500", highest="0.5000") in lines
    assert said_of(a_sweep([JUMPING], "seed")) == [TEXTS("sweep_leaps", count=1)]
    assert TEXTS("sweep_spread", lowest="0.2500", highest="0.5000") not in said_of(a_sweep(CALM))


def test_a_sweep_under_way_says_how_far_it_is_and_one_stopped_how_far_it_came() -> None:
    lines = said_of(a_sweep([], values=[1, 2, 3], finished=False, progress=0.256))
    assert lines == ["Computing: 26 %", '<progress value="0.256000"></progress>']
    lines = said_of(a_sweep(CALM, values=[1, 2, 3]))
    assert lines[0] == TEXTS("sweep_stopped", count=2, all=3)
    assert said_of(a_sweep([], values=[1, 2, 3])) == [TEXTS("sweep_stopped", count=0, all=3)]


def test_the_chart_is_told_in_words(now: Any) -> None:
    for points, best, leaps in (([*CALM, JUMPING], "0.02", 1), ([DIVERGED], "–", 1)):
        placeholder = Mock()
        sweeps._draw_chart(now, placeholder, a_sweep(points))
        _, alt, is_stale = placeholder.draw.call_args.args
        told = {"count": len(points), "kind": TEXTS("learning_rate"), "leaps": leaps}
        assert alt == TEXTS("sweep_alt", best=best, **told)
        assert is_stale is False


def test_a_sweep_is_stale_when_anything_but_its_own_setting_is_another(
    now: Any,
) -> None:
    sweep = a_sweep(CALM)
    assert not sweeps._is_stale(now, sweep)
    for changes, is_stale in (({"learning_rate": 0.7}, False), ({"seed": 3}, True)):
        now.input.experiment = Experiment(note_dataset(), TrainingSettings(**changes))
        assert sweeps._is_stale(now, sweep) is is_stale
    other = replace(note_dataset(), class_names=("a", "b"))
    now.input.experiment = Experiment(other, TrainingSettings())
    assert sweeps._is_stale(now, sweep)
    now.input.experiment = None
    assert sweeps._is_stale(now, sweep)


@pytest.mark.parametrize(
    ("point", "said"),
    [(CALM[0], "0.01 · 0.5000"), (JUMPING, "0.5 · 0.1250 △"), (DIVERGED, "7 · ✖")],
)
def test_a_value_is_listed_with_its_loss_and_what_its_run_did(point: SweepPoint, said: str) -> None:
    assert sweeps._listed(point) == said


@pytest.mark.parametrize(
    ("finished", "is_trainable", "is_open"),
    [
        (None, True, {"sweep_start"}),
        (None, False, set()),
        (False, True, {"sweep_stop"}),
        (True, True, {"sweep_start"}),
    ],
)
def test_a_sweep_can_be_started_or_else_stopped(
    monkeypatch: pytest.MonkeyPatch, finished: bool | None, is_trainable: bool, is_open: set[str]
) -> None:
    session, found = opened(), set()

    def button(text: str, key: str, disabled: bool = False, **_: object) -> None:
        found.update([] if disabled else [key])

    monkeypatch.setattr("streamlit.button", button)
    session.fields.set("learning_rate", 0.01 if is_trainable else -1.0)
    session.read()
    session.sweep = None if finished is None else a_sweep(CALM, finished=finished)
    sweeps.draw_tools(session)
    assert found == is_open
