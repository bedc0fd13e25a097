"""The cards beside the lines of code: one Markdown file each, in ``texts/<language>/cards/``.

``<topic>.md`` explains a line of the script: a title, and what it is, why it is there, what goes
wrong without it. ``ask_<question>.md`` answers a question: after the title a line
``lines: loss, criterion`` names the topics at which it arises; what is true only of some runs
stands below ``## <variant>``, of a line what is true only with a setting below ``## <setting>``.
Numbers come as ``{{name}}``, or ``{{name:sample|samples}}`` for a
noun that goes with one; formulas stand between dollars.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from playground.core.settings import SETTINGS, TrainingSettings

FOLDER = Path(__file__).parent
ASK = "ask_"  # how the files of questions begin
PLACEHOLDER = re.compile(r"\{\{(\w+)(?::([^{}|]*)\|([^{}|]*))?\}\}")


@dataclass(frozen=True)
class Card:
    """A short text beside a line of code."""

    title: str  # Markdown, one line
    body: str  # Markdown, true of every run
    lines: tuple[str, ...] = ()  # of a question: the topics at which it arises
    variants: dict[str, str] = field(default_factory=dict)  # Markdown that follows the body

    def text(self, variant: str = "", fields: Mapping[str, str] | None = None) -> str:
        """The Markdown of body and variant, with numbers as ``fields`` has them for the screen.

        Of several variants, the names are separated by blanks.
        Names in ``fields`` that users have typed must be escaped already. Raises KeyError for a
        variant or a placeholder that is not there, or one that is left over.
        """
        parts = [self.body, *(self.variants[name] for name in variant.split())]
        text = "\n\n".join(part for part in parts if part)
        return PLACEHOLDER.sub(lambda found: _fill(found, fields or {}), text)

    def text_with(self, settings: TrainingSettings) -> str:
        """Of the card of a line: what is true of runs with these settings."""
        changed = [
            name for name in self.variants if getattr(settings, name) != SETTINGS[name].default
        ]
        return self.text(" ".join(changed))


def _fill(found: re.Match[str], fields: Mapping[str, str]) -> str:
    name, one, many = found.groups()
    if one is None:
        return fields[name]
    return one if fields[name] == "1" else many


def card(language: str, name: str) -> Card:
    """The card of a topic, or of a question when ``name`` is ``ask_<question>``.

    Raises KeyError when there is none.
    """
    return _cards(language)[name]


def topics(language: str) -> list[str]:
    """The topics that have a card."""
    return [name for name in _cards(language) if not name.startswith(ASK)]


def questions() -> list[str]:
    """All questions by name, without ``ask_``; they are the same in all languages."""
    return [name.removeprefix(ASK) for name in _cards("en") if name.startswith(ASK)]


def questions_at(topic: str) -> list[str]:
    """The questions that arise at a line of this topic, by name, without ``ask_``.

    They are the same in all languages; the one whose first topic it is comes first.
    """
    asked = {name: found.lines for name, found in _cards("en").items() if topic in found.lines}
    return [
        name.removeprefix(ASK) for name in sorted(asked, key=lambda name: asked[name][0] != topic)
    ]


@cache
def _cards(language: str) -> dict[str, Card]:
    files = sorted((FOLDER / language / "cards").glob("*.md"))
    return {file.stem: read_card(file.read_text(encoding="utf-8")) for file in files}


def read_card(text: str) -> Card:
    """A card from the text of its file."""
    head, *sections = re.split(r"^## (\w+)\n", text, flags=re.M)
    title, _, body = head.partition("\n")
    lines: tuple[str, ...] = ()
    if body.startswith("lines:"):
        named, _, body = body.partition("\n")
        lines = tuple(topic.strip() for topic in named.removeprefix("lines:").split(","))
    variants = dict(zip(sections[::2], map(str.strip, sections[1::2]), strict=True))
    return Card(title.removeprefix("# ").strip(), body.strip(), lines, variants)
