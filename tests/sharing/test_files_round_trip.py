"""What is saved comes back: any table, whatever names and labels it has."""

import csv
import io
import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.core.settings import TrainingSettings
from playground.sharing.files import as_samples, read_file, to_csv
from playground.sharing.link import decode, encode
from playground.tables.cells import INVISIBLE, is_number, writable
from playground.tables.reading import read_samples
from playground.tables.shape import classes_of

NASTY = [
    *("nan", "NaN", "None", "NA", "n/a", "?", "-", "null", "inf", "-inf", "1e400"),
    *("1,5", "0,5", "1,234", "1.234", "1,234.5", "1.234,5", "1 234", "1'234", "12,34,567", ",5"),
    *("=1+2", "+a", "-b", "@c", "# a", "#", "#a", "'", "''", "'a", "'=d", "''@e", "'1,5", "'nan"),
    *('"', '""', '"a"', 'a"b', '"a', 'a"', "a,b", "a;b", "a\tb", "a|b", "a b", ";", ",", ",,", "|"),
    *("a\nb", "a\n# b", "# x\n# y", "sep=;", "[1", "{", '{"a": 1}', "<b>a</b>", "<html>", "PK"),
    *("id", "ID", "no", "no.", "'id", "user_id", "编号", "Unnamed: 0", "row", "index", "x1", "x2"),
    *("Label", "LABEL", "class", "target", "label_", "0", "1", "-1", "01", "1.0", "-0", "１，５"),
    *("猫", "é", "😀", "Größe", "\u200b", "\ufeff", "a\\nb", "---", ":-:", "@data", "%"),
]
# what cannot be seen is taken off when a file is read
SEEN = st.text(max_size=8).map(lambda text: re.sub(f"[{INVISIBLE}]", "", text))
TEXTS = st.one_of(st.sampled_from(NASTY), SEEN)
NUMBERS = st.one_of(
    st.floats(-3e38, 3e38).map(repr),
    st.integers(-(10**6), 10**6).map(str),
    st.sampled_from(["0", "-0.5", "1.234", "12.345", "1e-7", "+3", "１．５", "−2", ".5", "007"]),
)


@pytest.mark.parametrize("start", [4006381333931, 4006381333931123, 10**20])
def test_labels_of_many_digits_are_the_same_classes_everywhere(start: int) -> None:
    labels = [str(start + row % 2) for row in range(4)]
    written = "a,label\n" + "".join(f"{row},{label}\n" for row, label in enumerate(labels))
    found = as_samples(read_file(written.encode()), "label")
    dataset = read_samples(found.table).dataset
    assert dataset is not None
    assert list(found.classes) == list(dataset.class_names) == sorted(set(labels))
    assert classes_of(found.table) == sorted(set(labels))
    again = as_samples(read_file(to_csv(found.table)), "label")
    assert again.table.equals(found.table)
    query, _ = encode(found.table, found.table[["a"]], vars(TrainingSettings()))
    saved = decode(query)
    assert saved.samples.equals(found.table)


def tidied(text: object) -> str:
    """A cell or a name as a file can hold it: a single line, blanks made single."""
    return " ".join(writable(str(text)).split())


@st.composite
def tables(draw: st.DrawFn) -> pd.DataFrame:
    """A table that can be learnt from, with names and labels of any text."""
    names = draw(
        st.lists(TEXTS.map(tidied), min_size=1, max_size=4, unique=True).filter(
            lambda names: "" not in names and "label" not in names
        )
    )
    labels = st.sampled_from(
        draw(st.lists(TEXTS.map(tidied).filter(bool), min_size=1, max_size=4, unique=True))
    )
    row = st.tuples(*[NUMBERS] * len(names), labels)
    rows = draw(st.lists(row, min_size=1, max_size=25))
    return pd.DataFrame(rows, columns=[*names, "label"], dtype=object)


def read_back(content: bytes) -> pd.DataFrame:
    file = read_file(content)
    return as_samples(file, file.likely_label).table


@settings(max_examples=60, deadline=None, derandomize=True)
@given(tables())
def test_any_table_comes_back_and_another_reader_finds_its_cells_and_no_formula(
    table: pd.DataFrame,
) -> None:
    content = to_csv(table)
    back = read_back(content)
    cells = [list(map(tidied, row)) for row in table.to_numpy().tolist()]
    assert list(back.columns) == list(table.columns)
    assert back.map(tidied).to_numpy().tolist() == cells
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), strict=True))
    for found, meant in zip(lines, [list(table.columns), *cells], strict=True):
        assert all(a in (b, f"'{b}") for a, b in zip(found, meant, strict=True))
        assert all(cell[:1] not in ("=", "+", "-", "@") or is_number(cell) for cell in found)


@pytest.mark.parametrize("n_rows", [1, 30])
def test_every_nasty_text_comes_back_as_label_and_as_the_only_feature(n_rows: int) -> None:
    for text in NASTY:
        assert_comes_back(text, n_rows)


def assert_comes_back(text: str, n_rows: int) -> None:
    rows = [[str(row), text if row % 2 == 0 else "b"] for row in range(n_rows)]
    table = pd.DataFrame(rows, columns=[text, "label"], dtype=object)
    back = read_back(to_csv(table))
    assert list(back.columns) == [tidied(text), "label"]
    assert back.to_numpy().tolist() == [[number, tidied(label)] for number, label in rows]


def test_a_feature_called_like_a_numbering_stays_a_feature() -> None:
    rows = [[str(row), str(row * 0.5), "xy"[row % 2]] for row in range(30)]
    for name in ("id", "no.", "Unnamed: 0", "index"):
        table = pd.DataFrame(rows, columns=[name, "a", "label"], dtype=object)
        assert read_back(to_csv(table)).equals(table)


def test_numbers_and_plain_words_are_written_without_marks() -> None:
    table = pd.DataFrame([["-1.5", "no"], ["1e-7", "cat"]], columns=["size", "label"])
    assert to_csv(table) == b"\xef\xbb\xbfsize,label\r\n-1.5,no\r\n1e-7,cat\r\n"


def test_a_decimal_comma_is_saved_as_the_number_it_is_and_a_label_as_its_text() -> None:
    table = pd.DataFrame([["2,5", "0,5"], ["-0,125", "cat"]], columns=["x1", "label"], dtype=object)
    assert read_back(to_csv(table)).to_numpy().tolist() == [["2.5", "0,5"], ["-0.125", "cat"]]
