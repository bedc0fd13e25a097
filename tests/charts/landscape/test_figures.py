"""The landscape's pictures: exact losses, colours that tell them apart, and the path on them."""

import math
from collections.abc import Callable
from unittest.mock import Mock

import numpy as np
import plotly.graph_objects as go
import pytest
import torch

from playground.charts.canvas import Canvas, Chart
from playground.charts.landscape import (
    HEIGHT,
    WIDTH,
    Levels,
    RunPath,
    landscape_alt,
    landscape_chart,
    landscape_surface,
    path_alt,
    path_chart,
)
from playground.charts.looks import DARK, LIGHT, Palette
from playground.core.insight.landscape import Landscape
from playground.texts import LANGUAGES, Texts

X, Y = np.linspace(-2, 2, 9), np.linspace(-1, 1, 7)
EN = Texts("en")


def landscape_of(z: np.ndarray) -> Landscape:
    """A landscape of these heights above X and Y."""
    x, y, heights = map(torch.from_numpy, (X, Y, np.array(z)))
    return Landscape(Mock(), Mock(), x, y, heights, None, 0)


def canvas(epoch: int = 10, texts: Texts = EN, palette: Palette = LIGHT) -> Canvas:
    return Canvas(epoch, texts, palette, WIDTH, HEIGHT)


BOWL = landscape_of(0.2 + X[None, :] ** 2 + 4 * Y[:, None] ** 2)
LEAP = landscape_of(0.2 + np.exp(10 * X[None, :]) + 0 * Y[:, None])
FLAT = landscape_of(np.full((7, 9), math.log(2)))
Picture = Callable[[Landscape, RunPath, Canvas], Chart]
PICTURES: tuple[Picture, ...] = (landscape_chart, path_chart, landscape_surface)
GROUNDS: tuple[Picture, ...] = (landscape_chart, landscape_surface)
PATHS: tuple[Picture, ...] = (path_chart, landscape_surface)


def run_path(epoch: int = 10, **changes: object) -> RunPath:
    told: dict = {
        "epochs": [0, 5, 10, 20],
        "x": [-1.5, -1.0, -0.6, 0.1],
        "y": [0.5, 0.3, 0.2, 0.0],
        "epoch": epoch,
        "present": (-0.6, 0.2),
        "loss": 0.72,
        "is_in_picture": True,
        "lowest": (0.0, 0.0, 0.2),
        "shares": (0.9, 0.09),
    }
    return RunPath(**{**told, **changes})


def traces(chart: dict) -> dict:
    return {trace["meta"]: trace for trace in chart["data"]}


@pytest.mark.parametrize("picture", PICTURES)
@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("heights", [BOWL, LEAP, FLAT])
def test_plotly_takes_every_picture(
    picture: Picture, palette: Palette, language: str, heights: Landscape
) -> None:
    chart = picture(heights, run_path(), canvas(texts=Texts(language), palette=palette))
    go.Figure(chart)
    assert chart["layout"]["meta"] == 10


@pytest.mark.parametrize("picture", GROUNDS)
def test_the_losses_are_exact(picture: Picture) -> None:
    drawn = traces(picture(LEAP, run_path(), canvas()))["landscape"]
    assert drawn["z"] == LEAP.z.tolist()
    assert (drawn["x"], drawn["y"]) == (X.tolist(), Y.tolist())


@pytest.mark.parametrize("picture", PATHS)
def test_the_path_goes_up_to_the_epoch_shown_and_its_rest_is_faint(picture: Picture) -> None:
    drawn = traces(picture(BOWL, run_path(), canvas()))
    assert drawn["path"]["x"] == [-1.5, -1.0, -0.6]
    assert drawn["path"]["customdata"] == [0, 5, 10]
    assert drawn["path_ahead"]["x"] == [-0.6, 0.1]


def test_an_epoch_that_is_not_on_the_path_stands_between_its_neighbours() -> None:
    drawn = traces(path_chart(BOWL, run_path(7, present=(-0.8, 0.25)), canvas()))
    assert drawn["path"]["x"] == [-1.5, -1.0, -0.8]
    assert drawn["path_ahead"]["x"] == [-0.8, -0.6, 0.1]


def test_start_present_and_lowest_place_are_marked_and_named() -> None:
    chart = path_chart(BOWL, run_path(), canvas())
    drawn = traces(chart)
    assert (drawn["start"]["x"], drawn["start"]["y"]) == ([-1.5], [0.5])
    assert (drawn["present"]["x"], drawn["present"]["y"]) == ([-0.6], [0.2])
    assert (drawn["lowest"]["x"], drawn["lowest"]["y"]) == ([0.0], [0.0])
    (_, key) = chart["layout"]["annotations"]
    dot = f'<span style="color:{LIGHT.accuracy}">●</span>'
    names = "○ start", f"{dot} epoch 10: 0.7200", "✕ lowest in this slice: 0.2000"
    assert key["text"] == "   ".join(names)
    # above the picture, below the title of the ground, which has the same margins
    (title,) = landscape_chart(BOWL, run_path(), canvas())["layout"]["annotations"]
    assert 0 < key["yshift"] < title["yshift"] - 18


def test_what_is_not_in_the_picture_is_not_marked() -> None:
    place = (math.nan, math.nan)
    chart = path_chart(BOWL, run_path(is_in_picture=False, present=place, lowest=None), canvas())
    assert not {"present", "lowest"} & set(traces(chart))


