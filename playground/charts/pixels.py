"""Samples whose features are pixels, as small pictures for ``<img>``: ink on white paper.

A picture has one pixel a feature; the style sheet enlarges it without smoothing.
"""

import base64
import html
import io
import math
from dataclasses import dataclass
from functools import lru_cache

import torch
from PIL import Image
from torch import Tensor

from playground.core.dataset import Dataset
from playground.core.picture import Size, as_pictures, picture_size

GAP = 1  # pixels between the pictures of a sheet


@dataclass(frozen=True)
class Ink:
    """How features become pixels: ``lowest`` and less is white, ``highest`` and more black."""

    size: Size
    lowest: float
    highest: float

    def picture(self, sample: Tensor, alt: str = "") -> str:
        """The picture of a sample [height · width], as HTML; ``alt``: what it is, in words."""
        address = _png(self._grey(sample), self.size.height, self.size.width)
        return f'<img class="pixels" src="{address}" alt="{html.escape(alt)}">'

    def sheet(self, samples: Tensor, room: Size) -> str:
        """An address of pictures side by side and below one another, as large as have ``room``.

        There are a few of them, so that each has room at all.
        """
        height, width = self.size.height + GAP, self.size.width + GAP
        side_by_side = math.ceil(math.sqrt(len(samples) * room.width / room.height))
        columns = min(len(samples), side_by_side)
        rows = math.ceil(len(samples) / columns)
        paper = Image.new("L", (columns * width - GAP, rows * height - GAP), 255)
        for at, sample in enumerate(samples):
            image = Image.frombytes("L", (self.size.width, self.size.height), self._grey(sample))
            paper.paste(image, (at % columns * width, at // columns * height))
        times = max(1, min(room.width // paper.width, room.height // paper.height))
        large = paper.resize((paper.width * times, paper.height * times), Image.Resampling.NEAREST)
        on = Image.new("L", (room.width, room.height), 255)
        on.paste(large, ((room.width - large.width) // 2, (room.height - large.height) // 2))
        return _address(on)

    def _grey(self, sample: Tensor) -> bytes:
        """A byte a pixel, from 255 for white to 0."""
        shares = (sample - self.lowest) / ((self.highest - self.lowest) or 1)
        return bytes((255 * (1 - shares.clamp(0, 1))).round().to(torch.uint8).tolist())


def ink_of(dataset: Dataset) -> Ink | None:
    """That of samples which are pictures: from the lowest of all features to the highest."""
    size = picture_size(dataset.feature_names)
    if size is None:
        return None
    return Ink(size, dataset.features.min().item(), dataset.features.max().item())


def typical_extent(samples: Tensor, size: Size) -> tuple[float, float]:
    """How high and how wide what stands on pictures is, in pixels: the medians.

    All of them are looked at, and each is as large as the pixels with anything on them reach.
    """
    has_ink = as_pictures(samples > samples.min(), size)
    return _median_reach(has_ink.any(2)), _median_reach(has_ink.any(1))


def _median_reach(has_ink: Tensor) -> float:
    """``has_ink`` [n, length]: how far it is from the first to the last, both included."""
    first, after_last = has_ink.int().argmax(1), has_ink.shape[1] - has_ink.flip(1).int().argmax(1)
    return (after_last - first).float().median().item()


@lru_cache(10_000)  # of 150 bytes: a view draws the same again and again
def _png(grey: bytes, height: int, width: int) -> str:
    return _address(Image.frombytes("L", (width, height), grey))


def _address(image: Image.Image) -> str:
    file = io.BytesIO()
    image.save(file, "PNG")
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()
