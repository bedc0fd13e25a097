"""Tables of numbers as HTML."""

import html
from collections.abc import Iterable


def as_cells(texts: Iterable[str]) -> str:
    """Cells of a row."""
    return "".join(f"<td>{html.escape(text)}</td>" for text in texts)


def as_table(head: list[str], rows: list[list[str]]) -> str:
    """An HTML table whose first column names the rows."""
    body = f"<tr>{''.join(f'<th>{html.escape(cell)}</th>' for cell in head)}</tr>"
    for name, *cells in rows:
        body += f"<tr><th>{html.escape(name)}</th>{as_cells(cells)}</tr>"
    return f"<table>{body}</table>"
