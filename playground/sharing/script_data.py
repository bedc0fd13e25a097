"""The data of a script: samples, their names, and query vectors, in it or in files beside it."""

from collections.abc import Iterable, Sequence

import pandas as pd

from playground.core.dataset import Dataset
from playground.sharing.files import to_csv
from playground.sharing.literals import INDENT, LINE_LENGTH, in_lines, quoted, shortest
from playground.tables.cells import writable
from playground.tables.labels import LABEL

Code = list[tuple[str, str]]  # lines, each with its topic
Rows = Sequence[Sequence[float]]

BLANK: Code = [("", "")]
SAMPLES_FILE, QUERIES_FILE = "samples.csv", "test_samples.csv"
MAX_ROWS = 60  # of a table that stands in the script itself


def about(topic: str, *lines: str) -> Code:
    return [(line, topic) for line in lines]


def files_read(dataset: Dataset, query_vectors: Rows) -> list[str]:
    """The names of the CSV files that the script reads; none when all data stand in it."""
    files = {SAMPLES_FILE: _reads_samples(dataset), QUERIES_FILE: _reads_queries(query_vectors)}
    return [name for name, is_read in files.items() if is_read]


def tables(dataset: Dataset, query_vectors: Rows) -> dict[str, bytes]:
    """These files."""
    names, files = list(map(writable, dataset.feature_names)), {}
    if _reads_samples(dataset):
        samples = zip(dataset.features.tolist(), dataset.targets.tolist(), strict=True)
        rows = ([*map(shortest, features), str(target)] for features, target in samples)
        files[SAMPLES_FILE] = _csv([*names, LABEL], rows)
    if _reads_queries(query_vectors):
        files[QUERIES_FILE] = _csv(names, (map(shortest, row) for row in query_vectors))
    return files


def _csv(names: list[str], rows: Iterable[Iterable[str]]) -> bytes:
    return to_csv(pd.DataFrame(map(list, rows), columns=names, dtype=object))


def _reads_samples(dataset: Dataset) -> bool:
    """Whether the samples are too many or too wide for the script."""
    return dataset.n_samples > MAX_ROWS or _are_wide(_sample_rows(dataset))


def _reads_queries(query_vectors: Rows) -> bool:
    return len(query_vectors) > MAX_ROWS or _are_wide(_feature_rows(query_vectors))


def _are_wide(rows: list[str]) -> bool:
    return any(len(f"{INDENT}{row},") > LINE_LENGTH for row in rows)


def _sample_rows(dataset: Dataset) -> list[str]:
    rows = zip(_feature_rows(dataset.features.tolist()), dataset.targets.tolist(), strict=True)
    return [f"({features}, {target})" for features, target in rows]


def _feature_rows(features: Rows) -> list[str]:
    return [f"[{', '.join(map(shortest, row))}]" for row in features]


def samples(dataset: Dataset) -> Code:
    """The samples as the tensors X and y, and what features and classes are called."""
    if _reads_samples(dataset):
        code = about("samples", *_read(SAMPLES_FILE, "samples"))
        features, label = "[[float(x) for x in row[:-1]] for row in samples]", "int(row[-1])"
        code += about("features", f"X = torch.tensor({features})")
        code += about("targets", f"y = torch.tensor([{label} for row in samples])")
    else:
        code = about("samples", *_listed("samples", _sample_rows(dataset)))
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


def queries(query_vectors: Rows) -> Code:
    """The query vectors as the tensor X_test."""
    if _reads_queries(query_vectors):
        code = _read(QUERIES_FILE, "test_samples")
        features = "[[float(x) for x in row] for row in test_samples]"
        return about("test", *code, f"X_test = torch.tensor({features})")
    code = _listed("test_samples", _feature_rows(query_vectors))
    return about("test", *code, "X_test = torch.tensor(test_samples, dtype=torch.float32)")


def _names(name: str, names: Sequence[str]) -> list[str]:
    return in_lines(f"{name} = [", list(map(quoted, names)), "]")


def _listed(name: str, rows: list[str]) -> list[str]:
    """A list with a line for each row, however short."""
    return [f"{name} = [", *(f"{INDENT}{row}," for row in rows), "]"]


def _read(file: str, name: str) -> list[str]:
    """Open a file of `tables`; its first row has the names."""
    return [
        f'with open({quoted(file)}, encoding="utf-8-sig", newline="") as file:',
        f"{INDENT}{name} = list(csv.reader(file))[1:]",
    ]
