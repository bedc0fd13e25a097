"""Small pictures of datasets: samples in a plane, in the colours and shapes of their classes."""

from urllib.parse import quote

import torch
from torch import Tensor

from playground.charts.looks import class_looks
from playground.charts.pixels import ink_of
from playground.core.dataset import MAX_SAMPLES, Dataset
from playground.core.picture import Size

WIDTH, HEIGHT = 96, 64
MARGIN = 8  # pixels around the samples
MARK_SIZES = {15: 15, 60: 11, MAX_SAMPLES: 8}  # pixels of type, up to so many samples


def thumbnail(dataset: Dataset) -> str:
    """The picture as the address of an SVG image, with a see-through ground.

    Where samples are pictures themselves, one of each class is shown.
    """
    ink = ink_of(dataset)
    if ink:
        firsts = [dataset.targets.tolist().index(each) for each in range(dataset.n_classes)]
        return ink.sheet(dataset.features[firsts], Size(HEIGHT, WIDTH))
    type_size = next(size for most, size in MARK_SIZES.items() if dataset.n_samples <= most)
    marks = "".join(_marks(dataset, type_size))
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    size += f' font-size="{type_size}" text-anchor="middle"'
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


def _marks(dataset: Dataset, size: float) -> list[str]:
    """A letter for each sample, those of one class and place once."""
    looks = class_looks(dataset.class_names)
    wide, high = WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN
    drawn: dict[str, None] = {}
    places = places_of(dataset.features).tolist()
    for (x, y), target in zip(places, dataset.targets.tolist(), strict=True):
        look = looks[target]
        # the letters' shapes have their middle a third of the type's size above the line
        across, up = MARGIN + x * wide, MARGIN + (1 - y) * high + size / 3
        place = f'x="{across:.1f}" y="{up:.1f}"'
        drawn[f'<text {place} fill="{look.color}">{look.mark}</text>'] = None
    return list(drawn)
