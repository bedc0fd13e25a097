"""Datasets and tables of every kind, for the tests that try many of them."""

import pandas as pd
import torch
from hypothesis import strategies as st

from playground.core.dataset import Dataset
from playground.core.settings import SETTINGS
from playground.tables.cells import clean
from playground.tables.labels import LABEL

texts = st.text(max_size=12)  # any letters at all, control characters and emoji among them
names = texts.map(clean).filter(lambda name: name not in ("", LABEL))
seeds = st.integers(0, int(SETTINGS["seed"].maximum))
numbers = st.one_of(
    st.integers(-1000, 1000).map(str),
    st.floats(-1e6, 1e6, width=32).map(repr),
    st.floats(-1e38, 1e38).map(repr),
)
cells = st.one_of(numbers, st.none(), st.sampled_from(["", " ", "1,5", "nan", "-inf"]), texts)


@st.composite
def datasets(draw: st.DrawFn) -> Dataset:
    """2 to 5 classes, 1 to 8 features, 1 to 60 samples, on scales from tame to wild.

    Some cells hold values that stand out: zeros, repeated ones, outliers.
    """
    n_classes, n_features = draw(st.integers(2, 5)), draw(st.integers(1, 8))
    n_samples = draw(st.integers(1, 60))
    generator = torch.Generator().manual_seed(draw(seeds))
    features = torch.randn(n_samples, n_features, generator=generator)
    features *= 10.0 ** draw(st.integers(-2, 2))
    places = st.tuples(st.integers(0, n_samples - 1), st.integers(0, n_features - 1))
    outliers = st.dictionaries(places, st.floats(-1000, 1000, width=32), max_size=5)
    for place, value in draw(outliers).items():
        features[place] = value
    targets = torch.randint(0, n_classes, (n_samples,), generator=generator)
    feature_names = tuple(f"x{index + 1}" for index in range(n_features))
    return Dataset(features, targets, feature_names, tuple(map(str, range(n_classes))))


@st.composite
def tables(
    draw: st.DrawFn,
    cells: st.SearchStrategy[str | None] = cells,
    labels: st.SearchStrategy[str | None] | None = cells,
    min_rows: int = 0,
) -> pd.DataFrame:
    """A table as typed: up to 5 feature columns, up to 8 rows and, last, the labels if any."""
    columns = draw(st.lists(names, min_size=1, max_size=5, unique=True))
    n_rows = draw(st.integers(min_rows, 8))
    rows = [[draw(cells) for _ in columns] for _ in range(n_rows)]
    if labels is not None:
        columns = [*columns, LABEL]
        rows = [[*row, draw(labels)] for row in rows]
    return pd.DataFrame(rows, columns=columns, dtype=object)
