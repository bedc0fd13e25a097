"""Scales: at which round number one ends, and what is written beside it.

The asinh axis is linear around 0 and logarithmic far out, so that both are seen at once.
"""

import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

TICK_WIDTH, TICK_HEIGHT = 60, 22  # pixels from one tick to the next, across and up
MAX_TICKS = 8  # on an axis, however long
ROUND_DIGITS = (1, 2, 5)  # times a power of ten
CLOSE_DIGITS = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8)  # where a half-used scale would be pale
MIN_DECADES = 0.3  # of a logarithmic axis: what hardly changes looks so
SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")  # as large as the type: <sup> is not
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
LINEAR_UP_TO = 4.0  # about, on an asinh axis
MIN_ASINH_LIMIT = 10.0  # of an asinh axis: what is nearer to 0 does not fill it
TICK_GAP = 12  # pixels between the texts of two ticks


def scale_limit(value: float, digits: Sequence[float] = ROUND_DIGITS) -> float:
    """The smallest of 1, 2, 5 × 10ⁿ, or what ``digits`` are, not below ``value``; 1 for 0 and less.

    ``value``: finite, of the size of a float32.
    """
    if value <= 0:
        return 1.0
    exponent = math.floor(math.log10(value))
    steps = (float(f"{m}e{n}") for n in (exponent - 1, exponent, exponent + 1) for m in digits)
    return next(step for step in steps if step >= value)


def color_limit(largest: float) -> float:
    """The end of a scale of colours around 0 for numbers of which one is as ``largest``.

    It is the one for W and b wherever they are seen, with the largest of their run.
    """
    return scale_limit(largest, CLOSE_DIGITS)


def short_number(value: float) -> str:
    """A round number for a scale, such as −0.5, 20 or 1e6."""
    text = f"{value:g}" if value == 0 or 0.01 <= abs(value) < 10000 else f"{value:.0e}"
    mantissa, _, exponent = text.partition("e")
    return (f"{mantissa}e{int(exponent)}" if exponent else mantissa).replace("-", "−")


def power_of_ten(value: float) -> str:
    """A round number beside a logarithmic axis: 0.002, or 2×10⁻⁷."""
    exponent = math.floor(math.log10(value) + 1e-9)
    if -4 <= exponent <= 4:
        return f"{value:.6g}"
    mantissa = f"{value / 10**exponent:.6g}"
    power = "10" + str(exponent).translate(SUPERSCRIPTS)
    return power if mantissa == "1" else f"{mantissa}×{power}"


def log_range(values: Sequence[float]) -> tuple[float, float]:
    """The logarithms (of base ten) between which an axis shows all of ``values`` above 0."""
    shown = [math.log10(value) for value in values if 0 < value < math.inf]
    low, high = min(shown, default=-1.0), max(shown, default=0.0)
    margin = max(0.05 * (high - low), (MIN_DECADES - (high - low)) / 2)
    return low - margin, high + margin


def range_of_losses(losses: Sequence[float], is_log: bool) -> tuple[float, float]:
    """From 0 to a little above the highest of them; of a logarithmic axis the logarithms."""
    if is_log:
        return log_range(losses)
    return 0.0, 1.05 * (max(filter(math.isfinite, losses), default=0) or 1)


def log_ticks(low: float, high: float, most: float) -> list[float]:
    """Round values on a logarithmic axis from 10^``low`` to 10^``high``.

    As many as there can be while no two are nearer to one another than the ``most``-th part of
    the axis.
    """
    apart = (high - low) / most

    def has_room(ticks: list[float]) -> bool:
        places = [math.log10(tick) for tick in ticks]
        return all(b - a >= apart for a, b in itertools.pairwise(places))

    choices = list(_ladders(low, high))
    choices += [[ticks[0], ticks[-1]] for ticks in choices if ticks]
    return max(filter(has_room, choices), key=len)


def log_axis(low: float, high: float, most: float) -> dict[str, Any]:
    """A logarithmic axis with `log_ticks`, as plotly has it."""
    ticks = log_ticks(low, high, most)
    return {"type": "log", "tickvals": ticks, "ticktext": list(map(power_of_ten, ticks))}


def _ladders(low: float, high: float) -> Iterator[list[float]]:
    """Choices of ticks, the simplest first: powers of ten, round numbers, equal steps."""

    def inside(ticks: Iterable[float]) -> list[float]:
        return [tick for tick in ticks if low <= math.log10(tick) <= high]

    exponents = range(math.floor(low), math.ceil(high) + 1)
    for step in (1, 2, 3, 5, 10, 20, 50):
        yield inside(10.0**n for n in exponents if n % step == 0)
    for mantissas in ((1, 3), ROUND_DIGITS):
        yield inside(float(f"{m}e{n}") for n in exponents for m in mantissas)
    top = 10.0**high
    largest = math.floor(math.log10(top - 10.0**low))
    for n in (largest, largest - 1):
        for m in ROUND_DIGITS:
            size = float(f"{m}e{n}")
            count = math.floor(top / size)
            yield inside(float(f"{k * m}e{n}") for k in range(1, count + 1))


def squeeze(values: np.ndarray) -> np.ndarray:
    """Places on the axis, asinh(value/4)."""
    places: np.ndarray = np.arcsinh(np.asarray(values, float) / LINEAR_UP_TO)
    return places


def stretch(places: np.ndarray) -> np.ndarray:
    """The values at these places."""
    values: np.ndarray = LINEAR_UP_TO * np.sinh(np.asarray(places, float))
    return values


def limit_for(largest: float) -> float:
    """The round value at which an axis ends that shows up to ``largest``."""
    return max(MIN_ASINH_LIMIT, scale_limit(largest)) if math.isfinite(largest) else MIN_ASINH_LIMIT


def ticks_up_to(limit: float, pixels: float, text: float = 14) -> list[float]:
    """Round values above 0 to write on an axis of so many ``pixels`` from 0 to ``limit``.

    From the outside inwards, each at least ``text`` and a space from the next.
    """
    whole = squeeze(np.array(limit)).item()
    exponents = range(-1, math.floor(math.log10(limit)) + 1)
    choices = sorted((float(f"{m}e{n}") for n in exponents for m in ROUND_DIGITS), reverse=True)
    found: list[float] = []
    edge = pixels
    for value in choices:
        place = squeeze(np.array(value)).item() / whole * pixels
        width = text + 7 * max(0, len(short_number(value)) - 2)
        if width < place <= edge:
            found.append(value)
            edge = place - width - TICK_GAP
    return found[::-1]
