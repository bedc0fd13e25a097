import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.charts import label_placer as module
from playground.charts.label_placer import CELL_SIZE, LINE_HEIGHT, LabelPlacer, Point

WIDTH, HEIGHT = 400, 120
X_RANGE, Y_RANGE = (-3.0, 5.0), (2.0, 10.0)
SPAN = 8.0  # of both axes
SIDES_UP = ("above", "below")
EDGE = 6  # pixels that belong to the numbers beside the axis
shares = st.floats(0, 1)
points = st.tuples(shares, shares)
Box = tuple[float, float, float, float]


def room() -> LabelPlacer:
    return LabelPlacer(WIDTH, HEIGHT, X_RANGE, Y_RANGE)


def at(place: Point) -> Point:
    """A place in shares of the area, in the units of its axes."""
    return X_RANGE[0] + SPAN * place[0], Y_RANGE[0] + SPAN * place[1]


def block(area: LabelPlacer, start: Point, end: Point) -> None:
    """Draw a line between two places, in shares."""
    area.line(*zip(at(start), at(end), strict=True))


def label(
    area: LabelPlacer, width: float, *near: Point, joined: bool = True
) -> tuple[Box, tuple[Point, Point] | None]:
    """The box of a label in pixels: left, right, lower and upper edge; and its line, in pixels."""
    corner, line = area.place(width, [at(place) for place in near], joined)
    (x, y), ends = pixels(corner), line and (pixels(line[0]), pixels(line[1]))
    return (x, x + width, y, y + LINE_HEIGHT), ends


def pixels(place: Point) -> Point:
    return place[0] * WIDTH, place[1] * HEIGHT


def is_in(box: Box, x: float, y: float) -> bool:
    """Whether a point, in pixels, lies well within a box."""
    left, right, low, high = box
    return left < x < right and low < y < high


def are_apart(one: Box, other: Box) -> bool:
    beside = one[1] <= other[0] or other[1] <= one[0]
    return beside or one[3] <= other[2] or other[3] <= one[2]


def distance(box: Box, place: Point) -> float:
    """Pixels from a point, in shares, to a box."""
    x, y = pixels(place)
    left, right, low, high = box
    return float(np.hypot(max(left - x, x - right, 0), max(low - y, y - high, 0)))


def between(start: Point, end: Point) -> list[Point]:
    return [(x, y) for x, y in np.linspace(start, end, 300).tolist()]


@given(st.floats(-20, 20), st.floats(-20, 20))
def test_a_share_is_how_far_along_its_axis_a_point_lies(x: float, y: float) -> None:
    assert at(room().share(x, y)) == pytest.approx((x, y))


@given(st.lists(st.tuples(points, st.floats(20, 150)), min_size=2, max_size=5))
def test_labels_leave_one_another_and_the_area_alone(wanted: list) -> None:
    area = room()
    boxes = [label(area, width, near)[0] for near, width in wanted]
    for left, right, low, high in boxes:
        assert EDGE <= left < right <= WIDTH + 3
        assert 0 <= low < high <= HEIGHT + 3
    for one, other in itertools.combinations(boxes, 2):
        assert are_apart(one, other)


@given(points, points, points)
def test_no_line_goes_through_a_label(start: Point, end: Point, near: Point) -> None:
    area = room()
    block(area, start, end)
    box, _ = label(area, 80, near)
    assert not any(is_in(box, *pixels(place)) for place in between(start, end))


@given(st.lists(points, min_size=1, max_size=20))
def test_no_point_lies_under_a_label(taken: list[Point]) -> None:
    area = room()
    area.points(*zip(*map(at, taken), strict=True))
    box, _ = label(area, 60, taken[0])
    assert not any(is_in(box, *pixels(place)) for place in taken)


@given(points)
def test_a_label_in_an_empty_chart_stands_at_its_point_without_a_line(near: Point) -> None:
    box, line = label(room(), 50, near)
    assert line is None
    assert distance(box, near) <= 8


@settings(max_examples=40)
@given(points, points, st.tuples(points, points), st.integers(30, 120))
def test_no_free_place_is_nearer_than_a_label_s_own(
    near: Point, other: Point, drawn: tuple[Point, Point], width: int
) -> None:
    """A nearer one is not free by some pixels, or its line would cross a label."""
    area = room()
    block(area, *drawn)
    first, line = label(area, 90, near)
    taken = [pixels(place) for place in between(*drawn)] + (between(*line) if line else [])
    box, _ = label(area, width, near, other)
    found = min(distance(box, near), distance(box, other))
    for left, low in itertools.product(range(9, WIDTH - width - 3, 24), range(3, HEIGHT - 21, 12)):
        place = left, left + width, low, low + LINE_HEIGHT
        away, anchor = min((distance(place, anchor), anchor) for anchor in (near, other))
        free = left - 6, left + width + 6, low - 6, low + LINE_HEIGHT + 6
        if found <= away + 0.1 or not are_apart(free, first):
            continue
        if any(is_in(free, *place) for place in taken):
            continue
        edge = np.clip(pixels(anchor), (left, low), (left + width, low + LINE_HEIGHT))
        way = between(pixels(anchor), (edge[0], edge[1]))
        around = first[0] - 1, first[1] + 1, first[2] - 1, first[3] + 1
        assert any(is_in(around, *step) for step in way)


