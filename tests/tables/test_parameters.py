from hypothesis import given

from playground.core.model import Parameters
from playground.core.parameters_text import parameters_text
from playground.tables.parameters import parameters_table, read_parameters_table
from tests.core.test_parameters_text import parameters


@given(parameters())
def test_a_table_reads_back_as_the_same_parameters(own: Parameters) -> None:
    table = parameters_table(parameters_text(own))
    assert table.shape == (own.weight.shape[0], own.weight.shape[1] + 1)
    assert read_parameters_table(table, list(table.columns)) == (parameters_text(own), [])


def test_numbers_are_read_however_they_are_typed() -> None:
    table = parameters_table("1_0~1_0")
    table.iloc[0, 0] = " −2.50 "
    table.iloc[1, 1] = "１e-3"
    assert read_parameters_table(table, ["x", "b"]).text == "-2.5_0~1_0.001"


def test_each_cell_that_is_no_number_is_named_by_row_and_column() -> None:
    table = parameters_table("1_0~1_0")
    table.iloc[0, 1] = None
    table.iloc[1, 0] = "x"
    text, problems = read_parameters_table(table, ["x", "b"])
    assert text == ""
    found = [(problem.code, problem.fields) for problem in problems]
    assert found == [
        ("empty_cell", {"row": 1, "column": "b", "value": ""}),
        ("not_a_number", {"row": 2, "column": "x", "value": "x"}),
    ]
