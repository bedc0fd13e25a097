"""An optimizer that is added by one entry and its name is right everywhere, without a formula."""

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import torch
from streamlit.testing.v1 import AppTest
from torch import optim

from playground.core.optimizers import OPTIMIZERS, Optimizer
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.sharing.examples import examples, note_dataset
from playground.sharing.experiment_file import from_file, to_file
from playground.sharing.notebook import notebook
from playground.sharing.script import script, source
from playground.texts import CATALOGS
from tests import plain_loop
from tests.page import assert_shows, html_of, note_tensors, open_more, opened, press, traces, widget
from tests.plain_step import plain_step
from tests.sharing.at_home import executed
from tests.ui.views.lines.test_view import numbers

EPOCHS = 60
DECAY = 0.1
SETTINGS: dict[str, Any] = {"optimizer": "adagrad", "weight_decay": DECAY, "epochs": EPOCHS}
ADDRESS = {name: str(value) for name, value in SETTINGS.items()} | {"run": str(EPOCHS)}
MAKE = partial(optim.Adagrad, weight_decay=DECAY)


@pytest.fixture(autouse=True)
def entry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(OPTIMIZERS, "adagrad", Optimizer(optim.Adagrad, ("weight_decay",)))
    for texts in CATALOGS.values():
        monkeypatch.setitem(texts, "optimizer_adagrad", "Adagrad")


def plain(note: dict, **options: Any) -> plain_loop.PlainResult:
    told = {"epochs": EPOCHS, "make_optimizer": MAKE, **options}
    return plain_loop.train(*note_tensors(note), 2, **told)


def train(app: AppTest) -> None:
    app.number_input(key="epochs").set_value(EPOCHS).run()
    press(app, "train")


def test_it_is_chosen_on_the_page_with_its_options_and_trains_as_torch_does(
    app: AppTest, note: dict
) -> None:
    open_more(app)
    app.selectbox(key="optimizer").set_value("adagrad").run()
    assert widget(app, "momentum").disabled
    widget(app, "weight_decay").set_value(DECAY)
    train(app)
    assert_shows(app, plain(note))
    press(app, "reset")
    while widget(app, "optimizer").value == "adagrad":
        press(app, "undo")
    assert widget(app, "optimizer").value == "sgd"


def test_a_link_and_a_saved_file_bring_it_back(note: dict) -> None:
    repeated = opened(**ADDRESS)
    assert_shows(repeated, plain(note))
    assert repeated.query_params["optimizer"] == "adagrad"
    now = repeated.session_state["session"]
    example = examples()["note"]
    file = to_file(example.samples(), example.test_samples(), vars(now.run.settings), {})
    assert from_file(file).settings == vars(TrainingSettings(**SETTINGS))


@pytest.mark.parametrize("name", ["script.py", "notebook.ipynb"])
def test_script_and_notebook_come_to_the_same_bits(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # and back, afterwards
    run = TrainingRun(note_dataset(), TrainingSettings(**SETTINGS))
    run.advance(EPOCHS)
    if name == "script.py":
        Path(name).write_text(source(script(run, [])), encoding="utf-8")
    else:
        Path(name).write_bytes(notebook(run, [], "# Title", {"curve": "", "heatmaps": ""}))
    with torch.random.fork_rng():
        found = json.loads(executed(str(tmp_path / name)))
    assert "optim.Adagrad(" in Path(name).read_text(encoding="utf-8")
    assert found["errors"] == ""
    for part, value in run.parameters._asdict().items():
        assert found[f"fc.{part}"] == repr(value.tolist())


def test_a_sweep_trains_with_it(note: dict) -> None:
    app = opened(view="compare", **ADDRESS)
    app.button_group(key="compare_mode").set_value("sweep").run()
    press(app, "sweep_start")
    points = traces(app)["sweep"][0]
    expected = [plain(note, learning_rate=rate).losses[-1] for rate in points["x"][::10]]
    assert points["y"][::10] == expected
    assert len(points["y"]) == 31


def test_two_runs_are_compared_by_it(app: AppTest) -> None:
    train(app)
    open_more(app)
    app.selectbox(key="optimizer").set_value("adagrad").run()
    press(app, "train")
    app.segmented_control(key="view").set_value("compare").run()
    assert all(f">{name}</td>" in html_of(app) for name in ("SGD", "Adagrad"))
    app.button_group(key="compare_mode").set_value("pair").run()
    assert "Optimizer: SGD → <b>Adagrad</b>" in html_of(app)


def test_its_step_shows_what_torch_keeps_and_no_equation(note: dict) -> None:
    app = opened(view="lines", line="step", sample="1", epoch="7", **ADDRESS)
    seen = plain_step(note_dataset(), TrainingSettings(**SETTINGS), MAKE, 7, 0, {})
    for prefix, values in (
        ("grad_", seen["gradient"]),
        ("sum_", seen["state_after"]["sum"]),
        ("new_", seen["after"]),
    ):
        assert numbers(app, f"{prefix}W") == values.weight.flatten().tolist()
        assert numbers(app, f"{prefix}b") == values.bias.tolist()
    assert "<th>sum</th>" in html_of(app)
    assert "× .grad" not in html_of(app)
    assert "W = W" not in html_of(app)


def test_one_with_a_formula_shows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def formula(settings: Any, step: int) -> list[str]:
        return [f"W = W − {settings['learning_rate']:g} · something in step {step}"]

    monkeypatch.setitem(OPTIMIZERS, "adagrad", Optimizer(optim.Adagrad, formula=formula))
    app = opened(view="lines", line="step", sample="1", epoch="7", **ADDRESS)
    assert "<pre>W = W − 0.01 · something in step 8</pre>" in html_of(app)


def test_its_weight_decay_is_taken_for_no_part_of_the_loss() -> None:
    app = opened(view="landscape", **ADDRESS)
    assert CATALOGS["en"]["landscape_own_decay"] in html_of(app)
