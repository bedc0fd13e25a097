"""The view *Landscape*: the loss around the path of the run on screen, and what is said of it."""

import math
import re
from functools import partial

import numpy as np
import pytest
import torch
from streamlit.testing.v1 import AppTest

from playground.charts.display import format_number
from playground.texts import CATALOGS
from tests import page
from tests.page import choose_example, edit, figures, html_of, press, state_of, traces, widget
from tests.ui.views.lines.test_view import numbers

opened = partial(page.opened, view="landscape")


def said(app: AppTest, text: str, language: str = "en") -> bool:
    """Whether the page says what a text begins with, up to its first number."""
    return CATALOGS[language][text].split("{")[0] in html_of(app)


def test_before_the_first_epoch_there_is_a_landscape_without_a_path() -> None:
    app = opened()
    drawn = traces(app)
    assert drawn["path"][0]["customdata"] == [0]
    z = np.array(drawn["landscape"][0]["z"])
    assert z.shape == (len(drawn["landscape"][0]["y"]), len(drawn["landscape"][0]["x"]))
    assert (z > 0).all()
    assert said(app, "landscape_slice_start")


def test_after_a_run_its_path_is_on_the_landscape() -> None:
    app = opened(run="1000")
    drawn = traces(app)
    epochs = drawn["path"][0]["customdata"]
    assert (epochs[0], epochs[-1]) == (0, 1000)
    assert "path_ahead" not in drawn
    assert "8 dimensions" in html_of(app)
    # the run's end lies in the plane, and the loss there is the run's
    landscape = drawn["landscape"][0]
    (x,), (y,) = drawn["present"][0]["x"], drawn["present"][0]["y"]
    row = [np.interp(x, landscape["x"], values) for values in landscape["z"]]
    assert np.interp(y, landscape["y"], row) == pytest.approx(0.2359, abs=0.002)


def test_the_slider_moves_the_present_point_and_not_the_plane() -> None:
    app = opened(run="1000")
    before = traces(app)
    app.slider(key="epoch").set_value(137).run()
    after = traces(app)
    assert after["landscape"] == before["landscape"]
    assert after["path"][0]["customdata"][-1] == 137
    assert after["path_ahead"][0]["x"][-1] == before["present"][0]["x"][0]


@pytest.mark.parametrize(
    ("data", "language", "text"),
    [("note", "en", "landscape_separable"), ("iris", "zh", "landscape_partly")],
)
def test_it_is_said_how_low_the_loss_can_go(data: str, language: str, text: str) -> None:
    assert said(opened(data=data, language=language), text, language)


def test_for_xor_no_w_does_better_than_guessing() -> None:
    app = opened(data="xor")
    assert said(app, "landscape_minimum")
    assert numbers(app, "lowest_loss") == [pytest.approx(math.log(2), abs=1e-12)]


def test_with_weight_decay_the_height_is_what_is_minimised() -> None:
    app = opened(data="mislabelled", weight_decay="0.1", run="2000", learning_rate="0.2")
    assert said(app, "landscape_weight_decay")
    lowest = numbers(app, "lowest_loss")[0]
    assert np.array(traces(app)["landscape"][0]["z"]).min() == pytest.approx(lowest, rel=0.01)
    (x,), (y,) = traces(app)["present"][0]["x"], traces(app)["present"][0]["y"]
    assert (x, y) == pytest.approx((0, 0), abs=1e-9)


def test_weight_decay_that_is_no_penalty_leaves_the_height_the_loss_alone() -> None:
    query = {"data": "mislabelled", "run": "300", "learning_rate": "0.2", "weight_decay": "0.1"}
    decayed = opened(**query, optimizer="adamw")
    assert said(decayed, "landscape_own_decay")
    assert not said(decayed, "landscape_weight_decay")
    alone = opened(data="mislabelled", run="300")
    assert numbers(decayed, "lowest_loss") == numbers(alone, "lowest_loss")


def test_the_surface_has_the_same_losses() -> None:
    app = opened(run="100")
    contours = traces(app)["landscape"][0]
    widget(app, "surface").set_value(True).run()
    surface = traces(app)["landscape"][0]
    assert surface["type"] == "surface"
    assert surface["z"] == contours["z"]


def test_a_run_that_diverged_has_a_landscape_of_its_finite_part() -> None:
    app = opened(learning_rate="1000", weight_decay="1", run="1000")
    assert state_of(app) == "diverged"
    assert np.isfinite(np.array(traces(app)["landscape"][0]["z"], float)).all()
    assert "present" not in traces(app)
    assert "nan" not in re.sub("<script.*?</script>", "", html_of(app).split("landscape_words")[-1])


def test_held_out_samples_are_no_part_of_it() -> None:
    app = opened(data="xor", test_share="0.25")  # of three samples, which can be separated
    assert said(app, "landscape_separable")


def test_results_older_than_the_data_are_marked() -> None:
    app = opened(run="20", epochs="20")
    assert CATALOGS["en"]["stale_mark"] not in html_of(app).split("landscape")[-1]
    edit(app, "training_table", edited_rows={0: {"x1": "8"}})
    assert not app.exception
    assert html_of(app).count(CATALOGS["en"]["stale_mark"]) >= 2


def test_samples_of_one_class_leave_the_last_landscape() -> None:
    app = opened(run="20", epochs="20")
    edit(app, "training_table", edited_rows={row: {"label": "0"} for row in range(10)})
    assert not app.exception
    assert "landscape" in traces(app)


def test_a_step_and_another_example_are_followed() -> None:
    app = opened()
    press(app, "step")
    assert traces(app)["path"][0]["customdata"] == [0, 1]
    press(app, "reset")
    choose_example(app, "iris")
    assert "15 dimensions" in html_of(app)


def test_the_present_point_has_the_loss_that_is_minimised_on_it() -> None:
    app = opened(data="iris", run="50", weight_decay="0.1", test_share="0.2")
    run = app.session_state["session"].run
    training, (weight, bias) = run.prepared.training, run.parameters_at(50)
    logits = training.features @ weight.T + bias
    loss = torch.nn.functional.cross_entropy(logits, training.targets)
    loss += 0.05 * (weight.square().sum() + bias.square().sum())
    assert format_number(loss.item()) in figures(app)[-1]["alt"]
