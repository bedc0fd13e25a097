"""The space of three features, and the flat walls between the classes in it."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from playground.charts.canvas import Canvas, Chart
from playground.charts.decision.scene import Scene
from playground.charts.frame import TITLE_RAISE, Range, room_beside
from playground.charts.looks import (
    SMALL_TYPE,
    Palette,
    as_html,
    class_looks,
    cut,
    heading,
    key,
)
from playground.core.insight.decision import Wall, walls
from playground.core.model import Parameters

SYMBOLS = ("circle", "square", "diamond")  # plotly has few in space; the colours tell more
MARK_SIZE, RING_SIZE = 6, 13  # pixels
CROSS_SIZE = 18  # pixels, of the type of a test vector
TOP, SIDE = 30, 8  # pixels of margins
MAX_NAME_WIDTH = 120  # pixels of a feature's name
EYE = {"x": 1.45, "y": 1.45, "z": 0.8}  # from where it is seen at first
CENTRE = {"x": 0, "y": 0, "z": -0.12}  # what is in the middle: names of axes have room below it


def space_chart(
    scene: Scene,
    ground: Parameters,
    features: Sequence[str],
    ranges: Sequence[Range],
    canvas: Canvas,
) -> Chart:
    """``ground``: scores as functions of the three ``features``.

    ``scene``: samples and test vectors at their places, [n, 3], in the units of the table. It is
    turned with the mouse, and stays so from one epoch to the next.
    """
    names, palette = scene.class_names, canvas.palette
    traces = [part for wall in walls(ground, *ranges) for part in _wall(wall, names, palette)]
    traces += _samples(scene, canvas)
    traces += [_vectors(scene, ranges, canvas)] if len(scene.vectors.numbers) else []
    own = key(names, room_beside(scene.title, canvas.width - 2 * SIDE))
    layout = canvas.layout(SIDE, SIDE, TOP, SIDE) | {
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
            {**heading(as_html(scene.title), 1, 0, "left"), "yshift": TITLE_RAISE},
            {**heading("", 1, 1, "right"), "yshift": TITLE_RAISE, "text": own},
        ],
    }
    return {"data": traces, "layout": layout}


def _axis(feature: str, ends: Range, palette: Palette) -> dict[str, Any]:
    font = {"size": SMALL_TYPE}
    return {
        "range": list(ends),
        "title": {"text": as_html(cut(feature, MAX_NAME_WIDTH)), "font": font},
        "tickfont": font,
        "nticks": 5,
        "gridcolor": palette.grid,
        "showbackground": False,
        "showspikes": False,
    }


def _wall(wall: Wall, class_names: Sequence[str], palette: Palette) -> list[dict[str, Any]]:
    """A polygon that can be seen through, as triangles from its first corner, and its outline."""
    corners, n = np.array(wall.corners), len(wall.corners)
    name = " | ".join(as_html(class_names[at]) for at in wall.classes)
    flat = {
        "type": "mesh3d",
        **{"i": [0] * (n - 2), "j": list(range(1, n - 1)), "k": list(range(2, n))},
        "color": palette.text,
        "opacity": 0.18,
        "flatshading": True,
    }
    line = {"mode": "lines", "line": {"color": palette.text, "width": 4}}
    return [
        _drawn("boundary", corners, name=name, **flat),
        _drawn("boundary", np.vstack([corners, corners[:1]]), name=name, **line),
    ]


def _samples(scene: Scene, canvas: Canvas) -> list[dict[str, Any]]:
    samples, looks = scene.samples, class_looks(scene.class_names)
    chosen = [] if samples.selected is None else [samples.selected]
    marks = {
        "symbol": [
            SYMBOLS[target % len(SYMBOLS)] + ("-open" if hollow else "")
            for target, hollow in zip(samples.targets, samples.held_out, strict=True)
        ],
        "size": MARK_SIZE,
        "color": [looks[target].color for target in samples.targets],
        "opacity": 1,
    }
    ring = {"symbol": "circle-open", "size": RING_SIZE, "color": canvas.palette.text}
    around = {"symbol": "square-open", "size": 1.5 * RING_SIZE, "color": canvas.palette.loss}
    told = {
        "customdata": scene.sample_hover,
        "hovertemplate": canvas.hover("decision_sample_hover"),
    }
    return [
        _drawn("samples", samples.places, mode="markers", marker=marks, **told),
        _drawn("wrong", samples.places[samples.wrong], mode="markers", marker=ring),
        _drawn("selected", samples.places[chosen], mode="markers", marker=around),
    ]


def _vectors(scene: Scene, ranges: Sequence[Range], canvas: Canvas) -> dict[str, Any]:
    """Test vectors; those outside of the box at its edge."""
    return _drawn(
        "test_vectors",
        np.clip(scene.vectors.places, *np.transpose(ranges)),
        # as text: plotly's crosses in space are letters that few fonts have
        mode="text",
        text=[f"× {number}" for number in scene.vectors.numbers],
        textfont={"color": canvas.palette.text, "size": CROSS_SIZE},
        customdata=scene.vector_hover,
        hovertemplate=canvas.hover("decision_vector_hover"),
    )


def _drawn(meta: str, points: np.ndarray, **options: Any) -> dict[str, Any]:
    """Points, of which the mouse is told only with a ``hovertemplate``."""
    x, y, z = points.T.tolist()
    hover = {} if "hovertemplate" in options else {"hoverinfo": "skip"}
    return {"type": "scatter3d", "meta": meta, "x": x, "y": y, "z": z} | hover | options
