import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from playground.charts.canvas import Canvas, Chart
from playground.charts.curves import HEIGHT, WIDTH, history_chart
from playground.charts.heatmaps import parameters_chart
from playground.charts.looks import DARK, LIGHT, SMALL_TYPE, Palette, text_width
from playground.core.dataset import Dataset
from playground.core.model import Parameters
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.texts import LANGUAGES, Texts
from tests.charts.titled import titled

FEATURES, CLASSES = ("x1", "x2", "x3"), ("0", "1")
TEXTS = Texts("en")


@pytest.fixture
def run(note_dataset: Dataset) -> TrainingRun:
    run = TrainingRun(note_dataset, TrainingSettings(epochs=50))
    run.advance(50)
    return run


def by_meta(chart: Chart) -> dict:
    return {trace["meta"]: trace for trace in chart["data"]}


def canvas(epoch: int = 0, texts: Texts = TEXTS, palette: Palette = LIGHT) -> Canvas:
    return Canvas(epoch, texts, palette, WIDTH, HEIGHT)


def curves(run: TrainingRun, epoch: int, log_axis: bool = False) -> Chart:
    histories = {"loss": run.loss_history, "accuracy": run.accuracy_history}
    return history_chart(histories, run.settings.epochs, log_axis, canvas(epoch))


def heatmaps(run: TrainingRun, epoch: int) -> Chart:
    return parameters_chart(run.parameters_at(epoch), FEATURES, CLASSES, 1, canvas(epoch))


def test_the_curves_hold_every_epoch_exactly(run: TrainingRun) -> None:
    traces = by_meta(curves(run, 50))
    assert traces["loss"]["x"] == list(range(1, 51))
    assert traces["loss"]["y"] == run.loss_history
    assert traces["accuracy"]["y"] == run.accuracy_history


@pytest.mark.parametrize(
    ("epoch", "visible"), [(0, False), (1, True), (20, True), (49, True), (50, False)]
)
def test_the_epoch_shown_is_marked_when_the_curves_go_on(
    run: TrainingRun, epoch: int, visible: bool
) -> None:
    markers = curves(run, epoch)["layout"]["shapes"]
    assert [(marker["x0"], marker["x1"]) for marker in markers] == [(epoch, epoch)] * visible


def test_loss_stands_above_accuracy_over_one_axis_of_all_epochs(run: TrainingRun) -> None:
    chart = curves(run, 20)
    loss, accuracy = chart["layout"]["yaxis"], chart["layout"]["yaxis2"]
    assert 0 == accuracy["domain"][0] < accuracy["domain"][1] < loss["domain"][0]
    assert loss["domain"][1] == 1
    titles = chart["layout"]["annotations"]
    assert [title["y"] for title in titles] == [loss["domain"][1], accuracy["domain"][1]]
    assert [(title["x"], title["xanchor"]) for title in titles] == [(0, "left")] * 2
    assert chart["layout"]["xaxis"]["showgrid"] is False
    assert [title["text"] for title in titles] == ["<b>Cross-entropy loss</b>", "<b>Accuracy</b>"]
    assert by_meta(chart)["loss"]["yaxis"] == "y"
    assert by_meta(chart)["accuracy"]["yaxis"] == "y2"
    assert chart["layout"]["xaxis"]["range"] == [0, 50]
    assert chart["layout"]["xaxis"]["anchor"] == "y2"


def test_accuracy_is_shown_from_none_to_all_and_loss_from_zero(run: TrainingRun) -> None:
    layout = curves(run, 20)["layout"]
    low, high = layout["yaxis2"]["range"]
    assert -0.1 < low < 0  # so that a curve at the edge is seen whole
    assert 1 < high < 1.1
    assert layout["yaxis2"]["tickvals"] == [0, 0.5, 1]
    assert layout["yaxis"]["range"][0] == 0


def test_curves_of_held_out_samples_are_dotted_in_the_same_colours(run: TrainingRun) -> None:
    names = ("loss", "accuracy", "test_loss", "test_accuracy")
    chart = history_chart({name: [0.5] * 30 for name in names}, 50, False, canvas())
    traces = by_meta(chart)
    for name, color in (("loss", LIGHT.loss), ("accuracy", LIGHT.accuracy)):
        own, test = traces[name], traces[f"test_{name}"]
        assert (own["line"]["dash"], test["line"]["dash"]) == ("solid", "dot")
        assert own["line"]["color"] == test["line"]["color"] == color
        assert own["marker"]["color"] == color
        assert own["yaxis"] == test["yaxis"]
        assert own["hovertemplate"] != test["hovertemplate"]
    assert "dotted: held-out" in chart["layout"]["annotations"][0]["text"]


