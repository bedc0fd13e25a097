"""How thick the lines of a chart are, and how large its marks."""

from collections.abc import Iterator
from typing import Any

from playground.charts.canvas import Chart

THICKEST = 4  # pixels, of a line
LARGEST = 20  # of a mark; what is around one, an open one, may be larger


def widths(part: Any) -> Iterator[float]:
    """Of all lines in a part of a chart."""
    if isinstance(part, dict):
        line = part.get("line")
        if isinstance(line, dict) and "width" in line:
            yield line["width"]
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            yield from widths(inner)


def sizes(chart: Chart) -> Iterator[float]:
    """Of all marks that are not open."""
    for trace in chart["data"]:
        marker = trace.get("marker", {})
        if "open" not in str(marker.get("symbol")) and "size" in marker:
            size = marker["size"]
            yield from size if isinstance(size, list) else [size]


def assert_strokes_are_fine(chart: Chart) -> None:
    assert 0 <= min(widths(chart), default=0) <= max(widths(chart), default=0) <= THICKEST
    assert max(sizes(chart), default=0) <= LARGEST
