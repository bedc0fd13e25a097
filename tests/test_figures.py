import json

import plotly.graph_objects as go
import pytest

from playground.dataset import Dataset
from playground.figures import (
    DARK,
    LIGHT,
    Palette,
    history_figure,
    parameters_figure,
    probability_figure,
    show_history,
    show_parameters,
    show_probabilities,
)
from playground.settings import TrainingSettings
from playground.texts import LANGUAGES, Texts
from playground.training import TrainingRun

FEATURES, CLASSES = ("x1", "x2", "x3"), ("0", "1")
TEXTS = Texts("en")


@pytest.fixture
def run(note_dataset: Dataset) -> TrainingRun:
    run = TrainingRun(note_dataset, TrainingSettings(epochs=50))
    run.advance(50)
    return run


def by_meta(figure: go.Figure) -> dict:
    return {trace["meta"]: trace for trace in json.loads(figure.to_json())["data"]}


def test_the_curves_hold_every_epoch_exactly(run: TrainingRun) -> None:
    figure = history_figure(50, False, TEXTS, LIGHT)
    show_history(figure, run.loss_history, run.accuracy_history, 50)
    traces = by_meta(figure)
    assert traces["loss"]["x"] == list(range(1, 51))
    assert traces["loss"]["y"] == run.loss_history
    assert traces["accuracy"]["y"] == run.accuracy_history


def test_the_epoch_shown_is_marked_when_the_curves_go_on(run: TrainingRun) -> None:
    figure = history_figure(50, False, TEXTS, LIGHT)
    show_history(figure, run.loss_history, run.accuracy_history, 20)
    assert figure.layout.shapes[0].x0 == 20
    assert figure.layout.shapes[0].visible
    show_history(figure, run.loss_history, run.accuracy_history, 50)
    assert not figure.layout.shapes[0].visible


def test_the_loss_axis_can_be_logarithmic() -> None:
    assert history_figure(50, True, TEXTS, LIGHT).layout.yaxis.type == "log"
    assert history_figure(50, False, TEXTS, LIGHT).layout.yaxis.type == "linear"


def test_the_heatmaps_hold_exact_values_and_rounded_numbers(run: TrainingRun) -> None:
    figure = parameters_figure(FEATURES, CLASSES, TEXTS, LIGHT)
    show_parameters(figure, run.parameters, 50)
    traces = by_meta(figure)
    assert traces["weight"]["z"] == run.parameters.weight.tolist()
    assert traces["bias"]["z"] == [[value] for value in run.parameters.bias.tolist()]
    assert traces["weight"]["x"] == list(FEATURES)
    assert traces["weight"]["y"] == traces["bias"]["y"] == list(CLASSES)
    for cell, number in zip(traces["weight"]["text"][0], traces["weight"]["z"][0], strict=True):
        assert float(cell) == pytest.approx(number, rel=1e-3)


def test_w_and_b_share_one_scale_with_zero_in_its_middle(run: TrainingRun) -> None:
    figure = parameters_figure(FEATURES, CLASSES, TEXTS, LIGHT)
    show_parameters(figure, run.parameters, 50)
    assert {trace.coloraxis for trace in figure.data} == {"coloraxis"}
    scale = figure.layout.coloraxis
    assert -scale.cmin == scale.cmax
    assert scale.cmax == max(run.parameters.weight.abs().max(), run.parameters.bias.abs().max())


def test_the_bars_of_a_test_vector_add_up_to_one() -> None:
    figure = probability_figure([1, 3], ("a", "b", "c"), TEXTS, LIGHT)
    show_probabilities(figure, [[0.2, 0.3, 0.5], [1.0, 0.0, 0.0]], 7)
    assert [trace.meta for trace in figure.data] == ["probability"] * 3
    assert [sum(trace.x[row] for trace in figure.data) for row in (0, 1)] == [1.0, 1.0]
    assert list(figure.data[0].y) == ["#1", "#3"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_every_chart_has_a_title_and_names_on_its_axes(language: str, palette: Palette) -> None:
    texts = Texts(language)
    for figure in (
        history_figure(10, False, texts, palette),
        parameters_figure(FEATURES, CLASSES, texts, palette),
        probability_figure([1], CLASSES, texts, palette),
    ):
        assert all(annotation.text for annotation in figure.layout.annotations)
        assert figure.layout.xaxis.title.text
        assert figure.layout.yaxis.title.text


def test_the_epoch_shown_makes_figures_differ(run: TrainingRun) -> None:
    figure = parameters_figure(FEATURES, CLASSES, TEXTS, LIGHT)
    show_parameters(figure, run.parameters, 1)
    first = figure.to_json()
    show_parameters(figure, run.parameters, 2)
    assert figure.to_json() != first
