import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.charts import room as module
from playground.charts.room import LINE, NEAR, Point, Room

WIDTH, HEIGHT = 400, 120
shares = st.floats(0, 1)
points = st.tuples(shares, shares)
Box = tuple[float, float, float, float]


def room() -> Room:
    return Room(WIDTH, HEIGHT, (0, 1), (0, 1))


def box(corner: Point, width: float) -> Box:
    """Left, right, lower and upper edge in pixels."""
    x, y = corner[0] * WIDTH, corner[1] * HEIGHT
    return x, x + width, y, y + LINE


def is_in(box: Box, x: float, y: float) -> bool:
    """Whether a point, in shares, lies well within a box."""
    left, right, low, high = box
    return left < x * WIDTH < right and low < y * HEIGHT < high


@given(st.lists(st.tuples(points, st.floats(20, 150)), min_size=2, max_size=5))
def test_labels_leave_one_another_and_the_area_alone(wanted: list) -> None:
    area = room()
    boxes = [box(area.place(width, [near])[0], width) for near, width in wanted]
    for left, right, low, high in boxes:
        assert 0 <= left < right <= WIDTH + 3
        assert 0 <= low < high <= HEIGHT + 3
    for one, other in itertools.combinations(boxes, 2):
        apart = one[1] <= other[0] or other[1] <= one[0]
        assert apart or one[3] <= other[2] or other[3] <= one[2]


@given(points, points, points)
def test_no_line_goes_through_a_label(start: Point, end: Point, near: Point) -> None:
    area = room()
    area.line([start[0], end[0]], [start[1], end[1]])
    label = box(area.place(80, [near])[0], 80)
    for along in np.linspace(0, 1, 500):
        x, y = np.array(start) + along * (np.array(end) - start)
        assert not is_in(label, x, y)


@given(st.lists(points, min_size=1, max_size=20))
def test_no_point_lies_under_a_label(taken: list[Point]) -> None:
    area = room()
    x, y = zip(*taken, strict=True)
    area.points(x, y)
    label = box(area.place(60, [taken[0]])[0], 60)
    assert not any(is_in(label, *point) for point in taken)


@given(points)
def test_a_label_in_an_empty_chart_stands_at_its_point_without_a_line(near: Point) -> None:
    corner, line = room().place(50, [near])
    left, right, low, high = box(corner, 50)
    x, y = near[0] * WIDTH, near[1] * HEIGHT
    assert line is None
    assert left - NEAR <= x <= right + NEAR
    assert low - NEAR <= y <= high + NEAR


def test_a_label_that_must_stand_apart_is_joined_to_its_point_unless_told_otherwise() -> None:
    ends = []
    for joined in (True, False):
        area = room()
        for up in np.linspace(0.2, 0.8, 30):
            area.line([0.2, 0.8], [up, up])
        corner, line = area.place(60, [(0.5, 0.5)], joined)
        left, right, low, high = box(corner, 60)
        ends.append(line)
        if line:
            start, end = line
            assert start == (0.5, 0.5)
            assert left <= end[0] * WIDTH <= right
            assert low <= end[1] * HEIGHT <= high
    assert ends[0]
    assert ends[1] is None


def test_a_line_to_a_label_goes_round_other_labels() -> None:
    area = room()
    first = box(area.place(60, [(0.5, 0.45)])[0], 60)
    corner, line = area.place(300, [(0.5, 0.45)])
    assert corner
    if line:
        (x0, y0), (x1, y1) = line
        for along in np.linspace(0, 1, 50):
            assert not is_in(first, x0 + along * (x1 - x0), y0 + along * (y1 - y0))


def test_a_label_without_any_free_place_is_still_placed() -> None:
    area = room()
    for up in np.linspace(0, 1, 60):
        area.line([0, 1], [up, up])
    corner, _ = area.place(1.5 * WIDTH, [(0.5, 0.5)])
    assert corner == (0, corner[1])


def test_what_cannot_be_drawn_is_in_nobodys_way() -> None:
    area = room()
    area.line([float("nan")], [0.5])
    area.line([0.0, 1.0, 1.0], [float("inf")] * 2 + [float("nan")])
    area.points([0.5, 1e300], [float("nan"), 1e300])
    assert area.place(50, [(0.5, 0.5)])[1] is None


@pytest.mark.parametrize("seed", range(5))
def test_a_label_stands_where_a_look_at_all_places_puts_it(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def placed() -> list[object]:
        draws = np.random.default_rng(seed)
        room = Room(400, 280, (0, 1), (0, 1))
        room.line(np.linspace(0, 1, 40).tolist(), draws.random(40).tolist())
        near = [[tuple(point) for point in draws.random((3, 2))] for _ in range(8)]
        return [room.place(120, points) for points in near]

    found = placed()
    monkeypatch.setattr(module, "CHEAPEST", 10**6)
    assert placed() == found
