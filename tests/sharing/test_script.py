import contextlib
import io
import json
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
from playground.sharing.script import script, source, tables
from tests.sharing.script_cases import CASES, NOTE_TESTS, finished
from tests.strategies import datasets

TIMEOUT = 120  # seconds

# executes script.py in each of the folders, and says of each what it printed and came to
RUNNER = """
import contextlib, io, json, os, runpy, sys
import torch

for folder in sys.argv[1:]:
    os.chdir(folder)
    torch.set_num_threads(4)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        names = runpy.run_path("script.py")
    tensors = dict(names["model"].state_dict(), **names)
    wanted = ("fc.weight", "fc.bias", "test_logits", "probabilities", "predicted_class")
    numbers = {name: repr(tensors[name].tolist()) for name in wanted if name in tensors}
    print(json.dumps({"printed": printed.getvalue().splitlines(), **numbers}))
"""


def write(folder: Path, run: TrainingRun, test_features: list[list[float]]) -> None:
    folder.mkdir()
    text = source(script(run, test_features))
    (folder / "script.py").write_text(text, encoding="utf-8")
    for name, content in tables(run, test_features).items():
        (folder / name).write_bytes(content)


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What the scripts of all cases print and come to, in one interpreter of their own."""
    folders = {name: tmp_path_factory.mktemp("scripts") / "own" for name in CASES}
    for name, folder in folders.items():
        write(folder, finished(name), CASES[name].test_features())
    command = [sys.executable, "-c", RUNNER, *map(str, folders.values())]
    result = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=TIMEOUT)
    assert result.returncode == 0, result.stderr
    lines = map(json.loads, result.stdout.splitlines())
    return dict(zip(folders, lines, strict=True))


@pytest.mark.parametrize("name", CASES)
def test_a_script_prints_the_page_s_log(name: str, executed: dict[str, dict[str, Any]]) -> None:
    log = log_lines(finished(name))
    printed = executed[name]["printed"]
    assert printed[: len(log)] == log
    rest = "\n".join(printed[len(log) :])
    assert rest.count("Held out: ") == (finished(name).prepared.test is not None)
    assert rest.count("Predicted class: ") == len(CASES[name].test_features())


@pytest.mark.parametrize("name", CASES)
def test_a_script_comes_to_the_page_s_bits(name: str, executed: dict[str, dict[str, Any]]) -> None:
    run, result = finished(name), executed[name]
    assert result["fc.weight"] == repr(run.parameters.weight.tolist())
    assert result["fc.bias"] == repr(run.parameters.bias.tolist())
    tests = CASES[name].test_features()
    if tests:
        prediction = run.predict(torch.tensor(tests), run.epoch)
        assert result["test_logits"] == repr(prediction.logits.tolist())
        assert result["probabilities"] == repr(prediction.probabilities.tolist())
        assert result["predicted_class"] == repr(prediction.predicted_class.tolist())


def test_held_out_samples_that_are_right_are_counted_as_on_the_page(
    executed: dict[str, dict[str, Any]],
) -> None:
    run = finished("iris, split and standardised")
    test = run.prepared.test
    assert test is not None
    right = predict(run.parameters, test.features).predicted_class == test.targets
    expected = f"Held out: {int(right.sum())} of 30 right"
    assert expected in executed["iris, split and standardised"]["printed"]


def test_the_note_s_script_alone_in_an_empty_folder_gives_the_page_s_run(tmp_path: Path) -> None:
    run = finished("the note")
    write(tmp_path / "own", run, NOTE_TESTS)
    command = [sys.executable, "-I", "script.py"]
    result = subprocess.run(
        command, cwd=tmp_path / "own", capture_output=True, encoding="utf-8", timeout=TIMEOUT
    )
    prediction = run.predict(torch.tensor(NOTE_TESTS), run.epoch)
    pairs = zip(prediction.predicted_class.tolist(), prediction.probabilities.tolist(), strict=True)
    answers = [f"Predicted class: {index}, probabilities: {row}" for index, row in pairs]
    assert result.stdout.splitlines() == [*log_lines(run), *answers]
    assert result.stderr == ""


def test_a_run_that_diverged_at_a_printed_epoch_is_among_the_cases() -> None:
    assert log_lines(finished("diverged where it prints"))[-1].endswith("Loss: nan")


RATES = some.floats(1e-6, 1, allow_subnormal=False)
OPTIONS = some.fixed_dictionaries(
    {
        "optimizer": some.sampled_from(["sgd", "adam"]),
        "initial_weights": some.sampled_from(["random", "zero"]),
        "momentum": some.sampled_from([0.0, 0.5, 0.9]),
        "weight_decay": some.sampled_from([0.0, 1e-4, 0.1]),
        "batch_size": some.sampled_from([0, 8, 20]),
        "test_share": some.sampled_from([0.0, 0.25, 0.5]),
        "standardise": some.booleans(),
        "seed": some.integers(0, 2**32 - 1),
        "learning_rate": RATES,
    }
)


def execute(run: TrainingRun) -> tuple[list[str], dict[str, Any]]:
    """The lines that the script prints, and its variables; in a folder with its files."""
    test_features = run.dataset.features[:2].tolist()
    names: dict[str, Any] = {"__name__": "__main__"}
    printed = io.StringIO()
    with tempfile.TemporaryDirectory() as folder, torch.random.fork_rng():
        write(Path(folder) / "own", run, test_features)
        text = (Path(folder) / "own" / "script.py").read_text(encoding="utf-8")
        with contextlib.chdir(Path(folder) / "own"), contextlib.redirect_stdout(printed):
            exec(text, names)
    return printed.getvalue().splitlines(), names


@settings(max_examples=15)
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
