"""The heatmap of many classes: what stands where, by the axes as plotly reads them."""

import itertools

import numpy as np
import pytest

from playground.charts.canvas import Chart
from playground.charts.decision.ground import HEIGHT, WIDTH
from playground.charts.decision.heatmap import heatmap_chart
from playground.charts.decision.scene import SampleMarks, Scene, VectorMarks
from playground.charts.looks import LIGHT, class_looks, text_width
from tests.charts.decision.cases import Case, canvas, drawn, traces

NAMES = ("0", "1", "2", "3", "4")
CASE = Case(2, 5)
ORDER = np.argsort(CASE.targets, kind="stable").tolist()  # of the columns
MARKS = ("wrong", "test_vector_marks", "held_out", "selected")


def of_counts(counts: list[int], names: list[str], n_vectors: int = 0) -> Chart:
    """So many samples of each class, all alike."""
    n, n_classes = sum(counts), len(names)
    targets = [label for label, count in enumerate(counts) for _ in range(count)]
    p = np.full((n, n_classes), 1 / n_classes)
    samples = SampleMarks(range(1, n + 1), targets, targets, [0.5] * n, [False] * n, p)
    theirs = np.full((n_vectors, n_classes), 1 / n_classes)
    numbers = range(1, n_vectors + 1)
    vectors = VectorMarks(numbers, [0] * n_vectors, [0.5] * n_vectors, theirs)
    return heatmap_chart(Scene(samples, vectors, tuple(names), "title"), canvas())


def pixels_up(chart: Chart, y: float) -> float:
    """Pixels from the upper edge of the rows of classes to a place on the axis."""
    margin, (bottom, top) = chart["layout"]["margin"], chart["layout"]["yaxis"]["range"]
    unit = (HEIGHT - margin["t"] - margin["b"]) / (bottom - top)
    return float((-0.5 - y) * unit)


def column_width(chart: Chart) -> float:
    margin, (left, right) = chart["layout"]["margin"], chart["layout"]["xaxis"]["range"]
    return float((WIDTH - margin["l"] - margin["r"]) / (right - left))


def test_each_mark_stands_above_the_column_of_its_sample() -> None:
    chart = drawn("heatmap", CASE)
    x = {name: traces(chart, name)[0]["x"] for name in MARKS}
    wrong = [row for row in ORDER if CASE.predicted[row] != CASE.targets[row]]
    assert [ORDER[at] for at in x["wrong"]] == wrong
    assert [ORDER[at] for at in x["held_out"]] == [row for row in ORDER if row % 3 == 0]
    assert [ORDER[at] for at in x["selected"]] == [4]
    looks = class_looks(NAMES)
    colors = traces(chart, "wrong")[0]["marker"]["color"]
    assert colors == [looks[CASE.predicted[row]].color for row in wrong]


def test_marks_stand_in_a_strip_above_the_rows_one_kind_clear_of_the_next() -> None:
    chart = drawn("heatmap", CASE)
    ends = []
    for name in MARKS:
        (trace,) = traces(chart, name)
        assert len({*trace["y"]}) == 1
        assert trace["cliponaxis"] is False
        up, half = pixels_up(chart, trace["y"][0]), trace["marker"]["size"] / 2
        ends.append((up - half, up + half))
    assert ends[0] == ends[1]  # of samples and of test vectors, which share no column
    ends = sorted(ends[1:])
    assert ends[0][0] > 0
    assert ends[-1][1] < pixels_up(chart, chart["layout"]["yaxis"]["range"][1])
    assert all(one[1] < other[0] + 2 for one, other in itertools.pairwise(ends))


