"""Numbers in HTML: with their exact values, and in the colours of the heatmaps."""

import math
from collections.abc import Sequence

import torch

from playground.charts.display import format_number
from playground.charts.looks import Palette
from playground.core.rounding import largest_first


def number(
    name: str,
    value: float,
    digits: int = 4,
    row: int | None = None,
    col: int | None = None,
    text: str = "",
) -> str:
    """A number within a line of text; ``text`` is how it is shown, if not with ``digits``."""
    shown = text or format_number(value, digits)
    return f"<span {number_attributes(name, value, row, col)}>{shown}</span>"


def number_attributes(
    name: str, value: float, row: int | None = None, col: int | None = None
) -> str:
    """What an element that shows a number says of it: where it belongs, and its exact value."""
    told: dict[str, object] = {"data-name": name}
    told |= {} if row is None else {"data-row": row}
    told |= {} if col is None else {"data-col": col}
    told |= {"data-value": repr(value), "title": repr(value)}
    return " ".join(f'{key}="{held}"' for key, held in told.items())


def largest(values: Sequence[Sequence[float]], n: int) -> list[int]:
    """The indices, in their order, of the ``n`` columns that hold the largest |value|.

    What is not a number counts as largest: it must be seen.
    """
    columns = zip(*values, strict=True)
    sizes = [max(math.inf if math.isnan(v) else abs(v) for v in column) for column in columns]
    return sorted(largest_first(torch.tensor(sizes))[:n].tolist())


def cell_color(value: float, limit: float, palette: Palette) -> str:
    """The colour of ``value`` on the scale from -``limit`` to ``limit``, as plotly mixes it.

    Linear in RGB between the palette's five colours; beyond the ends, the colour of the end.
    """
    colors = palette.diverging
    last = len(colors) - 1
    place = min(max((value / limit + 1) / 2, 0), 1) * last
    below = min(int(place), last - 1)
    pairs = zip(_channels(colors[below]), _channels(colors[below + 1]), strict=True)
    mixed = (round(a + (b - a) * (place - below)) for a, b in pairs)
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def _channels(color: str) -> list[int]:
    return [int(color[at : at + 2], 16) for at in (1, 3, 5)]
