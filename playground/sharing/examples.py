"""The example datasets in ``data/``: one CSV file each, with lines of ``# key: value`` on top.

``order`` is the place in the gallery; ``title.<language>`` and ``teaches.<language>`` are shown
there; ``test_sample`` is a test vector to begin with; ``source`` and ``licence`` stand beside data
that are not our own.
"""

import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from playground.core.dataset import Dataset
from playground.tables.reading import read_samples

DATA = Path(__file__).parent.parent.parent / "data"


@dataclass(frozen=True)
class Example:
    """A dataset of the gallery."""

    name: str  # of its file
    about: dict[str, str]  # what its first lines say
    csv: str  # the table itself

    def samples(self) -> pd.DataFrame:
        """The table of samples, as text."""
        return _parsed(self.csv).copy()

    def test_samples(self) -> pd.DataFrame:
        """One test vector: that of the file, or else the first sample."""
        *features, _ = _parsed(self.csv).columns
        if "test_sample" in self.about:
            vector = self.about["test_sample"].split(",")
        else:
            vector = [_parsed(self.csv)[name].iloc[0] for name in features]
        return pd.DataFrame([vector], columns=features, dtype=object)

    def text(self, key: str, language: str) -> str:
        """What the file says in this language, or else in English."""
        return self.about.get(f"{key}.{language}") or self.about[f"{key}.en"]


@cache
def examples() -> dict[str, Example]:
    """All examples by name, in the order of the gallery."""
    found = [_read(path) for path in DATA.glob("*.csv")]
    return {example.name: example for example in sorted(found, key=_place)}


@cache
def _parsed(csv: str) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(csv), dtype=str)


def _place(example: Example) -> tuple[int, str]:
    return int(example.about["order"]), example.name


def _read(path: Path) -> Example:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    about = [line[1:].partition(":") for line in lines if line.startswith("# ")]
    csv = "".join(line for line in lines if not line.startswith("# "))
    return Example(path.stem, {key.strip(): value.strip() for key, _, value in about}, csv)


def note_dataset() -> Dataset:
    """The note's ten samples, as tensors."""
    dataset = read_samples(examples()["note"].samples()).dataset
    assert dataset is not None
    return dataset
