"""The example datasets in ``data/``: one CSV file each, with lines of ``# key: value`` on top.

``order`` is the place in the gallery; ``title.<language>`` and ``teaches.<language>`` are shown
there; ``settings.<name>`` is a setting that the example needs, as a link would have it;
``test_samples`` are test vectors to begin with, separated by semicolons; ``source`` and ``licence``
stand beside data that are not our own.
"""

import io
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from playground.core.dataset import Dataset
from playground.sharing.link_run import decode_settings, encode_settings
from playground.tables.cells import rows_of
from playground.tables.reading import read_samples

DATA = Path(__file__).parent.parent.parent / "data"
MARK = "# "  # before a line about the table


@dataclass(frozen=True)
class Example:
    """A dataset of the gallery."""

    name: str  # of its file
    about: dict[str, str]  # what its first lines say
    csv: str  # the table itself

    def samples(self) -> pd.DataFrame:
        """The table of samples, as text."""
        return _parsed(self.csv).copy(deep=False)  # what is written to one is not in the other

    def test_samples(self) -> pd.DataFrame:
        """The test vectors of the file, as text, or else the first sample."""
        return self._test_samples.copy(deep=False)

    @cached_property
    def _test_samples(self) -> pd.DataFrame:
        *features, _ = _parsed(self.csv).columns
        first = ",".join(_parsed(self.csv).iloc[0, :-1])
        vectors = self.about.get("test_samples", first).split(";")
        cells = [[cell.strip() for cell in vector.split(",")] for vector in vectors]
        return pd.DataFrame(cells, columns=features, dtype=object)

    def settings(self) -> dict[str, Any]:
        """A value for each of ``SETTINGS``: the default, where the file says nothing.

        Raises ValueError for one that there is not, that cannot be or that is the default anyway.
        """
        mark = "settings."
        own = {key[len(mark) :]: text for key, text in self.about.items() if key.startswith(mark)}
        settings = decode_settings(own, [])
        if encode_settings(settings).keys() != own.keys():
            raise ValueError(f"settings of {self.name}: {own}")
        return settings

    def text(self, key: str, language: str) -> str:
        """What the file says in this language, or else in English."""
        return self.about.get(f"{key}.{language}") or self.about[f"{key}.en"]


@cache
def examples() -> dict[str, Example]:
    """All examples by name, in the order of the gallery."""
    found = sorted(map(_read, DATA.glob("*.csv")), key=_place)
    return {example.name: example for example in found}


def example_of(samples: pd.DataFrame) -> Example | None:
    """The example whose samples are these, name for name and text for text."""
    typed = list(samples.columns), rows_of(samples)
    for example in examples().values():
        if len(samples) == len(_parsed(example.csv)) and typed == _cells(example.csv):
            return example
    return None


@cache
def _parsed(csv: str) -> pd.DataFrame:
    table = pd.read_csv(io.StringIO(csv), dtype=object)
    # in one block, where pandas read one for each column: whoever takes it over is quicker
    return pd.DataFrame(table.to_numpy(), columns=table.columns, dtype=object)


@cache
def _cells(csv: str) -> tuple[list[str], list[list[Any]]]:
    table = _parsed(csv)
    return list(table.columns), rows_of(table)


def _place(example: Example) -> tuple[int, str]:
    return int(example.about["order"]), example.name


def _read(path: Path) -> Example:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    about = [line.removeprefix(MARK).partition(":") for line in lines if line.startswith(MARK)]
    csv = "".join(line for line in lines if not line.startswith(MARK))
    return Example(path.stem, {key.strip(): value.strip() for key, _, value in about}, csv)


def note_dataset() -> Dataset:
    """The note's ten samples, as tensors."""
    dataset = read_samples(examples()["note"].samples()).dataset
    assert dataset is not None
    return dataset
