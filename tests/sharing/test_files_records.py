"""Lines to records: delimiters, quotes that swallow nothing, remarks."""

import pytest

from playground.sharing.files import DELIMITERS, FileError, as_samples, read_file, records

EXPECTED = [["1", "2", "x"], ["3", "4", "y"]]


def rows_of(text: str, **options: str) -> list[list[str]]:
    return [cells for _, cells in read_file(text.encode(), **options).rows]  # type: ignore[arg-type]


def codes(text: str) -> list[tuple[str, int]]:
    return [(p.code, p.fields["row"]) for p in read_file(text.encode()).remarks]


@pytest.mark.parametrize(
    "text",
    [
        "sep=;\na;b;label\n1;2;x\n3;4;y\n",
        'sep=,\n"a","b","label"\n1,2,x\n3,4,y\n',
        "SEP=|\na|b|label\n1|2|x\n3|4|y\n",
        "a|b|label\n1|2|x\n3|4|y\n",
        "| a | b | label |\n|---|:-:|--:|\n| 1 | 2 | x |\n| 3 | 4 | y |\n",
        "a\tb\tlabel\t\n1\t2\tx\t\n3\t4\ty\t\n",
        "a\tb\tlabel\n1\t2\tx\t\n3\t4\ty\t\n",
        "a b label \n1 2 x \n3 4 y \n",
        "  a   b label\n  1   2 x\n  3   4 y\n",
        "a b label\n1   2 x\n 3 4     y\n",
        'a b "label"\n"1"   2 x\n 3 4     "y"\n',
        '"a" , "b" , "label"\n"1" , "2" , "x"\n3,4,y\n',
        "My table\n\na,b,label\n1,2,x\n3,4,y\n",
        "# made by us, for you\na,b,label\n1,2,x\n3,4,y\n",
    ],
)
def test_layouts_that_give_the_same_rows(text: str) -> None:
    file = read_file(text.encode())
    assert (file.columns, [cells for _, cells in file.rows]) == (("a", "b", "label"), EXPECTED)


@pytest.mark.parametrize("name", DELIMITERS.values())
def test_the_delimiter_can_be_given(name: str) -> None:
    mark = {name: mark for mark, name in DELIMITERS.items()}[name]
    other = "," if mark != "," else ";"
    text = f"a{mark}label\n1{other}5{mark}x\n2{other}5{mark}y\n"
    file = read_file(text.encode(), delimiter=name)
    assert (file.delimiter, file.columns) == (name, ("a", "label"))


@pytest.mark.parametrize("between", ["\t", " \t", "\t\t ", " "])
def test_blanks_a_tab_and_a_quoted_name_are_read_as_such(between: str) -> None:
    cars = [
        ["18.0", "8", "307.0", "70", "1", "aa bb cc"],
        ["15.0", "8", "350.", "71", "1", "dd ee"],
        ["24.0", "4", "?", "70", "3", "ff"],
    ]
    text = "".join(f'{"   ".join(car[:-1])}{between}"{car[-1]}"\n' for car in cars)
    file = read_file(text.encode())
    assert file.delimiter == "space"
    assert [cells for _, cells in file.rows] == cars
    assert file.remarks == []


def test_an_empty_cell_keeps_its_place_beside_quoted_ones() -> None:
    text = 'a,b,c,label\n"1",,2,"x"\n3,4,,"y"\n'
    assert rows_of(text) == [["1", "", "2", "x"], ["3", "4", "", "y"]]


def test_between_delimiters_that_fit_numbers_decide() -> None:
    assert rows_of("1,5 2,5 x\n3,5 4,5 y\n") == [["1,5", "2,5", "x"], ["3,5", "4,5", "y"]]
    assert rows_of("1,5;2,5;x\n3,5;4,5;y\n") == [["1,5", "2,5", "x"], ["3,5", "4,5", "y"]]
    assert rows_of("1, 2, x\n3, 4, y\n") == EXPECTED
    names = [["1.5", "Type 2 of 3 kinds"], ["2.5", "Type 1 of 3 kinds"]]
    assert rows_of("\n".join(map(";".join, names))) == names
    assert rows_of("1.5,Iris setosa\n2.5,Iris virginica\n") == [
        ["1.5", "Iris setosa"],
        ["2.5", "Iris virginica"],
    ]


