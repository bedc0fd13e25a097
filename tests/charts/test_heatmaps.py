"""The heatmaps of W and b: their colours, and what finds room, from one feature to sixty-four."""

import html
import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from playground.charts.canvas import Canvas, Chart
from playground.charts.display import format_number
from playground.charts.heatmaps import HEIGHT, WIDTH, parameters_chart
from playground.charts.looks import DARK, LIGHT, Palette, contrast, text_width
from playground.core.model import Parameters
from playground.texts import Texts

TEXTS = Texts("en")
PAGE = 1240, 600  # pixels of a chart that fills the page
IRIS = ["sepal length", "sepal width", "petal length", "petal width"]
sizes = st.integers(1, 64)
class_counts = st.integers(2, 20)
charts = st.sampled_from([(WIDTH, HEIGHT), (365, 216), (494, 250), PAGE])


def heatmaps(
    features: list[str],
    classes: list[str],
    size: tuple[float, float] = (WIDTH, HEIGHT),
    limit: float = 2,
) -> Chart:
    n_classes, n_features = len(classes), len(features)
    weight = torch.linspace(-1.2345, 1.2345, n_classes * n_features)
    parameters = Parameters(weight.reshape(n_classes, n_features), torch.full((n_classes,), 0.5))
    names = tuple(features), tuple(classes)
    return parameters_chart(parameters, *names, limit, Canvas(7, TEXTS, LIGHT, *size))


def of_size(
    n_features: int,
    n_classes: int,
    size: tuple[float, float] = (WIDTH, HEIGHT),
    limit: float = 2,
) -> Chart:
    names = [f"feature {n}" for n in range(n_features)], [f"kind {n}" for n in range(n_classes)]
    return heatmaps(*names, size, limit)


def of_values(weight: list, bias: list, limit: float = 1, palette: Palette = LIGHT) -> Chart:
    parameters = Parameters(torch.tensor(weight), torch.tensor(bias))
    features = tuple(f"x{n}" for n in range(len(weight[0])))
    classes = tuple(map(str, range(len(bias))))
    canvas = Canvas(0, TEXTS, palette, WIDTH, HEIGHT)
    return parameters_chart(parameters, features, classes, limit, canvas)


def area(chart: Chart, size: tuple[float, float]) -> tuple[float, float]:
    """Width and height of what the margins leave, in pixels."""
    margin = chart["layout"]["margin"]
    return size[0] - margin["l"] - margin["r"], size[1] - margin["t"] - margin["b"]


def cells(chart: Chart, size: tuple[float, float]) -> tuple[float, float, float]:
    """Width of a column of W and of b, height of a row, in pixels."""
    weight, layout, (wide, high) = chart["data"][0], chart["layout"], area(chart, size)
    of_w, of_b = (b - a for a, b in (layout[axis]["domain"] for axis in ("xaxis", "xaxis2")))
    return wide * of_w / len(weight["x"]), wide * of_b, high / len(weight["y"])


def place_of(chart: Chart, size: tuple[float, float], at: int) -> float:
    """Pixels from the left edge of the picture to the middle of a column of W."""
    left: float = chart["layout"]["margin"]["l"]
    return left + cells(chart, size)[0] * (at + 0.5)


def test_the_heatmaps_hold_exact_values_and_rounded_numbers() -> None:
    weight, bias = [[0.1, -2.34567, 12.0], [1e-9, 0.0, -0.5]], [0.3, -0.7]
    chart = of_values(weight, bias)
    exact, exact_bias = torch.tensor(weight).tolist(), torch.tensor(bias).tolist()
    assert chart["data"][0]["z"] == exact
    assert chart["data"][1]["z"] == [[value] for value in exact_bias]
    numbers = [text for trace in chart["data"] for row in trace["text"] for text in row]
    assert numbers[:3] == [format_number(value) for value in exact[0]]
    assert {trace["texttemplate"] for trace in chart["data"]} == {"%{text}"}
    assert [trace["meta"] for trace in chart["data"]] == ["weight", "bias"]


@pytest.mark.parametrize("limit", [1, 0.05, 2e6])
def test_w_and_b_share_the_scale_given_with_zero_in_its_middle(limit: float) -> None:
    chart = of_values([[0.5, 3.0]], [float("nan")], limit)
    assert {trace["coloraxis"] for trace in chart["data"]} == {"coloraxis"}
    scale = chart["layout"]["coloraxis"]
    assert (scale["cmin"], scale["cmax"]) == (-limit, limit)
    assert [color for _, color in scale["colorscale"]] == list(LIGHT.diverging)
    assert [place for place, _ in scale["colorscale"]] == [0, 0.25, 0.5, 0.75, 1]