@pytest.mark.parametrize(("n", "dots"), [(1, True), (20, True), (21, False), (500, False)])
def test_a_short_curve_has_dots(n: int, dots: bool) -> None:
    (trace,) = history_chart({"loss": [0.5] * n}, 500, False, canvas(n))["data"]
    assert ("markers" in trace["mode"]) is dots
    assert "lines" in trace["mode"]


def test_the_loss_axis_can_be_logarithmic(run: TrainingRun) -> None:
    assert curves(run, 50, log_axis=True)["layout"]["yaxis"]["type"] == "log"
    assert "type" not in curves(run, 50)["layout"]["yaxis"]


LOSSES = st.lists(
    st.floats(1e-7, 1e2) | st.sampled_from([0.0, math.inf, math.nan]), min_size=1, max_size=9
)


def of_losses(losses: list[float], log_axis: bool) -> dict:
    """The layout of a chart of these losses."""
    histories = {"loss": losses, "accuracy": [0.5] * len(losses)}
    layout = history_chart(histories, 50, log_axis, canvas())["layout"]
    return dict(layout)


def pixels(layout: dict, axis: str) -> float:
    """The height of the loss's or the accuracy's part."""
    low, high = layout[axis]["domain"]
    margin = layout["margin"]
    return float((high - low) * (HEIGHT - margin["t"] - margin["b"]))


@given(LOSSES, st.booleans())
def test_the_loss_axis_shows_every_loss_that_can_be_drawn(
    losses: list[float], log_axis: bool
) -> None:
    low, high = of_losses(losses, log_axis)["yaxis"]["range"]
    assert low < high
    if not log_axis:
        assert high <= 1.1 * (max(filter(math.isfinite, losses), default=0) or 1)
    for loss in filter(math.isfinite, losses):
        if not log_axis:
            assert low <= loss < high
        elif loss:
            assert low < math.log10(loss) < high


def test_both_charts_of_curves_have_room_for_their_titles_and_ticks() -> None:
    layout = of_losses([0.5], log_axis=False)
    loss, accuracy = (pixels(layout, axis) for axis in ("yaxis", "yaxis2"))
    assert loss > accuracy > 3 * 14  # three lines of type
    area = HEIGHT - layout["margin"]["t"] - layout["margin"]["b"]
    assert area - loss - accuracy > SMALL_TYPE + 2 * layout["annotations"][1]["yshift"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_title_of_held_out_curves_fits_over_a_narrow_chart(language: str) -> None:
    names = ("loss", "accuracy", "test_loss", "test_accuracy")
    curves = {name: [0.5] for name in names}
    layout = history_chart(curves, 50, False, canvas(texts=Texts(language)))["layout"]
    title, margin = layout["annotations"][0], layout["margin"]
    left = margin["l"] + title["xshift"]
    width = 1.05 * text_width(title["text"].strip("<b>/"))  # bold type is wider
    assert left >= 0
    assert left + width < 494 - 110  # what the switch of the axis leaves


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_mouse_is_told_what_a_trace_holds_and_no_more(language: str) -> None:
    texts = Texts(language)
    names = ("loss", "accuracy", "test_loss", "test_accuracy")
    parameters = Parameters(torch.zeros(2, 3), torch.zeros(2))
    for chart in (
        history_chart({name: [0.5] for name in names}, 50, False, canvas(texts=texts)),
        parameters_chart(parameters, FEATURES, CLASSES, 1, canvas(texts=texts)),
    ):
        for trace in chart["data"]:
            said, _, tag = trace["hovertemplate"].partition("<extra>")
            assert said == texts(f"{trace['meta']}_hover")
            assert tag == "</extra>"  # without a box for the trace's name


def test_no_chart_can_be_dragged_out_of_sight(run: TrainingRun) -> None:
    for chart in (curves(run, 50), heatmaps(run, 50)):
        axes = [value for key, value in chart["layout"].items() if "axis" in key]
        assert all(axis["fixedrange"] for axis in axes if "cmin" not in axis)
        assert not any(axis["zeroline"] for axis in axes if "cmin" not in axis)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_every_chart_is_one_that_plotly_knows_and_has_titles(
    run: TrainingRun, language: str, palette: Palette
) -> None:
    texts = Texts(language)
    histories = {"loss": run.loss_history, "accuracy": run.accuracy_history}
    for chart in (
        history_chart(histories, 50, False, canvas(20, texts, palette)),
        parameters_chart(run.parameters, FEATURES, CLASSES, 1, canvas(50, texts, palette)),
    ):
        titled(chart)
