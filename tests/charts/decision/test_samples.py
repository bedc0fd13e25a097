"""Marks of samples and test vectors in pictures of decisions."""

import re
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from playground.charts.decision.samples import (
    MOST,
    Shown,
    Vectors,
    draw_samples,
    draw_vectors,
    marker_of,
    seen_rows,
)
from playground.charts.figures import Chart
from playground.charts.frame import Frame
from playground.charts.looks import LIGHT
from playground.texts import Texts
from tests.charts.decision.cases import traces

LOOKS = Texts("en"), LIGHT


def of(
    n: int, held_out: bool = False, is_true: Sequence[bool] = (), selected: int | None = None
) -> Shown:
    return Shown(
        range(11, 11 + n),
        [0] * n,
        [1] * n,
        [0.9] * n,
        [held_out] * n,
        ("a", "b"),
        selected,
        is_true,
    )


def frame() -> Frame:
    return Frame(600, 400, (0, 10), (0, 10), LIGHT, left=50)


def chart_of(area: Frame) -> Chart:
    return area.chart(7, ("", "", ""))


@pytest.mark.parametrize(
    ("n", "sizes"),
    [(1, (11, 9)), (60, (11, 9)), (61, (9, 6)), (300, (9, 6)), (301, (7, 4)), (3000, (7, 4))],
)
def test_among_more_samples_marks_are_smaller(n: int, sizes: tuple[int, int]) -> None:
    area, shown = frame(), of(n)
    assert shown.sizes == sizes
    draw_samples(area, shown, np.ones((n, 2)), *LOOKS)
    samples, rings = chart_of(area)["data"]
    assert samples["marker"]["size"] == sizes[0]
    assert rings["marker"]["size"] == sum(sizes)
    assert 0 < rings["marker"]["line"]["width"] < 2


@given(st.integers(1, 1500), st.integers(0, 99), st.floats(0, 1))
def test_as_many_of_each_kind_are_drawn_as_there_are_up_to_the_most(
    n: int, seed: int, share: float
) -> None:
    wrong = np.random.default_rng(seed).random(n) < share
    seen = seen_rows(wrong, None)
    if n <= 2 * MOST:
        assert seen.tolist() == list(range(n))
    else:
        for kind in (wrong, ~wrong):
            assert kind[seen].sum() == min(kind.sum(), MOST)


def test_samples_drawn_stay_when_others_turn_from_right_to_wrong() -> None:
    wrong = np.zeros(2000, dtype=bool)
    before = set(seen_rows(wrong, None).tolist())
    wrong[::100] = True
    after = set(seen_rows(wrong, None).tolist())
    assert len(before & after) > 0.9 * MOST


def test_of_a_sample_whose_place_says_another_class_the_mark_is_faint() -> None:
    opacity = marker_of(of(3, is_true=[True, False, True]), LIGHT)["opacity"]
    assert opacity[0] == opacity[2] == 1
    assert 0 < opacity[1] < 0.5
    assert marker_of(of(3), LIGHT)["opacity"] == 1


def test_where_samples_are_held_out_edges_are_wide_enough_to_see() -> None:
    widths = [marker_of(of(3, held_out=out), LIGHT)["line"]["width"] for out in (True, False)]
    assert widths == [2, 1]


def test_marks_at_the_edge_are_seen_whole_and_rings_tell_nothing() -> None:
    area = frame()
    draw_samples(area, of(2, selected=1), np.ones((2, 2)), *LOOKS)
    vectors = Vectors([1], [0], [0.5])
    draw_vectors(area, vectors, np.ones((1, 2)), ((0, 10), (0, 10)), ("a", "b"), *LOOKS)
    told = {}
    for trace in chart_of(area)["data"]:
        assert trace["cliponaxis"] is False
        told[trace["meta"]] = trace["hoverinfo"]
    assert told == {"samples": "all", "wrong": "skip", "selected": "skip", "test_vectors": "all"}


def test_the_selected_sample_has_a_frame_wider_than_a_ring_and_its_number() -> None:
    area = frame()
    draw_samples(area, of(2, selected=1), np.array([[1.0, 2.0], [3.0, 4.0]]), *LOOKS)
    (around,) = traces(chart_of(area), "selected")
    (rings,) = traces(chart_of(area), "wrong")
    assert (around["x"], around["y"]) == ([3.0], [4.0])
    assert around["marker"]["size"] > rings["marker"]["size"]
    assert "12" in around["text"][0]


