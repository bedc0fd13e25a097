"""An axis that is linear around 0 and logarithmic far out, so that both are seen at once."""

import math

import numpy as np

from playground.charts.scales import ROUND_DIGITS, scale_limit, short_number

LINEAR_UP_TO = 4.0  # about
MIN_LIMIT = 10.0  # of an axis: what is nearer to 0 does not fill it
TICK_GAP = 12  # pixels between the texts of two ticks


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
    return max(MIN_LIMIT, scale_limit(largest)) if math.isfinite(largest) else MIN_LIMIT


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
