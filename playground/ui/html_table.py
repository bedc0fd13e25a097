"""Tables of numbers as HTML."""

import html


def as_table(head: list[str], rows: list[list[str]]) -> str:
    """An HTML table whose first column names the rows."""
    body = f"<tr>{''.join(f'<th>{html.escape(cell)}</th>' for cell in head)}</tr>"
    for name, *cells in rows:
        texts = "".join(f"<td>{html.escape(cell)}</td>" for cell in cells)
        body += f"<tr><th>{html.escape(name)}</th>{texts}</tr>"
    return f"<table>{body}</table>"
