"""The view Compare: runs are kept, held against each other, loaded back, and swept over."""

import re

import torch
from streamlit.testing.v1 import AppTest

from playground.core.run import TrainingRun
from playground.session.view_fields import MODES
from playground.texts import Texts
from tests.page import (
    APP,
    choose_example,
    edit,
    html_of,
    press,
    table_of,
    tell,
    traces,
    widget,
)

TEXTS = Texts("en")


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params.update({"view": "compare", "epochs": "50", **query})
    app.run()
    app.selectbox(key="speed").set_value("full").run()
    assert not app.exception
    return app


def to_mode(app: AppTest, mode: str) -> None:
    app.button_group(key="compare_mode").set_value(mode).run()
    assert not app.exception


def set_rate(app: AppTest, rate: float) -> None:
    widget(app, "learning_rate").set_value(rate).run()


def names_of_curves(app: AppTest) -> list[str]:
    """Without the last loss, which may stand behind them."""
    return [trace["name"].split("  ")[0] for trace in traces(app)["kept_loss"]]


def numbers(app: AppTest, name: str) -> list[float]:
    found = re.findall(rf'data-name="{name}"[^>]* data-value="([^"]+)"', html_of(app))
    return [float(value) for value in found]


def test_runs_are_kept_as_they_end_a_repeated_one_once_and_can_be_pinned_named_and_removed() -> (
    None
):
    app = opened()
    assert TEXTS("compare_none_runs") in html_of(app)
    losses = []
    for rate in (0.01, 0.05, 0.05):
        set_rate(app, rate)
        press(app, "train")
        losses.append(app.session_state["session"].run.loss_history)
    assert [trace["y"] for trace in traces(app)["kept_loss"]] == losses[:2]
    assert "<th>Learning rate</th>" in html_of(app)
    assert "<th>Seed</th>" not in html_of(app)
    for is_pinned in (True, False):
        press(app, "compare_pin")
        assert app.session_state["session"].archive.runs[1].is_pinned is is_pinned
        text = TEXTS("compare_unpin" if is_pinned else "compare_pin")
        assert app.button(key="compare_pin").label == text
    app.text_input(key="compare_name").set_value("<b>mine").run()
    assert names_of_curves(app) == ["Run 1", "&lt;b&gt;mine"]
    assert "<b>mine" not in html_of(app)
    assert next(f.value for f in app.text_input if (f.key or "").startswith("compare_name")) == ""
    latest, first = widget(app, "compare_run").options
    assert latest.startswith("<b>mine · ")
    assert first.startswith("Run 1 · ")
    press(app, "reset")
    press(app, "step")
    assert app.button(key="compare_load").disabled
    widget(app, "compare_run").set_value(1).run()
    press(app, "compare_remove")
    assert names_of_curves(app) == ["&lt;b&gt;mine", TEXTS("kept_now")]


def test_a_run_loaded_back_brings_table_settings_and_run_and_one_undo_leads_back() -> None:
    app = opened()
    press(app, "train")
    weight = traces(app)["weight"][0]["z"]
    edit(app, "training_table", edited_rows={3: {"x3": "12"}})
    set_rate(app, 0.05)
    press(app, "train")
    edited = table_of(app, "training_table")
    widget(app, "compare_run").set_value(1).run()
    press(app, "compare_load")
    assert traces(app)["weight"][0]["z"] == weight
    assert widget(app, "learning_rate").value == 0.01
    assert table_of(app, "training_table")[3][2] == "102"
    press(app, "undo")
    assert table_of(app, "training_table") == edited
    assert widget(app, "learning_rate").value == 0.05


def test_a_run_whose_rate_was_changed_comes_back_to_the_same_bits() -> None:
    app = opened()
    press(app, "step")
    set_rate(app, 0.05)
    press(app, "resume")
    weight = traces(app)["weight"][0]["z"]
    set_rate(app, 0.2)
    press(app, "train")
    assert "0.01 → 0.05" in html_of(app)
    widget(app, "compare_run").set_value(1).run()
    press(app, "compare_load")
    assert traces(app)["weight"][0]["z"] == weight
    assert len(traces(app)["kept_loss"]) == 2


def test_where_features_are_pixels_the_change_of_w_is_a_picture_of_each_class() -> None:
    app = opened(samples="r1c1_r1c2_r2c1_r2c2_label~1_2_3_4_a~4_3_2_1_b")
    to_mode(app, "pair")
    press(app, "train")
    first = [trace["z"] for trace in traces(app)["weight_picture"]]
    set_rate(app, 0.1)
    press(app, "train")
    second = [trace["z"] for trace in traces(app)["weight_picture"]]
    change = torch.tensor([trace["z"] for trace in traces(app)["weight_picture_change"]])
    assert change.shape == (2, 2, 2)
    assert torch.allclose(change, torch.tensor(second) - torch.tensor(first))
    assert "weight_change" not in traces(app)


