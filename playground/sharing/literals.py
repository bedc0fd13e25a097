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


def assigned_list(name: str, items: Sequence[str]) -> list[str]:
    """``name = [items]``, in one line if it surely fits, else with a line for each item."""
    line = f"{name} = [{', '.join(items)}]"
    if _widest(line) <= LINE_LENGTH:
        return [line]
    return one_a_line(name, items)


def one_a_line(name: str, items: Sequence[str]) -> list[str]:
    return [f"{name} = [", *(f"{INDENT}{item}," for item in items), "]"]


def assigned_rows(name: str, rows: Sequence[Sequence[str]]) -> list[str]:
    """``name = [rows]`` with a line for each row, or for each item of rows that are too long."""
    lines = [f"{name} = ["]
    for row in rows:
        line = f"{INDENT}[{', '.join(row)}],"
        is_short = len(line) <= LINE_LENGTH
        lines += [line] if is_short else _row_one_a_line(row)
    return [*lines, "]"]


def _row_one_a_line(row: Sequence[str]) -> list[str]:
    return [f"{INDENT}[", *(f"{2 * INDENT}{item}," for item in row), f"{INDENT}],"]


def assigned_call(name: str, function: str, arguments: Sequence[str]) -> list[str]:
    """``name = function(arguments)``, in one line, in three, or with a line for each argument."""
    inner = ", ".join(arguments)
    opening, line = f"{name} = {function}(", f"{name} = {function}({inner})"
    if len(line) <= LINE_LENGTH:
        return [line]
    if len(INDENT + inner) <= LINE_LENGTH:
        return [opening, INDENT + inner, ")"]
    return [opening, *(f"{INDENT}{argument}," for argument in arguments), ")"]


def _widest(line: str) -> int:
    """How many columns the line takes at most: letters beyond ASCII may be two wide."""
    return len(line) + sum(not letter.isascii() for letter in line)
