"""What piece of a plane a landscape shows, and how finely."""

from types import SimpleNamespace
from typing import Any

import pytest
import torch

from playground.core.insight.landscape import Lowest, _second_half, _size, _window, landscape
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from tests.core.insight.test_landscape import path_of
from tests.core.samples import drawn, example

MARGIN = 0.18


class Bowl:
    """The loss ``flat`` · x² + ``steep`` · y²."""

    def __init__(self, flat: float = 1.0, steep: float = 1e6, size: float = 3.0) -> None:
        self.factors = torch.tensor([flat, steep], dtype=torch.float64)
        self.size = size

    def __call__(self, places: torch.Tensor) -> torch.Tensor:
        return (places**2 * self.factors).sum(1)


def window(
    places: list[list[float]], lowest: tuple[float, float] | None = None, **bowl: float
) -> list[float]:
    """Left, right, low and high end."""
    found = None if lowest is None else Lowest(*lowest, 0.0)
    points = torch.tensor(places, dtype=torch.float64)
    loss: Any = Bowl(**bowl)
    return [end for ends in _window(points, found, loss, MARGIN) for end in ends]


PATH = [[0.0, 1.0], [10.0, 2.0], [4.0, 5.0]]


def test_a_path_stands_in_the_middle_with_a_margin_on_all_sides() -> None:
    assert window(PATH) == pytest.approx([-1.8, 11.8, 1 - 0.72, 5 + 0.72])


@pytest.mark.parametrize(
    ("lowest", "x"),
    [
        ((12.0, 3.0), (-2.16, 14.16)),  # near it: seen, too
        ((-2.0, 3.0), (-3.8 - 0.36, 11.8 + 0.36)),
        ((20.0, 3.0), (-3.6, 23.6)),  # as far as the path is long
        ((20.1, 3.0), (-1.8, 11.8)),
        ((-10.1, 3.0), (-1.8, 11.8)),
        ((5.0, 16.0), (-1.8, 11.8)),
    ],
)
def test_the_lowest_place_is_in_the_picture_if_it_is_no_further_than_the_path_is_long(
    lowest: tuple[float, float], x: tuple[float, float]
) -> None:
    left, right, low, high = window(PATH, lowest)
    assert (left, right) == pytest.approx(x)
    assert (low, high) == pytest.approx((0.28, 5.72))


def test_around_a_single_place_the_lowest_one_or_the_size_of_w_and_b_is_the_measure() -> None:
    left, right, low, high = window([[2.0, 1.0]])
    assert (left, right) == pytest.approx((0.5, 3.5))
    assert (low, high) == pytest.approx((1 - 0.09, 1 + 0.09))
    assert window([[2.0, 1.0]], size=0.0)[:2] == pytest.approx([1.95, 2.05])
    assert window([[2.0, 1.0]], (50.0, 1.0))[:2] == pytest.approx([2 - 8.64, 50 + 8.64])


def test_a_path_along_one_axis_still_has_room_beside_it() -> None:
    left, right, low, high = window([[0.0, 1.0], [10.0, 1.0]])
    assert (left, right) == pytest.approx((-1.8, 11.8))
    assert (low, high) == pytest.approx((0.7, 1.3))
    assert window([[0.0, 0.0], [1.0, 10.0]])[:2] == pytest.approx([-4.5, 5.5])


@pytest.mark.parametrize("steep", [1e-3, 0.1, 1.0, 7.0, 100.0])
def test_the_second_axis_is_as_long_as_it_takes_to_see_the_loss_change(steep: float) -> None:
    bowl: Any = Bowl(1.0, steep)
    middle = torch.tensor([1.0, -2.0], dtype=torch.float64)
    half = _second_half(bowl, middle, 4.0, 0.125)

    def change(half: float) -> float:
        ends = [steep * (-2 + step) ** 2 for step in (-half, 0, half)]
        return max(ends) - min(ends)

    along_first = 5.0**2 - 1.0**2  # from 1 to 5, against 1 itself
    assert half >= 4 or change(half) >= 0.5 * along_first
    if half > 0.125:
        assert half / 1.5 < 4
        assert change(half / 1.5) < 0.5 * along_first


@pytest.mark.parametrize(
    ("n_logits", "size"),
    [(20, 41), (17_846, 41), (17_847, 27), (41_152, 27), (41_153, 17), (10**9, 17)],
)
def test_a_large_table_has_fewer_points(n_logits: int, size: int) -> None:
    loss_of: Any = SimpleNamespace(n_logits=n_logits)
    assert _size(loss_of, (41, 27, 17), 3e7) == size


def test_while_a_run_goes_on_there_is_more_room_around_it_and_fewer_points() -> None:
    run = TrainingRun(example("note"), TrainingSettings())
    run.advance(50)
    path, training = path_of(run), run.prepared.training
    ended, grows = (landscape(path, training, run.objective, grows) for grows in (False, True))
    assert (len(ended.x), len(ended.y), len(grows.x)) == (41, 41, 27)
    (left, right), (low, high) = ended.ranges
    (further_left, further_right), _ = grows.ranges
    assert (further_right - further_left) / (right - left) == pytest.approx(2.2 / 1.36)
    assert ended.epoch == 50
    assert (left, right, low, high) == (
        *(ended.x[0].item(), ended.x[-1].item()),
        *(ended.y[0].item(), ended.y[-1].item()),
    )
    assert ended.shows(left, low)
    assert not ended.shows(left - 1e-9, low)
    assert not ended.shows(right, high + 1e-9)


def test_while_a_run_on_a_large_table_goes_on_there_are_still_fewer_points() -> None:
    run = TrainingRun(drawn(0, 1000, 2, 3), TrainingSettings())
    path, training = path_of(run), run.prepared.training
    sizes = [len(landscape(path, training, run.objective, grows).x) for grows in (False, True)]
    assert sizes == [41, 17]
