import contextlib
import io
import itertools
import json
import math
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as some

from playground.charts.log import log_lines
from playground.core.dataset import Dataset
from playground.core.model import predict
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.sharing.notebook import notebook
from playground.sharing.script import SHARED_WORK, script, source, tables
from playground.texts import LANGUAGES, Texts
from playground.texts.cards import card, topics
from playground.ui.dialogs.share import comments
from tests.sharing.script_cases import CASES, finished
from tests.strategies import datasets

TIMEOUT = 120  # seconds
# torch shares even the softmax of ten rows out, to the same bits; on a busy machine that takes long
ENVIRONMENT = os.environ | {"OMP_NUM_THREADS": "1"}
RUNNER = Path(__file__).with_name("at_home.py")
LISTED = list(LANGUAGES)


NAMES = list(CASES)
NOTEBOOKS = [
    *("the note", "all that SGD takes", "iris, on mini-batches by Adam", "given weights"),
    *("smoothed labels", "balanced classes", "changes", "diverged", "diverged on mini-batches"),
    *("hostile names in a file", "many test vectors", "no test vectors"),
]


def write(path: Path, run: TrainingRun, query_vectors: list[list[float]], language: str) -> None:
    """A script or a notebook, with comments and cards, in a folder of its own with its tables."""
    path.parent.mkdir()
    said = comments(Texts(language))
    if path.suffix == ".py":
        path.write_text(source(script(run, query_vectors, said)), encoding="utf-8")
        for name, content in tables(run, query_vectors).items():
            (path.parent / name).write_bytes(content)
    else:
        cards = {topic: card(language, topic).text() for topic in topics(language)}
        cards |= {"curve": "", "heatmaps": ""}
        path.write_bytes(notebook(run, query_vectors, "# Title", cards, said))


def executed(folder: Path, names: list[str], file: str) -> list[dict[str, Any]]:
    """What the files of these cases print and come to, in every other language each."""
    paths = [folder / str(number) / file for number in range(len(names))]
    for number, (path, name) in enumerate(zip(paths, names, strict=True)):
        language = LISTED[number % len(LISTED)]
        write(path, finished(name), CASES[name].query_vectors(), language)
    result = subprocess.run(
        [sys.executable, "-I", str(RUNNER), *map(str, paths)],
        env=ENVIRONMENT,
        capture_output=True,
        encoding="utf-8",
        timeout=TIMEOUT,
    )
    assert result.returncode == 0, result.stderr
    return list(map(json.loads, result.stdout.splitlines()))


def expected(name: str) -> dict[str, Any]:
    """The page's log and bits, as the runner has them of a script."""
    run, tests = finished(name), CASES[name].query_vectors()
    bits = {"fc.weight": run.parameters.weight, "fc.bias": run.parameters.bias}
    if tests:
        prediction = run.predict(torch.tensor(tests), run.epoch)
        bits |= {"test_logits": prediction.logits, **prediction._asdict()}
        del bits["logits"]
    printed = log_lines(run)
    if (held_out := run.prepared.held_out) is not None:
        answers = predict(run.parameters, held_out.features).predicted_class
        right = int((answers == held_out.targets).sum())
        printed.append(f"Held out: {right} of {held_out.n_samples} right")
    if tests:
        names = run.dataset.class_names
        rows = zip(bits["predicted_class"].tolist(), bits["probabilities"].tolist(), strict=True)
        for index, row in rows:
            printed += f"Predicted class: {names[index]}, probabilities: {row}".splitlines()
    return {"printed": printed, "errors": ""} | {
        key: repr(bit.tolist()) for key, bit in bits.items()
    }


@pytest.mark.parametrize(
    ("names", "file"),
    [(NAMES[::2], "script.py"), (NAMES[1::2], "script.py"), (NOTEBOOKS, "notebook.ipynb")],
    ids=["scripts", "other scripts", "notebooks"],
)
def test_what_is_taken_home_prints_the_page_s_lines_and_comes_to_its_bits(
    names: list[str], file: str, tmp_path: Path
) -> None:
    """Many in one test, so that few interpreters are started."""
    results = executed(tmp_path, names, file)
    for name, result in zip(names, results, strict=True):
        assert result == expected(name), name


def test_products_too_small_to_be_shared_out_have_the_same_bits_on_many_threads() -> None:
    def products(n_rows: int, n_features: int, n_classes: int, threads: int) -> list[list[float]]:
        torch.set_num_threads(threads)
        generator = torch.Generator().manual_seed(1)
        features = torch.randn(n_rows, n_features, generator=generator)
        weight = torch.randn(n_classes, n_features, generator=generator)
        bias = torch.randn(n_classes, generator=generator)
        logits = torch.addmm(bias, features, weight.t())
        return [*logits.tolist(), *torch.mm(logits.t(), features).tolist()]

    sizes = itertools.product(range(1, 101, 3), range(1, 65), range(2, 21))
    small = [size for size in sizes if math.prod(size) < SHARED_WORK]
    for size in small:
        assert products(*size, threads=1) == products(*size, threads=4), size


def test_a_run_that_diverged_at_a_printed_epoch_is_among_the_cases() -> None:
    assert log_lines(finished("diverged where it prints"))[-1].endswith("Loss: nan")


RATES = some.floats(1e-6, 1, allow_subnormal=False)
OPTIONS = some.fixed_dictionaries(
    {
        "optimizer": some.sampled_from(["sgd", "adam"]),
        "initial_weights": some.sampled_from(["random", "zero"]),
        "momentum": some.sampled_from([0.0, 0.5, 0.9]),
        "weight_decay": some.sampled_from([0.0, 1e-4, 0.1]),
        "label_smoothing": some.sampled_from([0.0, 0.1, 0.75]),
        "class_weights": some.sampled_from(["none", "balanced"]),
        "batch_size": some.sampled_from([0, 8, 20]),
        "test_share": some.sampled_from([0.0, 0.25, 0.5]),
        "standardise": some.booleans(),
        "seed": some.integers(0, 2**32 - 1),
        "learning_rate": RATES,
    }
)


def execute(run: TrainingRun) -> tuple[list[str], dict[str, Any]]:
    """The lines that the script prints, and its variables; in a folder with its files."""
    names: dict[str, Any] = {"__name__": "__main__"}
    printed = io.StringIO()
    with tempfile.TemporaryDirectory() as folder, torch.random.fork_rng():
        path = Path(folder) / "own" / "script.py"
        write(path, run, run.dataset.features[:2].tolist(), "en")
        with contextlib.chdir(path.parent), contextlib.redirect_stdout(printed):
            exec(path.read_text(encoding="utf-8"), names)
    return printed.getvalue().splitlines(), names


@settings(max_examples=10)
@given(dataset=datasets(), options=OPTIONS, changes=some.dictionaries(some.integers(0, 99), RATES))
def test_random_runs_come_to_the_same_bits(
    dataset: Dataset, options: dict[str, Any], changes: dict[int, float]
) -> None:
    run = TrainingRun(dataset, TrainingSettings(epochs=100, **options))
    run.plan_learning_rates(sorted(changes.items()))
    run.advance(100)
    printed, names = execute(run)
    assert printed[: len(log_lines(run))] == log_lines(run)
    model = names["model"]
    assert repr(model.fc.weight.tolist()) == repr(run.parameters.weight.tolist())
    assert repr(model.fc.bias.tolist()) == repr(run.parameters.bias.tolist())
