"""Marks of samples and test vectors in pictures of decisions."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.charts.canvas import Chart
from playground.charts.decision.scene import (
    MAX_SAMPLES_A_KIND,
    SampleMarks,
    Scene,
    VectorMarks,
    draw_scene,
    seen_rows,
)
from playground.charts.frame import Frame
from tests.charts.decision.cases import canvas, traces

NONE = np.empty((0, 2))


def samples_of(
    n: int, held_out: bool = False, is_true: Sequence[bool] = (), selected: int | None = None
) -> SampleMarks:
    numbers = range(11, 11 + n)
    told = [0] * n, [1] * n, [0.9] * n, [held_out] * n
    return SampleMarks(numbers, *told, np.empty(n), selected, is_true)


def chart_of(
    samples: SampleMarks, places: np.ndarray, vectors: Sequence[int] = (), at: np.ndarray = NONE
) -> Chart:
    """A chart of samples, and of test vectors of these numbers, whose class is b."""
    n = len(vectors)
    marks = VectorMarks(vectors, [1] * n, [0.75] * n, at)
    frame = Frame(canvas(600, 400), (0, 10), (0, 10), left=50)
    draw_scene(frame, Scene(samples, marks, ("a", "b"), ""), places, at)
    return frame.chart(("", "", ""))


@pytest.mark.parametrize(
    ("n", "sizes"),
    [(1, (11, 9)), (60, (11, 9)), (61, (9, 6)), (300, (9, 6)), (301, (7, 4)), (3000, (7, 4))],
)
def test_among_more_samples_marks_are_smaller(n: int, sizes: tuple[int, int]) -> None:
    samples, rings = chart_of(samples_of(n), np.ones((n, 2)))["data"]
    assert samples["marker"]["size"] == sizes[0]
    assert rings["marker"]["size"] == sum(sizes)
    assert 0 < rings["marker"]["line"]["width"] < 2


@given(st.integers(1, 1500), st.integers(0, 99), st.floats(0, 1))
def test_as_many_of_each_kind_are_drawn_as_there_are_up_to_the_most(
    n: int, seed: int, share: float
) -> None:
    wrong = np.random.default_rng(seed).random(n) < share
    seen = seen_rows(wrong, None)
    if n <= 2 * MAX_SAMPLES_A_KIND:
        assert seen.tolist() == list(range(n))
    else:
        for kind in (wrong, ~wrong):
            assert kind[seen].sum() == min(kind.sum(), MAX_SAMPLES_A_KIND)
    assert n - 1 in seen_rows(wrong, n - 1)
    assert (np.diff(seen) > 0).all()


def test_samples_drawn_stay_when_others_turn_from_right_to_wrong() -> None:
    wrong = np.zeros(2000, dtype=bool)
    before = set(seen_rows(wrong, None).tolist())
    wrong[::100] = True
    after = set(seen_rows(wrong, None).tolist())
    assert len(before & after) > 0.9 * MAX_SAMPLES_A_KIND


def marker(samples: SampleMarks) -> dict:
    return dict(chart_of(samples, np.ones((3, 2)))["data"][0]["marker"])


def test_of_a_sample_whose_place_says_another_class_the_mark_is_faint() -> None:
    opacity = marker(samples_of(3, is_true=[True, False, True]))["opacity"]
    assert opacity[0] == opacity[2] == 1
    assert 0 < opacity[1] < 0.5
    assert marker(samples_of(3))["opacity"] == 1


def test_where_samples_are_held_out_edges_are_wide_enough_to_see() -> None:
    widths = [marker(samples_of(3, held_out=out))["line"]["width"] for out in (True, False)]
    assert widths == [2, 1]


def test_marks_at_the_edge_are_seen_whole_and_rings_tell_nothing() -> None:
    chart = chart_of(samples_of(2, selected=1), np.ones((2, 2)), [1], np.ones((1, 2)))
    told = {}
    for trace in chart["data"]:
        assert trace["cliponaxis"] is False
        told[trace["meta"]] = trace.get("hoverinfo", "all")
    assert told == {"samples": "all", "wrong": "skip", "selected": "skip", "test_vectors": "all"}


def test_the_selected_sample_has_a_frame_wider_than_a_ring_and_its_number() -> None:
    chart = chart_of(samples_of(2, selected=1), np.array([[1.0, 2.0], [3.0, 4.0]]))
    (around,), (rings,) = traces(chart, "selected"), traces(chart, "wrong")
    assert (around["x"], around["y"]) == ([3.0], [4.0])
    assert around["marker"]["size"] > rings["marker"]["size"]
    assert "12" in around["text"][0]


@pytest.mark.parametrize(("x", "side"), [(0.0, "right"), (7.9, "right"), (9.9, "left")])
def test_words_stand_on_the_side_that_has_room(x: float, side: str) -> None:
    chart = chart_of(samples_of(1, selected=0), np.array([[x, 1.0]]), [1], np.array([[x, 5.0]]))
    assert traces(chart, "selected")[0]["textposition"] == f"middle {side}"
    assert traces(chart, "test_vectors")[0]["textposition"] == [f"middle {side}"]


def test_numbers_of_test_vectors_at_one_place_lie_on_no_other_words_nor_on_the_frame() -> None:
    place, places = np.array([[5.0, 5.0]]), np.full((3, 2), 5.0)
    chart = chart_of(samples_of(1, selected=0), place, range(1, 4), places)
    (around,), (crosses,) = traces(chart, "selected"), traces(chart, "test_vectors")
    assert (around["text"], around["textposition"]) == (["<b>sample 11</b>"], "middle right")
    assert crosses["text"] == ["1\u2002\u2002", "\u2002\u20022", "3\u2002\u2002"]
    assert crosses["textposition"] == ["middle left", "top right", "top left"]
    beside = chart_of(samples_of(1, selected=0), place, range(1, 7), np.full((6, 2), 8.0))
    (crosses,) = traces(beside, "test_vectors")
    assert crosses["text"] == [*"123456"]
    assert len({*crosses["textposition"]}) == 6


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
    chart = chart_of(samples_of(0), NONE, [4], np.array([place], float))
    (mark,) = traces(chart, "test_vectors")
    assert (mark["x"][0], mark["y"][0]) == at
    assert mark["text"] == [f"4{arrow}"]
    assert mark["customdata"][0][:2] == [4, "b"]


def test_without_test_vectors_nothing_is_drawn_of_them() -> None:
    assert not traces(chart_of(samples_of(1), np.ones((1, 2))), "test_vectors")


def test_all_are_drawn_up_to_twice_the_most_of_a_kind() -> None:
    most = MAX_SAMPLES_A_KIND
    assert len(seen_rows(np.zeros(2 * most, dtype=bool), None)) == 2 * most
    assert len(seen_rows(np.zeros(2 * most + 1, dtype=bool), None)) == most
