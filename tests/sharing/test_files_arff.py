"""Weka's ARFF is read as Weka reads it: separators, quotes, escapes, weights, the class."""

import pytest

from playground.sharing.files import FileError, FileReading, as_samples, read_file

HEAD = "@relation t\n@attribute len numeric\n@attribute name string\n@attribute kind {x,y}\n@data\n"


def read_rows(*rows: str, head: str = HEAD) -> FileReading:
    return read_file((head + "\n".join(rows) + "\n").encode())


def cells(*rows: str) -> list[list[str]]:
    return [cells for _, cells in read_rows(*rows).rows]


@pytest.mark.parametrize(
    "row",
    [
        "1.5,a,x",
        "1.5, a, x",
        "1.5\ta\tx",
        "1.5 a x",
        "  1.5   a \t x  ",
        "1.5,\ta,\tx",
        "1.5 , 'a' , \"x\"",
        "1.5\t'a'\tx",
        "1.5,a,x,{2}",
        "1.5,a,x, {0.5}",
        "1.5\ta\tx\t{ 1e3 }",
        "1.5 a x {2} % twice",
        "1.5,a,x % a note, not a cell",
        "1.5\ta\tx\t%note",
    ],
)
def test_a_row_is_read_whatever_separates_its_cells_and_follows_them(row: str) -> None:
    assert cells(row, "2,b,y") == [["1.5", "a", "x"], ["2", "b", "y"]]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ('"O\'Brien"', "O'Brien"),
        ("'O\\'Brien'", "O'Brien"),
        ("'O''Brien'", "O'Brien"),
        ("O'Brien", "O'Brien"),
        ('"Smith, J"', "Smith, J"),
        ("'Smith, J'", "Smith, J"),
        ("'say \"hi\"'", 'say "hi"'),
        ('"say \\"hi\\""', 'say "hi"'),
        ("'\\'(-inf-2.5]\\''", "'(-inf-2.5]'"),
        ("'C:\\\\new'", "C:\\new"),
        ("'5\\%'", "5%"),
        ("'5 % of, all'", "5 % of, all"),
        ("'two\\nlines'", "two lines"),
        ("'{2}'", "{2}"),
        ("'# 1'", "# 1"),
        ("''", ""),
        ("'not closed", "'not closed"),
        ("two words", "two words"),
    ],
)
def test_quotes_of_both_kinds_and_backslashes_stand_in_one_file(written: str, name: str) -> None:
    rows = cells(f"1,{written},x", '2,"a, b",y', "3,'c, d',x")
    assert rows == [["1", name, "x"], ["2", "a, b", "y"], ["3", "c, d", "x"]]


def test_names_are_quoted_and_escaped_as_cells_are() -> None:
    head = (
        "% a comment\n   % another\n@RELATION 'my data'\n\n@ATTRIBUTE 'first  name' NUMERIC\n"
        "@attribute\t\"it\\\"s\"\treal % in cm\n@Attribute 'a\\'b' integer\n"
        "@attribute kind{x,'y z'}\n@DATA % rows\n"
    )
    file = read_rows("1,2,3,x", "4\t5\t6\t'y z'", head=head)
    assert file.columns == ("first name", 'it"s', "a'b", "kind")
    assert [cells for _, cells in file.rows] == [["1", "2", "3", "x"], ["4", "5", "6", "y z"]]
    assert file.likely_label == "kind"


def test_classes_of_weka_s_bins_come_as_they_are_listed() -> None:
    rows = ["1.5,a,'\\'(-inf-2.5]\\''", "3,b,'\\'(2.5-inf)\\''", "5,c,'\\'(2.5-inf)\\''"]
    samples = as_samples(read_rows(*rows), "kind")
    assert samples.classes == {"'(-inf-2.5]'": 1, "'(2.5-inf)'": 2}


def test_weights_of_rows_are_dropped_and_that_is_said_once() -> None:
    file = read_rows("1,a,x,{2}", "2,b,y,{1}", "3,c,x")
    assert [cells for _, cells in file.rows] == [["1", "a", "x"], ["2", "b", "y"], ["3", "c", "x"]]
    assert [(problem.code, problem.blocking) for problem in file.remarks] == [
        ("rows_weighted", False)
    ]
    assert read_rows("1,a,x", "2,b,y").remarks == []


@pytest.mark.parametrize("row", ["{0 1.5}", "  {0 1.5, 2 x}", "{0 1.5}, {2}"])
def test_rows_that_leave_out_zeros_are_refused(row: str) -> None:
    with pytest.raises(FileError) as error:
        read_rows(row)
    assert error.value.problem.fields == {"format": "sparse ARFF"}


@pytest.mark.parametrize(
    ("attributes", "label"),
    [
        (["sex {m,f}", "len numeric", "survived {0,1}"], "survived"),
        (["kind {x,y}", "len numeric", "wid numeric"], "kind"),
        (["species {x,y}", "len numeric", "out {0, 1}"], "out"),
        (["len numeric", "out {0,1}", "note string"], "out"),
        (["len numeric", "class string", "OUT { 0,1 }"], "OUT"),
        (["len numeric", "wid real", "kind string"], "kind"),
    ],
)
def test_the_label_is_the_last_column_whose_values_are_listed(attributes: list, label: str) -> None:
    head = "@relation t\n" + "".join(f"@attribute {each}\n" for each in attributes) + "@data\n"
    values = {"{": "0", "n": "1.5", "r": "2.5", "s": "x"}
    row = ",".join(values[each.split(maxsplit=1)[1][0]] for each in attributes)
    file = read_rows(row, row.replace("0", "1").replace("x", "y"), row, row, head=head)
    assert file.likely_label == label


def test_a_column_of_more_values_than_classes_is_not_proposed() -> None:
    head = HEAD.replace("name string", "kind_ {x,y}").replace("kind {x,y}", "many {a}")
    assert read_rows(*(f"{n},{'xy'[n % 2]},m{n}" for n in range(30)), head=head).likely_label == (
        "kind_"
    )


def test_a_question_mark_is_a_missing_label_and_no_class() -> None:
    samples = as_samples(read_rows("1,a,x", "2,b,?", "?,c,y", "4,?,y", "5 d ?"), "kind")
    assert samples.classes == {"x": 1, "y": 1}
    missing = [(p.fields["row"], p.fields["column"]) for p in samples.left_out if "row" in p.fields]
    assert missing == [(7, "kind"), (8, "len"), (10, "kind")]


def test_a_very_long_row_takes_no_longer_than_it_is_long() -> None:
    blanks = " " * 1_000_000
    assert cells(f"1{blanks}a{blanks}x{blanks}", "1" + "," * 1000, "2,b,y")[-1] == ["2", "b", "y"]
