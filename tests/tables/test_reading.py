from typing import Any

import pandas as pd
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from playground.core.dataset import MAX_FEATURES, MAX_SAMPLES
from playground.core.experiment import Experiment
from playground.core.problem import is_blocked
from playground.core.settings import TrainingSettings
from playground.sharing.examples import examples
from playground.tables.cells import FLOAT32_MAX
from playground.tables.reading import (
    MAX_QUERY_VECTORS,
    read_input,
    read_query_vectors,
    read_samples,
)
from tests.strategies import cells, numbers, tables


def samples(*rows: tuple) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=["x1", "x2", "label"], dtype=object)


def test_the_note_is_read_as_its_tensors(note: dict) -> None:
    dataset = read_samples(examples()["note"].samples()).dataset
    assert dataset is not None
    assert torch.equal(dataset.features, torch.tensor(note["features"], dtype=torch.float32))
    assert dataset.targets.tolist() == note["targets"]
    assert dataset.feature_names == ("x1", "x2", "x3")
    assert dataset.class_names == ("0", "1")


GOOD = ("1", "2", "0")


@pytest.mark.parametrize(
    ("rows", "code", "row", "column"),
    [
        ([], "no_rows", None, None),
        ([("", None, " ")], "no_rows", None, None),
        ([GOOD, ("", "2", "1")], "empty_cell", 2, "x1"),
        ([GOOD, ("1", None, "1")], "empty_cell", 2, "x2"),
        ([GOOD, ("abc", "2", "1")], "not_a_number", 2, "x1"),
        ([GOOD, ("1_000", "2", "1")], "not_a_number", 2, "x1"),
        ([GOOD, ("<b>1</b>", "2", "1")], "not_a_number", 2, "x1"),
        ([GOOD, ("1", "1,500", "1")], "decimal_comma", 2, "x2"),
        ([GOOD, ("nan", "2", "1")], "not_finite", 2, "x1"),
        ([GOOD, ("1", "-inf", "1")], "not_finite", 2, "x2"),
        ([GOOD, ("Infinity", "2", "1")], "not_finite", 2, "x1"),
        ([GOOD, ("1e400", "2", "1")], "too_large", 2, "x1"),
        ([GOOD, ("1", "-1e39", "1")], "too_large", 2, "x2"),
        ([GOOD, ("1", "2", "")], "label_missing", 2, "label"),
        ([GOOD, ("1", "2", "nan")], "label_not_finite", 2, "label"),
        ([GOOD, ("1", "2", "1e400")], "label_not_finite", 2, "label"),
        ([("1", "2", "cat"), ("3", "4", "cat")], "one_class_name", None, None),
        ([("1", "2", f"c{n}") for n in range(21)], "too_many_classes", None, "label"),
        ([("1", "2", str(n)) for n in range(21)], "too_many_classes", None, "label"),
        ([("1", "2", "2"), ("3", "4", "2")], "one_class_name", None, None),
        ([("1", "2", "-1"), ("3", "4", "-1.0")], "one_class_name", None, None),
    ],
)
def test_bad_input_is_named_by_row_and_column(
    rows: list, code: str, row: int | None, column: str | None
) -> None:
    reading = read_samples(samples(*rows))
    blocking = [problem for problem in reading.problems if problem.blocking]
    assert reading.dataset is None
    assert [problem.code for problem in blocking] == [code]
    assert blocking[0].fields.get("row") == row
    assert blocking[0].fields.get("column") == column


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([GOOD], "one_row"),
        ([GOOD, GOOD], "one_class"),
        ([("1", "2", "1"), ("3", "4", "1")], "one_class"),
        ([GOOD, ("", "", ""), ("3", "4", "1")], "blank_row"),
    ],
)
def test_what_is_odd_but_possible_is_said_and_allowed(rows: list, code: str) -> None:
    reading = read_samples(samples(*rows))
    assert [problem.code for problem in reading.problems] == [code]
    assert not is_blocked(reading.problems)
    assert reading.dataset is not None
    assert reading.dataset.n_classes == 2


def test_every_bad_cell_is_reported() -> None:
    reading = read_samples(samples(("a", "b", "nan"), ("1", "", "-2"), ("1", "1", "")))
    assert [problem.code for problem in reading.problems] == [
        *("not_a_number", "not_a_number", "empty_cell"),
        *("label_not_finite", "label_missing"),
    ]


@pytest.mark.parametrize("text", ["1.5", " 1.5 ", "１．５", "15e-1", "+1.5", 1.5])
def test_a_number_may_be_written_as_people_write_it(text: object) -> None:
    dataset = read_samples(samples((text, "\u22122", "0"), ("0", "0", "1.0"))).dataset
    assert dataset is not None
    assert dataset.features[0].tolist() == [1.5, -2.0]
    assert dataset.targets.tolist() == [0, 1]


def test_a_bad_test_vector_does_not_keep_the_others_from_being_read() -> None:
    table = pd.DataFrame({"x1": ["1", "oops", None, "4"], "x2": ["2", "2", None, "inf"]})
    reading = read_query_vectors(table)
    assert reading.features.tolist() == [[1.0, 2.0]]
    assert reading.rows == [1]
    assert [(p.code, p.fields["row"]) for p in reading.problems] == [
        ("blank_row", 3),
        ("not_a_number", 2),
        ("not_finite", 4),
    ]


