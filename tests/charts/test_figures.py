import plotly.graph_objects as go
import pytest
import torch

from playground.charts.figures import Chart, history_chart, parameters_chart, probability_chart
from playground.charts.looks import DARK, LIGHT, Palette
from playground.core.dataset import Dataset
from playground.core.model import Parameters
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.texts import LANGUAGES, Texts

FEATURES, CLASSES = ("x1", "x2", "x3"), ("0", "1")
TEXTS = Texts("en")


@pytest.fixture
def run(note_dataset: Dataset) -> TrainingRun:
    run = TrainingRun(note_dataset, TrainingSettings(epochs=50))
    run.advance(50)
    return run


def by_meta(chart: Chart) -> dict:
    return {trace["meta"]: trace for trace in chart["data"]}


def curves(run: TrainingRun, epoch: int, log_axis: bool = False) -> Chart:
    histories = {"loss": run.loss_history, "accuracy": run.accuracy_history}
    return history_chart(histories, epoch, run.settings.epochs, log_axis, TEXTS, LIGHT)


def heatmaps(run: TrainingRun, epoch: int) -> Chart:
    return parameters_chart(run.parameters_at(epoch), FEATURES, CLASSES, epoch, TEXTS, LIGHT)


def test_the_curves_hold_every_epoch_exactly(run: TrainingRun) -> None:
    traces = by_meta(curves(run, 50))
    assert traces["loss"]["x"] == list(range(1, 51))
    assert traces["loss"]["y"] == run.loss_history
    assert traces["accuracy"]["y"] == run.accuracy_history


def test_the_epoch_shown_is_marked_when_the_curves_go_on(run: TrainingRun) -> None:
    (marker,) = curves(run, 20)["layout"]["shapes"]
    assert marker["x0"] == marker["x1"] == 20
    assert marker["visible"]
    assert not curves(run, 50)["layout"]["shapes"][0]["visible"]


def test_the_loss_axis_can_be_logarithmic(run: TrainingRun) -> None:
    assert curves(run, 50, log_axis=True)["layout"]["yaxis"]["type"] == "log"
    assert curves(run, 50)["layout"]["yaxis"]["type"] == "linear"


def test_the_heatmaps_hold_exact_values_and_rounded_numbers(run: TrainingRun) -> None:
    traces = by_meta(heatmaps(run, 50))
    assert traces["weight"]["z"] == run.parameters.weight.tolist()
    assert traces["bias"]["z"] == [[value] for value in run.parameters.bias.tolist()]
    assert traces["weight"]["x"] == list(FEATURES)
    assert traces["weight"]["y"] == traces["bias"]["y"] == list(CLASSES)
    for cell, number in zip(traces["weight"]["text"][0], traces["weight"]["z"][0], strict=True):
        assert float(cell) == pytest.approx(number, rel=1e-3)


def test_w_and_b_share_one_scale_with_zero_in_its_middle(run: TrainingRun) -> None:
    chart = heatmaps(run, 50)
    assert {trace["coloraxis"] for trace in chart["data"]} == {"coloraxis"}
    scale = chart["layout"]["coloraxis"]
    assert -scale["cmin"] == scale["cmax"]
    assert scale["cmax"] == max(run.parameters.weight.abs().max(), run.parameters.bias.abs().max())


def test_the_bars_of_a_test_vector_add_up_to_one() -> None:
    shares = [[0.2, 0.3, 0.5], [1.0, 0.0, 0.0]]
    traces = probability_chart(shares, [1, 3], ("a", "b", "c"), 7, TEXTS, LIGHT)["data"]
    assert [trace["meta"] for trace in traces] == ["probability"] * 3
    assert [sum(trace["x"][row] for trace in traces) for row in (0, 1)] == [1.0, 1.0]
    assert traces[0]["y"] == ["#1", "#3"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_every_chart_is_one_that_plotly_knows_and_has_titles(
    run: TrainingRun, language: str, palette: Palette
) -> None:
    texts = Texts(language)
    histories = {"loss": run.loss_history, "accuracy": run.accuracy_history}
    for chart in (
        history_chart(histories, 20, 50, False, texts, palette),
        parameters_chart(run.parameters, FEATURES, CLASSES, 50, texts, palette),
        probability_chart([[0.5, 0.5]], [1], CLASSES, 50, texts, palette),
    ):
        figure = go.Figure(**chart)  # raises ValueError for a property that plotly has not
        assert all(annotation.text for annotation in figure.layout.annotations)
        assert figure.layout.xaxis.title.text
        assert figure.layout.yaxis.title.text


def test_the_epoch_shown_makes_charts_differ(run: TrainingRun) -> None:
    assert heatmaps(run, 1)["layout"] != heatmaps(run, 2)["layout"]


def test_names_beside_a_heatmap_leave_one_another_room() -> None:
    features, classes = [f"feature {n}" for n in range(64)], [f"class {n}" for n in range(20)]
    parameters = Parameters(torch.zeros(20, 64), torch.zeros(20))
    layout = parameters_chart(parameters, tuple(features), tuple(classes), 0, TEXTS, LIGHT)[
        "layout"
    ]
    across, down = layout["xaxis"], layout["yaxis"]
    assert 5 <= len(across["tickvals"]) == len(across["ticktext"]) <= 10
    assert 5 <= len(down["tickvals"]) == len(down["ticktext"]) <= 10
    assert across["tickvals"][0] == "feature 0"
    assert down["ticktext"][0] == "class 0"
