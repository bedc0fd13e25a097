"""Features that are the pixels of a picture: their names say so, r1c1 to r8c8, row by row.

So it travels with the names, wherever a table goes.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

import torch

SIDES = range(2, 9)  # pixels across, and up


class Size(NamedTuple):
    """Of a picture, in pixels."""

    height: int
    width: int


def pixel_names(size: Size) -> list[str]:
    """The names of the features of a picture, row by row from its upper left corner."""
    return [f"r{row}c{column}" for row in _from_1(size.height) for column in _from_1(size.width)]


def picture_size(names: Sequence[str]) -> Size | None:
    """The size of the picture whose pixels are the features of these names; None without one."""
    last = re.fullmatch("r([2-8])c([2-8])", names[-1]) if names else None
    size = Size(int(last[1]), int(last[2])) if last else None
    return size if size and list(names) == pixel_names(size) else None


def sizes_of(n_features: int) -> list[Size]:
    """The sizes that a picture of so many pixels can have, the squarest first."""
    sizes = [Size(n_features // width, width) for width in SIDES if n_features % width == 0]
    return sorted((size for size in sizes if size.height in SIDES), key=_longer_side)


def as_pictures(rows: torch.Tensor, size: Size) -> torch.Tensor:
    """Rows of W, or samples, [n, height · width] as pictures [n, height, width]."""
    return rows.reshape(len(rows), *size)


def _from_1(count: int) -> range:
    return range(1, count + 1)


def _longer_side(size: Size) -> tuple[int, int]:
    return max(size), size.width
