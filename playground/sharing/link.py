"""An experiment as the query of the page's address: readable, versioned, safe to take from anyone.

``?v=1&data=iris&learning_rate=0.05&run=1000&epoch=200``: settings that are not the default by
their names, an example by its name, any other table spelled out in ``samples`` and ``test``, or
packed into ``samples_z`` and ``test_z`` when that is shorter. ``run`` is the epoch the run had
reached, ``epoch`` the one shown, ``rates`` the learning rates changed in mid-run.
"""

import base64
import binascii
import math
import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import pandas as pd

from playground.core.dataset import MAX_FEATURES, MAX_SAMPLES, Dataset
from playground.core.problem import Problem
from playground.core.run import TrainingRun
from playground.core.settings import (
    SETTINGS,
    Setting,
    TrainingSettings,
    default_settings,
    settings_problems,
)
from playground.sharing.examples import examples
from playground.tables.cells import writable
from playground.tables.labels import LABEL

VERSION = "1"
MAX_ADDRESS = 6000  # characters of a table; addresses of 8000 and more are refused by proxies
MAX_CELLS = 20_000  # of a table; more would not fit, packed as they may be
MAX_UNPACKED = 2**20  # characters of a table
CELL, ROW = "_", "~"  # these need no escape in an address, unlike commas
# the table of this name, or None when there is none; what is wrong is added to the problems
TableReader = Callable[[str, Mapping[str, str], list[Problem]], pd.DataFrame | None]


@dataclass(frozen=True)
class Linked:
    """What an address describes."""

    samples: pd.DataFrame
    test_samples: pd.DataFrame
    settings: dict[str, Any]  # all of `TrainingSettings`
    run: int = 0  # epochs to compute
    epoch: int | None = None  # to show; None for the last one
    rates: list[tuple[int, float]] = field(default_factory=list)
    language: str = ""
    problems: list[Problem] = field(default_factory=list)  # what could not be read, and was left


def encode(
    samples: pd.DataFrame, test_samples: pd.DataFrame, settings: Mapping[str, Any]
) -> tuple[dict[str, str], bool]:
    """The query of tables and settings, and whether the tables were short enough to be in it."""
    query = {"v": VERSION}
    for name, setting in SETTINGS.items():
        if settings[name] != setting.default:
            query[name] = str(settings[name])
    if samples.size > MAX_CELLS:
        return query, False
    text = _text(samples)
    name = next((name for name, known in _examples().items() if known[0] == text), "")
    if name not in ("", "note"):
        query["data"] = name
    if not name:
        query |= _packed("samples", text)
    test_text = _text(test_samples)
    if not name or _examples()[name][1] != test_text:
        query |= _packed("test", test_text)
    if sum(map(len, query.values())) > MAX_ADDRESS:
        return {key: value for key, value in query.items() if not _is_table(key)}, False
    return query, True


def decode(query: Mapping[str, str], read_table: TableReader | None = None) -> Linked:
    """What the address says; what cannot be read is replaced by the note's, and said.

    ``read_table`` finds the tables, by default in the query itself.

    Nothing in it is evaluated, and sizes are bounded before anything is unpacked.
    """
    problems: list[Problem] = []
    read_table = read_table or _unpacked
    if query.get("v", VERSION) != VERSION:
        problems.append(Problem("link_version", {"value": query["v"][:20]}, blocking=False))
    example = examples().get(query.get("data", "note"))
    if example is None:
        problems.append(Problem("link_data", {"value": query["data"][:40]}, blocking=False))
        example = examples()["note"]
    samples = read_table("samples", query, problems)
    if samples is not None and (len(samples.columns) < 2 or samples.columns[-1] != LABEL):
        problems.append(Problem("link_table", {"value": "samples"}, blocking=False))
        samples = None
    if samples is None:
        samples, tests = example.samples(), example.test_samples()
    else:
        tests = samples.iloc[:1, :-1].reset_index(drop=True)
    typed_tests = read_table("test", query, problems)
    if typed_tests is not None and list(typed_tests.columns) == list(samples.columns[:-1]):
        tests = typed_tests
    elif typed_tests is not None:
        problems.append(Problem("link_test", blocking=False))
    settings = _settings(query, problems)
    run, epoch = (_epoch(name, query, problems) for name in ("run", "epoch"))
    run = min(run or 0, settings["epochs"])
    return Linked(
        samples,
        tests,
        settings,
        run,
        epoch,
        _rates(query.get("rates", ""), run),
        query.get("language", ""),
        problems,
    )


def _settings(query: Mapping[str, str], problems: list[Problem]) -> dict[str, Any]:
    """All settings: those that the query has and that can be, and the defaults of the others."""
    settings = default_settings()
    for name, setting in SETTINGS.items():
        if name in query:
            value = _value(query[name], setting)
            if setting.accepts(value):
                settings[name] = value
            else:
                problems.append(_cannot_be(name, query[name]))
    for problem in settings_problems(settings):  # Nesterov without a momentum
        settings[problem.code] = SETTINGS[problem.code].default
    return settings


