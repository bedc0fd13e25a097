"""Values as Python writes them, laid out as ``ruff format`` would leave them."""

from collections.abc import Sequence

import numpy as np

from playground.core import parameters_text

LINE_LENGTH = 88  # ruff's own, and so that of who formats the script at home
INDENT = "    "


def shortest(value: float) -> str:
    """The number with the fewest digits that becomes this very float32 again.

    It may look like a whole number, so a tensor of such needs its dtype.
    """
    return number(float(parameters_text.shortest(np.float32(value))))


def number(value: float) -> str:
    """A finite number, exactly; without a point where it is whole."""
    text = repr(float(value))
    if text == "-0.0":  # as a whole number it would lose its sign
        return text
    mantissa, exponent_mark, exponent = text.removesuffix(".0").partition("e")
    return f"{mantissa}e{int(exponent)}" if exponent_mark else mantissa


def quoted(text: str) -> str:
    """The string in double quotes, or in single ones where those need fewer backslashes."""
    quote = "'" if text.count('"') > text.count("'") else '"'
    escaped = "".join(
        "\\" + letter if letter == quote else letter if letter in "\"'" else repr(letter)[1:-1]
        for letter in text
    )
    return quote + escaped + quote


def in_lines(opening: str, items: Sequence[str], closing: str, indent: str = "") -> list[str]:
    """What stands in brackets, in one line if it surely fits, else with a line for each item."""
    line = f"{indent}{opening}{', '.join(items)}{closing}"
    if _widest(line) <= LINE_LENGTH:
        return [line]
    return [indent + opening, *(f"{indent}{INDENT}{item}," for item in items), indent + closing]


def _widest(line: str) -> int:
    """How many columns the line takes at most: letters beyond ASCII may be two wide."""
    return len(line) + sum(not letter.isascii() for letter in line)
