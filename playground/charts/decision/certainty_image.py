"""A veil of the page's colour over a picture, the thicker the less sure the classifier is."""

import base64
import struct
import zlib
from typing import Any

import numpy as np

from playground.charts.label_placer import Range

_CHUNKS = struct.Struct(">IIBBBBB")


def strength(largest: np.ndarray, n_classes: int) -> np.ndarray:
    """From 0, where all classes are equally likely, to 1, where one is certain."""
    least = 1 / n_classes
    return np.clip((largest - least) / (1 - least), 0, 1)


def fog(sure: np.ndarray, paper: str, x_range: Range, y_range: Range) -> dict[str, Any]:
    """An image for a layout, over the rectangle of these ranges and below all traces.

    ``sure`` [rows, columns] from 0 to 1, the lowest row first; ``paper`` is "#rrggbb".
    """
    red, green, blue = (int(paper[at : at + 2], 16) for at in (1, 3, 5))
    pixels = np.empty((*sure.shape, 4), dtype=np.uint8)
    pixels[..., :3] = red, green, blue
    pixels[..., 3] = np.round(255 * (1 - sure[::-1]))
    return {
        "source": "data:image/png;base64," + base64.b64encode(_png(pixels)).decode(),
        "xref": "x",
        "yref": "y",
        "x": x_range[0],
        "y": y_range[1],
        "sizex": x_range[1] - x_range[0],
        "sizey": y_range[1] - y_range[0],
        "sizing": "stretch",
        "layer": "below",
    }


def _png(pixels: np.ndarray) -> bytes:
    """``pixels`` [rows, columns, 4] uint8, red, green, blue and alpha, as a PNG (ISO 15948)."""
    rows, columns = pixels.shape[:2]
    lines = np.pad(pixels.reshape(rows, -1), ((0, 0), (1, 0)))  # each begins with its filter, none
    parts = (
        (b"IHDR", _CHUNKS.pack(columns, rows, 8, 6, 0, 0, 0)),
        (b"IDAT", zlib.compress(lines.tobytes(), 1)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, *zip(*parts, strict=True)))


def _chunk(kind: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )
