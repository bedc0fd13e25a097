"""Numbers as cells of an HTML table, in the colours of the heatmaps, with their exact values."""

import html
import math
from collections.abc import Collection, Sequence

from playground.charts.display import format_number
from playground.charts.looks import MAX_NAME, Palette, shortened

HIDDEN = "?"  # in the place of a number that is to be guessed


def cells(
    name: str,
    values: Sequence[Sequence[float]],
    limit: float,
    palette: Palette,
    rows: Sequence[str] | None = None,
    columns: Sequence[str] | None = None,
    row_numbers: Sequence[int] | None = None,
    column_numbers: Sequence[int] | None = None,
    digits: int = 4,
    hidden: Collection[tuple[int, int]] = (),
) -> str:
    """``values`` as a table whose cells say in ``data-…`` what they are, and their exact value.

    ``limit`` is the end of the scale of colours. ``rows`` and ``columns`` are the names beside
    and above the cells; without ``columns`` the values are a vector, whose cells have no
    ``data-col``. ``row_numbers`` and ``column_numbers``: the indices in the whole matrix of what
    is shown of it; all from 0 on, if left out. ``hidden``: pairs of such indices (of a vector,
    row and 0) whose numbers are not given away.
    """
    numbers_down = row_numbers or range(len(values))
    head = _head(columns, rows is not None) if columns is not None else ""
    body = ""
    for place, (row, line) in enumerate(zip(numbers_down, values, strict=True)):
        named = _heading(rows[place], "row") if rows is not None else ""
        numbers_across = column_numbers or range(len(line))
        body += f"<tr>{named}"
        for col, value in zip(numbers_across, line, strict=True):
            told = number_attributes(
                name,
                value,
                row,
                None if columns is None else col,
                is_hidden := (row, col) in hidden,
            )
            style = "" if is_hidden else _style(value, limit, palette)
            text = HIDDEN if is_hidden else format_number(value, digits)
            body += f"<td {told}{style}>{text}</td>"
        body += "</tr>"
    return f'<table class="cells">{head}<tbody>{body}</tbody></table>'


def number(
    name: str,
    value: float,
    digits: int = 4,
    row: int | None = None,
    col: int | None = None,
    hidden: bool = False,
    text: str = "",
) -> str:
    """A number within a line of text, with its exact value as a cell has it."""
    text = HIDDEN if hidden else text or format_number(value, digits)
    return f"<span {number_attributes(name, value, row, col, hidden)}>{text}</span>"


def number_attributes(
    name: str, value: float, row: int | None = None, col: int | None = None, hidden: bool = False
) -> str:
    """What an element that shows a number says of it: where it belongs, and its exact value."""
    told: dict[str, object] = {"data-name": html.escape(name)}
    told |= {} if row is None else {"data-row": row}
    told |= {} if col is None else {"data-col": col}
    told |= {} if hidden else {"data-value": repr(value), "title": repr(value)}
    return " ".join(f'{key}="{held}"' for key, held in told.items())


def largest(values: Sequence[Sequence[float]], n: int) -> list[int]:
    """The indices, in their order, of the ``n`` columns that hold the largest |value|.

    What is not a number counts as largest: it must be seen.
    """
    columns = zip(*values, strict=True)
    sizes = [max(math.inf if math.isnan(v) else abs(v) for v in column) for column in columns]
    return sorted(sorted(range(len(sizes)), key=lambda col: -sizes[col])[:n])


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


def _style(value: float, limit: float, palette: Palette) -> str:
    """No colour stands for what is not a number; plotly leaves such cells empty, too."""
    if math.isnan(value):
        return ""
    return f' style="background:{cell_color(value, limit, palette)};color:{palette.ink}"'


def _head(columns: Sequence[str], has_rows: bool) -> str:
    names = "".join(_heading(column, "col") for column in columns)
    return f"<thead><tr>{'<td></td>' if has_rows else ''}{names}</tr></thead>"


def _heading(name: str, scope: str) -> str:
    short = shortened(name, MAX_NAME)
    title = "" if short == name else f' title="{html.escape(name)}"'
    return f'<th scope="{scope}"{title}>{html.escape(short)}</th>'
