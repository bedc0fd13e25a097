"""Three classes in the plane of their scores' differences: regions stay, samples move."""

import math
from collections.abc import Callable

import numpy as np

from playground.charts.canvas import Canvas, Chart
from playground.charts.decision.ground import add_background, cells, colored, draw_borders
from playground.charts.decision.scene import Scene, draw_scene
from playground.charts.frame import LINE_HEIGHT, Frame
from playground.charts.looks import MAX_NAME, class_looks, marked, shortened
from playground.charts.scales import short_number, squeeze, stretch, ticks_up_to
from playground.core.insight.decision import LOGIT_GROUND, borders, regions

LEFT = 14
AXIS_END = 1.08  # of the largest ring: what lies on it is seen whole
CIRCLE = np.linspace(0, 2 * np.pi, 73)
CLASS_NAMES_AT = ((-0.97, -0.9), (0.97, -0.9), (0.0, 0.93))  # in shares of the axes


def logits_chart(scene: Scene, limit: float, canvas: Canvas) -> Chart:
    """``scene``: samples and test vectors at their places of `logit_plane`, [n, 2].

    Distances from the centre are squeezed, directions kept, so that borders stay straight; rings
    tell the true distance. ``limit``: of these, from `limit_for`.
    """
    names = scene.class_names
    end = AXIS_END * squeeze(np.array(limit)).item()
    sizes = Frame(canvas, (0, 1), (0, 1), left=LEFT)
    wide = end * sizes.width / sizes.height
    ranges = (-wide, wide), (-end, end)
    frame = Frame(canvas, *ranges, left=LEFT)
    # all scores are 0 in the centre: the regions are the same at any scale
    shapes = colored(regions(LOGIT_GROUND, *ranges), names)
    add_background(frame, shapes, LOGIT_GROUND, from_centre(cells(*ranges), stretch))
    draw_borders(frame, borders(LOGIT_GROUND, *ranges), names)
    _draw_rings(frame, limit)
    _draw_names(frame, names)
    draw_scene(frame, scene, from_centre(scene.samples.places), from_centre(scene.vectors.places))
    chart = frame.chart((scene.title, canvas.texts("decision_rings"), ""))
    for axis in ("xaxis", "yaxis"):
        chart["layout"][axis] |= {"showticklabels": False, "showgrid": False, "ticks": ""}
    return chart


def from_centre(
    points: np.ndarray, moved: Callable[[np.ndarray], np.ndarray] = squeeze
) -> np.ndarray:
    """Places in the picture of points of the plane, [n, 2]; with `stretch`, the way back."""
    distances = np.linalg.norm(points, axis=1, keepdims=True)
    return points * np.divide(
        moved(distances), distances, out=np.ones_like(distances), where=distances > 0
    )


def _draw_rings(frame: Frame, limit: float) -> None:
    ticks = ticks_up_to(limit, frame.height / 2 / AXIS_END)
    line = {"color": frame.canvas.palette.text, "width": 1, "dash": "dot"}
    for tick in ticks:
        radius = squeeze(np.array(tick)).item()
        x, y = (radius * np.cos(CIRCLE)).tolist(), (radius * np.sin(CIRCLE)).tolist()
        frame.drawn("ring", x, y, mode="lines", line=line, opacity=0.5)
    radii = squeeze(np.array(ticks))
    angle = math.radians(8)
    x, y = (radii * math.cos(angle)).tolist(), (radii * math.sin(angle)).tolist()
    frame.cover(x, y, LINE_HEIGHT)
    frame.drawn(
        "ring_names",
        x,
        y,
        mode="text",
        text=list(map(short_number, ticks)),
        textfont={"color": frame.canvas.palette.text},
    )


def _draw_names(frame: Frame, class_names: tuple[str, ...]) -> None:
    wide, high = (ends[1] for ends in frame.ranges)
    frame.drawn(
        "class_names",
        [wide * x for x, _ in CLASS_NAMES_AT],
        [high * y for _, y in CLASS_NAMES_AT],
        mode="text",
        text=[
            marked(shortened(name, 2 * MAX_NAME), look)
            for name, look in zip(class_names, class_looks(class_names), strict=True)
        ],
        textposition=["middle right", "middle left", "middle center"],
    )
