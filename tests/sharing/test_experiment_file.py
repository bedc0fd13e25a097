import json
from typing import Any

import pandas as pd
import pytest

from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.sharing.examples import examples
from playground.sharing.experiment_file import FORMAT, from_file, is_experiment, to_file
from playground.sharing.files import MAX_FILE_BYTES, FileError
from playground.sharing.link import of_run, repeated
from playground.tables.reading import read_samples
from tests.sharing.test_link import cells, random_table

NOTE = examples()["note"]
DEFAULTS = vars(TrainingSettings())


def saved(**changes: Any) -> dict[str, Any]:
    entries = json.loads(to_file(NOTE.samples(), NOTE.test_samples(), DEFAULTS, {}))
    return {**entries, **changes}


def read(entries: Any) -> Any:
    return from_file(json.dumps(entries).encode())


@pytest.mark.parametrize("seed", range(30))
def test_any_tables_and_settings_come_back_from_their_file(seed: int) -> None:
    samples = random_table(seed)
    tests = pd.DataFrame({name: [str(seed), None, '"'] for name in samples.columns[:-1]})
    settings = {**DEFAULTS, "learning_rate": 0.1 / (seed + 1), "standardise": seed % 2 == 0}
    linked = from_file(to_file(samples, tests.astype(object), settings, {"run": "17"}))
    assert linked.problems == []
    assert list(linked.samples.columns) == list(samples.columns)
    assert cells(linked.samples) == cells(samples)
    assert cells(linked.test_samples) == cells(tests)
    assert (linked.settings, linked.run) == (settings, 17)


def test_a_file_repeats_a_run_to_the_bit() -> None:
    dataset = read_samples(examples()["iris"].samples()).dataset
    assert dataset is not None
    settings = TrainingSettings(epochs=60, standardise=True, test_share=0.2, optimizer="adam")
    run = TrainingRun(dataset, settings)
    run.advance(20)
    run.change_learning_rate(0.1)
    run.advance(30)
    example = examples()["iris"]
    more = of_run(run, run.epoch, 10)
    linked = from_file(to_file(example.samples(), example.test_samples(), vars(settings), more))
    again = repeated(linked, dataset)
    again.advance(linked.run)
    assert (linked.epoch, again.loss_history) == (10, run.loss_history)
    assert again.test_loss_history == run.test_loss_history
    assert again.parameters.weight.equal(run.parameters.weight)


def test_a_row_of_the_table_is_a_line_of_the_file() -> None:
    lines = to_file(NOTE.samples(), NOTE.test_samples(), DEFAULTS, {}).decode().splitlines()
    assert '    ["0.3", "0.2", "0.1", "0"],' in lines
    assert '  "learning_rate": 0.01,' in lines


def test_a_file_of_the_first_version_can_be_read() -> None:
    content = b"""{"format": "linear classifier playground", "version": 1,
        "learning_rate": 0.5, "samples": [["a", "label"], ["1", "cat"], ["2", "dog"]],
        "test": [["a"], ["3"]], "run": 9}"""
    linked = from_file(content)
    assert linked.problems == []
    assert (linked.settings["learning_rate"], linked.run) == (0.5, 9)
    assert cells(linked.samples) == [["1", "cat"], ["2", "dog"]]
    assert cells(linked.test_samples) == [["3"]]


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"{}",
        b"{\xff\xfe}",
        b"[1, 2]",
        b'{"format": "other"}',
        b'{"a":' * 100_000,
        b"{" + b"[" * 100_000,
    ],
)
def test_what_is_no_experiment_is_refused(content: bytes) -> None:
    with pytest.raises(FileError, match="file_not_experiment"):
        from_file(content)


@pytest.mark.parametrize(
    "samples",
    [
        None,
        [],
        "a table",
        7,
        {},
        [[]],
        [["label"]],
        [["a", "b"], ["1", "2"]],
        [["a", "label"], ["1"]],
        [["a", "label"], ["1", "2", "3"]],
        [["a", "a", "label"], ["1", "1", "2"]],
        [["a", "label"], "12"],
        [["a", "label"], [["1"], "0"]],
        [["a", "label"], [None, "0"]],
        [["a", "label"], [{}, "0"]],
        [[*(f"f{index}" for index in range(65)), "label"]],
        [["a", "label"], *([["1", "0"]] * 10_001)],
    ],
)
def test_a_damaged_table_is_refused(samples: Any) -> None:
    with pytest.raises(FileError, match="file_not_experiment"):
        read(saved(samples=samples))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("learning_rate", -1),
        ("learning_rate", "__import__('os')"),
        ("learning_rate", None),
        ("learning_rate", float("nan")),
        ("epochs", 10**30),
        ("epochs", [1]),
        ("seed", 1.5),
        ("optimizer", "lbfgs"),
        ("standardise", "maybe"),
        ("test_share", 2),
        ("initial_weights", {}),
    ],
)
def test_a_setting_that_cannot_be_is_said_and_left_at_its_default(name: str, value: Any) -> None:
    linked = read(saved(**{name: value}))
    assert [problem.code for problem in linked.problems] == ["link_setting"]
    assert linked.settings == DEFAULTS


def test_a_later_version_is_read_as_far_as_it_is_known() -> None:
    linked = read(saved(version=2, news="of the next version"))
    assert [problem.code for problem in linked.problems] == ["link_version"]
    assert cells(linked.samples) == cells(NOTE.samples())


def test_a_file_too_large_is_refused() -> None:
    with pytest.raises(FileError, match="file_too_large"):
        from_file(b"{" + b" " * MAX_FILE_BYTES)


@pytest.mark.parametrize(
    ("content", "is_one"),
    [(b'{"a": 1}', True), (b'\xef\xbb\xbf\n {"a"', True), (b"a,b\n1,2", False), (b"", False)],
)
def test_an_experiment_is_told_from_a_table(content: bytes, is_one: bool) -> None:
    assert is_experiment(content) == is_one


def test_halves_of_characters_and_control_characters_are_replaced() -> None:
    tables = {"samples": [["x\ud800", "label"], ["1", "\udfff\x00"]], "test": [["x\ud800"], ["1"]]}
    linked = from_file(json.dumps({"format": FORMAT, **tables}).encode())
    assert list(linked.samples.columns) == ["x?", "label"]
    assert linked.samples["label"].tolist() == ["? "]
    assert from_file(to_file(linked.samples, linked.test_samples, DEFAULTS, {})).problems == []
