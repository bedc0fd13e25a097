"""The surface that can be turned: what lies on it is just above it."""

import math

import numpy as np
import pytest

from playground.charts.landscape import Levels, landscape_surface
from playground.charts.looks import DARK, LIGHT
from playground.core.insight.landscape import Landscape
from tests.charts.landscape.test_figures import (
    BOWL,
    EN,
    X,
    Y,
    canvas,
    landscape_of,
    run_path,
    traces,
)

STEEP = landscape_of(np.exp(2 + 3 * X[None, :] + 0 * Y[:, None]))


def drawn(heights: Landscape, **changes: object) -> dict:
    return landscape_surface(heights, run_path(**changes), canvas())  # type: ignore[arg-type]


@pytest.mark.parametrize("heights", [BOWL, STEEP])
def test_path_and_present_place_are_a_sixtieth_of_the_axis_above_the_surface(
    heights: Landscape,
) -> None:
    """Between its points the surface is flat from one to the next."""
    found = traces(drawn(heights, epoch=10, present=(0.5, 1 / 3)))  # a point of the grid
    z = heights.z.numpy()[np.isclose(Y, 1 / 3)][:, np.isclose(X, 0.5)].item()
    low, high = heights.z.min().item(), heights.z.max().item()
    (height,) = found["present"]["z"]
    if heights is STEEP:
        raised = (math.log(height) - math.log(z)) / (math.log(high) - math.log(low))
    else:
        raised = (height - z) / (high - low)
    assert 0.01 < raised < 0.02
    assert found["path"]["z"][-1] == found["path_ahead"]["z"][0] == height


def test_the_surface_has_exact_losses_in_the_colours_of_the_contours() -> None:
    surface = traces(drawn(BOWL))["landscape"]
    levels = Levels(BOWL.z.numpy(), 0.2)
    assert (surface["x"], surface["y"], surface["z"]) == (X.tolist(), Y.tolist(), BOWL.z.tolist())
    assert np.array(surface["surfacecolor"]) == pytest.approx(levels(BOWL.z.numpy()), abs=1e-4)
    assert (surface["cmin"], surface["cmax"]) == (levels.low, levels.high)
    assert surface["showscale"] is False
    assert 0.8 < surface["opacity"] < 1


def test_the_way_so_far_is_stronger_than_the_way_ahead() -> None:
    for palette in (LIGHT, DARK):
        found = traces(landscape_surface(BOWL, run_path(), canvas(palette=palette)))
        ahead, path = found["path_ahead"], found["path"]
        assert ahead["line"]["width"] < path["line"]["width"]
        assert (ahead["line"]["color"], path["line"]["color"]) == (palette.text, palette.accuracy)
        assert (path["customdata"], ahead["customdata"]) == ([0, 5, 10], [10, 20])
        assert found["present"]["marker"]["color"] == palette.accuracy
        assert found["present"]["hoverinfo"] == "skip"


def test_the_scene_fills_the_chart_and_keeps_the_view_it_was_turned_to() -> None:
    layout = drawn(BOWL)["layout"]
    assert layout["margin"] == {"l": 0, "r": 0, "t": 0, "b": 0, "autoexpand": False}
    assert (layout["dragmode"], layout["uirevision"]) == ("turntable", "camera")
    scene, texts = layout["scene"], EN
    titles = [scene[f"{name}axis"]["title"]["text"] for name in "xyz"]
    axes = [texts("landscape_axis", number=at) for at in (1, 2)]
    assert titles == [*axes, texts("loss_axis")]
    assert all(scene[f"{name}axis"]["showspikes"] is False for name in "xyz")
    ratio = scene["aspectratio"]
    assert ratio["x"] == ratio["y"] > ratio["z"]


def test_the_logarithmic_axis_of_losses_has_round_ticks_within_them() -> None:
    axis = drawn(STEEP)["layout"]["scene"]["zaxis"]
    assert len(axis["tickvals"]) == len(axis["ticktext"]) >= 2
    assert all(STEEP.z.min() / 2 <= tick <= 2 * STEEP.z.max() for tick in axis["tickvals"])
    flat = landscape_of(np.linspace(0, 1, 63).reshape(7, 9))
    assert "type" not in drawn(flat)["layout"]["scene"]["zaxis"]
