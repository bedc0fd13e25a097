"""The heatmaps of W and b: what finds room in them, from one feature to sixty-four."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from playground.charts.figures import PARAMETERS_WIDTH, Chart, parameters_chart
from playground.charts.looks import LIGHT
from playground.core.model import Parameters
from playground.texts import Texts

TEXTS = Texts("en")
DIGIT = 7.3  # pixels of a digit in the type of a cell
sizes = st.integers(1, 64)
class_counts = st.integers(2, 20)


def heatmaps(features: list[str], classes: list[str]) -> Chart:
    n_classes, n_features = len(classes), len(features)
    weight = torch.linspace(-1.2345, 1.2345, n_classes * n_features)
    parameters = Parameters(weight.reshape(n_classes, n_features), torch.zeros(n_classes))
    return parameters_chart(parameters, tuple(features), tuple(classes), 7, TEXTS, LIGHT)


def of_size(n_features: int, n_classes: int) -> Chart:
    return heatmaps(
        [f"feature {n}" for n in range(n_features)], [f"class {n}" for n in range(n_classes)]
    )


def plot_width(chart: Chart) -> float:
    """In pixels, without the margins."""
    margin = chart["layout"]["margin"]
    return float(PARAMETERS_WIDTH - margin["l"] - margin["r"])


def cell_widths(chart: Chart) -> tuple[float, float]:
    """Of a column of W and of b, in pixels."""
    weight, bias = chart["data"]
    (w0, w1), (b0, b1) = (chart["layout"][axis]["domain"] for axis in ("xaxis", "xaxis2"))
    width = plot_width(chart)
    return width * (w1 - w0) / len(weight["x"]), width * (b1 - b0) / len(bias["x"])


@given(sizes, class_counts)
def test_numbers_fit_in_their_cells(n_features: int, n_classes: int) -> None:
    chart = of_size(n_features, n_classes)
    weight, bias = chart["data"]
    longest = max(len(text) for row in weight["text"] for text in row)
    if weight["texttemplate"]:
        assert longest * DIGIT <= 1.1 * cell_widths(chart)[0]
        assert n_classes <= 8
    assert weight["texttemplate"] == bias["texttemplate"]


def test_numbers_are_shown_whole_then_short_then_not_at_all() -> None:
    texts = [of_size(n, 3)["data"][0] for n in range(1, 12)]
    lengths = [len(t["text"][0][0]) if t["texttemplate"] else 0 for t in texts]
    assert lengths == sorted(lengths, reverse=True)
    assert set(lengths) == {len("-1.234"), len("-1.2"), 0}
    assert lengths[2] == len("-1.234")  # the note's three features
    assert lengths[-1] == 0


@given(sizes, class_counts)
def test_b_stands_beside_w_as_wide_as_a_column(n_features: int, n_classes: int) -> None:
    chart = of_size(n_features, n_classes)
    (w0, w1), (b0, b1) = (chart["layout"][axis]["domain"] for axis in ("xaxis", "xaxis2"))
    assert 0 == w0 < w1 < b0 < b1 == 1
    of_weight, of_bias = cell_widths(chart)
    assert of_bias >= 0.04 * plot_width(chart)
    if n_features <= 8:
        assert 0.6 * of_weight <= of_bias <= 1.3 * of_weight
    bias = chart["data"][1]
    assert bias["xaxis"] == "x2"
    assert bias["x"] == ["b"]
    titles = chart["layout"]["annotations"]
    assert titles[0]["text"] == f"<b>W  [{n_classes} × {n_features}]</b>"
    assert titles[1]["text"] == f"<b>b  [{n_classes}]</b>"
    assert [t["x"] for t in titles] == pytest.approx([(w0 + w1) / 2, (b0 + b1) / 2], abs=1e-9)
    assert {t["y"] for t in titles} == {1.0}


@given(sizes, class_counts)
def test_names_beside_a_heatmap_leave_one_another_room(n_features: int, n_classes: int) -> None:
    chart = of_size(n_features, n_classes)
    across, down = chart["layout"]["xaxis"], chart["layout"]["yaxis"]
    shown = [chart["data"][0]["x"].index(name) for name in across["tickvals"]]
    every = shown[1] if len(shown) > 1 else 1
    assert shown == list(range(0, n_features, every))
    room = every * cell_widths(chart)[0]
    assert n_features == 1 or room >= 22
    assert every == 1 or room <= 60  # and no fewer than need be
    assert len(across["ticktext"]) == len(shown)
    rows = [chart["data"][0]["y"].index(name) for name in down["tickvals"]]
    assert rows[0] == 0
    assert len(rows) <= 10
    assert len(rows) > 5 or len(rows) == n_classes
    assert down["ticktext"] == [f"class {row}" for row in rows]


def test_numbers_need_rows_as_high_as_a_line() -> None:
    shown = {n: bool(of_size(3, n)["data"][0]["texttemplate"]) for n in (8, 9)}
    assert shown == {8: True, 9: False}


def test_small_cells_have_no_gaps_between_them() -> None:
    def gaps(n_features: int, n_classes: int) -> tuple[int, int]:
        trace = of_size(n_features, n_classes)["data"][0]
        return trace["xgap"], trace["ygap"]

    assert gaps(3, 2) == gaps(10, 8) == (2, 2)
    assert gaps(64, 2) == (0, 2)
    assert gaps(3, 9) == (2, 0)


def test_the_axis_title_gives_way_to_names_of_two_lines() -> None:
    one = heatmaps(["x1", "x2", "x3"], ["0", "1"])["layout"]["xaxis"]
    two = heatmaps(["sepal length", "sepal width", "petal length"], ["0", "1"])["layout"]["xaxis"]
    assert (one["title"]["text"], one["ticktext"]) == ("feature", ["x1", "x2", "x3"])
    assert two["title"]["text"] == ""
    assert two["ticktext"][0] == "sepal<br>length"


def test_long_names_of_classes_are_cut_and_widen_the_margin() -> None:
    short, long = (heatmaps(["x1"], [name, "b"]) for name in ("a", "a very long <name>"))
    assert long["layout"]["yaxis"]["ticktext"][0] == "a very lo…"
    assert long["layout"]["yaxis"]["tickvals"][0] == "a very long &lt;name&gt;"
    assert long["layout"]["margin"]["l"] >= short["layout"]["margin"]["l"] + 9 * 9
    chinese = heatmaps(["x1"], ["这是一个很长的名字", "b"])
    assert chinese["layout"]["margin"]["l"] > 9 * 18


def test_rows_go_down_as_in_the_matrix_and_no_name_is_taken_for_a_number() -> None:
    layout = heatmaps(["1", "2"], ["0", "1"])["layout"]
    assert layout["yaxis"]["autorange"] == "reversed"
    assert {layout[axis]["type"] for axis in ("xaxis", "xaxis2", "yaxis")} == {"category"}
    assert layout["xaxis"]["tickangle"] == 0
    assert not any(layout[axis]["showgrid"] for axis in ("xaxis", "xaxis2", "yaxis"))
    assert layout["meta"] == 7
