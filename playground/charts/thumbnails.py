"""Small pictures of datasets: samples in a plane, in the colours and shapes of their classes."""

import math
from urllib.parse import quote

import torch
from torch import Tensor

from playground.charts.looks import class_looks
from playground.core.dataset import MAX_SAMPLES, Dataset

WIDTH, HEIGHT = 96, 64
MARGIN = 8  # pixels around the samples
# pixels, from the middle of a mark to its edge, up to so many samples
MARK_SIZES = {15: 4.5, 60: 3.2, MAX_SAMPLES: 2.2}
CORNERS = {  # of the marks that have some, from above clockwise, in degrees
    "square": (45, 135, 225, 315),
    "diamond": (0, 90, 180, 270),
    "triangle-up": (0, 120, 240),
    "triangle-down": (60, 180, 300),
    "pentagon": (0, 72, 144, 216, 288),
    "hexagon": (0, 60, 120, 180, 240, 300),
}


def thumbnail(dataset: Dataset) -> str:
    """The picture as the address of an SVG image, with a see-through ground."""
    marks = "".join(_marks(dataset))
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{marks}</svg>'
    return "data:image/svg+xml," + quote(svg, safe=" =:/'()")


def places_of(features: Tensor) -> Tensor:
    """Where samples [n, n_features] are seen, [n, 2] float64, from 0 to 1, rightwards and upwards.

    Of two features, each along its own axis; of one, along the lower; of more, along the two
    principal directions of the standardised features.
    """
    x = features.double()
    if x.shape[1] > 2:
        centred = x - x.mean(0)
        spread = centred.std(0, correction=0)
        standardised = centred / torch.where(spread > 0, spread, 1.0)
        directions = torch.linalg.svd(standardised, full_matrices=False)[2][:2]
        x = standardised @ directions.T
    low, high = x.amin(0), x.amax(0)
    places = (x - low) / torch.where(high > low, high - low, 1.0)
    places = torch.where(high > low, places, 0.5)
    missing = 2 - places.shape[1]
    return torch.cat([places, places.new_full((len(places), missing), 0.5)], 1)


def _marks(dataset: Dataset) -> list[str]:
    """One for each sample, those of one class and place once."""
    looks = class_looks(dataset.class_names)
    size = next(size for most, size in MARK_SIZES.items() if dataset.n_samples <= most)
    wide, high = WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN
    drawn: dict[str, None] = {}
    places = places_of(dataset.features).tolist()
    for (x, y), target in zip(places, dataset.targets.tolist(), strict=True):
        look = looks[target]
        at = round(MARGIN + x * wide, 1), round(MARGIN + (1 - y) * high, 1)
        drawn[_mark(look.symbol, look.color, *at, size)] = None
    return list(drawn)


def _mark(symbol: str, color: str, x: float, y: float, size: float) -> str:
    corners = CORNERS.get(symbol)
    if corners is None:
        return f'<circle cx="{x}" cy="{y}" r="{size}" fill="{color}"/>'
    radius = 1.25 * size  # so that marks with corners look as large as round ones
    points = (
        (x + radius * math.sin(math.radians(turn)), y - radius * math.cos(math.radians(turn)))
        for turn in corners
    )
    listed = " ".join(f"{px:.1f},{py:.1f}" for px, py in points)
    return f'<polygon points="{listed}" fill="{color}"/>'
