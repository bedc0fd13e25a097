"""One feature: the probability of each class over it, the borders, and the samples below."""

import itertools

import numpy as np
import torch

from playground.charts.decision.ground import (
    HEIGHT,
    WIDTH,
    across_pieces,
    cells,
    draw_borders,
    laid_under,
)
from playground.charts.decision.samples import Shown, Vectors, draw_samples, draw_vectors
from playground.charts.display import format_number
from playground.charts.figures import Chart
from playground.charts.frame import Frame
from playground.charts.label_placer import Range
from playground.charts.looks import Palette, as_html, class_looks, cut, key, text_width
from playground.core.insight.decision import Border, intervals, probabilities_on
from playground.core.model import Parameters
from playground.texts import Texts

LEFT = 62
RUG = 0.075  # of the axis of p: from one row of samples to the next
MAX_RUG = 0.5  # of that axis, for all rows
TOP = 1.06
ACROSS = 240  # points of a curve
NAMED_AT = 1.02  # of the axis of p: where a border is named
NAME = 90  # pixels of the feature's name beside a border
SPACE = 12  # pixels between such names


def line_chart(
    ground: Parameters,
    feature: str,
    x_range: Range,
    samples: tuple[Shown, np.ndarray],
    vectors: tuple[Vectors, np.ndarray],
    title: str,
    epoch: int,
    texts: Texts,
    palette: Palette,
    width: float = WIDTH,
    height: float = HEIGHT,
) -> Chart:
    """``ground``: scores as functions of ``feature``.

    Samples and test vectors come with their values, [n]; a row of the rug for each label, the
    last one for test vectors.
    """
    shown, values = samples
    names = shown.class_names
    row = min(RUG, MAX_RUG / (len(names) + 1))
    ranges = x_range, (-(len(names) + 1.8) * row, TOP)
    frame = Frame(width, height, *ranges, palette, left=LEFT)
    pieces = intervals(ground, *x_range)
    found = [
        Border(
            (one.predicted_class, other.predicted_class), (one.high, ranges[1][0]), (one.high, TOP)
        )
        for one, other in itertools.pairwise(pieces)
    ]
    draw_borders(frame, found, names, palette)
    _draw_curves(frame, ground, x_range, names, texts)
    y = -(np.asarray(shown.targets) + 1) * row
    draw_samples(frame, shown, np.column_stack([values, y]), texts, palette)
    crosses, theirs = vectors
    below = np.full(len(theirs), -(len(names) + 1) * row)
    places = np.column_stack([theirs, below])
    draw_vectors(frame, crosses, places, ranges, names, texts, palette)
    _name_borders(frame, found, feature)
    titles = title, cut(feature, frame.width), texts("decision_p_of_classes")
    chart = frame.chart(epoch, titles, key(names, frame.beside_title(title)))
    chart["layout"]["yaxis"] |= {"tickvals": [0, 0.25, 0.5, 0.75, 1]}
    middles = cells(*ranges, ACROSS, 1)[:, 0]
    return laid_under(chart, *across_pieces(pieces, ground, middles, ranges, names, palette))


def _draw_curves(
    frame: Frame, ground: Parameters, x_range: Range, class_names: tuple[str, ...], texts: Texts
) -> None:
    x = torch.linspace(*x_range, ACROSS, dtype=torch.float64)
    curves = probabilities_on(ground, x[:, None]).t().tolist()
    hover = texts("decision_curve_hover") + "<extra></extra>"
    for name, look, p in zip(class_names, class_looks(class_names), curves, strict=True):
        line = {"color": look.color, "width": 3}
        frame.drawn(
            "p",
            x.tolist(),
            p,
            mode="lines",
            line=line,
            name=as_html(name),
            hoverinfo="all",
            hovertemplate=hover,
        )


def _name_borders(frame: Frame, found: list[Border], feature: str) -> None:
    """Where the borders are, beside their upper ends, as far as there is room."""
    texts = [f"{cut(feature, NAME)} = {format_number(border.start[0])}" for border in found]
    free_from = 0.0
    for border, text in zip(found, texts, strict=True):
        x = border.start[0]
        place = frame.share_across(x) * frame.width
        width = text_width(text) + SPACE
        left, right = place - width >= free_from, free_from <= place <= frame.width - width
        if not (left or right):
            continue
        side = "right" if right else "left"
        frame.drawn(
            "border_names",
            [x],
            [NAMED_AT],
            mode="text",
            text=[as_html(f" {text} ")],
            textposition=f"middle {side}",
        )
        free_from = place + (width if right else 0)
