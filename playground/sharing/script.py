"""A run as the plain PyTorch that computes it: each line of code, and what it is about.

Executed, the lines print what the page logs and end with the run's parameters and answers, to the
last bit. They need torch alone and, for large tables, the CSV files of `tables` beside them.
"""

import io
import zipfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from playground.core.run import TrainingRun
from playground.sharing import script_data
from playground.sharing.script_data import BLANK, Code, Rows, about, files_read
from playground.sharing.script_training import training

NAME = "experiment"  # of its file, without what tells the kind
# multiplications in one product, from which on torch may share them out among its threads and so
# sum in another order; seen from 400 on
SHARED_WORK = 200


@dataclass(frozen=True)
class Line:
    """A line of code, and the topic that explains it."""

    code: str  # without the newline
    topic: str  # "" for blank lines and comments
    place: int = 1  # among the lines of its topic, from 1

    @property
    def id(self) -> str:
        """Its name within the script: ``topic``, ``topic-2``, …; "" when it has no topic."""
        return self.topic if self.place == 1 else f"{self.topic}-{self.place}"


def script(
    run: TrainingRun,
    query_vectors: Rows,
    comments: Mapping[str, str] | None = None,
) -> list[Line]:
    """The script of all epochs of ``run``, formatted as ``ruff format`` leaves it.

    ``query_vectors`` [n_query_vectors, n_features] are the test vectors as typed; without any,
    nothing is predicted. ``comments`` maps topics to a line of comment each, put above the first
    line of the topic.
    """
    code = [
        *_beginning(run, query_vectors),
        *script_data.samples(run.dataset),
        *_split(run),
        *_standardise(run),
        *_model(run),
        *training(run),
        *_held_out_accuracy(run),
        *(_prediction(run, query_vectors) if query_vectors else []),
    ]
    lines: list[Line] = []
    places = Counter[str]()
    for text, topic in code:
        places[topic] += 1
        if comments and topic in comments and places[topic] == 1:
            indent = text[: len(text) - len(text.lstrip())]
            lines.append(Line(f"{indent}# {' '.join(comments[topic].split())}", ""))
        lines.append(Line(text, topic, places[topic] if topic else 1))
    return lines


def source(lines: list[Line]) -> str:
    """The lines as the text of a Python file."""
    return "".join(line.code + "\n" for line in lines)


def tables(run: TrainingRun, query_vectors: Rows) -> dict[str, bytes]:
    """The CSV files that belong beside the script, by name; none when it holds all data itself."""
    return script_data.tables(run.dataset, query_vectors)


def script_name(run: TrainingRun, query_vectors: Rows) -> str:
    """The name of the file to take home: a ZIP where the script reads tables."""
    return f"{NAME}.{'zip' if files_read(run.dataset, query_vectors) else 'py'}"


def script_file(
    run: TrainingRun, query_vectors: Rows, comments: Mapping[str, str] | None = None
) -> bytes:
    """Its content: a Python file, or a ZIP of it and of the tables that it reads."""
    text = source(script(run, query_vectors, comments=comments)).encode()
    beside = tables(run, query_vectors)
    if not beside:
        return text
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {f"{NAME}.py": text, **beside}.items():
            archive.writestr(f"{NAME}/{name}", content)
    return packed.getvalue()


def _beginning(run: TrainingRun, query_vectors: Rows) -> Code:
    dataset = run.dataset
    code = about("imports", "import csv") + BLANK if files_read(dataset, query_vectors) else []
    code += about("imports", "import torch", "from torch import nn, optim") + BLANK
    n_rows = max(dataset.n_samples, len(query_vectors))
    if n_rows * dataset.n_features * dataset.n_classes >= SHARED_WORK:
        code += about("seed", "torch.set_num_threads(1)")
    return code + about("seed", f"torch.manual_seed({run.settings.seed})") + BLANK


def _split(run: TrainingRun) -> Code:
    test, seed = run.prepared.held_out, run.settings.seed
    if test is None:
        return []
    order = f"torch.randperm(len(X), generator=torch.Generator().manual_seed({seed}))"
    n = test.n_samples
    return BLANK + about(
        "split",
        f"order = {order}",
        f"held_out, rows = order[:{n}].sort().values, order[{n}:].sort().values",
        "X_held_out, y_held_out = X[held_out], y[held_out]",
        "X, y = X[rows], y[rows]",
    )


def _standardise(run: TrainingRun) -> Code:
    if run.prepared.scaling is None:
        return []
    scaled = run.prepared.training.features
    lines = ["mean, scale = X.double().mean(dim=0), X.double().std(dim=0, correction=0)"]
    if bool((scaled == scaled[0]).all(0).any()):  # a constant feature is only centred
        lines.append("scale[X.amax(dim=0) == X.amin(dim=0)] = 1")
    lines.append(_standardised("X"))
    if run.prepared.held_out is not None:
        lines.append(_standardised("X_held_out"))
    return BLANK + about("standardise", *lines)


def _standardised(name: str) -> str:
    return f"{name} = (({name}.double() - mean) / scale).float()"


def _model(run: TrainingRun) -> Code:
    n_features, n_classes = run.dataset.n_features, run.dataset.n_classes
    return [
        *BLANK * 2,
        ("class SimpleModel(nn.Module):", "module"),
        ("    def __init__(self):", "init"),
        ("        super().__init__()", "init"),
        (f"        self.fc = nn.Linear({n_features}, {n_classes})", "linear"),
        *BLANK,
        ("    def forward(self, x):", "forward"),
        ("        return self.fc(x)", "forward"),
        *BLANK * 2,
        ("model = SimpleModel()", "model"),
    ]


def _held_out_accuracy(run: TrainingRun) -> Code:
    if run.prepared.held_out is None:
        return []
    return BLANK + about(
        "split",
        "with torch.no_grad():",
        "    right = model(X_held_out).argmax(dim=1) == y_held_out",
        'print(f"Held out: {right.sum()} of {len(right)} right")',
    )


def _prediction(run: TrainingRun, query_vectors: Rows) -> Code:
    code = BLANK + script_data.queries(query_vectors)
    if run.prepared.scaling is not None:
        code += about("standardise", _standardised("X_test"))
    name = "class_names[index]" if script_data.classes_are_named(run.dataset) else "index"
    return [
        *code,
        ("with torch.no_grad():", "no_grad"),
        ("    test_logits = model(X_test)", "test_logits"),
        ("    probabilities = test_logits.softmax(dim=1)", "probabilities"),
        ("    predicted_class = test_logits.argmax(dim=1)", "predicted_class"),
        ("for index, row in zip(predicted_class.tolist(), probabilities.tolist()):", "answer"),
        (f'    print(f"Predicted class: {{{name}}}, probabilities: {{row}}")', "answer"),
    ]
