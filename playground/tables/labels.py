"""The labels of a table: class indices or names, read into targets or into problems."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from playground.core.dataset import MAX_CLASSES, MIN_CLASSES
from playground.core.problem import Problem
from playground.tables.cells import (
    class_name,
    clean,
    exact_number,
    is_number,
    read_number,
    shorten,
)

LABEL = "label"  # the column that holds the class of a sample


def label_problems(labels: Iterable[Any]) -> list[Problem]:
    """What is wrong with the labels of the rows of a table."""
    problems: list[Problem] = []
    read_labels(list(enumerate(map(clean, labels), start=1)), problems)
    return problems


def read_labels(
    labels: list[tuple[int, str]], problems: list[Problem]
) -> tuple[list[int], tuple[str, ...]]:
    """Class indices and class names of ``labels``, each with the number of its row."""
    name_of = {cell: class_name(cell) for cell in {cell for _, cell in labels if cell}}
    not_finite = {cell for cell in name_of if read_number(cell)[1] in ("not_finite", "too_large")}
    for number, cell in labels:
        if not cell:
            problems.append(Problem("label_missing", {"row": number, "column": LABEL}))
        elif cell in not_finite:
            fields = {"row": number, "column": LABEL, "value": shorten(cell)}
            problems.append(Problem("label_not_finite", fields))
    names = in_order_of_classes(set(name_of.values()))
    if names == ["1"] or names == list(map(str, range(min(len(names), MAX_CLASSES)))):
        if len(names) == 1:
            code = "one_row" if len(labels) == 1 else "one_class"
            problems.append(Problem(code, {"label": int(names[0])}, blocking=False))
        names = list(map(str, range(max(MIN_CLASSES, len(names)))))
    elif len(names) > MAX_CLASSES:
        fields = {"column": LABEL, "count": len(names), "maximum": MAX_CLASSES}
        problems.append(Problem("too_many_classes", fields))
    elif len(names) == 1:
        problems.append(Problem("one_class_name", {"label": shorten(names[0])}))
    elif "0" in names and all(map(is_number, names)):  # they look like indices, and are none
        problems.append(Problem("label_names", {"labels": ", ".join(names)}, blocking=False))
    return [names.index(name_of[cell]) for _, cell in labels if cell], tuple(names)


def in_order_of_classes(names: Iterable[str]) -> list[str]:
    """Names of classes as they stand everywhere: numbers by their value, then the others."""

    def numbers_first(name: str) -> tuple[bool, Decimal, str]:
        return (False, exact_number(name), name) if is_number(name) else (True, Decimal(0), name)

    return sorted(names, key=numbers_first)