@pytest.mark.parametrize(("n", "gap"), [(30, 2), (200, 5), (400, 9)])
def test_test_vectors_stand_right_of_the_samples_a_fiftieth_of_these_apart(
    n: int, gap: int
) -> None:
    chart = of_counts([n // 2, n // 2], ["a", "b"], n_vectors=3)
    columns = [n + gap + at for at in range(3)]
    assert {trace["x0"] for trace in traces(chart, "test_vectors")} == {columns[0]}
    assert traces(chart, "test_vector_marks")[0]["x"] == columns
    assert chart["layout"]["xaxis"]["range"] == [-0.5, columns[-1] + 0.5]


def test_without_test_vectors_the_samples_fill_the_axis() -> None:
    chart = of_counts([10, 20], ["a", "b"])
    assert not traces(chart, "test_vectors")
    assert chart["layout"]["xaxis"]["range"] == [-0.5, 29.5]


def test_a_row_goes_from_the_paper_to_the_colour_of_its_class() -> None:
    chart = drawn("heatmap", CASE)
    looks = class_looks(NAMES)
    for name in ("samples", "test_vectors"):
        for at, row in enumerate(traces(chart, name)):
            assert row["y"] == [at]
            assert (row["zmin"], row["zmax"], row["dx"]) == (0, 1, 1)
            assert row["colorscale"] == [[0, LIGHT.paper], [1, looks[at].color]]
            assert row["name"] == NAMES[at]
            assert row["showscale"] is False
    assert {row["x0"] for row in traces(chart, "samples")} == {0}
    shown = [row["z"][0] for row in traces(chart, "test_vectors")]
    assert shown == CASE.p[:2].T.tolist()


def test_the_mouse_tells_number_and_label_of_a_column() -> None:
    row = traces(drawn("heatmap", CASE), "samples")[0]
    assert row["customdata"] == [[[at + 1, str(CASE.targets[at])] for at in ORDER]]
    vectors = traces(drawn("heatmap", CASE), "test_vectors")[0]
    assert vectors["customdata"] == [[[1], [3]]]


@pytest.mark.parametrize("n_classes", [2, 5, 20, 60, 100])
def test_rows_are_named_as_far_as_their_names_have_room(n_classes: int) -> None:
    names = [f"class {k}" for k in range(n_classes)]
    chart = of_counts([2] * n_classes, names)
    axis, looks = chart["layout"]["yaxis"], class_looks(names)
    for at, text in zip(axis["tickvals"], axis["ticktext"], strict=True):
        assert text == f'<span style="color:{looks[at].color}">{looks[at].mark}</span> {names[at]}'
    apart = [
        pixels_up(chart, one) - pixels_up(chart, other)
        for one, other in itertools.pairwise(axis["tickvals"])
    ]
    assert all(16 <= pixels < 34 for pixels in apart) or axis["tickvals"] == list(range(n_classes))
    assert min(apart) >= 16
    assert axis["tickvals"][0] == 0
    left = chart["layout"]["margin"]["l"]
    assert left - max(map(text_width, names)) == pytest.approx(40)


def test_a_label_stands_under_the_middle_of_its_columns_if_it_has_room() -> None:
    chart = of_counts([50, 1, 20], ["left", "middle", "right"])
    axis, column = chart["layout"]["xaxis"], column_width(chart)
    assert axis["tickvals"] == [24.5, 50, 60.5]
    assert axis["ticktext"] == ["left", "", "right"]
    for name, count in (("left", 50), ("right", 20)):
        assert text_width(name) <= count * column - 4
    assert text_width("middle") > column - 4
    narrow = of_counts([96, 4], ["a", "b" * 3])
    assert text_width("bbb") > 4 * column_width(narrow) - 4
    assert narrow["layout"]["xaxis"]["ticktext"] == ["a", ""]


def test_a_frame_is_around_the_cells_of_a_label_whole() -> None:
    frames = of_counts([3, 0, 2], ["a", "b", "c"])["layout"]["shapes"]
    ends = [[shape[end] for end in ("x0", "x1", "y0", "y1")] for shape in frames]
    assert ends == [[-0.5, 2.5, -0.5, 0.5], [2.5, 4.5, 1.5, 2.5]]