def test_w_of_two_runs_is_subtracted_where_the_shapes_are_equal() -> None:
    app = opened()
    to_mode(app, "pair")
    press(app, "train")
    assert TEXTS("compare_none_pair") in html_of(app)
    first = traces(app)["weight"][0]["z"]
    set_rate(app, 0.1)
    press(app, "train")
    second = traces(app)["weight"][0]["z"]
    assert len(traces(app)["kept_loss"]) == 2
    change = traces(app)["weight_change"][0]["z"]
    rows = zip(first, second, strict=True)
    assert change == [[b - a for a, b in zip(*row, strict=True)] for row in rows]
    assert "Learning rate: 0.01 → <b>0.1</b>" in html_of(app)
    choose_example(app, "iris")
    press(app, "train")
    assert "weight_change" not in traces(app)
    assert TEXTS("compare_other_shape") in html_of(app)
    widget(app, "compare_before").set_value(3).run()
    assert len(traces(app)["kept_loss"]) == 1  # a run beside itself


def test_an_edit_is_named_with_what_it_did() -> None:
    app = opened(epochs="300")
    press(app, "train")
    loss = app.session_state["session"].run.loss_history[-1]
    to_mode(app, "edit")
    assert TEXTS("edit_none") in html_of(app)
    edit(app, "training_table", edited_rows={3: {"x3": "12"}})
    press(app, "train")
    page = html_of(app)
    assert TEXTS("edit_cell", row=4, column="x3", before="102", after="12") in page
    assert names_of_curves(app) == [TEXTS("edit_before"), TEXTS("edit_after")]
    assert numbers(app, "loss_before") == [loss]
    assert numbers(app, "loss_after") == [app.session_state["session"].run.loss_history[-1]]
    assert len(numbers(app, "p_before")) == len(numbers(app, "p_after")) == 2
    set_rate(app, 0.02)
    press(app, "train")
    assert TEXTS("edit_none") in html_of(app)


def test_a_sweep_shows_last_losses_and_a_click_takes_a_rate_over() -> None:
    app = opened()
    to_mode(app, "sweep")
    assert TEXTS("sweep_none") in html_of(app)
    press(app, "sweep_start")
    trace = traces(app)["sweep"][0]
    assert len(trace["x"]) == len(trace["y"]) == 31
    run: TrainingRun = app.session_state["session"].input.experiment.start()
    run.advance(50)
    at = trace["x"].index(0.01)
    assert trace["y"][at] == run.loss_history[-1]
    assert not app.button(key="sweep_start").disabled
    assert app.button(key="sweep_stop").disabled
    assert not app.button(key="sweep_use").disabled
    assert widget(app, "sweep_value").value == traces(app)["sweep_best"][0]["x"][0]
    tell(app, "sweep", place=3)
    assert widget(app, "learning_rate").value == trace["x"][3]
    press(app, "undo")
    assert widget(app, "learning_rate").value == 0.01
    press(app, "sweep_use")
    assert widget(app, "learning_rate").value == widget(app, "sweep_value").value != 0.01
    assert TEXTS("stale_mark") not in html_of(app)  # it says the same of all rates
    edit(app, "training_table", edited_rows={0: {"x1": "7"}})
    assert TEXTS("stale_mark") in html_of(app)
    app.button_group(key="sweep_kind").set_value("seed").run()
    press(app, "sweep_start")
    assert traces(app)["sweep"][0]["x"] == list(range(31))


def test_all_parts_are_drawn_in_chinese_and_no_name_is_taken_for_markup() -> None:
    app = opened(language="zh", epochs="5")
    edit(app, "training_table", edited_rows={row: {"label": "<b>a"} for row in (0, 2, 4, 6, 8)})
    press(app, "train")
    edit(app, "training_table", edited_rows={1: {"label": "<b>a"}})
    press(app, "train")
    for mode in MODES:
        to_mode(app, mode)
        if mode == "sweep":
            press(app, "sweep_start")
        assert "<b>a" not in html_of(app)
    to_mode(app, "edit")
    changed = Texts("zh")("edit_cell", row=2, column="标签", before="1", after="&lt;b&gt;a")
    assert changed in html_of(app)
