import math
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from playground.tables.cells import (
    FLOAT32_MAX,
    class_name,
    clean,
    is_number,
    number_problem,
    plain,
    read_feature,
    read_number,
    rows_of,
    shorten,
    writable,
)
from tests.strategies import cells, numbers

PRINTABLE = st.text(st.characters(min_codepoint=32, max_codepoint=126))
HALF_OF_AN_EMOJI = "\ud83d"


@given(cells)
def test_a_clean_cell_is_one_line_without_blanks_around_it(cell: str | None) -> None:
    text = clean(cell)
    assert text == " ".join(text.split())
    assert clean(text) == text
    assert writable(text) == text


@given(PRINTABLE)
def test_what_a_keyboard_writes_is_kept(text: str) -> None:
    assert writable(text) == text
    assert clean(text).split() == text.split()


@pytest.mark.parametrize("empty", [None, math.nan, pd.NA, "", " ", "\t\n", "\u3000"])
def test_a_cell_without_anything_in_it_is_empty(empty: object) -> None:
    assert clean(empty) == ""
    assert number_problem(empty) == "empty_cell"  # type: ignore[arg-type]


HIDDEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u061c\u202a\u202e\u2066\u2069"
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d-"


@pytest.mark.parametrize("char", HIDDEN)
@pytest.mark.parametrize("form", ["{}-1.5", "-1.5{}", "-1{}.5", " {} -1.5 "])
def test_what_cannot_be_seen_does_not_count(form: str, char: str) -> None:
    assert clean(form.format(char)) == plain(form.format(char)) == "-1.5"
    assert clean(f"c{char}at") == clean(f"cat {char}") == "cat"
    assert clean(char) == ""


@pytest.mark.parametrize("dash", DASHES)
@pytest.mark.parametrize("blank", ["", " ", "\xa0", "  "])
@pytest.mark.parametrize("number", ["6", "0.5", ".5", "1e-3", "1e3"])
def test_a_dash_that_heads_a_number_or_its_power_is_a_minus(
    dash: str, blank: str, number: str
) -> None:
    written = f"{dash}{blank}{number.replace('-', dash)}"
    assert read_number(clean(written)) == (-float(number), "")


@pytest.mark.parametrize(
    "name", ["2–3", "A–1", "–5 °C", "- 6 apples", "—", "– n", "2020–01–05", "الصف ١", "١٬٥"]
)
def test_a_name_keeps_its_dashes_and_digits(name: str) -> None:
    assert clean(name) == plain(name) == name


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        *(("٣", 3), ("۱۲", 12), ("٣٫٥", 3.5), ("-٣٫٥", -3.5), ("–٣", -3), ("− ٣", -3)),
        *(("١٬٢٣٤", 1234), ("١٬٢٣٤٬٥٦٧٫٨", 1234567.8), ("۱٫۵e۳", 1500), ("३.५", 3.5), ("٣.٥", 3.5)),
        *(("\u200f-٥", -5), ("\u061c-٥", -5)),
    ],
)
def test_digits_of_other_scripts_are_read(cell: str, number: float) -> None:
    assert read_number(clean(cell)) == (number, "")
    assert class_name(clean(cell)) == f"{number:g}" or number > 1e6


def test_what_no_file_can_hold_is_replaced() -> None:
    assert writable("a\x00b\x7fc\nd") == "a b c d"
    assert writable("é\x85e") == "é e"
    assert writable(f"猫{HALF_OF_AN_EMOJI}") == "猫?"
    assert writable("é猫🐈") == "é猫🐈"


@given(numbers)
def test_a_number_is_read_as_python_reads_it(number: str) -> None:
    assert read_number(number) == (float(number), "")
    assert is_number(f" {number} ")


