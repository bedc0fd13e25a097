import pytest
from streamlit.testing.v1 import AppTest

from playground.charts.display import format_number
from playground.core.model import confusion_matrix, predict
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.sharing.examples import examples
from playground.tables.reading import read_samples
from tests.page import answers, choose_example, html_of, messages, open_more, press, traces


@pytest.fixture
def iris(app: AppTest) -> AppTest:
    """Iris trained with standardised features and a fifth held out."""
    choose_example(app, "iris")
    open_more(app)
    app.toggle(key="standardise").set_value(True)
    app.number_input(key="test_share").set_value(0.2)
    app.selectbox(key="speed").set_value("full").run()
    press(app, "train")
    return app


def iris_run() -> TrainingRun:
    """What the page's run has to be, computed without the page."""
    dataset = read_samples(examples()["iris"].samples()).dataset
    assert dataset is not None
    run = TrainingRun(dataset, TrainingSettings(standardise=True, test_share=0.2))
    run.advance(1000)
    return run


def open_popover(app: AppTest, key: str) -> None:
    app.session_state[key] = True
    app.run()
    assert not app.exception


def test_neither_is_on_by_default(app: AppTest) -> None:
    assert set(traces(app)) == {"loss", "accuracy", "weight", "bias"}
    assert "standardised" not in html_of(app)
    assert "held out" not in html_of(app)


def test_what_was_done_is_said_on_screen(iris: AppTest) -> None:
    assert "standardised · 30 of 150 samples held out" in html_of(iris)


def test_held_out_samples_have_curves_of_their_own(iris: AppTest) -> None:
    run = iris_run()
    shown = traces(iris)
    assert shown["test_loss"][0]["y"] == run.held_out_loss_history
    assert shown["test_accuracy"][0]["y"] == run.held_out_accuracy_history
    assert shown["test_loss"][0]["y"] != shown["loss"][0]["y"]


def test_parameters_are_shown_in_original_units(iris: AppTest) -> None:
    open_popover(iris, "scaling")
    page = html_of(iris)
    scaling = iris_run().prepared.scaling
    assert scaling is not None
    assert f"{scaling.mean[0]:.3f}" in page
    weight = scaling.in_original_units(iris_run().parameters).weight
    assert format_number(weight[0, 0].item()) in page
    heads = ["feature", "mean", "scale", "W setosa", "W versicolor", "W virginica"]
    assert "".join(f"<th>{head}</th>" for head in heads) in page
    assert "The model sees each feature as (x − mean) / scale" in page


def test_the_confusion_matrix_counts_all_held_out_samples(iris: AppTest) -> None:
    open_popover(iris, "confusion")
    page = html_of(iris)
    assert "The 30 held-out samples at epoch 1000" in page
    run = iris_run()
    test = run.prepared.held_out
    assert test is not None
    answers = predict(run.parameters, test.features).predicted_class
    counts = confusion_matrix(answers, test.targets, 3)
    assert int(counts.sum()) == 30
    row = "".join(f"<td>{count}</td>" for count in counts[0].tolist())
    assert f"<tr><th>setosa</th>{row}</tr>" in page


def test_the_confusion_matrix_follows_the_epoch_shown(iris: AppTest) -> None:
    open_popover(iris, "confusion")
    before = html_of(iris)
    iris.slider(key="epoch").set_value(3).run()
    assert "held-out samples at epoch 3:" in html_of(iris) != before


def test_predictions_take_vectors_as_typed(iris: AppTest) -> None:
    run = iris_run()
    vector = run.dataset.features[:1]
    assert answers(iris, "p")[0] == run.predict(vector, 1000).probabilities[0].tolist()


def test_both_are_carried_in_the_address(iris: AppTest) -> None:
    assert iris.query_params["standardise"] == "True"
    assert iris.query_params["test_share"] == "0.2"


def test_a_share_out_of_bounds_is_said(app: AppTest) -> None:
    open_more(app)
    app.number_input(key="test_share").set_value(0.95).run()
    assert "Held-out test share 0.95: type a number from 0 to 0.9" in messages(app)
    assert app.button(key="train").disabled
