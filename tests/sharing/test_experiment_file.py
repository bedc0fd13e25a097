import json
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some

from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.sharing import experiment_file
from playground.sharing.examples import examples
from playground.sharing.experiment_file import FORMAT, from_file, is_experiment, to_file
from playground.sharing.files import FileError
from playground.sharing.link_run import SavedRun, encode_run, repeat_run
from playground.tables.reading import read_samples
from tests.sharing.test_link import TABLES, cells

NOTE = examples()["note"]
DEFAULTS = vars(TrainingSettings())


def saved(**changes: Any) -> dict[str, Any]:
    entries = json.loads(to_file(NOTE.samples(), NOTE.test_samples(), DEFAULTS, {}))
    return {**entries, **changes}


def read(entries: Any) -> Any:
    return from_file(json.dumps(entries).encode())


@given(samples=TABLES, cell=some.sampled_from(["1", None, '"', "\\"]))
def test_any_tables_come_back_from_their_file(samples: pd.DataFrame, cell: str | None) -> None:
    tests = pd.DataFrame({name: ["7", cell] for name in samples.columns[:-1]}, dtype=object)
    back = from_file(to_file(samples, tests, DEFAULTS, {"run": "17"}))
    assert back.problems == []
    assert list(back.samples.columns) == list(samples.columns)
    assert cells(back.samples) == cells(samples)
    assert cells(back.test_samples) == cells(tests)
    assert back.run == SavedRun(17, None, [])


LETTERS = some.text(some.characters() | some.sampled_from('\ud800\x1f\n"\\'), max_size=4)


@given(some.lists(some.tuples(LETTERS, LETTERS), max_size=3))
def test_what_comes_back_has_the_same_file(rows: list[tuple[str, str]]) -> None:
    samples = pd.DataFrame(rows, columns=["a", "label"], dtype=object)
    content = to_file(samples, samples.iloc[:, :-1], {}, {})
    back = from_file(content)
    assert to_file(back.samples, back.test_samples, {}, {}) == content


def test_a_file_repeats_a_run_to_the_bit() -> None:
    dataset = read_samples(examples()["iris"].samples()).dataset
    assert dataset is not None
    settings = TrainingSettings(epochs=60, standardise=True, test_share=0.2, optimizer="adam")
    run = TrainingRun(dataset, settings)
    run.advance(20)
    run.change_learning_rate(0.1)
    run.advance(30)
    example = examples()["iris"]
    query = encode_run(run, run.epoch, 10)
    saved = from_file(to_file(example.samples(), example.test_samples(), vars(settings), query))
    assert saved.run is not None
    again = repeat_run(saved.run, settings, dataset)
    again.advance(saved.run.epochs)
    assert (saved.run.shown, again.loss_history) == (10, run.loss_history)
    assert again.held_out_loss_history == run.held_out_loss_history
    assert again.parameters.weight.equal(run.parameters.weight)


def test_a_row_of_the_table_is_a_line_of_the_file() -> None:
    lines = to_file(NOTE.samples(), NOTE.test_samples(), DEFAULTS, {}).decode().splitlines()
    assert '    ["0.3", "0.2", "0.1", "0"],' in lines
    assert '  "learning_rate": 0.01,' in lines


def test_a_file_of_the_first_version_can_be_read() -> None:
    content = b"""{"format": "linear classifier playground", "version": 1,
        "learning_rate": 0.5, "samples": [["a", "label"], ["1", "cat"], ["2", "dog"]],
        "test": [["a"], ["3"]], "run": 9}"""
    saved = from_file(content)
    assert saved.problems == []
    assert (saved.settings["learning_rate"], saved.run) == (0.5, SavedRun(9, None, []))
    assert cells(saved.samples) == [["1", "cat"], ["2", "dog"]]
    assert cells(saved.test_samples) == [["3"]]


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
    opened = read(saved(**{name: value}))
    assert [problem.code for problem in opened.problems] == ["link_setting"]
    assert opened.settings == DEFAULTS


def test_a_later_version_is_read_as_far_as_it_is_known() -> None:
    opened = read(saved(version=2, news="of the next version"))
    assert [problem.code for problem in opened.problems] == ["link_version"]
    assert cells(opened.samples) == cells(NOTE.samples())


def test_a_file_may_be_as_large_as_any(monkeypatch: pytest.MonkeyPatch) -> None:
    content = json.dumps(saved()).encode()
    monkeypatch.setattr(experiment_file, "MAX_FILE_BYTES", len(content))
    assert from_file(content).problems == []
    with pytest.raises(FileError) as refused:
        from_file(content + b" ")
    assert refused.value.problem.code == "file_too_large"


@pytest.mark.parametrize(
    ("content", "is_one"),
    [
        (b'{"format": "linear classifier playground"}', True),
        (b'\xef\xbb\xbf\n {"a": 1, "format": "linear classifier playground"', True),
        (b'{"a": 1}', False),
        (b"linear classifier playground,b\n1,2", False),
        (b"", False),
    ],
)
def test_an_experiment_is_told_from_a_table(content: bytes, is_one: bool) -> None:
    assert is_experiment(content) == is_one


def test_halves_of_characters_and_control_characters_are_replaced() -> None:
    tables = {"samples": [["x\ud800", "label"], ["1", "\udfff\x00"]], "test": [["x\ud800"], ["1"]]}
    saved = from_file(json.dumps({"format": FORMAT, **tables}).encode())
    assert list(saved.samples.columns) == ["x?", "label"]
    assert saved.samples["label"].tolist() == ["? "]
    assert from_file(to_file(saved.samples, saved.test_samples, DEFAULTS, {})).problems == []
