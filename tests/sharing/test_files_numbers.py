"""Decimal and thousands commas are told by the column, or else by the file, or else asked for."""

import pytest

from playground.core.problem import Problem
from playground.sharing.files import as_samples, read_file
from playground.sharing.files.numbers import is_plain, judge
from playground.tables.cells import is_number


def read_column(
    cells: list[str], others: list[str], delimiter: str, decimal: str | None = None
) -> tuple:
    """The first column of a table, and what was said of numbers."""
    quoted = [f'"{cell}"' if delimiter in cell else cell for cell in cells]
    beside = [f'"{cell}"' if delimiter in cell else cell for cell in others]
    rows = [delimiter.join(row) for row in zip(quoted, beside, "xyxyxyxy", strict=False)]
    content = "\n".join([delimiter.join(["a", "b", "label"]), *rows]).encode()
    file = read_file(content)
    samples = as_samples(file, file.likely_label, decimal=decimal)
    return samples.table["a"].tolist(), samples.remarks, file


ONES = ["1", "1", "1", "1"]


@pytest.mark.parametrize(
    ("cells", "others", "delimiter", "numbers"),
    [
        # by the column itself
        (["1,234.5", "1,234"], ONES, ",", ["1234.5", "1234"]),
        (["1,234,567", "1,234"], ONES, ";", ["1234567", "1234"]),
        (["1,234,567.89", "2"], ONES, ",", ["1234567.89", "2"]),
        (["12,34,567", "12,345"], ONES, ",", ["1234567", "12345"]),
        (["1,234", "12.5"], ONES, ";", ["1234", "12.5"]),
        (["1,234", "0,5"], ONES, ",", ["1.234", "0.5"]),
        (["1,234", "1234,5"], ONES, ",", ["1.234", "1234.5"]),
        (["1.234", "0,5"], ONES, ";", ["1234", "0.5"]),
        (["1.234,5", "2.000"], ONES, ";", ["1234.5", "2000"]),
        (["1.234.567", "1.234"], ONES, ",", ["1234567", "1234"]),
        (["-1.234,5", "+2,5e3"], ONES, ";", ["-1234.5", "+2.5e3"]),
        (["1 234", "12 345 678"], ONES, ",", ["1234", "12345678"]),
        (["1 234,5", "1,234"], ONES, ";", ["1234.5", "1.234"]),
        (["1 234,5", "1,234"], ONES, ",", ["1234.5", "1.234"]),
        (["1 234.5", "1,234"], ONES, ";", ["1234.5", "1234"]),
        (["1\u202f234", "1\xa0000"], ONES, ";", ["1234", "1000"]),
        (["1'234", "12'345.5"], ONES, ",", ["1234", "12345.5"]),
        (["1’234", "5"], ONES, ",", ["1234", "5"]),
        # by the file
        (["1,234", "2,345"], ["0,5", "1,5"], ";", ["1.234", "2.345"]),
        (["1,234", "2,345"], ["0.5", "1.5"], ",", ["1234", "2345"]),
        (["1,234", "2,345"], ["0.5", "1.5"], ";", ["1234", "2345"]),
        (["1.234", "2.345"], ["0,5", "1,5"], ";", ["1234", "2345"]),
        (["1.234", "12.5"], ["0,5", "1,5"], ";", ["1.234", "12.5"]),
        # by what is usual
        (["1.234", "2.345"], ONES, ";", ["1.234", "2.345"]),
        (["1,234", "2,345"], ONES, ";", ["1.234", "2.345"]),
        (["1,234", "2,345"], ONES, ",", ["1234", "2345"]),
        (["1,234", "500"], ONES, "\t", ["1234", "500"]),
        (["1,234", "2,345"], ONES, "\t", ["1.234", "2.345"]),
        # no numbers set apart
        (["0.123", "1e-5"], ONES, ",", ["0.123", "1e-5"]),
    ],
)
def test_a_column_is_read_as_a_whole(
    cells: list, others: list, delimiter: str, numbers: list
) -> None:
    found, remarks, _ = read_column(cells, others, delimiter)
    assert found == numbers
    changed = [cell for cell, number in zip(cells, numbers, strict=True) if cell != number]
    assert bool(changed) == any(problem.fields["column"] == "a" for problem in remarks)
    assert not any(problem.blocking for problem in remarks)