def test_an_axis_says_how_much_of_the_movement_is_along_it() -> None:
    layout = landscape_chart(BOWL, run_path(), canvas())["layout"]
    said = [layout[axis]["title"]["text"] for axis in ("xaxis", "yaxis")]
    assert ["90.00%" in said[0], "9.00%" in said[1]] == [True, True]
    assert ["direction 1" in said[0], "direction 2" in said[1]] == [True, True]
    layout = landscape_chart(BOWL, run_path(shares=None), canvas())["layout"]
    said = [layout[axis]["title"]["text"] for axis in ("xaxis", "yaxis")]
    assert said == ["direction 1", "direction 2"]


@pytest.mark.parametrize("heights", [BOWL, LEAP])
def test_contours_are_at_losses_that_rise_ever_faster(heights: Landscape) -> None:
    drawn = traces(landscape_chart(heights, run_path(), canvas()))["levels"]
    z = np.array(drawn["z"])
    order = np.argsort(heights.z.numpy().ravel(), kind="stable")
    assert (np.diff(z.ravel()[order]) >= -1e-9).all()
    # the valley and a leap both have contours of their own
    assert len(set(np.floor((z.ravel() - drawn["zmin"]) / drawn["contours"]["size"]))) >= 5


@pytest.mark.parametrize("place", [None, (0.1, 0.1, 0.05)])
def test_heights_begin_at_the_lowest_place_that_is_known(
    place: tuple[float, float, float] | None,
) -> None:
    known = run_path(lowest=place)
    levels = Levels(BOWL.z.numpy(), place[2] if place else math.inf)
    seen = traces(landscape_chart(BOWL, known, canvas()))["levels"]
    surface = traces(landscape_surface(BOWL, known, canvas()))["landscape"]
    assert (seen["zmin"], seen["zmax"]) == (levels.low, levels.high)
    assert (surface["cmin"], surface["cmax"]) == (levels.low, levels.high)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_for_it_name_epoch_and_losses(language: str) -> None:
    said = path_alt(run_path(), Texts(language))
    assert "10" in said
    assert "0.7200" in said
    assert "0.2000" in landscape_alt(run_path(), Texts(language))
    assert "0.2000" not in landscape_alt(run_path(lowest=None), Texts(language))


def test_the_ground_has_no_lines_of_axes_and_the_path_s_chart_no_axes_at_all() -> None:
    looks = run_path(), canvas()
    ground, path = landscape_chart(BOWL, *looks)["layout"], path_chart(BOWL, *looks)["layout"]
    for axis in ("xaxis", "yaxis"):
        assert ground[axis]["showgrid"] is path[axis]["visible"] is False
        assert ground[axis]["range"] == path[axis]["range"]
    assert ground["margin"] == path["margin"]


@pytest.mark.parametrize(("n", "size"), [(60, 6), (61, 4)])
def test_a_long_path_has_small_dots(n: int, size: int) -> None:
    places = np.linspace(-1, 1, n - 1).tolist()
    long = run_path(epoch=n, epochs=list(range(n - 1)), x=places, y=places)
    path = traces(path_chart(BOWL, long, canvas()))["path"]
    assert len(path["x"]) == n
    assert path["marker"]["size"] == size
    assert path["customdata"] == [*range(n - 1), n]


def test_what_the_mouse_reads_has_no_lines_and_what_is_seen_tells_nothing() -> None:
    seen, read = landscape_chart(BOWL, run_path(), canvas())["data"]
    assert (seen["meta"], seen["hoverinfo"]) == ("levels", "skip")
    assert read["contours"]["showlines"] is read["showscale"] is False
    assert read["contours"]["coloring"] == "none"
    assert read["contours"]["end"] < 0  # plotly draws a line where the loss is what it names
    assert seen["autocontour"] is read["autocontour"] is False
    assert (seen["zmin"], seen["zmax"]) == (seen["contours"]["start"], seen["contours"]["end"])
    assert len({len(row) for row in seen["z"]}) == 1


def test_a_path_that_has_come_to_its_end_has_no_way_ahead_and_begins_with_one_mark() -> None:
    end = traces(path_chart(BOWL, run_path(epoch=20), canvas()))
    assert "path_ahead" not in end
    assert end["start"]["x"] == [-1.5]
    start = traces(path_chart(BOWL, run_path(epoch=0, present=(-1.5, 0.5)), canvas()))
    assert "start" not in start
    assert start["path_ahead"]["line"]["dash"] == "dot"
    assert start["path_ahead"]["x"] == [-1.5, -1.0, -0.6, 0.1]


@pytest.mark.parametrize(("most", "is_log"), [(99, False), (100, True), (101, True)])
def test_a_surface_stands_on_a_logarithmic_axis_from_a_hundredfold_on(
    most: float, is_log: bool
) -> None:
    z = np.linspace(1.0, most, 63).reshape(7, 9)
    axis = landscape_surface(landscape_of(z), run_path(), canvas())
    assert (axis["layout"]["scene"]["zaxis"].get("type") == "log") is is_log


def test_what_lies_beside_the_surface_has_no_height() -> None:
    for place in ((-2.1, 0), (2.1, 0), (0, -1.1), (0, 1.1)):
        beside = run_path(present=place)
        drawn = traces(landscape_surface(BOWL, beside, canvas()))
        assert drawn["present"]["z"] == [None]
        assert drawn["path"]["z"][-1] is None
    for place in ((-2, -1), (2, 1)):
        drawn = traces(landscape_surface(BOWL, run_path(present=place), canvas()))
        assert drawn["present"]["z"][0] > 8


def test_a_path_that_leaves_all_numbers_at_once_still_has_its_start() -> None:
    gone = run_path(epochs=[0], x=[-1.5], y=[0.5], present=(math.nan,) * 2, is_in_picture=False)
    assert traces(path_chart(BOWL, gone, canvas()))["start"]["x"] == [-1.5]
    none = run_path(epochs=[], x=[], y=[])
    assert "start" not in traces(path_chart(BOWL, none, canvas()))
