"""Three classes in the plane of their scores' differences: regions stay, samples move."""

import math

import numpy as np

from playground.charts.asinh_axis import squeeze, stretch, ticks_up_to
from playground.charts.decision.ground import (
    HEIGHT,
    WIDTH,
    cells,
    colored,
    draw_borders,
    laid_under,
    veil,
)
from playground.charts.decision.samples import Shown, Vectors, draw_samples, draw_vectors
from playground.charts.figures import Chart
from playground.charts.frame import Frame
from playground.charts.looks import MAX_NAME, Palette, as_html, class_looks, shortened
from playground.charts.scales import short_number
from playground.core.insight.decision import LOGIT_GROUND, borders, regions
from playground.texts import Texts

LEFT = 14
FULL = 1.08  # of the largest ring: what lies on it is seen whole
CIRCLE = np.linspace(0, 2 * np.pi, 73)
NAMES = ((-0.97, -0.9), (0.97, -0.9), (0.0, 0.93))  # places of the classes' names, in shares


def logits_chart(
    samples: tuple[Shown, np.ndarray],
    vectors: tuple[Vectors, np.ndarray],
    limit: float,
    title: str,
    epoch: int,
    texts: Texts,
    palette: Palette,
    width: float = WIDTH,
    height: float = HEIGHT,
) -> Chart:
    """Samples and test vectors at their places of `logit_plane`, [n, 2].

    Distances from the centre are squeezed, directions kept, so that borders stay straight; rings
    tell the true distance. ``limit``: of these, from `limit_for`.
    """
    shown, points = samples
    end = FULL * squeeze(np.array(limit)).item()
    frame = Frame(width, height, (0, 1), (0, 1), palette, left=LEFT)
    wide = end * frame.width / frame.height
    ranges = (-wide, wide), (-end, end)
    frame = Frame(width, height, *ranges, palette, left=LEFT)
    names = shown.class_names
    # all scores are 0 in the centre: the regions are the same at any scale
    draw_borders(frame, borders(LOGIT_GROUND, *ranges), names, palette)
    _draw_rings(frame, limit, palette)
    _draw_names(frame, wide, end, names)
    draw_samples(frame, shown, from_centre(points), texts, palette)
    crosses, places = vectors
    draw_vectors(frame, crosses, from_centre(places), ranges, names, texts, palette)
    chart = frame.chart(epoch, (title, texts("decision_rings"), ""))
    for axis in ("xaxis", "yaxis"):
        chart["layout"][axis] |= {"showticklabels": False, "showgrid": False, "ticks": ""}
    shapes = colored(regions(LOGIT_GROUND, *ranges), names)
    image = veil(LOGIT_GROUND, _true(cells(*ranges)), *ranges, palette)
    return laid_under(chart, shapes, image)


def from_centre(points: np.ndarray) -> np.ndarray:
    """Places in the picture of points of the plane, [n, 2]."""
    distances = np.linalg.norm(points, axis=1, keepdims=True)
    return points * np.divide(
        squeeze(distances), distances, out=np.ones_like(distances), where=distances > 0
    )


def _true(places: np.ndarray) -> np.ndarray:
    """What `from_centre` has brought to these places."""
    distances = np.linalg.norm(places, axis=1, keepdims=True)
    return places * np.divide(
        stretch(distances), distances, out=np.ones_like(distances), where=distances > 0
    )


def _draw_rings(frame: Frame, limit: float, palette: Palette) -> None:
    ticks = ticks_up_to(limit, frame.height / 2 / FULL)
    line = {"color": palette.text, "width": 1, "dash": "dot"}
    for tick in ticks:
        radius = squeeze(np.array(tick)).item()
        x, y = (radius * np.cos(CIRCLE)).tolist(), (radius * np.sin(CIRCLE)).tolist()
        frame.drawn("ring", x, y, mode="lines", line=line, opacity=0.5)
    radii = squeeze(np.array(ticks))
    angle = math.radians(8)
    frame.drawn(
        "ring_names",
        (radii * math.cos(angle)).tolist(),
        (radii * math.sin(angle)).tolist(),
        mode="text",
        text=list(map(short_number, ticks)),
        textfont={"color": palette.text},
    )


def _draw_names(frame: Frame, wide: float, end: float, class_names: tuple[str, ...]) -> None:
    looks = class_looks(class_names)
    texts = [
        f'<b><span style="color:{look.color}">{look.mark}</span></b> '
        + as_html(shortened(name, 2 * MAX_NAME))
        for name, look in zip(class_names, looks, strict=True)
    ]
    x, y = zip(*NAMES, strict=True)
    frame.drawn(
        "class_names",
        [wide * share for share in x],
        [end * share for share in y],
        mode="text",
        text=texts,
        textposition=["middle right", "middle left", "middle center"],
    )