@given(sizes, class_counts, charts, st.sampled_from([2, 1e-12]))
def test_a_slim_bar_with_three_numbers_stands_right_of_b(
    n_features: int, n_classes: int, size: tuple, limit: float
) -> None:
    chart = of_size(n_features, n_classes, size, limit)
    layout, (wide, _) = chart["layout"], area(chart, size)
    bar = layout["coloraxis"]["colorbar"]
    assert bar["tickvals"] == [-limit, 0, limit]
    assert bar["ticktext"] == (["−2", "0", "2"] if limit == 2 else ["−1e−12", "0", "1e−12"])
    assert (bar["xpad"], bar["ypad"], bar["ticks"]) == (0, 0, "")
    assert 6 <= (bar["x"] - 1) * wide <= 10
    assert 6 <= bar["thickness"] * wide <= 10
    end = layout["margin"]["l"] + (bar["x"] + bar["thickness"]) * wide
    assert end + 4 + max(map(text_width, ("−0.5", bar["ticktext"][0]))) < size[0]
    assert (bar["y"], bar["yanchor"], bar["len"]) == (0, "bottom", 1)


def rgb_of(color: str) -> list[float]:
    return [int(color[at : at + 2], 16) for at in (1, 3, 5)]


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_numbers_can_be_read_on_every_colour_of_the_scale(palette: Palette) -> None:
    chart = of_values([[1.0]], [0.0], palette=palette)
    (ink,) = {trace["textfont"]["color"] for trace in chart["data"]}
    scale = chart["layout"]["coloraxis"]["colorscale"]
    for step in range(1001):  # from -limit to limit, as plotly mixes the colours
        at = step / 1000 * (len(scale) - 1)
        below = min(int(at), len(scale) - 2)
        low, high = rgb_of(scale[below][1]), rgb_of(scale[below + 1][1])
        cell = [a + (b - a) * (at - below) for a, b in zip(low, high, strict=True)]
        mixed = "#" + "".join(f"{round(channel):02x}" for channel in cell)
        assert contrast(mixed, ink) >= 4.5


@given(sizes, class_counts, charts)
def test_numbers_fit_in_their_cells(n_features: int, n_classes: int, size: tuple) -> None:
    chart = of_size(n_features, n_classes, size)
    *widths, height = cells(chart, size)
    for trace, width in zip(chart["data"], widths, strict=True):
        if trace["texttemplate"]:
            longest = max(text_width(text) for row in trace["text"] for text in row)
            assert 0 < longest <= width - 2
            assert height >= 15
    if n_features > 1:
        assert bool(chart["data"][0]["texttemplate"]) <= bool(chart["data"][1]["texttemplate"])


@given(
    st.floats(2.0**-149, 2.0**127, width=32), st.sampled_from([-1, 1]), st.integers(1, 8), charts
)
def test_numbers_of_any_size_fit_or_are_left_out(
    value: float, sign: int, n_features: int, size: tuple
) -> None:
    values = Parameters(torch.full((2, n_features), sign * value), torch.zeros(2))
    names = tuple(map(str, range(n_features))), ("a", "b")
    chart = parameters_chart(values, *names, 1, Canvas(0, TEXTS, LIGHT, *size))
    trace = chart["data"][0]
    text = trace["text"][0][0] if trace["texttemplate"] else ""
    assert text_width(text) <= max(0, cells(chart, size)[0] - 2)
    if text:
        assert float(text) == pytest.approx(sign * value, rel=0.51)


def test_numbers_are_shown_whole_then_short_then_not_at_all() -> None:
    texts = [of_size(n, 3)["data"][0] for n in range(1, 12)]
    lengths = [len(t["text"][0][0]) if t["texttemplate"] else 0 for t in texts]
    assert lengths == sorted(lengths, reverse=True)
    assert set(lengths) == {len("-1.234"), len("-1.23"), len("-1.2"), 0}
    assert lengths[2] == len("-1.234")  # the note's three features
    assert lengths[-1] == 0


def test_a_chart_that_fills_the_page_has_all_numbers_and_names() -> None:
    for n_features, n_classes in ((3, 20), (13, 3), (13, 20)):
        chart = of_size(n_features, n_classes, PAGE)
        assert all(trace["texttemplate"] for trace in chart["data"])
        assert len(chart["data"][0]["text"][0][0]) == len("-1.234")
        layout = chart["layout"]
        assert layout["xaxis"]["ticktext"] == [f"feature {n}" for n in range(n_features)]
        assert len(layout["yaxis"]["ticktext"]) == n_classes
        assert layout["xaxis"]["title"]["text"] == "feature"
    assert len(of_size(64, 20, PAGE)["layout"]["xaxis"]["ticktext"]) == 64


