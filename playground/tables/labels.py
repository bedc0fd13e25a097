"""The labels of a table: class indices or names, read into targets or into problems."""

from collections.abc import Iterable
from typing import Any

from playground.core.dataset import MAX_CLASSES, MIN_CLASSES
from playground.core.problem import Problem
from playground.tables.cells import class_name, clean, is_number, read_number, shorten

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
    for number, cell in labels:
        if not cell:
            problems.append(Problem("label_missing", {"row": number, "column": LABEL}))
        elif read_number(cell)[1] in ("not_finite", "too_large"):
            fields = {"row": number, "column": LABEL, "value": shorten(cell)}
            problems.append(Problem("label_not_finite", fields))
    used = {cell for _, cell in labels if cell}
    values = [float(cell) for cell in used if is_number(cell)]
    if len(values) == len(used) and (0 in values or len(set(values)) < 2):
        return _read_class_indices(labels, problems)
    names = sorted({class_name(cell) for cell in used}, key=_numbers_first)
    if len(names) > MAX_CLASSES:
        fields = {"column": LABEL, "count": len(names), "maximum": MAX_CLASSES}
        problems.append(Problem("too_many_classes", fields))
    if len(names) == 1:
        problems.append(Problem("one_class_name", {"label": shorten(names[0])}))
    return [names.index(class_name(cell)) for _, cell in labels if cell], tuple(names)


def _numbers_first(name: str) -> tuple[bool, float, str]:
    return (False, float(name), "") if is_number(name) else (True, 0.0, name)


def _read_class_indices(
    labels: list[tuple[int, str]], problems: list[Problem]
) -> tuple[list[int], tuple[str, ...]]:
    """Labels that are the class indices themselves; they leave no gap."""
    targets: list[int] = []
    wrong = len(problems)
    for number, cell in labels:
        if not cell:
            continue
        value = float(cell)
        fields = {"row": number, "column": LABEL, "value": shorten(cell)}
        if value < 0:
            problems.append(Problem("label_negative", fields))
        elif value != int(value):
            problems.append(Problem("label_fraction", fields))
        elif value >= MAX_CLASSES:
            problems.append(Problem("label_too_large", {**fields, "maximum": MAX_CLASSES - 1}))
        else:
            targets.append(int(value))
    if targets and len(problems) == wrong:
        problems.extend(_class_problems(targets))
    n_classes = max(MIN_CLASSES, max(targets, default=0) + 1)
    return targets, tuple(str(index) for index in range(n_classes))


def _class_problems(targets: list[int]) -> list[Problem]:
    used = set(targets)
    if len(used) == 1 and targets[0] < MIN_CLASSES:
        code = "one_row" if len(targets) == 1 else "one_class"
        return [Problem(code, {"label": targets[0]}, blocking=False)]
    missing = [index for index in range(max(used)) if index not in used]
    if missing:
        listed = ", ".join(str(index) for index in missing)
        return [Problem("label_gap", {"column": LABEL, "missing": listed, "highest": max(used)})]
    return []
