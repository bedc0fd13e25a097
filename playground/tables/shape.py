"""The shape of the tables: which features and classes they have, and how these are called."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from playground.core.dataset import MAX_CLASSES, MAX_FEATURES
from playground.core.problem import Problem, is_blocked
from playground.tables.cells import class_name, clean
from playground.tables.labels import LABEL, in_order_of_classes, label_problems

FEATURE_PROBLEMS = (
    "feature_without_name",
    "feature_twice",
    "no_features_left",
    "too_many_features",
)
CLASS_PROBLEMS = ("class_without_name", "class_twice", "no_classes_left", "too_many_classes")
START = "0"  # in every row of a new feature, and in the one sample of a new class


class Rename(NamedTuple):
    """A feature or a class: its name so far, None for a new one, and its name from now on."""

    old: str | None
    new: str


def features_of(samples: pd.DataFrame) -> list[str]:
    return [str(column) for column in samples.columns if column != LABEL]


def classes_of(samples: pd.DataFrame) -> list[str]:
    """The labels in use, in the order of the classes."""
    labels = {class_name(clean(cell)) for cell in samples[LABEL]}
    return in_order_of_classes(labels - {""})


def in_order(asked: Sequence[tuple[float | None, Rename]], names: list[str]) -> list[Rename]:
    """The features at the places, from 1, that are asked for; ``names`` has them as they were.

    One moved to the place of another pushes it aside, the way it came from; a new one pushes it
    down, and without a place is the last.
    """

    def place(each: tuple[float | None, Rename]) -> tuple[float, float]:
        order, named = each
        if named.old is None:
            return len(asked) + 1 if order is None else order, -1
        before = names.index(named.old) + 1
        order = before if order is None else order
        return order, order - before

    return [named for _, named in sorted(asked, key=place)]


def shape_problems(features: Sequence[Rename], classes: Sequence[Rename]) -> list[Problem]:
    """What keeps the tables from getting this shape."""
    names = [each.new for each in features]
    problems = _name_problems(names, FEATURE_PROBLEMS, MAX_FEATURES)
    if LABEL in names:
        problems.append(Problem("feature_called_label", {"value": LABEL}))
    names = [class_name(each.new) for each in classes]  # "01" would be the class "1"
    problems += _name_problems(names, CLASS_PROBLEMS, MAX_CLASSES)
    return problems or _class_problems(classes)


def _name_problems(names: Sequence[str], codes: Sequence[str], maximum: int) -> list[Problem]:
    nameless, twice, none_left, too_many = codes
    problems = [
        Problem(nameless, {"row": row}) for row, name in enumerate(names, start=1) if not name
    ]
    repeated = dict.fromkeys(name for name in names if name and names.count(name) > 1)
    problems += [Problem(twice, {"value": name}) for name in repeated]
    if not names:
        problems.append(Problem(none_left))
    if len(names) > maximum:
        count = {"count": len(names), "maximum": maximum, "column": LABEL}
        problems.append(Problem(too_many, count))
    return problems


def _class_problems(classes: Sequence[Rename]) -> list[Problem]:
    """What makes labels of these names that cannot be learnt, unless they were such before."""
    before = [each.old for each in classes if each.old is not None]
    if is_blocked(label_problems(before)):
        return []
    return [problem for problem in label_problems(each.new for each in classes) if problem.blocking]


def reshaped(
    samples: pd.DataFrame,
    query_vectors: pd.DataFrame,
    features: Sequence[Rename],
    classes: Sequence[Rename],
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Both tables with these features in this order, the samples with these classes.

    What was typed for a feature that stays is kept; the samples of a class that goes, go with it;
    a new class has one sample. ``features`` and ``classes`` have no `shape_problems`.
    """
    names = {named.old: named.new for named in classes if named.old is not None}
    labels = [class_name(clean(cell)) for cell in samples[LABEL]]
    table = _with_features(samples, features)
    renamed = [names.get(label, cell) for label, cell in zip(labels, samples[LABEL], strict=True)]
    table[LABEL] = pd.Series(renamed, index=table.index, dtype=object)
    table = table.loc[[not label or label in names for label in labels]]
    new_rows = [[START] * len(features) + [named.new] for named in classes if named.old is None]
    added = pd.DataFrame(new_rows, columns=table.columns, dtype=object)
    table = pd.concat([table, added], ignore_index=True)
    return table, _with_features(query_vectors, features)


def _with_features(table: pd.DataFrame, features: Sequence[Rename]) -> pd.DataFrame:
    columns = {
        named.new: START if named.old is None else table[named.old].to_numpy() for named in features
    }
    return pd.DataFrame(columns, index=table.index, dtype=object)


def follow_features(query_vectors: pd.DataFrame, samples: pd.DataFrame) -> pd.DataFrame:
    """The test table with the columns that ``samples`` now has.

    What was typed for a feature that is still there stays; a new one starts with the value of
    the first sample, and without a feature in common that sample is the only test vector.
    """
    names = features_of(samples)
    first = samples.iloc[0] if len(samples) else pd.Series(dict.fromkeys(names))
    has_common = set(names) & set(query_vectors.columns)
    rows = query_vectors.index if has_common else pd.RangeIndex(1)
    columns = {name: query_vectors.get(name, first[name]) for name in names}
    return pd.DataFrame(columns, index=rows, dtype=object)