@pytest.mark.parametrize(
    ("text", "rows", "literal"),
    [
        # not closed at all
        ('a,b,label\n1,2,"x\n3,4,y\n', [["1", "2", '"x'], ["3", "4", "y"]], 2),
        ('a,b,label\n"1,2,x\n3,4,y\n', [['"1', "2", "x"], ["3", "4", "y"]], 2),
        # closed by the quote of another cell
        ('a,b,label\n1,2,"x\n3,4,"y"\n', [["1", "2", '"x'], ["3", "4", "y"]], 2),
        ('a,b,label\n1,2,"x\n3,4,y"\n', [["1", "2", '"x'], ["3", "4", 'y"']], 2),
        ('a,b,label\n"1,2,x\n3,4,y"\n', [['"1', "2", "x"], ["3", "4", 'y"']], 2),
        ('a,b,label\n"1,2,x\n3,4\n5,6,y"\n', [['"1', "2", "x"], ["5", "6", 'y"']], 2),
        ('a,label\n1,"x\n3,y"\n', [["1", '"x'], ["3", 'y"']], 2),
        # within a cell
        ('n,w,l\n"a, b","c",x\n"a, b","c",y\n"a, b, z","c\nd",y\n',
         [["a, b", "c", "x"], ["a, b", "c", "y"], ["a, b, z", "c d", "y"]], None),
        ('a,b,label\n1,2,"x" y\n3,4,z\n', [["1", "2", '"x" y'], ["3", "4", "z"]], 2),
        ('a,b,label\n1,2,"5" pipe"\n3,4,z\n', [["1", "2", '5" pipe'], ["3", "4", "z"]], 2),
        ('a,b,label\n1,2,5" pipe\n3,4,z\n', [["1", "2", '5" pipe'], ["3", "4", "z"]], None),
        # as they should be
        ('a,b,label\n1,2,"x, y"\n3,4,"z ""q"""\n', [["1", "2", "x, y"], ["3", "4", 'z "q"']], None),
        ('a,b,label\n1,2,"x\ny"\n3,4,z\n', [["1", "2", "x y"], ["3", "4", "z"]], None),
        ('a,b,label\n1,2,"x\n\n# y, z"\n3,4,z\n', [["1", "2", "x # y, z"], ["3", "4", "z"]], None),
        ('a,b,label\n"1" ,2, "x" \n3,4,y\n', EXPECTED, None),
        ('a,"b\n# c",label\n1,2,x\n3,4,y\n', EXPECTED, None),
    ],
)  # fmt: skip
def test_a_quote_never_swallows_rows(text: str, rows: list, literal: int | None) -> None:
    for line_end in ("\n", "\r\n", "\r"):
        assert rows_of(text.replace("\n", line_end)) == rows
    assert ("row_quote", literal) in codes(text) or literal is None
    assert literal is not None or codes(text) == []


def test_the_rows_after_a_cell_of_several_lines_keep_their_numbers() -> None:
    text = 'a,note,label\n1,"one\ntwo\n\nthree",x\n\nhm,b,y\n3,c,y\n'
    (column, row) = as_samples(read_file(text.encode()), "label").left_out
    assert (column.code, row.fields["row"]) == ("column_text", 4)  # as a spreadsheet counts


def test_a_cell_may_be_long_but_not_endless() -> None:
    lines = "\n".join(["some words"] * 50)
    assert len(rows_of(f'a,note,label\n1,"{lines}",x\n2,n,y\n')) == 2
    lines = "\n".join(["1,2,x"] * 5000)
    assert len(rows_of(f'a,b,label\n1,2,"x\n{lines}\n')) == 5001


def test_remarks_among_the_rows_are_said_if_they_could_be_rows() -> None:
    text = "# a title, of sorts, here\na,b,label\n1,2,x\n# 3,4,y\n# just a note\n5,6,z\n"
    assert rows_of(text) == [["1", "2", "x"], ["5", "6", "z"]]
    assert codes(text) == [("row_remark", 4)]


@pytest.mark.parametrize("rule", ["#", "# ", "#---", "#=====", "#####", "# - - -", "#. . ."])
def test_a_rule_is_a_remark_of_which_nothing_is_said(rule: str) -> None:
    file = read_file(f"{rule}\na,label\n{rule}\n1,x\n{rule}\n3,y\n".encode())
    assert (file.columns, file.rows) == (("a", "label"), [(4, ["1", "x"]), (6, ["3", "y"])])
    assert [*file.left_out, *file.remarks] == []


def test_many_lines_of_remarks_do_not_count_as_samples() -> None:
    assert len(rows_of("# note\n" * 20_001 + "a,label\n1,x\n2,y\n")) == 2
    with pytest.raises(FileError) as error:
        read_file(b"# note\n" * 100_001)
    assert error.value.problem.fields == {"count": 100_001, "maximum": 10_000}


def test_remarks_say_nothing_of_the_delimiter() -> None:
    text = "# measured, by hand, in May, by us\n# twice\na;b;label\n1,5;2,5;x\n2,5;3,5;y\n"
    file = read_file(text.encode())
    assert (file.delimiter, file.columns) == ("semicolon", ("a", "b", "label"))


@pytest.mark.parametrize("title", ["# measured by us", "Measured by us"])
def test_a_quote_swallows_no_rows_below_a_title_either(title: str) -> None:
    text = f'{title}\na,b,label\n1,2,"x\n3,4,y"\n'
    assert rows_of(text) == [["1", "2", '"x'], ["3", "4", 'y"']]
    assert codes(text) == [("row_quote", 3)]


def test_a_row_that_is_too_long_does_not_hide_the_delimiter() -> None:
    assert rows_of("a;b;label\n1;2;x\n3;4;y\n5;6;x;7\n") == EXPECTED


@pytest.mark.parametrize("name", DELIMITERS.values())
@pytest.mark.parametrize("quoted", ["1", '"1"'])
def test_a_row_may_have_so_many_cells_and_empty_ones_beyond(
    name: str, quoted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "MAX_COLUMNS", 100)
    mark = {name: mark for mark, name in DELIMITERS.items()}[name]
    row = mark.join([quoted] + ["1"] * 99)
    for blank in ("", mark * 50, mark * 500):
        file = read_file(f"{row}{blank}\n{row}\n".encode(), delimiter=name, has_header=False)
        assert [len(cells) for _, cells in file.rows] == [100, 100]
    with pytest.raises(FileError) as error:
        read_file(f"{row}{mark}1\n{row}\n".encode(), delimiter=name)
    assert error.value.problem.code == "file_too_wide"


def test_a_cell_of_two_lines_is_in_one_row_as_in_a_spreadsheet() -> None:
    file = read_file(b'a,b,label\n"1\n",2,x\n3,4,y\n"5","\n6",z\n7,8,x\n')
    assert file.rows == [
        (2, ["1", "2", "x"]),
        (3, ["3", "4", "y"]),
        (4, ["5", "6", "z"]),
        (5, ["7", "8", "x"]),
    ]
