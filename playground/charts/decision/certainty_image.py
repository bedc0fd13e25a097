"""An image of the page's colour over a picture, the thicker the less sure the classifier is."""

import base64
import io
from typing import Any

import numpy as np
from PIL import Image

from playground.charts.frame import Range


def strength(largest: np.ndarray, n_classes: int) -> np.ndarray:
    """From 0, where all classes are equally likely, to 1, where one is certain."""
    least = 1 / n_classes
    return np.clip((largest - least) / (1 - least), 0, 1)


def certainty_image(sure: np.ndarray, paper: str, x_range: Range, y_range: Range) -> dict[str, Any]:
    """An image for a layout, over the rectangle of these ranges and below all traces.

    ``sure`` [rows, columns] from 0 to 1, the lowest row first; ``paper`` is "#rrggbb".
    """
    pixels = np.empty((*sure.shape, 4), dtype=np.uint8)
    pixels[..., :3] = tuple(bytes.fromhex(paper[1:]))
    pixels[..., 3] = np.round(255 * (1 - sure[::-1]))
    png = io.BytesIO()
    Image.fromarray(pixels).save(png, "PNG", compress_level=1)
    return {
        "source": "data:image/png;base64," + base64.b64encode(png.getvalue()).decode(),
        "xref": "x",
        "yref": "y",
        "x": x_range[0],
        "y": y_range[1],
        "sizex": x_range[1] - x_range[0],
        "sizey": y_range[1] - y_range[0],
        "sizing": "stretch",
        "layer": "below",
    }
