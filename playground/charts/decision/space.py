"""The space of three features, and the flat walls between the classes in it."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from playground.charts.decision.ground import WIDTH
from playground.charts.decision.samples import Shown, Vectors, told
from playground.charts.display import format_probability
from playground.charts.figures import Chart
from playground.charts.label_placer import Range
from playground.charts.looks import (
    SMALL_TYPE,
    Palette,
    as_html,
    class_looks,
    cut,
    heading,
    key,
    layout_of,
    text_width,
)
from playground.core.insight.decision import Wall, walls
from playground.core.model import Parameters
from playground.texts import Texts

SYMBOLS = ("circle", "square", "diamond")  # plotly has few in space; the colours tell more
SIZE, RING = 6, 13  # pixels, of a mark and of what is around it
CROSS = 18  # pixels, of the type of a test vector
TOP, LEFT = 30, 8  # pixels of margins
NAME = 120  # pixels of a feature's name
EYE = {"x": 1.45, "y": 1.45, "z": 0.8}  # from where it is seen at first
CENTRE = {"x": 0, "y": 0, "z": -0.12}  # what is in the middle: names of axes have room below it


def space_chart(
    ground: Parameters,
    features: Sequence[str],
    ranges: Sequence[Range],
    samples: tuple[Shown, np.ndarray],
    vectors: tuple[Vectors, np.ndarray],
    title: str,
    epoch: int,
    texts: Texts,
    palette: Palette,
) -> Chart:
    """``ground``: scores as functions of the three ``features``.

    Samples and test vectors come with their places, [n, 3], in the units of the table. It is
    turned with the mouse, and stays so from one epoch to the next.
    """
    shown, points = samples
    traces = [
        part for wall in walls(ground, *ranges) for part in _wall(wall, shown.class_names, palette)
    ]
    traces += _samples(shown, points, texts, palette)
    crosses, places = vectors
    inside = np.clip(places, *np.transpose(ranges))
    traces += _vectors(crosses, inside, shown.class_names, texts, palette)
    layout = layout_of(palette, epoch, LEFT, LEFT)
    layout["margin"] |= {"t": TOP, "b": LEFT}
    space = WIDTH - 2 * LEFT - 1.1 * text_width(title) - 12  # bold is wider
    layout |= {
        "scene": {
            **{
                f"{name}axis": _axis(feature, ends, palette)
                for name, feature, ends in zip("xyz", features, ranges, strict=True)
            },
            "aspectmode": "cube",
            "camera": {"eye": EYE, "center": CENTRE},
            "dragmode": "orbit",
            "uirevision": "space",
        },
        "annotations": [
            {**heading(as_html(title), 1, 0, "left"), "yshift": 4},
            {**heading("", 1, 1, "right"), "yshift": 4, "text": key(shown.class_names, space)},
        ],
    }
    return {"data": traces, "layout": layout}


def _axis(feature: str, ends: Range, palette: Palette) -> dict[str, Any]:
    font = {"size": SMALL_TYPE}
    return {
        "range": list(ends),
        "title": {"text": as_html(cut(feature, NAME)), "font": font},
        "tickfont": font,
        "nticks": 5,
        "gridcolor": palette.grid,
        "showbackground": False,
        "showspikes": False,
    }


def _wall(
    wall: Wall, class_names: Sequence[str], palette: Palette
) -> tuple[dict[str, Any], dict[str, Any]]:
    """A polygon that can be seen through, as triangles from its first corner, and its outline."""
    corners = np.array(wall.corners)
    x, y, z = corners.T.tolist()
    n = len(corners)
    name = " | ".join(as_html(class_names[at]) for at in wall.classes)
    common = {"meta": "boundary", "name": name, "hoverinfo": "skip"}
    flat = {
        "type": "mesh3d",
        **common,
        **{"x": x, "y": y, "z": z},
        **{"i": [0] * (n - 2), "j": list(range(1, n - 1)), "k": list(range(2, n))},
        "color": palette.text,
        "opacity": 0.18,
        "flatshading": True,
    }
    outline = {
        "type": "scatter3d",
        **common,
        "mode": "lines",
        **{"x": [*x, x[0]], "y": [*y, y[0]], "z": [*z, z[0]]},
        "line": {"color": palette.text, "width": 4},
    }
    return flat, outline


def _samples(
    shown: Shown, points: np.ndarray, texts: Texts, palette: Palette
) -> list[dict[str, Any]]:
    looks = class_looks(shown.class_names)
    wrong = [at for at, said in enumerate(shown.predicted) if said != shown.targets[at]]
    chosen = [] if shown.selected is None else [shown.selected]
    marks = {
        "symbol": [
            SYMBOLS[target % len(SYMBOLS)] + ("-open" if hollow else "")
            for target, hollow in zip(shown.targets, shown.held_out, strict=True)
        ],
        "size": SIZE,
        "color": [looks[target].color for target in shown.targets],
        "opacity": 1,
    }
    ring = {"symbol": "circle-open", "size": RING, "color": palette.text}
    sides = {"symbol": "square-open", "size": 1.5 * RING, "color": palette.loss}
    hover: dict[str, Any] = {
        "customdata": told(shown),
        "hovertemplate": texts("decision_sample_hover") + "<extra></extra>",
    }
    return [
        _scatter("samples", points, marks) | hover,
        _scatter("wrong", points[wrong], ring) | {"hoverinfo": "skip"},
        _scatter("selected", points[chosen], sides) | {"hoverinfo": "skip"},
    ]


def _vectors(
    vectors: Vectors,
    points: np.ndarray,
    class_names: Sequence[str],
    texts: Texts,
    palette: Palette,
) -> list[dict[str, Any]]:
    told_of = [
        [number, as_html(class_names[said]), format_probability(p)]
        for number, said, p in zip(
            vectors.numbers, vectors.predicted, vectors.probabilities, strict=True
        )
    ]
    if not told_of:
        return []
    # as text: plotly's crosses in space are letters that few fonts have
    crosses = {
        "mode": "text",
        "text": [f"× {number}" for number in vectors.numbers],
        "textfont": {"color": palette.text, "size": CROSS},
        "customdata": told_of,
        "hovertemplate": texts("decision_vector_hover") + "<extra></extra>",
    }
    return [_scatter("test_vectors", points, {}) | crosses]


def _scatter(meta: str, points: np.ndarray, marker: dict[str, Any]) -> dict[str, Any]:
    x, y, z = points.T.tolist()
    place = {"x": x, "y": y, "z": z}
    return {"type": "scatter3d", "meta": meta, "mode": "markers", **place, "marker": marker}
