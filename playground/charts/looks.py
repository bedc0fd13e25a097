"""What all charts have in common: colours, margins, titles, and text that fits."""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

MAX_NAME = 10  # letters of a class name beside an axis

# Okabe and Ito's palette, told apart with any colour vision; more classes begin it anew
CLASS_COLORS = (
    "#0072B2",
    "#E69F00",
    "#009E73",
    "#CC79A7",
    "#56B4E9",
    "#D55E00",
    "#F0E442",
    "#7F7F7F",
)


@dataclass(frozen=True)
class Palette:
    """The colours of a theme."""

    text: str
    grid: str
    loss: str
    accuracy: str
    diverging: tuple[str, str, str, str, str]  # from the most negative, over zero, upwards


LIGHT = Palette(
    text="#1b2433",
    grid="#dfe4ec",
    loss="#1d4ed8",
    accuracy="#b45309",
    diverging=("#0b4f8a", "#94c2e6", "#f7f7f5", "#f6c08e", "#a54a00"),
)
DARK = Palette(
    text="#e8ecf3",
    grid="#323c4d",
    loss="#7fb0ff",
    accuracy="#f5b041",
    diverging=("#2b78be", "#2a5480", "#262e3b", "#74492a", "#b8621b"),
)


def class_color(index: int) -> str:
    return CLASS_COLORS[index % len(CLASS_COLORS)]


def layout_of(palette: Palette, epoch: int, left: int, right: int = 30) -> dict[str, Any]:
    return {
        "meta": epoch,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"color": palette.text, "size": 14, "family": '"Source Sans", sans-serif'},
        "margin": {"l": left, "r": right, "t": 30, "b": 58, "autoexpand": False},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"font": {"size": 14}},
    }


def axis_title(text: str) -> dict[str, Any]:
    return {"text": text, "standoff": 10}


def as_html(text: str) -> str:
    """Text that plotly shows as it is: it would take what looks like HTML for such."""
    return html.escape(text, quote=False)


def shortened(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


def wrapped(name: str, width: float) -> str:
    """A name in two lines at most, each cut to ``width`` pixels; in little room, its beginning."""
    letters = max(2, int(width / 6.8))
    if letters < 5:
        return as_html(name[:letters])
    first, _, rest = name.partition(" ") if len(name) > letters else (name, "", "")
    lines = [as_html(shortened(line, letters)) for line in (first, rest) if line]
    return "<br>".join(lines)


def width_of(labels: Sequence[str]) -> int:
    """The pixels that the longest label needs in the largest type."""
    cut = [shortened(label, MAX_NAME) for label in labels]
    widths = (sum(20 if ord(char) > 0x2E7F else 10 for char in label) for label in cut)
    return max(widths, default=0) + 8


def heading(text: str, y: float, x: float, anchor: str = "center") -> dict[str, object]:
    """The title of one of several charts in a figure, above it."""
    return {
        "text": f"<b>{text}</b>",
        "x": x,
        "y": y,
        "xref": "paper",
        "yref": "paper",
        "xanchor": anchor,
        "yanchor": "bottom",
        "showarrow": False,
    }