def test_thousands_of_each_column_and_the_first_decimal_comma_are_said() -> None:
    file = read_file(b"a;b;c;d;label\n0,5;1.234;1,5;2.000;x\n1,5;1,5;2,5;3.000;y\n")
    remarks = as_samples(file, "label").remarks
    said = [(p.code, p.fields["column"], p.fields["value"], p.fields["number"]) for p in remarks]
    assert said == [
        ("number_read", "a", "0,5", "0.5"),
        ("number_read", "b", "1.234", "1234"),
        ("number_read", "d", "2.000", "2000"),
    ]


@pytest.mark.parametrize(("delimiter", "usual"), [(",", "1234"), (";", "1.234")])
def test_what_cannot_be_told_is_said_and_can_be_chosen(delimiter: str, usual: str) -> None:
    cells = ["1,234", "2,345"]
    other = {"1234": "1.234", "1.234": "1234"}[usual]
    found, remarks, file = read_column(cells, ONES, delimiter)
    assert found[0] == usual
    assert file.unsure == "1,234"
    fields = {"column": "a", "value": "1,234", "number": usual, "other": other}
    assert remarks == [Problem("number_unsure", fields, blocking=False)]
    for decimal, number in ((".", "1234"), (",", "1.234")):
        found, remarks, _ = read_column(cells, ONES, delimiter, decimal=decimal)
        assert found[0] == number
        assert [problem.code for problem in remarks] == ["number_read"]


def test_a_choice_does_not_change_a_column_that_tells_its_sign() -> None:
    found, _, file = read_column(["1,234", "0,5"], ["1,234", "2,345"], ";", decimal=".")
    assert found == ["1.234", "0.5"]
    assert file.unsure == ""


def test_a_choice_goes_before_what_other_columns_tell() -> None:
    found, _, _ = read_column(["1,234", "2,345"], ["0,5", "1,5"], ";", decimal=".")
    assert found == ["1234", "2345"]


def test_labels_that_are_numbers_throughout_are_read_as_such_and_names_are_not() -> None:
    file = read_file(b"a;label\n1,5;0,0\n2,5;1,0\n")
    assert as_samples(file, "label").table["label"].tolist() == ["0.0", "1.0"]
    file = read_file(b"a;label\n1,5;1,5 kg\n2,5;1,5\n3,5;big\n")
    assert as_samples(file, "label").table["label"].tolist() == ["1,5 kg", "1,5", "big"]


@pytest.mark.parametrize("cell", ["1,23,4", "1.2.3", "1,,2", "1 23", "1_000", "12'34", "1,234 kg"])
def test_what_is_no_number_in_any_country_is_left_out_and_said(cell: str) -> None:
    file = read_file(f"a;b;label\n{cell};2;x\n3;4;y\n5;6;x\n".encode())
    samples = as_samples(file, "label")
    assert samples.table["a"].tolist() == ["3", "5"]
    assert [problem.code for problem in samples.left_out] == ["row_not_a_number"]


@pytest.mark.parametrize("other", ["5", "abc", "", "a, b", "no. 5", "1.5 kg", "1 234"])
def test_a_cell_without_a_sign_is_no_evidence_for_one(other: str) -> None:
    assert read_file(f"a;b;label\n1,234;2;0\n5,678;2;1\n{other};3;1\n".encode()).unsure == "1,234"


@pytest.mark.parametrize("form", ["{}", "-{}", ".{}", "{}.5"])
def test_what_is_taken_for_a_plain_number_is_one_that_float32_can_hold(form: str) -> None:
    cells = [form.format("9" * digits) for digits in range(1, 60)]
    plain = [cell for cell in cells if is_plain(cell)]
    assert len(plain) > 30
    assert all(map(is_number, plain))


@pytest.mark.parametrize("cells", [["1,5", "1,234,567"], ["1,234,567", "1,5"], ["1,5", "1.5"]])
def test_a_column_that_contradicts_itself_tells_nothing(cells: list[str]) -> None:
    (column,) = judge([cells], ";")
    assert not column.is_certain