@given(points, st.floats(0.05, 0.95))
def test_a_label_is_joined_to_a_point_more_than_12_pixels_away(near: Point, up: float) -> None:
    area = room()
    for height in np.linspace(up - 0.3, up + 0.3, 30):
        block(area, (0, height), (1, height))
    box, line = label(area, 60, near)
    away = distance(box, near)
    assert (line is not None) == (away > 12)
    if line:
        assert line[0] == pytest.approx(pixels(near))
        assert np.hypot(*np.subtract(*line)) == pytest.approx(away)
        assert distance(box, (line[1][0] / WIDTH, line[1][1] / HEIGHT)) == pytest.approx(
            0, abs=1e-9
        )


def test_a_label_that_is_not_to_be_joined_has_no_line_however_far_it_is() -> None:
    area = room()
    for up in np.linspace(0.2, 0.8, 30):
        block(area, (0, up), (1, up))
    box, line = label(area, 60, (0.5, 0.5), joined=False)
    assert distance(box, (0.5, 0.5)) > 12
    assert line is None


@given(st.floats(0.1, 0.9), st.floats(0.2, 0.8))
def test_no_label_stands_on_another_one_s_line(up: float, along: float) -> None:
    """Between bars too near to one another for the first label, and not for the second."""
    area = room()
    for bar in np.linspace(0.2, 0.8, 8):
        block(area, (bar, 0), (bar, 1))
    _, line = label(area, 60, (0.5, up))
    assert line
    box, _ = label(area, 15, (0.2 + 0.3 * along, up))
    assert not any(is_in(box, *place) for place in between(*line))


@pytest.mark.parametrize("width", [60, 120, 200])
@pytest.mark.parametrize("joined", [True, False])
def test_a_label_whose_line_would_cross_another_label_stands_elsewhere(
    width: int, joined: bool
) -> None:
    area = room()
    for up in np.linspace(0.05, 0.35, 20):
        block(area, (0, up), (0.3, up))
    first, _ = label(area, 100, (0.1, 0.2))
    box, line = label(area, width, (0.1, 0.2), joined=joined)
    if joined:
        assert line
        assert not any(is_in(first, *place) for place in between(*line))
    else:  # there is no line that could cross it: right above
        assert line is None
        assert (box[0], box[2]) == (first[0], first[3])


def test_of_two_points_as_near_a_label_stands_at_the_first() -> None:
    for one, other in itertools.permutations([(0.25, 0.5), (0.75, 0.5)]):
        box, _ = label(room(), 60, one, other)
        assert distance(box, one) < 2 < distance(box, other)


def test_a_label_without_any_free_place_is_still_placed() -> None:
    area = room()
    for up in np.linspace(0, 1, 60):
        block(area, (0, up), (1, up))
    box, _ = label(area, 1.5 * WIDTH, (0.5, 0.5))
    assert box[0] == 0


def test_an_area_of_no_size_has_a_place_for_a_label() -> None:
    assert LabelPlacer(1, 1, X_RANGE, Y_RANGE).place(50, [(0, 5)], True)[0] == (0, 0)


def test_what_cannot_be_drawn_is_in_nobodys_way() -> None:
    area = room()
    area.line([float("nan")], [0.5])
    area.line([0.0, 1.0, 1.0], [float("inf")] * 2 + [float("nan")])
    area.points([0.5, 1e300], [float("nan"), 1e300])
    box, line = label(area, 50, (0.5, 0.5))
    assert line is None
    assert distance(box, (0.5, 0.5)) < 2


@pytest.mark.parametrize("cheapest", [3, module.MAX_PLACES_EXAMINED])
@pytest.mark.parametrize("seed", range(5))
def test_a_label_stands_where_a_look_at_all_places_puts_it(
    seed: int, cheapest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def placed() -> list[object]:
        draws = np.random.default_rng(seed)
        room = LabelPlacer(240, 160, (0, 1), (0, 1))
        room.line(np.linspace(0, 1, 40).tolist(), draws.random(40).tolist())
        near = [[tuple(point) for point in draws.random((3, 2))] for _ in range(6)]
        return [room.place(80, points, True) for points in near]

    monkeypatch.setattr(module, "MAX_PLACES_EXAMINED", cheapest)
    found = placed()
    monkeypatch.setattr(module, "MAX_PLACES_EXAMINED", 10**6)
    assert placed() == found


@pytest.mark.parametrize("side", ["above", "below", "left", "right"])
def test_a_label_stands_close_to_its_line_on_whichever_side_is_free(side: str) -> None:
    area, middle = room(), (0.5, 0.5)
    other = (0.0, 0.5) if side in ("above", "right") else (0.5, 1.0)
    for share in np.linspace(*other, 80):  # all on the other side is taken
        block(area, *(((0, share), (1, share)) if side in SIDES_UP else ((share, 0), (share, 1))))
    box, line = label(area, 60, middle)
    is_there = {
        "above": box[2] >= HEIGHT / 2,
        "below": box[3] <= HEIGHT / 2,
        "left": box[1] <= WIDTH / 2,
        "right": box[0] >= WIDTH / 2,
    }
    assert is_there[side]
    assert distance(box, middle) <= 3 * CELL_SIZE
    assert line is None


@pytest.mark.parametrize("edge", ["lower", "upper", "right"])
def test_what_lies_at_an_edge_is_in_the_way_too(edge: str) -> None:
    area, share = room(), {"lower": 0.01, "upper": 0.99, "right": 0.998}[edge]
    ends = ((share, 0), (share, 1)) if edge == "right" else ((0, share), (1, share))
    block(area, *ends)
    box, _ = label(area, 60, ((ends[0][0] + ends[1][0]) / 2, (ends[0][1] + ends[1][1]) / 2))
    assert not any(is_in(box, *pixels(place)) for place in between(*ends))
