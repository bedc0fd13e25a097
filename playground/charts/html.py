"""Numbers, classes and tables as HTML: each number with its exact value for who asks."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from playground.charts.display import format_number
from playground.charts.looks import ClassLook, Palette, shortened


@dataclass(frozen=True)
class Number:
    """A number on screen: what it is, its exact value, and the row and column it belongs to."""

    name: str
    value: float
    row: int | None = None
    col: int | None = None
    is_hidden: bool = False  # there is a question mark in its place

    @property
    def place(self) -> tuple[str, int | None, int | None]:
        return self.name, self.row, self.col

    @property
    def attributes(self) -> str:
        """What the element that shows it says of it."""
        told: dict[str, object] = {"data-name": self.name}
        told |= {} if self.row is None else {"data-row": self.row}
        told |= {} if self.col is None else {"data-col": self.col}
        exact = {"data-value": repr(self.value), "title": repr(self.value)}
        told |= {"data-hidden": "true"} if self.is_hidden else exact
        return " ".join(f'{key}="{held}"' for key, held in told.items())

    def shown(self, text: str = "") -> str:
        """``text``, or the number itself with four digits."""
        return "?" if self.is_hidden else escape(text or format_number(self.value))


def span(number: Number, text: str = "") -> str:
    """A number within a line of text; ``text`` is how it is shown, if not with four digits."""
    return f"<span {number.attributes}>{number.shown(text)}</span>"


def number(
    name: str, value: float, row: int | None = None, col: int | None = None, text: str = ""
) -> str:
    """The same of its parts."""
    return span(Number(name, value, row, col), text)


def cell(number: Number, text: str = "", style: str = "") -> str:
    """A number in a cell of a table."""
    look = f' style="{style}"' if style else ""
    return f"<td {number.attributes}{look}>{number.shown(text)}</td>"


def colored_cell(number: Number, limit: float, palette: Palette, text: str = "") -> str:
    """A number on its colour, on the scale from -``limit`` to ``limit``; none for what is none."""
    color = "none" if math.isnan(number.value) else cell_color(number.value, limit, palette)
    return cell(number, text, f"background:{color};color:{palette.ink}")


def pixels(
    numbers: Sequence[Number],
    width: int,
    limit: float,
    palette: Palette,
    alt: str,
    marked: int = -1,
) -> str:
    """A picture as a table: each pixel is the cell of a number, in its colour and without text.

    It is as many pixels wide as ``width``. ``alt``: what it is, in words; ``marked``: the column of
    the number that is pointed out.
    """

    def pixel(number: Number) -> str:
        color = "none" if math.isnan(number.value) else cell_color(number.value, limit, palette)
        mark = ' class="marked"' if number.col == marked else ""
        return f'<td {number.attributes}{mark} style="background:{color}"></td>'

    rows = (numbers[at : at + width] for at in range(0, len(numbers), width))
    body = "".join(f"<tr>{''.join(map(pixel, row))}</tr>" for row in rows)
    return f'<table class="pixel-table" role="img" aria-label="{escape(alt)}">{body}</table>'


def bar_cell(number: Number, share: float, color: str, text: str = "", more: str = "") -> str:
    """A number in a cell, and behind it a bar over this ``share`` of the width.

    ``more``: attributes of the cell.
    """
    width = 100 * min(max(share, 0), 1) if math.isfinite(share) else 100
    bar = f'<span class="bar" style="width:{width:.1f}%;background:{color}"></span>'
    return f"<td {number.attributes}{more}>{bar}<b>{number.shown(text)}</b></td>"


def class_mark(look: ClassLook) -> str:
    """The shape of a class, in its colour."""
    return f'<span class="class" style="color:{look.color}">{look.mark}</span>'


def name(text: str, most: int) -> str:
    """A user's name; of one with more letters than ``most`` its beginning, the mouse shows all."""
    if len(text) <= most:
        return escape(text)
    return f'<span title="{escape(text)}">{escape(shortened(text, most))}</span>'


def listed(texts: Sequence[str], most: int) -> str:
    """The first of them, with commas."""
    return ", ".join(texts[:most]) + (", …" if len(texts) > most else "")


def table(head: Iterable[str], rows: Iterable[str], kind: str = "") -> str:
    """A table of rows of cells; ``head``: what stands in the cells above them, if any.

    ``kind`` is its class in the style sheets, if it has one.
    """
    heads = "".join(f"<th>{title}</th>" for title in head)
    first = f"<thead><tr>{heads}</tr></thead>" if heads else ""
    look = f' class="{kind}"' if kind else ""
    return f"<table{look}>{first}{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def row(first: str, cells: Iterable[object]) -> str:
    """The cells of a row that the ``first`` of them names; all of them HTML."""
    return f"<th>{first}</th>" + "".join(f"<td>{cell}</td>" for cell in cells)


def row_of_texts(first: str, texts: Iterable[str]) -> str:
    """The same of texts as they are."""
    return row(escape(first), map(escape, texts))


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
