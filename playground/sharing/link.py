"""An experiment as the query of the page's address: readable, versioned, safe to take from anyone.

``?v=1&data=iris&learning_rate=0.05&run=1000&epoch=200``: settings that are not the default by
their names, an example by its name, any other table spelled out in ``samples`` and ``test``, or
packed into ``samples_z`` and ``test_z`` when that is shorter; then the run. Typed by hand, without
the version, an example has the settings it needs.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pandas as pd

from playground.core.insight.guess import Guess
from playground.core.problem import Problem, remark
from playground.sharing.examples import Example, example_of, examples
from playground.sharing.hand_in import HandIn
from playground.sharing.link_run import (
    SavedRun,
    decode_guess,
    decode_run,
    decode_settings,
    encode_settings,
)
from playground.sharing.link_tables import decode_table, encode_table, table_text
from playground.tables.labels import LABEL

VERSION = "1"
PACKED_LESSON = "lesson_z"  # a file of a lesson, in place of the name
MAX_ADDRESS = 6000  # characters of a table; addresses of 8000 and more are refused by proxies
MAX_CELLS = 20_000  # of a table; more would not fit, packed as they may be
EQUALS_IN_MAIL = "3D"  # behind each "=" of a mail's source
SIGNS_BEHIND = ">)]}.,;:!?\"'*»”’。，、；：！？）】》」』"  # signs that follow a link in a sentence
# the table of this name, or None when there is none; raises ValueError for a damaged one
TableReader = Callable[[str], pd.DataFrame | None]


@dataclass(frozen=True)
class SavedExperiment:
    """What an address or a file describes: tables as typed, settings, and a run, if any."""

    samples: pd.DataFrame
    test_samples: pd.DataFrame
    settings: dict[str, Any]  # a value for each of `SETTINGS`
    run: SavedRun | None = None
    language: str = ""
    problems: list[Problem] = field(default_factory=list)  # what could not be read, and was left
    guess: Guess | None = None  # of the run, or of the one to come
    query: Mapping[str, str] = field(default_factory=dict)  # all of it, with lesson and view
    hand_in: HandIn | None = None  # what a file has of a lesson


def encode(
    samples: pd.DataFrame, test_samples: pd.DataFrame, settings: Mapping[str, Any]
) -> tuple[dict[str, str], bool]:
    """The query of tables and settings, and whether the tables were short enough to be in it."""
    query = {"v": VERSION} | encode_settings(settings)
    example = example_of(samples)
    if example is None and samples.size > MAX_CELLS:
        return query, False
    tables = _encode_tables(example, samples, test_samples)
    if sum(map(len, (query | tables).values())) > MAX_ADDRESS:
        return query, False
    return query | tables, True


def _encode_tables(
    example: Example | None, samples: pd.DataFrame, test_samples: pd.DataFrame
) -> dict[str, str]:
    """The query of these tables; ``example``: the one with these samples. The note needs none."""
    query, test_text = {}, table_text(test_samples)
    if example is None:
        query = encode_table("samples", table_text(samples))
    elif example.name != "note":
        query = {"data": example.name}
    if example is None or table_text(example.test_samples()) != test_text:
        query |= encode_table("test", test_text)
    return query


def decode(
    query: Mapping[str, str], tables: Mapping[str, pd.DataFrame] | None = None
) -> SavedExperiment:
    """What the address says; what cannot be read is replaced by the note's, and said.

    ``tables``, when given, are the ``samples`` and the ``test`` samples in place of the query's.
    Without the samples that the address names, its run is left out: it was not of those shown.
    Nothing in a query is evaluated.
    """
    query = mended(query)
    problems: list[Problem] = []
    if query.get("v", VERSION) != VERSION:
        problems.append(remark("link_version", value=query["v"][:20]))
    read = partial(decode_table, query) if tables is None else tables.get
    missing: list[Problem] = []  # what is wrong with the samples
    example = _example(query, missing)
    samples = _table(read, "samples", missing)
    if samples is None:
        samples, query_vectors = example.samples(), example.test_samples()
    else:
        query_vectors = samples.iloc[:1, :-1].reset_index(drop=True)
    problems += missing
    own_vectors = _table(read, "test", problems)
    if own_vectors is not None and list(own_vectors.columns) != list(query_vectors.columns):
        problems.append(remark("link_test"))
    elif own_vectors is not None:
        query_vectors = own_vectors
    is_typed = "v" not in query and example_of(samples) is example
    settings = decode_settings(query, problems, example.settings() if is_typed else None)
    run = None if missing else decode_run(query, settings["epochs"], problems)
    language = query.get("language", "")
    guess = None if missing else decode_guess(query, problems)
    return SavedExperiment(samples, query_vectors, settings, run, language, problems, guess, query)


def _example(query: Mapping[str, str], problems: list[Problem]) -> Example:
    example = examples().get(query.get("data", "note"))
    if example is None:
        problems.append(remark("link_data", value=query["data"][:40]))
    return example or examples()["note"]


def _table(read: TableReader, name: str, problems: list[Problem]) -> pd.DataFrame | None:
    """The table of this name, if there is one that can be read."""
    try:
        table = read(name)
        if name == "samples" and table is not None:
            *features, label = table.columns
            if not features or label != LABEL:
                raise ValueError("not features and a label")
    except ValueError:
        problems.append(remark("link_table", value=name))
        return None
    return table


def mended(query: Mapping[str, str]) -> dict[str, str]:
    """The query with ``&amp;`` read as ``&``, and without the marks and signs of a mail.

    No address of ours has blanks in it, nor such signs at its end. One typed by hand, without a
    number as its version, may have blanks within the cells of a table.
    """
    if query.get("v", next(iter(query.values()), "")).startswith(EQUALS_IN_MAIL):
        query = _unquoted(query)
    parts_of = str.split if query.get("v", "").strip().isdecimal() else str.splitlines
    texts = ["".join(part.strip() for part in parts_of(text)) for text in query.values()]
    texts[-1:] = map(_without_signs, texts[-1:])
    keys = [re.sub("^(amp;)+", "", "".join(key.split())) for key in query]
    return dict(zip(keys, texts, strict=True))


def _unquoted(query: Mapping[str, str]) -> dict[str, str]:
    """The query of a mail's source: "=" is written as "=3D", and also stands where a line ends."""
    source = "&".join(f"{key}={text}" for key, text in query.items())
    text = re.sub(rf"=({EQUALS_IN_MAIL})?\s*", lambda found: "=" if found[1] else "", source)
    pairs = (part.partition("=") for part in text.split("&"))
    return {key: value for key, _, value in pairs}


def _without_signs(text: str) -> str:
    """Full stops stay that end the number of a character, or stand for what is left out."""
    stripped = text.rstrip(SIGNS_BEHIND)
    is_number = re.search(r"\.\.[0-9a-f]{1,6}$", stripped[-8:])
    signs = text[len(stripped) :]
    dots = len(signs) - len(signs.lstrip("."))
    return stripped + signs[:dots] if dots > 1 or is_number else stripped
