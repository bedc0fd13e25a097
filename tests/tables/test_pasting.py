import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.core.dataset import MAX_SAMPLES
from playground.tables.cells import rows_of
from playground.tables.pasting import cells_of, pasted

NUMBER, LABEL, FIRST, SECOND = -1, 0, 1, 2  # columns as they are on screen
WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), min_size=1, max_size=5
)


def table(rows: int = 3) -> pd.DataFrame:
    cells = [[f"{row}1", f"{row}2", "0"] for row in range(rows)]
    return pd.DataFrame(cells, columns=["x1", "x2", "label"], dtype=object)


def after(text: str, row: int, column: int) -> list[list[str | None]] | None:
    frame = pasted(table(), row, column, text)
    return None if frame is None else rows_of(frame)


@given(st.lists(st.lists(WORDS, min_size=2, max_size=2), min_size=1))
def test_the_cells_are_those_that_a_spreadsheet_wrote(rows: list[list[str]]) -> None:
    written = io.StringIO(newline="")
    csv.writer(written, "excel-tab").writerows(rows)
    assert cells_of(written.getvalue()) == rows


def test_a_quote_within_a_cell_is_a_character() -> None:
    assert cells_of('5" pipe\t1\n"a\t2') == [['5" pipe', "1"], ['"a', "2"]]


def test_a_block_lies_where_it_was_pasted_as_it_is_seen() -> None:
    assert after("7\t8\n9", 1, FIRST) == [["01", "02", "0"], ["7", "8", "0"], ["9", "22", "0"]]
    assert after("cat\t7", 0, LABEL) == [["7", "02", "cat"], *rows_of(table())[1:]]


def test_an_empty_cell_clears_one_at_the_end_too() -> None:
    assert after("7\t8\n9\t", 0, FIRST) == [["7", "8", "0"], ["9", None, "0"], ["21", "22", "0"]]


def test_rows_below_the_last_are_added() -> None:
    assert after("7\n8", 2, SECOND) == [*rows_of(table())[:2], ["21", "7", "0"], [None, "8", None]]


@pytest.mark.parametrize(
    ("row", "column", "expected"),
    [
        ("1\t2\t3", LABEL, ["2", "3", "1"]),
        ("1\t2\t3", NUMBER, ["2", "3", "1"]),
        ("1\t2\t3", FIRST, ["1", "2", "3"]),
        ("cat\t2\t3", LABEL, ["2", "3", "cat"]),
        ("cat\t2\t3", FIRST, ["2", "3", "cat"]),
        ("1\t2\tcat", LABEL, ["1", "2", "cat"]),
        ("1\t2\tcat", NUMBER, ["1", "2", "cat"]),
        ("1\t2\tcat", FIRST, ["1", "2", "cat"]),
        ("1,5\t2\tcat", LABEL, ["1,5", "2", "cat"]),
    ],
)
def test_a_whole_row_has_its_label_where_a_word_is_or_as_it_is_seen(
    row: str, column: int, expected: list[str]
) -> None:
    assert after(row, 0, column) == [expected, *rows_of(table())[1:]]


@pytest.mark.parametrize("column", [NUMBER, LABEL, FIRST, SECOND])
def test_names_say_where_each_column_goes(column: int) -> None:
    found = after("label\tx2\ncat\t7\ndog\t8", 1, column)
    assert found == [["01", "02", "0"], ["11", "7", "cat"], ["21", "8", "dog"]]


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("1\t2\t3\t4\tcat", FIRST),  # more columns than there are
        ("1\t2", SECOND),
        ("1\t2\tcat", SECOND),
        ("1\n1\t2\t3", FIRST),  # not whole rows
        ("a\tb\n1\t2", FIRST),  # names of other columns
        ("x1\tx2\tx3\tlabel\n1\t2\t3\tcat", FIRST),  # one column more
        ("x1\tx1\n1\t2", FIRST),
    ],
)
def test_what_does_not_fit_is_not_written(text: str, column: int) -> None:
    assert after(text, 0, column) is None


def test_empty_cells_beyond_the_table_are_not_missed() -> None:
    assert after("7\t8\t\t", 0, FIRST) == [["7", "8", "0"], *rows_of(table())[1:]]


def test_there_is_room_for_as_many_rows_as_can_be_learnt_from() -> None:
    assert after("7\n" * (MAX_SAMPLES - 1), 1, FIRST) is not None
    assert after("7\n" * MAX_SAMPLES, 1, FIRST) is None


def test_test_vectors_have_no_label_and_words_are_no_names_without_numbers() -> None:
    vectors = table().drop(columns="label")
    frame = pasted(vectors, 0, 0, "7\t8")
    assert frame is not None
    assert rows_of(frame)[0] == ["7", "8"]
    assert pasted(vectors, 0, 0, "cat\t7\t8") is None
    assert after("cat\ndog", 0, LABEL) == [
        ["01", "02", "cat"],
        ["11", "12", "dog"],
        ["21", "22", "0"],
    ]


def test_the_table_pasted_into_stays_as_it_is() -> None:
    before = table()
    pasted(before, 0, FIRST, "7\t8")
    assert before.equals(table())