def test_a_test_table_may_be_empty() -> None:
    reading = read_query_vectors(pd.DataFrame({"x1": [], "x2": []}, dtype=object))
    assert reading.features.shape == (0, 2)
    assert reading.problems == []


@pytest.mark.parametrize("more", [0, 1, 5])
def test_a_table_may_have_as_many_rows_as_there_is_room_for(more: int) -> None:
    rows = samples(*[("1", "2", str(n % 2)) for n in range(MAX_SAMPLES + more)])
    found = [(each.code, each.fields["count"]) for each in read_samples(rows).problems]
    assert found == ([("too_many_samples", MAX_SAMPLES + more)] if more else [])
    reading = read_query_vectors(pd.DataFrame({"x1": ["1"] * (MAX_QUERY_VECTORS + more)}))
    assert len(reading.features) == MAX_QUERY_VECTORS
    codes = [problem.code for problem in reading.problems]
    assert codes == (["too_many_test_rows"] if more else [])


@pytest.mark.parametrize("more", [0, 1])
def test_a_table_may_have_as_many_features_as_there_is_room_for(more: int) -> None:
    names = [f"x{n}" for n in range(MAX_FEATURES + more)]
    rows = [["1"] * len(names) + [label] for label in "01"]
    reading = read_samples(pd.DataFrame(rows, columns=[*names, "label"], dtype=object))
    found = [(each.code, each.fields["count"]) for each in reading.problems]
    assert found == ([("too_many_features", MAX_FEATURES + 1)] if more else [])


@given(tables(numbers, st.sampled_from(["cat", "dog"]), min_rows=1))
def test_numbers_are_read_as_float32_however_they_are_written(table: pd.DataFrame) -> None:
    names = list(table.columns[:-1])
    expected = torch.tensor([[float(c) for c in row] for row in table[names].to_numpy()])
    with_minus_sign = table[names].apply(lambda column: column.str.replace("-", "\u2212"))
    for typed in (table[names], with_minus_sign):
        assert torch.equal(read_query_vectors(typed).features, expected)
    table[names] = with_minus_sign
    table.loc[len(table)] = [*["0"] * len(names), "bird"]  # a second class, whatever was drawn
    dataset = read_samples(table).dataset
    assert dataset is not None
    assert torch.equal(dataset.features[:-1], expected)


@given(tables(cells, cells))
def test_any_table_is_read_or_refused_with_reasons(table: pd.DataFrame) -> None:
    reading = read_samples(table)
    assert (reading.dataset is None) == is_blocked(reading.problems)


@pytest.mark.parametrize("sign", ["", "-", "\u2212"])
def test_the_largest_number_of_float32_can_be_learnt_from(sign: str) -> None:
    largest = f"{sign}{FLOAT32_MAX!r}"
    dataset = read_samples(samples((largest, "0", "0"), ("0", "0", "1"))).dataset
    assert dataset is not None
    assert dataset.features[0, 0].abs().item() == FLOAT32_MAX


def test_what_is_typed_or_pasted_with_other_signs_is_the_same_dataset() -> None:
    plain = samples(("-1", "-3.5", "cat"), ("1234.5", "-6", "dog"), ("5", "-7", "-2"))
    typed = samples(
        ("–1", "-٣٫٥", "cat\u200b"), ("١٬٢٣٤٫٥", "- 6", "\ufeffdog"), ("5\u00ad", "— 7", "– 2")
    )
    assert read_samples(plain).dataset == read_samples(typed).dataset is not None


SETTINGS = vars(TrainingSettings(seed=3))
READ = read_samples(pd.DataFrame({"x1": ["1", "2"], "label": ["0", "1"]}))
UNREAD = read_samples(pd.DataFrame({"x1": ["1", "?"], "label": ["0", "1"]}))
VECTORS = read_query_vectors(pd.DataFrame({"x1": ["5", "?"]}))


def test_good_samples_and_settings_are_an_experiment() -> None:
    assert READ.dataset is not None
    read = read_input(READ, VECTORS, SETTINGS)
    assert read.experiment == Experiment(READ.dataset, TrainingSettings(seed=3))
    assert read.settings_problems == []
    assert (read.samples, read.query_vectors) == (READ, VECTORS)


@pytest.mark.parametrize("samples", [READ, UNREAD])
def test_bad_samples_or_settings_are_no_experiment_and_are_said(samples: Any) -> None:
    assert read_input(UNREAD, VECTORS, SETTINGS).experiment is None
    read = read_input(samples, VECTORS, {**SETTINGS, "epochs": 0})
    assert read.experiment is None
    assert [problem.code for problem in read.settings_problems] == ["epochs"]


def test_visitors_who_have_equal_tables_have_one_dataset() -> None:
    one, other = (
        read_samples(samples(("1", "2", "a"), ("3", None, "b"), ("5", "6", "b"))) for _ in "12"
    )
    assert one == other
    one, other = (read_samples(examples()["iris"].samples()) for _ in "12")
    assert one.dataset is other.dataset


def test_cells_that_are_equal_but_written_otherwise_are_read_as_they_are() -> None:
    def read(cell: object) -> object:
        dataset = read_samples(samples(("1", "2", cell), ("3", "4", "b"))).dataset
        return dataset and dataset.class_names

    assert [read(cell) for cell in (1, True)] == [("1", "b"), ("True", "b")]
