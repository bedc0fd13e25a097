"""The chart of a sweep."""

import math

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.charts.looks import DARK, LIGHT, Palette
from playground.charts.sweeps import DIVERGED, best_of, sweep_chart
from playground.core.sweep import KINDS, SweepPoint, rates_around
from playground.texts import LANGUAGES, Texts

RATES = rates_around(0.01)
losses = st.one_of(st.floats(0, 2.0**99, width=32), st.just(math.nan))


def points(values: list[float]) -> list[SweepPoint]:
    """Runs with these last losses; those without one have diverged."""
    return [
        SweepPoint(rate, loss, 0 if math.isfinite(loss) else 7, not loss < 10)
        for rate, loss in zip(RATES, values, strict=False)
    ]


def test_each_run_has_its_last_loss_and_those_that_diverged_stand_at_the_edge() -> None:
    found = points([0.5, 0.25, math.nan, 20.0])
    chart = sweep_chart(found, "learning_rate", 0.01, 3, Texts("en"), LIGHT)
    ring, trace, beyond = chart["data"]
    assert trace["x"] == RATES[:4]
    assert trace["y"] == [0.5, 0.25, None, 20.0]
    assert trace["marker"]["symbol"][2] == DIVERGED
    assert len(set(trace["marker"]["symbol"])) == 3
    assert beyond["x"] == [RATES[2]]
    assert beyond["customdata"] == [7]
    assert math.isclose(math.log10(beyond["y"][0]), chart["layout"]["yaxis"]["range"][1])
    assert (ring["x"], ring["y"]) == ([RATES[1]], [0.25])
    assert chart["layout"]["meta"] == 3


def test_the_best_does_not_leap() -> None:
    leaping, calm = SweepPoint(1.0, 0.1, 0, True), SweepPoint(0.1, 0.2, 0, False)
    assert best_of([leaping, calm]) is calm
    assert best_of([leaping]) is None


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_plotly_knows_the_chart(kind: str, language: str, palette: Palette) -> None:
    found = points([0.5, math.nan, 20.0])
    go.Figure(sweep_chart(found, kind, 0.01, 0, Texts(language), palette))


@given(st.lists(losses, max_size=31), st.sampled_from(KINDS))
def test_the_axes_show_all_losses(values: list[float], kind: str) -> None:
    found = points(values)
    layout = sweep_chart(found, kind, 0.01, 0, Texts("en"), LIGHT)["layout"]
    for axis, shown in (
        (layout["yaxis"], [point.loss for point in found if not point.diverged_at]),
        (layout["xaxis"], [point.value for point in found]),
    ):
        low, high = axis["range"]
        assert low < high
        if axis.get("type") == "log":
            shown = [math.log10(value) for value in shown]
        assert all(low <= value <= high for value in shown)
