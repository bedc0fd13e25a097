"""The data of a script: samples, their names, and test vectors, in it or in files beside it."""

from collections.abc import Sequence

import pandas as pd

from playground.core.dataset import Dataset
from playground.sharing.files import to_csv
from playground.sharing.literals import (
    INDENT,
    LINE_LENGTH,
    assigned_list,
    one_a_line,
    quoted,
    shortest,
)
from playground.tables.cells import writable

Code = list[tuple[str, str]]  # lines, each with its topic
Rows = Sequence[Sequence[float]]

BLANK: Code = [("", "")]
MAX_ROWS = 60  # of a table that stands in the script itself
LABEL = "label"  # heads the column of class indices


def about(topic: str, *lines: str) -> Code:
    return [(line, topic) for line in lines]


def tables(dataset: Dataset, query_vectors: Rows, csv_name: str) -> dict[str, bytes]:
    """The CSV files that the script reads, by name; none when all data stand in the script."""
    names, files = list(map(writable, dataset.feature_names)), {}
    if reads_samples(dataset):
        samples = zip(dataset.features.tolist(), dataset.targets.tolist(), strict=True)
        rows = [[*map(shortest, features), str(target)] for features, target in samples]
        files[csv_name] = to_csv(pd.DataFrame(rows, columns=[*names, LABEL], dtype=object))
    if reads_queries(query_vectors):
        rows = [list(map(shortest, features)) for features in query_vectors]
        files[queries_file(csv_name)] = to_csv(pd.DataFrame(rows, columns=names, dtype=object))
    return files


def queries_file(csv_name: str) -> str:
    """The file of the test vectors, where there is one."""
    return f"test_{csv_name}"


def reads_samples(dataset: Dataset) -> bool:
    """Whether the samples are too many or too wide for the script."""
    return dataset.n_samples > MAX_ROWS or not _fit(_sample_rows(dataset))


def reads_queries(query_vectors: Rows) -> bool:
    """Whether the test vectors are."""
    return len(query_vectors) > MAX_ROWS or not _fit(_feature_rows(query_vectors))


def _fit(rows: list[str]) -> bool:
    return all(len(f"{INDENT}{row},") <= LINE_LENGTH for row in rows)


def _sample_rows(dataset: Dataset) -> list[str]:
    rows = zip(_feature_rows(dataset.features.tolist()), dataset.targets.tolist(), strict=True)
    return [f"({features}, {target})" for features, target in rows]


def _feature_rows(features: Rows) -> list[str]:
    return [f"[{', '.join(map(shortest, row))}]" for row in features]


def samples(dataset: Dataset, csv_name: str) -> Code:
    """The samples as the tensors X and y, and what features and classes are called."""
    if reads_samples(dataset):
        code = about("samples", *_read(csv_name, "samples"))
        features, label = "[[float(x) for x in row[:-1]] for row in samples]", "int(row[-1])"
        code += about("features", f"X = torch.tensor({features})")
        code += about("targets", f"y = torch.tensor([{label} for row in samples])")
    else:
        code = about("samples", *one_a_line("samples", _sample_rows(dataset)))
        features = "[x for x, _ in samples]"
        code += about("features", f"X = torch.tensor({features}, dtype=torch.float32)")
        code += about("targets", "y = torch.tensor([label for _, label in samples])")
    if dataset.feature_names != tuple(f"x{n + 1}" for n in range(dataset.n_features)):
        code += about("features", *_names("feature_names", dataset.feature_names))
    if classes_are_named(dataset):
        code += about("targets", *_names("class_names", dataset.class_names))
    return code


def classes_are_named(dataset: Dataset) -> bool:
    """Whether the classes are called otherwise than by their indices."""
    return dataset.class_names != tuple(map(str, range(dataset.n_classes)))


def tests(query_vectors: Rows, csv_name: str) -> Code:
    """The test vectors as the tensor X_test."""
    if reads_queries(query_vectors):
        code = _read(queries_file(csv_name), "test_samples")
        features = "[[float(x) for x in row] for row in test_samples]"
        return about("test", *code, f"X_test = torch.tensor({features})")
    code = one_a_line("test_samples", _feature_rows(query_vectors))
    return about("test", *code, "X_test = torch.tensor(test_samples, dtype=torch.float32)")


def _names(name: str, names: Sequence[str]) -> list[str]:
    return assigned_list(name, list(map(quoted, names)))


def _read(csv_name: str, name: str) -> list[str]:
    """Open a file of `tables`; its first row has the names."""
    return [
        f'with open({quoted(csv_name)}, encoding="utf-8-sig", newline="") as file:',
        f"{INDENT}{name} = list(csv.reader(file))[1:]",
    ]