@pytest.mark.parametrize("sign", [1, -1])
def test_the_largest_number_is_float32_s(sign: int) -> None:
    assert read_number(repr(sign * FLOAT32_MAX)) == (sign * FLOAT32_MAX, "")
    above = sign * math.nextafter(FLOAT32_MAX, math.inf)
    assert read_number(repr(above))[1] == "too_large"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("1,5", "decimal_comma"),
        ("-,5", "decimal_comma"),
        ("1,5e3", "decimal_comma"),
        ("1,2,3", "not_a_number"),
        ("1.000,5", "not_a_number"),
        (",", "not_a_number"),
        ("a,b", "not_a_number"),
        ("1_000", "not_a_number"),
        ("nan", "not_finite"),
        ("-Infinity", "not_finite"),
        ("+inf", "not_finite"),
        ("1e400", "too_large"),
        ("-1e400", "too_large"),
    ],
)
def test_what_is_wrong_with_a_number_has_a_code(cell: str, code: str) -> None:
    value, problem = read_number(cell)
    assert math.isnan(value)
    assert problem == number_problem(cell) == code
    assert not is_number(cell)


@pytest.mark.parametrize("number", ["2.5", "-0.05", "+.5", "0.125", "1234.567", "1.5e-3", "12.34"])
def test_a_decimal_comma_is_a_point_where_only_a_number_can_stand(number: str) -> None:
    written = number.replace(".", ",")
    assert read_feature(written) == read_feature(number) == (float(number), "")
    assert not is_number(written)  # as a label it is the name of a class


@pytest.mark.parametrize("cell", ["1,234", "-12,345", "+999,000"])
def test_a_comma_that_may_set_thousands_apart_is_no_decimal_one(cell: str) -> None:
    assert read_feature(cell)[1] == "decimal_comma"


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        *(("1.0", "1"), ("01", "1"), ("-0.50", "-0.5"), ("1e3", "1000"), ("cat", "cat")),
        *(("1,5", "1,5"), ("-0", "0"), ("007", "7"), ("+.5", "0.5"), ("3.", "3"), ("1e-400", "0")),
        *(("0.00010", "0.0001"), ("0.0000120", "1.2e-05"), ("0e99999999999999999999", "0")),
        *(("4006381333931", "4006381333931"), ("4006381333932.0", "4006381333932")),
        *(("9007199254740993", "9007199254740993"), ("1e20", "1" + 20 * "0")),
        *(("0.12345678901234567890123456789012345", "0.12345678901234567890123456789012345"),),
        (39 * "1", 39 * "1"),
    ],
)
def test_a_class_has_one_spelling(cell: str, name: str) -> None:
    assert class_name(cell) == name
    assert class_name(name) == name


@given(st.decimals(-(10**38), 10**38, allow_nan=False, allow_infinity=False), st.integers(0, 3))
def test_numbers_are_one_class_if_they_are_equal_to_the_last_digit(
    number: Decimal, zeros: int
) -> None:
    assume(number == 0 or abs(number) > 1e-300)
    name = class_name(str(number))
    assert Decimal(name) == number
    assert class_name(name) == name
    plain = f"{number:f}"
    assert class_name(plain + ("" if "." in plain else ".") + zeros * "0") == name


@given(st.floats(-1e11, 1e11).map(lambda value: f"{value:.12g}"))
def test_a_number_of_up_to_12_digits_is_written_as_ever(number: str) -> None:
    assert class_name(number) == f"{float(number) + 0:.12g}"


@given(PRINTABLE, st.integers(2, 30))
def test_a_long_cell_is_cut_and_says_so(text: str, length: int) -> None:
    expected = text if len(text) <= length else text[: length - 1] + "…"
    assert shorten(text, length) == expected


def test_a_cell_is_cut_to_24_letters() -> None:
    assert shorten("x" * 24) == "x" * 24
    assert shorten("x" * 25) == "x" * 23 + "…"


@pytest.mark.parametrize("n_rows", [0, 1, 3])
@pytest.mark.parametrize("n_columns", [0, 1, 3])
def test_rows_are_those_of_pandas(n_rows: int, n_columns: int) -> None:
    written = [[f"{row} {column}" for column in range(n_columns)] for row in range(n_rows)]
    table = pd.DataFrame(written, index=range(n_rows), columns=range(n_columns), dtype=object)
    assert rows_of(table) == list(map(list, table.itertuples(index=False, name=None)))
