"""The opening view: its curves, its log, and what must be known about them."""

import pytest
from streamlit.testing.v1 import AppTest

from playground.charts.display import format_number
from playground.texts import Texts
from playground.ui.views.curves import view as curves
from tests.page import (
    edit,
    figures,
    html_of,
    messages,
    opened,
    press,
    state_of,
    traces,
    widget,
)

TEXTS = Texts("en")


def history(app: AppTest) -> dict:
    """The chart of the curves."""
    return next(chart for chart in figures(app) if "loss" in [t["meta"] for t in chart["data"]])


def test_of_a_long_log_the_last_two_hundred_lines_are_shown(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(curves, "log_lines", lambda _: [f"line {n}" for n in range(1000)])
    shown = "\n".join(f"line {n}" for n in range(800, 1000))
    assert f"<pre>{shown}</pre>" in html_of(app.run())


def test_before_anything_is_printed_the_log_says_so() -> None:
    assert f"<pre>{TEXTS('log_empty')}</pre>" in html_of(opened(run="50"))
    assert TEXTS("log_empty") not in html_of(opened(run="100"))


@pytest.mark.parametrize("epoch", [0, 1, 30])
def test_the_curves_are_told_with_the_loss_of_the_epoch_shown(epoch: int) -> None:
    app = opened(run="30", epoch=str(epoch))
    alt = TEXTS("loss_alt_start")
    if epoch:
        loss = app.session_state["session"].run.loss_history[epoch - 1]
        alt = TEXTS("loss_alt", epoch=epoch, loss=format_number(loss))
    assert history(app)["alt"] == alt


@pytest.mark.parametrize("share", ["0", "0.2"])
def test_samples_held_out_have_curves_of_their_own(share: str) -> None:
    app = opened(data="iris", run="30", test_share=share)
    run, drawn = app.session_state["session"].run, traces(app)
    assert drawn["loss"][0]["y"] == run.loss_history
    assert ("test_loss" in drawn, "test_accuracy" in drawn) == (share != "0",) * 2
    if share != "0":
        assert drawn["test_loss"][0]["y"] == run.held_out_loss_history
        assert drawn["test_accuracy"][0]["y"] == run.held_out_accuracy_history


def test_the_loss_can_be_seen_on_a_logarithmic_axis() -> None:
    def is_logarithmic() -> bool:
        axes = [held for name, held in history(app)["layout"].items() if "yaxis" in name]
        return "log" in [axis.get("type") for axis in axes]

    app = opened(run="30")
    assert not is_logarithmic()
    widget(app, "log_axis").set_value(True).run()
    assert is_logarithmic()


def test_what_has_changed_since_the_run_is_named() -> None:
    app = opened(epochs="20", run="20")
    assert "changed" not in messages(app)

    def is_said(text: str, kind: str, *names: str) -> bool:
        told = {"count": len(names), "names": ", ".join(map(TEXTS, names))}
        return TEXTS(text, what=TEXTS(f"changed_{kind}", **told)) in messages(app)

    edit(app, "training_table", edited_rows={0: {"x1": "8"}})
    assert is_said("stale", "data")
    edit(app, "training_table", edited_rows={0: {"x1": "8"}, 1: {"x1": "?"}})
    assert is_said("stale_untrainable", "data")
    edit(app, "training_table")
    widget(app, "learning_rate").set_value(0.5).run()
    assert is_said("stale", "settings", "learning_rate")
    widget(app, "seed").set_value(4).run()
    edit(app, "training_table", edited_rows={0: {"x1": "8"}})
    assert is_said("stale", "both", "learning_rate", "seed")


def test_a_run_that_diverged_is_said_to_have_over_its_curves() -> None:
    app = opened(learning_rate="1000", weight_decay="100", run="50")
    assert state_of(app) == "diverged"
    said = TEXTS("diverged", epoch=app.session_state["session"].run.epoch)
    assert said in [box.value for box in app.error]
    press(app, "reset")
    assert said not in [box.value for box in app.error]
