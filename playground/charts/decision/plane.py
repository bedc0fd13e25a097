"""The plane of two features: the region of each class, its straight borders, the samples."""

import numpy as np

from playground.charts.decision.ground import HEIGHT, WIDTH, laid_under, on_plane
from playground.charts.decision.samples import Shown, Vectors, draw_samples, draw_vectors
from playground.charts.figures import Chart
from playground.charts.frame import Frame
from playground.charts.label_placer import Range
from playground.charts.looks import Palette, cut, key
from playground.core.model import Parameters
from playground.texts import Texts

MARGIN = 0.08  # of the samples' extent, at either end of an axis
LEFT = 70


def plane_chart(
    ground: Parameters,
    features: tuple[str, str],
    ranges: tuple[Range, Range],
    samples: tuple[Shown, np.ndarray],
    vectors: tuple[Vectors, np.ndarray],
    title: str,
    epoch: int,
    texts: Texts,
    palette: Palette,
    width: float = WIDTH,
    height: float = HEIGHT,
) -> Chart:
    """``ground``: scores as functions of the two ``features``, across and up.

    Samples and test vectors come with their places, [n, 2], in the units of the table.
    """
    shown, points = samples
    frame = Frame(width, height, *ranges, palette, left=LEFT)
    sizes = frame.width, frame.height
    under = on_plane(frame, ground, *ranges, shown.class_names, palette)
    draw_samples(frame, shown, points, texts, palette)
    crosses, places = vectors
    draw_vectors(frame, crosses, places, ranges, shown.class_names, texts, palette)
    names = key(shown.class_names, frame.beside_title(title))
    across, up = (cut(name, length) for name, length in zip(features, sizes, strict=True))
    return laid_under(frame.chart(epoch, (title, across, up), names), *under)


def range_of(values: np.ndarray) -> Range:
    """From the lowest to the highest of some values, and a margin."""
    low, high = float(values.min()), float(values.max())
    margin = MARGIN * (high - low) or max(0.5 * abs(high), 1.0)
    return low - margin, high + margin
