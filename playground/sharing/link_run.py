"""Settings and a run in the query of an address.

Settings that are not the default stand there by their names. ``run`` is the epoch that was reached,
``epoch`` the one shown when that is another, ``rates`` the learning rates when they were changed in
mid-run, each with the epoch from which on it counted, and ``guess`` what was guessed of it.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from playground.core.dataset import Dataset
from playground.core.insight.guess import Guess, read_guess
from playground.core.problem import Problem, remark
from playground.core.run import TrainingRun
from playground.core.settings import (
    SETTINGS,
    Setting,
    TrainingSettings,
    default_settings,
    settings_problems,
)

RUN_KEYS = ("run", "epoch", "rates", "guess")
CELL, ROW = "_", "~"  # between a change's epoch and its rate, and between changes


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
                problems.append(_cannot_be(name, query[name]))
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


class SavedRun(NamedTuple):
    """A run that can be gone through again, to the same bits."""

    epochs: int  # how many it had computed, or was to compute when it was left
    shown: int | None  # the epoch shown; None for the last one
    rates: list[tuple[int, float]]  # (epoch, learning rate from there on), in order


def encode_run(run: TrainingRun, epochs: int, shown: int) -> dict[str, str]:
    """The query of a run of so many epochs, of which epoch ``shown`` is shown."""
    query = {"run": str(epochs)}
    if shown not in (run.epoch, epochs):
        query["epoch"] = str(shown)
    if run.learning_rate_changes:
        rates = [(0, run.settings.learning_rate), *run.learning_rate_changes]
        query["rates"] = ROW.join(f"{epoch}{CELL}{rate!r}" for epoch, rate in rates)
    return query


def decode_run(
    query: Mapping[str, str], max_epochs: int, problems: list[Problem]
) -> SavedRun | None:
    """The run in a query, if there is one; what cannot be read is left out, and said."""
    epochs, shown = (_epoch(name, query, problems) for name in ("run", "epoch"))
    if not epochs:
        return None
    epochs = min(epochs, max_epochs)
    return SavedRun(epochs, shown, _rates(query.get("rates", ""), epochs))


def decode_guess(query: Mapping[str, str], problems: list[Problem]) -> Guess | None:
    """What was guessed of the run, if anything; what cannot be read is left out, and said."""
    guess = read_guess(query.get("guess", ""))
    if guess is None and query.get("guess"):
        problems.append(_cannot_be("guess", query["guess"]))
    return guess


def repeat_run(saved: SavedRun, settings: TrainingSettings, dataset: Dataset) -> TrainingRun:
    """The run at epoch 0, with its learning rates to come; ``settings`` has the last of them."""
    if saved.rates and saved.rates[0][0] == 0:
        settings = replace(settings, learning_rate=saved.rates[0][1])
    run = TrainingRun(dataset, settings)
    run.plan_learning_rates(saved.rates)
    return run


def _epoch(name: str, query: Mapping[str, str], problems: list[Problem]) -> int | None:
    epoch = whole_number(query.get(name, ""))
    if epoch is None and name in query:
        problems.append(_cannot_be(name, query[name]))
    return epoch


def _rates(text: str, epochs: int) -> list[tuple[int, float]]:
    """Learning rates, each with its epoch, in order; one that makes no sense ends them."""
    rates: list[tuple[int, float]] = []
    for part in filter(None, text.split(ROW)):
        at, _, typed = part.partition(CELL)
        epoch, rate = whole_number(at), number(typed)
        if epoch is None or epoch > epochs or (rates and epoch < rates[-1][0]):
            break
        if rate is None or not SETTINGS["learning_rate"].accepts(rate):
            break
        rates.append((epoch, rate))
    return rates


def _cannot_be(name: str, text: str) -> Problem:
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