def _cannot_be(name: str, text: str) -> Problem:
    return Problem("link_setting", {"name": name, "value": text[:40]}, blocking=False)


def _epoch(name: str, query: Mapping[str, str], problems: list[Problem]) -> int | None:
    epoch = _whole(query.get(name, ""))
    if epoch is None and name in query:
        problems.append(_cannot_be(name, query[name]))
    return epoch


def _value(text: str, setting: Setting) -> Any:
    """The text as a value of the setting's kind, or None."""
    if setting.kind is bool:
        return {"True": True, "False": False}.get(text)
    if setting.kind is int:
        return _whole(text)
    if setting.kind is float:
        return _number(text)
    return text


def _whole(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,12}", text) else None


def _number(text: str) -> float | None:
    if not re.fullmatch(r"[0-9.eE+-]{1,30}", text):
        return None
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def of_run(run: TrainingRun, epochs: int, shown: int) -> dict[str, str]:
    """What is added to the query for a run of so many epochs, of which epoch ``shown`` is shown."""
    query = {"run": str(epochs)}
    if shown not in (run.epoch, epochs):
        query["epoch"] = str(shown)
    if run.learning_rate_changes:
        rates = [(0, run.settings.learning_rate), *run.learning_rate_changes]
        query["rates"] = ROW.join(f"{epoch}{CELL}{rate!r}" for epoch, rate in rates)
    return query


def repeated(linked: Linked, dataset: Dataset) -> TrainingRun:
    """The run that the address describes, at epoch 0, with its learning rates to come."""
    settings = TrainingSettings(**linked.settings)
    rates = list(linked.rates)
    if rates and rates[0][0] == 0:
        settings = replace(settings, learning_rate=rates.pop(0)[1])
    run = TrainingRun(dataset, settings)
    run.plan_learning_rates(rates)
    return run


def _rates(text: str, run: int) -> list[tuple[int, float]]:
    """Changes of the learning rate up to epoch ``run``; one that makes no sense ends them."""
    rates: list[tuple[int, float]] = []
    for part in filter(None, text.split(ROW)):
        at, _, rate = part.partition(CELL)
        epoch, value = _whole(at), _number(rate)
        if epoch is None or value is None or epoch > run or (rates and epoch < rates[-1][0]):
            break
        if not SETTINGS["learning_rate"].accepts(value):
            break
        rates.append((epoch, value))
    return rates


def _is_table(key: str) -> bool:
    return key.removesuffix("_z") in ("samples", "test")


@cache
def _examples() -> dict[str, tuple[str, str]]:
    """The samples and the test samples of each example, as `_text` has them."""
    return {e.name: (_text(e.samples()), _text(e.test_samples())) for e in examples().values()}


def _text(table: pd.DataFrame) -> str:
    """A table in characters that an address need not escape; an empty cell is the same as None."""
    rows = [list(map(str, table.columns)), *table.fillna("").itertuples(index=False, name=None)]
    return ROW.join(CELL.join(_escaped(str(cell)) for cell in row) for row in rows)


def _packed(name: str, text: str) -> dict[str, str]:
    packed = base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")
    return {f"{name}_z": packed} if len(packed) < len(text) and len(text) > 600 else {name: text}


def _escaped(cell: str) -> str:
    """Letters, digits, "-" and decimal points as they are, other characters by their numbers."""
    other = r"[^A-Za-z0-9.-]|(?<![0-9])\.|\.(?![0-9])"
    return re.sub(other, lambda found: f"..{ord(found[0]):x}.", cell)


def _unescaped(text: str) -> str:
    return re.sub(r"\.\.([0-9a-f]{1,6})\.", _character, text)


def _character(found: re.Match[str]) -> str:
    number = int(found[1], 16)
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "?"


def _unpacked(name: str, query: Mapping[str, str], problems: list[Problem]) -> pd.DataFrame | None:
    """The table spelled out under ``name``, or None when there is none or it is damaged."""
    try:
        text = query.get(name)
        if text is None and f"{name}_z" in query:
            packed = query[f"{name}_z"]
            data = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
            unpacker = zlib.decompressobj()
            text = unpacker.decompress(data, MAX_UNPACKED).decode()
            if unpacker.unconsumed_tail or not unpacker.eof:
                raise ValueError("too large, or cut off")
        if text is None:
            return None
        header, *rows = ([_unescaped(cell) for cell in row.split(CELL)] for row in text.split(ROW))
        return as_table(header, rows)
    except (ValueError, binascii.Error, zlib.error):
        problems.append(Problem("link_table", {"value": name}, blocking=False))
        return None


def as_table(header: list[str], rows: list[list[str]]) -> pd.DataFrame:
    """A table of these cells, "" for an empty one. Raises ValueError for what cannot be one."""
    columns = [" ".join(writable(name).split()) for name in header]
    even = all(len(row) == len(columns) for row in rows) and len(set(columns)) == len(columns)
    if not (even and len(columns) <= MAX_FEATURES + 1 and len(rows) <= MAX_SAMPLES):
        raise ValueError("not a table")
    cells = [[writable(cell) or None for cell in row] for row in rows]
    return pd.DataFrame(cells, columns=columns, dtype=object)
