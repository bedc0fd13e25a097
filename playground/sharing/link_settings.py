"""Training settings in the query of an address: those that are not the default, by their names."""

import math
import re
from collections.abc import Mapping
from typing import Any

from playground.core.problem import Problem, remark
from playground.core.settings import SETTINGS, Setting, default_settings, settings_problems


def encode_settings(settings: Mapping[str, Any]) -> dict[str, str]:
    return {
        name: str(settings[name])
        for name, setting in SETTINGS.items()
        if settings[name] != setting.default
    }


def decode_settings(
    query: Mapping[str, str], problems: list[Problem], default: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """A value for each setting; one that cannot be is left at its default, and said."""
    settings = default_settings() | dict(default or {})
    for name, setting in SETTINGS.items():
        if name in query:
            value = _value(query[name], setting)
            if setting.accepts(value):
                settings[name] = value
            else:
                problems.append(cannot_be(name, query[name]))
    for problem in settings_problems(settings):  # two that do not go together
        settings[problem.code] = SETTINGS[problem.code].default
    return settings


def _value(text: str, setting: Setting) -> Any:
    """The text as a value of the setting's kind, or None."""
    if setting.kind is bool:
        return {"True": True, "False": False}.get(text)
    if setting.kind is int:
        return whole_number(text)
    if setting.kind is float:
        return number(text)
    return text


def cannot_be(name: str, text: str) -> Problem:
    """What is said of a value that was not taken."""
    return remark("link_setting", name=name, value=text[:40])


def whole_number(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,12}", text) else None


def number(text: str) -> float | None:
    """A finite number, or None."""
    if not re.fullmatch(r"[0-9.eE+-]{1,30}", text):
        return None
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
