"""The numbers of an answer, as its card shows them."""

from collections.abc import Mapping

from playground.charts.display import format_number, format_percent, format_probability

AS_TYPED = {"added", "feature", "learning_rate", "rate"}  # shown without zeros at their end


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
    return format_percent(value) if name.startswith("accuracy") else format_number(value)
