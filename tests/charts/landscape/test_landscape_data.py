"""Heights of a landscape: logarithms of how far a loss is above the lowest."""

import itertools

import numpy as np
import pytest

from playground.charts.landscape import Levels, RunPath
from playground.charts.looks import DARK, LIGHT, contrast

LOSSES = np.array([[0.5, 0.75, 1.5], [3.0, 9.0, 90.0]])
LOWEST = 0.25


def trail(epoch: int, present: tuple[float, float] = (9.0, 9.5)) -> RunPath:
    told = [0, 5, 10, 20], [0.0, 1.0, 2.0, 4.0], [0.5, 1.5, 2.5, 4.5]
    return RunPath(*told, epoch, present, 0.7, True, None, None)


@pytest.mark.parametrize(
    ("epoch", "before", "ahead"),
    [(0, [0], [0, 5, 10, 20]), (7, [0, 5, 7], [7, 10, 20]), (20, [0, 5, 10, 20], [20])],
)
def test_a_path_is_parted_at_the_present_place_which_both_parts_have(
    epoch: int, before: list[int], ahead: list[int]
) -> None:
    for is_ahead, epochs in ((False, before), (True, ahead)):
        found, x, y = trail(epoch).part(is_ahead)
        assert found == epochs
        places = {0: (0.0, 0.5), 5: (1.0, 1.5), 10: (2.0, 2.5), 20: (4.0, 4.5), epoch: (9.0, 9.5)}
        assert list(zip(x, y, strict=True)) == [places[at] for at in epochs]


@pytest.mark.parametrize("lowest", [LOWEST, np.inf])
def test_a_height_is_the_logarithm_of_how_far_a_loss_is_above_the_lowest(lowest: float) -> None:
    levels, floor = Levels(LOSSES, lowest), min(lowest, LOSSES.min())
    soft = np.median(LOSSES - floor) / 30
    assert levels(LOSSES) == pytest.approx(np.log10(LOSSES - floor + soft))
    ends = float(levels(np.array(floor))), float(levels(LOSSES.max()))
    assert (levels.low, levels.high) == pytest.approx(ends)
    assert levels.size == pytest.approx((levels.high - levels.low) / 14)


def test_of_equal_losses_there_is_still_a_scale() -> None:
    for loss in (0.0, 0.7, 1e9):
        levels = Levels(np.full((2, 2), loss), np.inf)
        assert levels.high - levels.low >= 1e-3 * 0.99
        assert np.isfinite([levels.low, levels.high, *levels(np.full(2, loss))]).all()
        assert (levels(np.full(2, loss)) == levels.low).all()


def test_every_third_level_has_its_loss_beside_the_scale() -> None:
    levels = Levels(LOSSES, LOWEST)
    heights, texts = levels.ticks()
    steps = [other - one for one, other in itertools.pairwise(heights)]
    assert steps == pytest.approx([3 * levels.size] * 4)
    assert heights[0] == levels.low
    assert levels(np.array(list(map(float, texts)))) == pytest.approx(heights, abs=0.05)
    assert float(texts[0]) == LOWEST


@pytest.mark.parametrize("highest", [0.1, 1158.7, 3e7])
def test_a_lowest_loss_of_0_is_written_as_0(highest: float) -> None:
    losses = np.concatenate([np.zeros(3), np.geomspace(1e-9, highest, 40)])
    assert Levels(losses, np.inf).ticks()[1][0] == "0"


@pytest.mark.parametrize("span", [1.0, 1e-3, 1e-5])
def test_numbers_beside_the_scale_have_as_many_digits_as_tell_them_apart(span: float) -> None:
    texts = Levels(0.7 + span * np.linspace(0, 1, 20), np.inf).ticks()[1]
    assert len({*texts}) == 5
    assert max(map(len, texts)) <= {1.0: 5, 1e-3: 8, 1e-5: 9}[span]


def test_losses_from_a_hundred_thousand_on_are_written_with_powers() -> None:
    heights, texts = (levels := Levels(np.array([[1.0, 3e8]]), np.inf)).ticks()
    losses = np.interp(heights, levels(grid := np.geomspace(1, 3e8, 10_000)), grid)
    for loss, text in zip(losses, texts, strict=True):
        assert ("10" in text and "⁸⁷⁶⁵".find(text[-1]) >= 0) == (loss >= 1e5)


def test_low_losses_have_the_strong_colour_in_both_themes() -> None:
    for palette in (LIGHT, DARK):
        low, high = palette.landscape
        assert contrast(low, palette.paper) > contrast(high, palette.paper)
        assert contrast(high, palette.paper) < 1.3
        assert contrast(palette.contour, low) > 1.2


@pytest.mark.parametrize("losses", [LOSSES, np.array([[1.0] * 9 + [1.5]])])
@pytest.mark.parametrize("unit", [1e-6, 1e6])
def test_heights_are_as_far_apart_in_any_unit_of_the_loss(losses: np.ndarray, unit: float) -> None:
    levels, others = Levels(losses, np.inf), Levels(unit * losses, np.inf)
    assert others.size == pytest.approx(levels.size)
    assert others(unit * losses) - others.low == pytest.approx(levels(losses) - levels.low)
