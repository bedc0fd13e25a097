"""Curves are where their axes say, to a hundredth of a pixel."""

import math
from collections.abc import Callable

import pytest

from playground.report.curves import (
    BOTTOM,
    LEFT,
    RIGHT,
    SHARES,
    TOP,
    Axis,
    Curves,
    linear_axis,
    log_axis,
    picture,
)
from tests.report.pages import Page

LOSSES = [2.0, 1.0, 0.5, 0.004]
Make = Callable[[list[float]], Axis]


def drawn(
    training: list[float],
    axis: Axis,
    held_out: tuple[float, ...] = (),
    epochs: int = 10,
    epoch: int = 0,
) -> Page:
    curves = Curves("loss", "<title>", "#123456", training, held_out)
    return Page(picture(curves, axis, epochs, epoch, "<below>"))


def points(page: Page) -> list[tuple[float, float]]:
    """Those of the first curve."""
    pairs = [pair.split(",") for pair in page.attributes("polyline")[0]["points"].split()]
    return [(float(x), float(y)) for x, y in pairs]


def test_on_a_linear_axis_losses_are_as_high_as_they_are_large() -> None:
    found = points(drawn(LOSSES, linear_axis(LOSSES)))
    for (x, y), (epoch, loss) in zip(found, enumerate(LOSSES, 1), strict=True):
        assert x == pytest.approx(LEFT + (RIGHT - LEFT) * epoch / 10, abs=0.01)
        assert y == pytest.approx(BOTTOM - (BOTTOM - TOP) * loss / (1.05 * 2), abs=0.01)


def test_on_a_logarithmic_axis_equal_ratios_are_equal_distances() -> None:
    heights = [y for _, y in points(drawn(LOSSES, log_axis(LOSSES)))]
    assert heights[1] - heights[0] == pytest.approx(heights[2] - heights[1], abs=0.02)
    per_unit = (heights[1] - heights[0]) / math.log10(2)
    assert heights[3] - heights[2] == pytest.approx(per_unit * math.log10(125), abs=0.1)


@pytest.mark.parametrize(
    ("axis", "ticks"),
    [
        (linear_axis(LOSSES), {0: "0", 0.5: "0.5", 1: "1", 1.5: "1.5", 2: "2"}),
        (log_axis(LOSSES), {0.01: "0.01", 0.1: "0.1", 1: "1"}),
        (SHARES, {0: "0%", 0.5: "50%", 1: "100%"}),
    ],
)
def test_round_numbers_stand_beside_their_lines_within_the_picture(
    axis: Axis, ticks: dict[float, str]
) -> None:
    assert axis.ticks == ticks
    page = drawn(LOSSES, axis)
    assert page.texts("text")[: len(ticks)] == list(ticks.values())
    ends = [attrs for attrs in page.attributes("text") if attrs["class"] == "end"]
    lines = [attrs["d"] for attrs in page.attributes("path")]
    assert lines == [f"M{LEFT} {axis.y(tick)}h{RIGHT - LEFT}" for tick in ticks]
    assert [end["y"] for end in ends] == list(map(axis.y, ticks))
    assert all(TOP <= float(axis.y(tick)) <= BOTTOM for tick in ticks)


@pytest.mark.parametrize("make", [linear_axis, log_axis])
def test_losses_that_are_not_finite_are_left_out(make: Make) -> None:
    losses = [1.0, math.inf, 0.5, math.nan]
    assert len(points(drawn(losses, make(losses)))) == 2


def test_a_single_point_is_a_dot() -> None:
    first, second = points(drawn([1.0], linear_axis([1.0])))
    assert first == second


def test_losses_of_held_out_samples_are_dotted_beside_the_others() -> None:
    page = drawn([1.0, 0.5], linear_axis([1.2]), (1.2, 0.7))
    dotted = {a["data-name"]: "stroke-dasharray" in a for a in page.attributes("polyline")}
    assert dotted == {"loss": False, "test_loss": True}


def test_all_epochs_of_one_and_all_losses_of_nothing_can_be_drawn() -> None:
    for axis in (linear_axis([0.0]), log_axis([0.0]), SHARES):
        assert drawn([0.0], axis, epochs=1).attributes("svg")


@pytest.mark.parametrize(
    ("epochs", "told"),
    [
        (1, ["0", "1"]),
        (3, ["0", "1", "2", "3"]),
        (1000, ["0", "200", "400", "600", "800", "1000"]),
        (1500, ["0", "500", "1000", "1500"]),
    ],
)
def test_epochs_have_round_numbers_where_they_are(epochs: int, told: list[str]) -> None:
    page = drawn([0.25, 0.5], SHARES, epochs=epochs)
    assert page.texts("text")[3:] == [*told, "<below>"]
    places = [float(attrs["x"]) for attrs in page.attributes("text")[3:-1]]
    expected = [LEFT + (RIGHT - LEFT) * int(number) / epochs for number in told]
    assert places == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize(("epoch", "lines"), [(0, []), (5, [f"M{LEFT + 154:.2f} {TOP}V{BOTTOM}"])])
def test_the_epoch_shown_is_a_line_across_unless_it_is_the_start(
    epoch: int, lines: list[str]
) -> None:
    page = drawn([0.25, 0.5], SHARES, epoch=epoch)
    assert [attrs["d"] for attrs in page.attributes("path")][3:] == lines
    assert page.attributes("svg")[0]["aria-label"] == "<title>"
