"""Features that are standardised, and samples that are held out."""

import pytest
import torch
from streamlit.testing.v1 import AppTest

from playground.charts.display import format_number
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.sharing.examples import examples
from playground.tables.reading import read_samples
from playground.texts import CATALOGS
from tests.page import answers, html_of, opened, traces

ADDRESS = {"data": "iris", "standardise": "True", "test_share": "0.2", "run": "1000"}


@pytest.fixture(scope="module")
def run() -> TrainingRun:
    """What the page's run has to be, computed without the page."""
    dataset = read_samples(examples()["iris"].samples()).dataset
    assert dataset is not None
    run = TrainingRun(dataset, TrainingSettings(standardise=True, test_share=0.2))
    run.advance(1000)
    return run


def test_neither_is_on_by_default(app: AppTest) -> None:
    assert set(traces(app)) == {"loss", "accuracy", "weight", "bias"}
    assert "standardised" not in html_of(app)
    assert "held out" not in html_of(app)


def test_both_are_said_and_the_curves_and_predictions_are_of_such_a_run(run: TrainingRun) -> None:
    iris = opened(**ADDRESS)
    assert "standardised · 30 of 150 samples held out" in html_of(iris)
    shown = traces(iris)
    assert shown["test_loss"][0]["y"] == run.held_out_loss_history
    assert shown["test_accuracy"][0]["y"] == run.held_out_accuracy_history
    assert shown["test_loss"][0]["y"] != shown["loss"][0]["y"]
    typed = torch.tensor([[5.1, 3.5, 1.4, 0.2]])
    assert answers(iris, "p")[0] == run.predict(typed, 1000).probabilities[0].tolist()


def test_units_and_counts_fold_out_and_the_counts_follow_the_epoch_shown(run: TrainingRun) -> None:
    iris = opened(**ADDRESS)
    assert "<th>setosa</th>" not in html_of(iris)
    iris.session_state["scaling"] = iris.session_state["confusion"] = True
    iris.run()
    page = html_of(iris)
    assert f"<p>{CATALOGS['en']['scaling_help']}</p>" in page
    heads = ["feature", "mean", "scale", "W setosa", "W versicolor", "W virginica"]
    assert "".join(f"<th>{head}</th>" for head in heads) in page
    assert run.prepared.scaling is not None
    weight = run.prepared.scaling.in_original_units(run.parameters).weight
    assert format_number(weight[0, 0].item()) in page
    assert "The 30 held-out samples at epoch 1000" in page
    iris.slider(key="epoch").set_value(3).run()
    assert "held-out samples at epoch 3:" in html_of(iris)