@given(sizes, class_counts, charts)
def test_names_beside_a_heatmap_leave_one_another_room(
    n_features: int, n_classes: int, size: tuple
) -> None:
    chart = of_size(n_features, n_classes, size)
    across, down = chart["layout"]["xaxis"], chart["layout"]["yaxis"]
    width, _, height = cells(chart, size)
    shown = [chart["data"][0]["x"].index(name) for name in across["tickvals"]]
    every = shown[1] if len(shown) > 1 else 1
    assert shown == list(range(0, n_features, every))
    assert len(across["ticktext"]) == len(shown)
    if across["tickangle"]:
        assert across["tickangle"] == -60
        between = every * width * math.sin(math.pi / 3)  # from line to line
        assert n_features == 1 or between >= 12.9
        assert every == 1 or between <= 26  # and no fewer than need be
    else:
        lines = [line for tick in across["ticktext"] for line in tick.split("<br>")]
        assert max(map(text_width, lines)) < width
    rows = [chart["data"][0]["y"].index(name) for name in down["tickvals"]]
    step = rows[1] if len(rows) > 1 else 1
    assert rows == list(range(0, n_classes, step))
    assert step * height >= 18
    assert step == 1 or (step - 1) * height < 18
    assert down["ticktext"] == [f"kind {row}" for row in rows]


def test_rows_go_down_as_in_the_matrix_and_no_name_is_taken_for_a_number() -> None:
    layout = heatmaps(["1", "2"], ["0", "1"])["layout"]
    assert layout["yaxis"]["range"] == [1.5, -0.5]
    assert layout["xaxis"]["range"] == [-0.5, 1.5]
    assert layout["xaxis2"]["range"] == [-0.5, 0.5]
    for axis in ("xaxis", "xaxis2", "yaxis"):
        assert layout[axis]["type"] == "category"
        assert layout[axis]["showgrid"] is False
    assert layout["meta"] == 7
    assert layout["margin"]["autoexpand"] is False  # plotly needs no second pass


def slanted_height(name: str) -> float:
    """Of a name at sixty degrees, in pixels."""
    return text_width(html.unescape(name)) * math.sin(math.pi / 3) + 14 * 0.5


@given(
    st.lists(st.text("abm <", min_size=1, max_size=40), min_size=1, max_size=64, unique=True),
    class_counts,
    charts,
)
def test_names_of_features_stay_in_the_picture(
    names: list[str], n_classes: int, size: tuple
) -> None:
    chart = heatmaps(names, [str(n) for n in range(n_classes)], size)
    across = chart["layout"]["xaxis"]
    below = chart["layout"]["margin"]["b"]
    assert below <= 0.45 * size[1] + 0.01
    for name, tick in zip(across["tickvals"], across["ticktext"], strict=True):
        place = place_of(chart, size, chart["data"][0]["x"].index(name))
        if across["tickangle"]:
            title = 18 if across["title"]["text"] else 0
            assert slanted_height(tick) + 8 + title <= below + 3
            assert text_width(html.unescape(tick)) * 0.5 <= place + 1
        else:
            assert 16 * (1 + tick.count("<br>")) + 8 <= below


def test_a_row_of_thirteen_names_is_there_and_can_be_read() -> None:
    names = ["alcohol", "malic acid", "ash", "alcalinity", "magnesium", "phenols", "flavanoids"]
    names += ["nonflavanoids", "proanthocyanins", "colour", "hue", "OD280/OD315", "proline"]
    across = heatmaps(names, ["1", "2", "3"])["layout"]["xaxis"]
    assert len(across["ticktext"]) == 13
    assert all(
        tick == name or (len(tick) >= 7 and name.startswith(tick[:-1]))
        for tick, name in zip(across["ticktext"], names, strict=True)
    )


def test_the_axis_title_gives_way_to_names_of_two_lines() -> None:
    one = heatmaps(["x1", "x2", "x3"], ["0", "1"])["layout"]["xaxis"]
    two = heatmaps(IRIS, ["setosa", "versicolor", "virginica"])["layout"]["xaxis"]
    assert (one["title"]["text"], one["ticktext"]) == ("feature", ["x1", "x2", "x3"])
    assert two["title"]["text"] == ""
    assert two["ticktext"] == [name.replace(" ", "<br>") for name in IRIS]
    names = ["a bb three words", "three a b", "x"]
    three = heatmaps(names, ["0", "1"])["layout"]["xaxis"]
    assert three["ticktext"] == ["a bb three<br>words", "three<br>a b", "x"]


def test_long_names_of_classes_are_cut_and_given_room() -> None:
    def left(chart: Chart) -> float:
        return float(chart["layout"]["margin"]["l"])

    short, long = (heatmaps(["x1"], [name, "b"]) for name in ("a", "a very long <name>"))
    assert long["layout"]["yaxis"]["ticktext"][0] == "a very lo…"
    assert long["layout"]["yaxis"]["tickvals"][0] == "a very long &lt;name&gt;"
    assert left(long) >= left(short) + text_width("a very lo…") - text_width("b") - 0.01
    assert left(heatmaps(["x1"], ["这是一个很长的名字", "b"])) > 9 * 14 + 18