@pytest.mark.parametrize(("x", "side"), [(0.0, "right"), (7.9, "right"), (8.1, "left")])
def test_words_stand_on_the_side_that_has_room(x: float, side: str) -> None:
    area = frame()
    draw_samples(area, of(1, selected=0), np.array([[x, 1.0]]), *LOOKS)
    vectors = Vectors([1], [0], [0.5])
    draw_vectors(area, vectors, np.array([[x, 5.0]]), ((0, 10), (0, 10)), ("a", "b"), *LOOKS)
    chart = chart_of(area)
    assert traces(chart, "selected")[0]["textposition"] == f"middle {side}"
    assert traces(chart, "test_vectors")[0]["textposition"] == [f"middle {side}"]


def boxes(trace: dict) -> list[tuple[float, float, float]]:
    """Of the words in a picture of 536 x 326 pixels: left and right end, and the height."""
    found = []
    size = trace["marker"]["size"]
    sides = trace["textposition"]
    sides = [sides] if isinstance(sides, str) else sides
    for x, y, text, side in zip(trace["x"], trace["y"], trace["text"], sides, strict=True):
        words = re.sub("<.*?>", "", text)
        blank = 7 * words.count("\u2002")  # half the type's size each
        start = size / 1.6 + 1 + blank
        ends = start, start + 7 * len(words.strip())
        if side == "middle left":
            ends = -ends[1], -ends[0]
        across = 53.6 * x
        found.append((across + ends[0], across + ends[1], 32.6 * y))
    return found


@given(
    st.lists(st.tuples(st.floats(3, 7), st.floats(1, 9)), min_size=1, max_size=3),
    st.floats(3, 7),
    st.floats(1, 9),
)
@example([(5, 5)], 5, 5)
@example([(5, 5), (5, 5), (5, 5)], 5, 5)
@example([(5.4, 5.2)], 5, 5)
def test_numbers_of_test_vectors_lie_on_no_other_words_nor_on_the_frame(
    places: list[tuple[float, float]], x: float, y: float
) -> None:
    area, n = frame(), len(places)
    vectors = Vectors(range(1, 1 + n), [0] * n, [0.5] * n)
    draw_samples(area, of(1, selected=0), np.array([[x, y]]), *LOOKS)
    draw_vectors(area, vectors, np.array(places), ((0, 10), (0, 10)), ("a", "b"), *LOOKS)
    chart = chart_of(area)
    (around,), (crosses,) = traces(chart, "selected"), traces(chart, "test_vectors")
    half = around["marker"]["size"] / 2
    edge = 53.6 * x - half, 53.6 * x + half
    (name,), numbers = boxes(around), boxes(crosses)
    for at, (left, right, up) in enumerate(numbers):
        assert right <= edge[0] or left >= edge[1] or abs(up - 32.6 * y) >= half + 5
        for other in [name, *numbers[:at]]:
            assert right <= other[0] or left >= other[1] or abs(up - other[2]) >= 14


@pytest.mark.parametrize(
    ("place", "at", "arrow"),
    [
        *(((5, 5), (5, 5), ""), ((0, 10), (0, 10), ""), ((12, 5), (10, 5), "→")),
        *(((-1, 5), (0, 5), "←"), ((5, 11), (5, 10), "↑"), ((5, -9), (5, 0), "↓")),
        *(((11, 12), (10, 10), "→↑"), ((-3, -3), (0, 0), "←↓")),
    ],
)
def test_a_test_vector_outside_stands_at_the_edge_with_an_arrow_to_where_it_lies(
    place: tuple[float, float], at: tuple[float, float], arrow: str
) -> None:
    area, vectors = frame(), Vectors([4], [1], [0.75])
    ranges = (0.0, 10.0), (0.0, 10.0)
    draw_vectors(area, vectors, np.array([place], float), ranges, ("a", "b"), *LOOKS)
    (mark,) = traces(chart_of(area), "test_vectors")
    assert (mark["x"][0], mark["y"][0]) == at
    assert mark["text"] == [f"4{arrow}"]
    assert mark["customdata"][0][:2] == [4, "b"]


def test_without_test_vectors_nothing_is_drawn_of_them() -> None:
    area = frame()
    ranges = (0.0, 10.0), (0.0, 10.0)
    draw_vectors(area, Vectors([], [], []), np.empty((0, 2)), ranges, ("a", "b"), *LOOKS)
    assert chart_of(area)["data"] == []


def test_all_are_drawn_up_to_twice_the_most_of_a_kind() -> None:
    assert len(seen_rows(np.zeros(2 * MOST, dtype=bool), None)) == 2 * MOST
    assert len(seen_rows(np.zeros(2 * MOST + 1, dtype=bool), None)) == MOST
