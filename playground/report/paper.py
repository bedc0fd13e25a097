"""What reports and worksheets are printed on: a file of HTML that needs nothing beside it."""

import html
from pathlib import Path

from playground.texts import Texts

STYLE = (Path(__file__).parent / "style.css").read_text("utf-8")


def page(title: str, body: str, texts: Texts) -> bytes:
    """The file, in UTF-8."""
    text = (
        f'<!DOCTYPE html><html lang="{texts("language_tag")}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(title)}</title><style>{STYLE}</style></head>"
        f"<body>{body}</body></html>\n"
    )
    return text.encode(errors="replace")  # names may hold halves of characters


def section(title: str, content: str, classes: str = "") -> str:
    """A part of the page with its title; nothing where it has no content."""
    if not content:
        return ""
    return f'<section class="{classes}"><h2>{html.escape(title)}</h2>{content}</section>'


def paragraph(text: str, classes: str = "") -> str:
    return f'<p class="{classes}">{html.escape(text)}</p>'
