"""Samples whose features are pixels, as small pictures for ``<img>``: ink on white paper.

A picture has one pixel a feature; the style sheet enlarges it without smoothing.
"""

import base64
import io
import math

import torch
from PIL import Image
from torch import Tensor

from playground.core.picture import Size, as_pictures

GAP = 1  # pixels between the pictures of a sheet


def ink_range(features: Tensor) -> tuple[float, float]:
    """What is white, and what black: the lowest and the highest of all features."""
    return features.min().item(), features.max().item()


def picture(sample: Tensor, size: Size, ink: tuple[float, float]) -> str:
    """The picture of a sample [height · width], as an address; ``ink``: an `ink_range`."""
    return _as_png(Image.fromarray(_grey(sample[None], size, ink)[0]))


def sheet(samples: Tensor, size: Size, ink: tuple[float, float], room: Size) -> str:
    """Pictures side by side and one below the other, as large as ``room`` pixels hold them.

    There are a few of them: those beyond what has room at all are left out.
    """
    height, width = size.height + GAP, size.width + GAP
    columns = max(
        1, min(len(samples), math.ceil(math.sqrt(len(samples) * room.width / room.height)))
    )
    rows = math.ceil(len(samples) / columns)
    paper = Image.new("L", (columns * width - GAP, rows * height - GAP), 255)
    for at, grey in enumerate(_grey(samples, size, ink)):
        paper.paste(Image.fromarray(grey), (at % columns * width, at // columns * height))
    times = max(1, min(room.width // paper.width, room.height // paper.height))
    large = paper.resize((paper.width * times, paper.height * times), Image.Resampling.NEAREST)
    on = Image.new("L", (room.width, room.height), 255)
    on.paste(large, ((room.width - large.width) // 2, (room.height - large.height) // 2))
    return _as_png(on)


def _grey(samples: Tensor, size: Size, ink: tuple[float, float]) -> list:
    """Numpy's [height, width] uint8 of each; values beyond ``ink`` are as its ends."""
    low, high = ink
    shares = ((samples - low) / ((high - low) or 1)).clamp(0, 1)
    return list(as_pictures((255 * (1 - shares)).round().to(torch.uint8), size).numpy())


def _as_png(image: Image.Image) -> str:
    file = io.BytesIO()
    image.save(file, "PNG")
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()
