"""How numbers and curves are shown: rounded for reading, thinned for drawing."""

import math
from collections.abc import Mapping

import numpy as np

# shown without zeros at their end
AS_TYPED = {"added", "calm", "feature", "guess", "leaping", "learning_rate", "off", "rate", "value"}
MAX_POINTS = 1000  # of a curve; beyond it, each bucket of epochs keeps its lowest and highest


def format_number(value: float, digits: int = 4) -> str:
    """A number for the screen: so many significant digits, no fewer than its whole part."""
    if not math.isfinite(value):
        return str(value)
    if value == 0:
        return "0"
    magnitude = math.floor(math.log10(abs(value)))
    if not -4 <= magnitude < 6:
        return f"{value:.{digits - 1}e}"
    return f"{value:.{max(0, digits - 1 - magnitude)}f}"


def format_probability(value: float) -> str:
    """A probability in per cent; one that only rounds to 0 or 1 is not shown as if it were."""
    if 0 < value < 0.00005:
        return "<0.01%"
    if 0.99995 <= value < 1:
        return ">99.99%"
    return f"{100 * value:.2f}%" if 0 < value < 1 else f"{100 * value:.0f}%"


def format_percent(share: float) -> str:
    """A share of at most 10,000 samples in per cent: never 100 % for less than all."""
    return f"{100 * share:.4g} %"


def shown(fields: Mapping[str, float | int | str]) -> dict[str, str]:
    """The fields of `questions.Answer` as texts; names stay as they are typed."""
    return {name: _shown(name, value) for name, value in fields.items()}


def _shown(name: str, value: float | int | str) -> str:
    if not isinstance(value, float):
        return str(value)
    if name in AS_TYPED:
        return f"{value:.6g}"
    if name == "p" or name.startswith("p_"):
        return format_probability(value)
    is_share = name.startswith(("accuracy", "share"))
    return format_percent(value) if is_share else format_number(value)


def thin_out(history: list[float], most: int = MAX_POINTS) -> tuple[list[int], list[float]]:
    """Epochs (from 1) and values of a curve, at most ``most``, all of them real.

    A long history is cut into buckets of which the lowest and the highest value are kept, so
    that no spike is lost; the first and the last epoch always are.
    """
    n = len(history)
    if n <= most:
        return list(range(1, n + 1)), list(history)
    values = np.asarray(history)
    size = math.ceil(n / (most // 2 - 1))
    buckets = np.pad(values, (0, -n % size), mode="edge").reshape(-1, size)
    starts = np.arange(len(buckets)) * size
    kept = {0, n - 1, *(starts + buckets.argmin(1)), *(starts + buckets.argmax(1))}
    indices = sorted(int(index) for index in kept)
    return [index + 1 for index in indices], values[indices].tolist()
