"""A run in the query of an address: how far it had come, what it showed, its learning rates.

``run`` is the epoch it had reached, ``epoch`` the one shown when that is another, ``rates`` the
learning rates when they were changed in mid-run, each with the epoch from which on it counted.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from playground.core.dataset import Dataset
from playground.core.problem import Problem
from playground.core.run import TrainingRun
from playground.core.settings import SETTINGS, TrainingSettings
from playground.sharing.link_settings import cannot_be, number, whole_number

RUN_KEYS = ("run", "epoch", "rates")
CELL, ROW = "_", "~"  # between a change's epoch and its rate, and between changes


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
        problems.append(cannot_be(name, query[name]))
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
