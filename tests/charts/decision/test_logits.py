"""Three classes in the plane of their scores: rings, names, and a scale that is no other way up."""

import re

import numpy as np
import pytest

from playground.charts.decision.ground import HEIGHT, WIDTH
from playground.charts.decision.logits import from_centre
from playground.charts.looks import LIGHT, class_looks, text_width
from playground.charts.scales import squeeze
from tests.charts.decision.cases import Case, drawn, traces
from tests.charts.decision.test_decision import contains

CHART = drawn("logits", Case(2, 3))
LAYOUT = CHART["layout"]


def test_a_ring_is_round_on_the_screen_and_the_largest_is_seen_whole() -> None:
    margin = LAYOUT["margin"]
    (left, right), (low, high) = LAYOUT["xaxis"]["range"], LAYOUT["yaxis"]["range"]
    across = (WIDTH - margin["l"] - margin["r"]) / (right - left)
    up = (HEIGHT - margin["t"] - margin["b"]) / (high - low)
    assert across == pytest.approx(up)
    assert (left, low) == (-right, -high)
    assert squeeze(np.array(50.0)).item() < high < 1.15 * squeeze(np.array(50.0)).item()
    for ring in traces(CHART, "ring"):
        radii = np.hypot(ring["x"], ring["y"])
        assert radii == pytest.approx(np.full(len(radii), radii[0]))
        assert (ring["x"][0], ring["y"][0]) == pytest.approx((ring["x"][-1], ring["y"][-1]))
        assert len(radii) > 60
        assert ring["line"]["dash"] == "dot"


def test_a_ring_has_its_distance_written_on_it() -> None:
    rings, (names,) = traces(CHART, "ring"), traces(CHART, "ring_names")
    assert len(rings) == len(names["text"]) >= 3
    written = np.hypot(names["x"], names["y"])
    assert written == pytest.approx([np.hypot(ring["x"][0], ring["y"][0]) for ring in rings])
    assert all(0 < y < 0.3 * x for x, y in zip(names["x"], names["y"], strict=True))
    assert names["textfont"]["color"] == LIGHT.text


def test_each_class_is_named_on_its_own_ground_within_the_picture() -> None:
    (names,) = traces(CHART, "class_names")
    right, high = LAYOUT["xaxis"]["range"][1], LAYOUT["yaxis"]["range"][1]
    sides = []
    for at, look in enumerate(class_looks(("0", "1", "2"))):
        x, y = names["x"][at], names["y"][at]
        (own,) = [shape for shape in LAYOUT["shapes"] if contains(shape, x, y)]
        assert own["fillcolor"] == look.color
        assert names["text"][at].endswith(f"</span> {at}")
        assert look.mark in names["text"][at]
        assert 0.85 * high < abs(y) < high
        sides.append((round(x / right, 1), names["textposition"][at]))
    assert sides == [(-1.0, "middle right"), (1.0, "middle left"), (0.0, "middle center")]


def test_samples_stand_where_their_scores_are_nearer_by_the_squeeze() -> None:
    points = np.array([[3.0, 4.0], [0.0, 0.0], [-600.0, 800.0], [0.5, 0.0]])
    found = from_centre(points)
    radii = np.hypot(*found.T)
    assert radii == pytest.approx(np.arcsinh([5 / 4, 0, 1000 / 4, 0.5 / 4]))
    assert found[0] == pytest.approx(radii[0] * np.array([0.6, 0.8]))
    assert found[2] == pytest.approx(radii[2] * np.array([-0.6, 0.8]))


def test_the_axes_say_nothing_since_rings_do() -> None:
    for name in ("xaxis", "yaxis"):
        assert LAYOUT[name]["showticklabels"] is LAYOUT[name]["showgrid"] is False
        assert LAYOUT[name]["ticks"] == ""
    assert LAYOUT["yaxis"]["title"]["text"] == ""


def test_long_names_of_classes_leave_one_another_room_at_the_lower_edge() -> None:
    long = drawn("logits", Case(2, 3), names=("m" * 60, "n" * 60, "o" * 60))
    margin = long["layout"]["margin"]
    width = WIDTH - margin["l"] - margin["r"]
    (names,) = traces(long, "class_names")
    for text in names["text"]:
        said = re.sub("<.*?>", "", text)
        assert said.endswith("…")
        assert text_width(said) < width / 2
    (own,) = traces(CHART, "class_names")
    assert not any("…" in text for text in own["text"])
