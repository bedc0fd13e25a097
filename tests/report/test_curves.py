"""Curves are where their axes say, to a hundredth of a pixel."""

import math

import pytest

from playground.report.curves import (
    ACROSS,
    FLOOR,
    LEFT,
    SHARES,
    TOP,
    Curve,
    linear_axis,
    log_axis,
    of_accuracies,
    of_losses,
    picture,
)
from tests.report.pages import Page

LOSSES = [2.0, 1.0, 0.5, 0.004]


def points(curves: list[Curve], axis: object, epochs: int = 10) -> list[list[tuple[float, float]]]:
    page = Page(picture(curves, axis, epochs, 0, ("a", "b")))  # type: ignore[arg-type]
    return [
        [tuple(map(float, pair.split(","))) for pair in attrs["points"].split()]  # type: ignore[misc]
        for attrs in page.attributes("polyline")
    ]


def test_on_a_linear_axis_losses_are_as_high_as_they_are_large() -> None:
    curves = of_losses(LOSSES, [])
    [found] = points(curves, linear_axis(curves))
    top = 1.05 * 2.0
    for (x, y), (epoch, loss) in zip(found, enumerate(LOSSES, 1), strict=True):
        assert x == pytest.approx(LEFT + ACROSS * epoch / 10, abs=0.01)
        assert y == pytest.approx(FLOOR - (FLOOR - TOP) * loss / top, abs=0.01)


def test_on_a_logarithmic_axis_equal_ratios_are_equal_distances() -> None:
    curves = of_losses(LOSSES, [])
    [found] = points(curves, log_axis(curves))
    heights = [y for _, y in found]
    assert heights[1] - heights[0] == pytest.approx(heights[2] - heights[1], abs=0.02)
    per_unit = (heights[1] - heights[0]) / math.log10(2)
    assert heights[3] - heights[2] == pytest.approx(per_unit * math.log10(125), abs=0.1)


def test_ticks_are_round_and_where_their_values_are() -> None:
    axis = linear_axis(of_losses(LOSSES, []))
    assert list(zip(axis.ticks, axis.texts, strict=True)) == [
        (0, "0"),
        (0.5, "0.5"),
        (1, "1"),
        (1.5, "1.5"),
        (2, "2"),
    ]
    assert [axis.share(tick) for tick in (0, 2.1)] == [0, 1]


@pytest.mark.parametrize("make", [linear_axis, log_axis])
def test_losses_that_are_not_finite_are_left_out(make: object) -> None:
    curves = of_losses([1.0, math.inf, 0.5, math.nan], [])
    [found] = points(curves, make(curves))  # type: ignore[operator]
    assert len(found) == 2


def test_a_single_point_is_a_dot() -> None:
    curves = of_losses([1.0], [])
    [found] = points(curves, linear_axis(curves))
    assert len(found) == 2
    assert found[0] == found[1]


def test_losses_of_held_out_samples_are_dotted_beside_the_others() -> None:
    curves = of_losses([1.0, 0.5], [1.2, 0.7])
    page = Page(picture(curves, linear_axis(curves), 2, 1, ("a", "b")))
    dotted = {a["data-name"]: "stroke-dasharray" in a for a in page.attributes("polyline")}
    assert dotted == {"loss": False, "test_loss": True}


def test_all_epochs_of_one_and_all_losses_of_nothing_can_be_drawn() -> None:
    flat = of_losses([0.0], [])
    for axis in (linear_axis(flat), log_axis(flat), SHARES):
        assert picture(flat, axis, 1, 0, ("a", "b"))


def elements(epochs: int, epoch: int) -> Page:
    curves = of_accuracies([0.25, 0.5], [])
    return Page(picture(curves, SHARES, epochs, epoch, ("<alt>", "<below>")))


def test_numbers_stand_within_the_picture_beside_their_lines() -> None:
    page = elements(10, 0)
    (box,) = page.attributes("svg")
    _, _, width, height = map(float, box["viewbox"].split())
    assert (width, height) == (LEFT + ACROSS + 12, FLOOR + 30)
    assert 0 < TOP < FLOOR < height
    lines = [attrs["d"] for attrs in page.attributes("path")]
    ends = [attrs for attrs in page.attributes("text") if attrs["class"] == "end"]
    heights = [FLOOR - (FLOOR - TOP) * (share + 0.06) / 1.12 for share in (0, 0.5, 1)]
    for line, end, y in zip(lines, ends, heights, strict=True):
        start, across = line.removeprefix(f"M{LEFT} ").split("h")
        assert (float(start), float(across)) == (pytest.approx(y, abs=0.01), ACROSS)
        assert float(end["y"]) == float(start)
        assert LEFT - 8 < float(end["x"]) < LEFT
    below = [attrs for attrs in page.attributes("text") if attrs["class"] == "middle"]
    places = {(float(attrs["x"]), float(attrs["y"])) for attrs in below}
    epochs = {(LEFT + ACROSS * at / 10, FLOOR + 13) for at in (0, 2, 4, 6, 8, 10)}
    assert places == epochs | {(LEFT + ACROSS / 2, FLOOR + 25)}


@pytest.mark.parametrize(
    ("epochs", "told"),
    [
        (1, ["0", "1"]),
        (3, ["0", "1", "2", "3"]),
        (1000, ["0", "200", "400", "600", "800", "1000"]),
        (1500, ["0", "500", "1000", "1500"]),
    ],
)
def test_epochs_have_round_numbers(epochs: int, told: list[str]) -> None:
    texts = elements(epochs, 0).texts("text")
    assert texts[:3] == ["0%", "50%", "100%"]
    assert texts[3:] == [*told, "<below>"]


def test_the_epoch_shown_is_a_line_across_unless_it_is_the_start() -> None:
    found = [[a["d"] for a in elements(10, at).attributes("path")][3:] for at in (0, 5)]
    assert found == [[], [f"M{LEFT + ACROSS / 2:.2f} {TOP}V{FLOOR}"]]
