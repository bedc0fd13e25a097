"""The columns of a file: are they named, which is the label, which only number the rows."""

import pandas as pd
import pytest

from playground.core.dataset import MAX_CLASSES
from playground.sharing.files import FileError, as_samples, possible_features, read_file


def rows(*cells: str, times: int) -> str:
    return "".join(f"{cells[row % len(cells)]}\n".replace("%", str(row)) for row in range(times))


MEASURED = ["5.1,3.5,cat", "4.9,3,dog"]


@pytest.mark.parametrize(
    ("first", "others", "is_header"),
    [
        ("a,b,kind", MEASURED, True),
        ("a,b,", MEASURED, True),
        ("a,,kind", MEASURED, True),
        ("a,-,kind", MEASURED, True),
        ("a,2019,kind", MEASURED, True),
        ("1,2,label", MEASURED, True),
        ("1,2,species", MEASURED, True),
        ("0,1,2", MEASURED, True),
        ("2019,2020,kind", [*MEASURED, *MEASURED], True),
        ("0,1,2,3", ["0.5,1,3,0", "1,2.5,3,1"], True),
        ("0,1,2,3", ["0.5,1.5,3.5,0.5", "1.5,2.5,3.5,1.5"], True),
        ("0,1,2,3", ["5,1,3,0", "1,2,3,1"], False),
        ("0,1,2", ["a,5,4", "b,1,3"], True),
        (",0,1,2", ["0,5,4,1", "1,4,3,0"], True),
        ("label,1,2", ["0,5,4", "1,3,2"], True),
        ("a,b,c", ["x,y,z", "u,v,w"], True),
        ("a,b,c", ["x,b,z", "u,v,w"], True),
        ("len,spam", ["5,spam", "3,ham", "7,spam"], True),
        (",spam", ["0,spam", "1,ham"], True),
        ("a,b,c", ["x,y,z", "a,b,c", "u,v,w"], True),
        ("a,b,c", ["x,y,z", "u,v,w", "a,b,c", "a,b,c"], True),
        ("low,5more,big,bad", ["low,5more,big,good", "low,2,big,bad", "med,4,big,bad"], False),
        ("low,more,big,bad", ["low,3,big,good", "low,2,big,bad", "med,4,big,bad"], False),
        ("low,more,big,bad", ["med,3,big,good", "low,2,small,good", "med,4,big,good"], True),
        ("a,x,p", ["b,y,p", "a,x,p", "b,x,q"], False),
        ("red,cat", ["red,dog", "blue,cat"], False),
        ("red,,cat", ["red,1,dog", "blue,2,cat"], False),
        ("5.1,?,cat", MEASURED, False),
        ("?,3,cat", MEASURED, False),
        ("?,?,cat", MEASURED, False),
        ("NA,3,mouse", MEASURED, False),
        ("-,-,mouse", MEASURED, False),
        ("5.1,,cat", MEASURED, False),
        ("5.1,oops,cat", MEASURED, False),
        ("0,0,0", ["0,1,1", "1,0,1"], False),
        ("0,1,2", ["1,0,1", "2,2,0"], False),
        ("5,4,mouse", [*MEASURED, *MEASURED], False),
        ("1.5,2.5,mouse", [*MEASURED, *MEASURED], False),
        ("1,2,mouse", MEASURED, False),
        ("3,4,0", MEASURED, False),
        ("1,5,2,cat", ["1,6,3,dog", "2,5,3,dog"], False),
        ("'1,5';2;x", ["3;4;y"], True),
        ("0,1,2", ["0.5,1.5,0", "1.5,2.5,1"], False),
        (",0,1", ["0,5.5,4", "1,4.5,3"], False),
        (",1,2,3", ["0,5,4,1", "1,4,3,0"], False),
    ],
)
def test_a_header_is_told_from_a_row(first: str, others: list, is_header: bool) -> None:
    assert read_file("\n".join([first, *others]).encode()).has_header == is_header


def test_whether_there_is_a_header_can_be_given() -> None:
    content = b"a,b,label\n1,2,x\n"
    assert len(read_file(content, has_header=False).rows) == 2
    file = read_file(b"1,2,x\n3,4,y\n", has_header=True)
    assert (file.columns, len(file.rows)) == (("1", "2", "x"), 1)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("# a,b,label\n1.0,2.0,0\n3.0,4.0,1\n", ("a", "b", "label")),
        ("# a b label\n1.0 2.0 0\n3.0 4.0 1\n", ("a", "b", "label")),
        ("# by me\n# a,b,label\n1.0,2.0,0\n3.0,4.0,1\n", ("a", "b", "label")),
        ("#a,b,label\n1.0,2.0,0\n3.0,4.0,1\n", ("a", "b", "label")),
        ("# a,b\n1.0,2.0,0\n3.0,4.0,1\n", ("x1", "x2", "label")),
        ("# 1,2,3\n1.0,2.0,0\n3.0,4.0,1\n", ("x1", "x2", "label")),
        ("# a,b,c\nd,e,label\n1.0,2.0,0\n3.0,4.0,1\n", ("d", "e", "label")),
        ("# a,b,c\n\n1.0,2.0,0\n3.0,4.0,1\n", ("x1", "x2", "label")),
        ("# a,b,label\n#\n1.0,2.0,0\n3.0,4.0,1\n", ("a", "b", "label")),
        ("# a,b,label\n# \n#\n# \n1.0,2.0,0\n3.0,4.0,1\n", ("a", "b", "label")),
        ("# a,b,label\n#-----\n1.0,2.0,0\n3.0,4.0,1\n", ("a", "b", "label")),
        ("# a,b,label\n# ====\n1.0,2.0,0\n3.0,4.0,1\n", ("a", "b", "label")),
        ("# a,b,label\n# -,-,-\n1.0,2.0,0\n3.0,4.0,1\n", ("a", "b", "label")),
        ("# a b label\n# --- --- ---\n1.0 2.0 0\n3.0 4.0 1\n", ("a", "b", "label")),
        ("#a,b,label\n#####\n1.0,2.0,0\n3.0,4.0,1\n", ("a", "b", "label")),
        ("# by me\n#\n# a,b,label\n#\n1.0,2.0,0\n3.0,4.0,1\n", ("a", "b", "label")),
        ("# a,b,label\n# in cm\n1.0,2.0,0\n3.0,4.0,1\n", ("x1", "x2", "label")),
        ("# a,b,label\n#\n\n1.0,2.0,0\n3.0,4.0,1\n", ("x1", "x2", "label")),
        (",x1,x1_2,label\n0,1,2,x\n1,3,4,y\n", ("x1_3", "x1", "x1_2", "label")),
        ("x2,,x2,label\n0,1,2,x\n1,3,4,y\n", ("x2", "x2_2", "x2_3", "label")),
        ('"a","b","label"\n"1",1.5,2,"x"\n"2",2.5,3,"y"\n', ("x1", "a", "b", "label")),
        ("a,b\n1.5,2,x\n1.5,3,y\n", ("x1", "x2", "label")),
        ("mpg cyl vs\nMazda 21 6 0\nDatsun 22 4 1\n", ("x1", "mpg", "cyl", "vs")),
        ("Label,label\n1,a\n2,b\n", ("Label", "label")),
    ],
)
def test_the_names_are_found_where_programs_write_them(text: str, columns: tuple) -> None:
    assert read_file(text.encode()).columns == columns


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("#1,#2,label", ("#1", "#2", "label")),
        ("#1,#2,#3", ("#1", "#2", "#3")),
        ("#a,b,#c", ("#a", "b", "#c")),
        ("#x,y,z", ("x", "y", "z")),
        ("#x y z", ("x", "y", "z")),
        ("# x y z", ("x", "y", "z")),
    ],
)
def test_a_number_sign_is_a_part_of_names_only_if_others_have_one(
    header: str, columns: tuple
) -> None:
    mark = "," if "," in header else " "
    rows = "".join(mark.join(row) + "\n" for row in (["1.5", "2", "x"], ["3", "4.5", "y"]))
    assert read_file(f"{header}\n{rows}".encode()).columns == columns


def test_label_and_label_in_capitals_are_two_columns() -> None:
    for text in ("Label,label\n1,a\n2,b\n", "label,Label\na,1\nb,2\n"):
        file = read_file(text.encode())
        table = as_samples(file, file.likely_label).table
        assert list(table.columns) == ["Label", "label"]
        assert table.to_numpy().tolist() == [["1", "a"], ["2", "b"]]
        other = as_samples(read_file(b"Label,label,label_\nx,1,2\ny,3,4\n"), "Label").table
        assert list(other.columns) == ["label__", "label_", "label"]


WINE = "".join(f"{1 + row // 20},{14 + row / 7:.2f},{900 + 7 * row}\n" for row in range(60))
WDBC = "".join(f"{8423 + 37 * row},{'MB'[row % 2]},{14 + row / 7:.2f}\n" for row in range(60))


@pytest.mark.parametrize(
    ("text", "label", "features"),
    [
        (WINE, "label", ["x1", "x2"]),
        (WDBC, "label", ["x2"]),
        ("id,diagnosis,radius\n7,M,1.5\n9,B,2.5\n", "diagnosis", ["radius"]),
        ("y,a,b\n0,1.5,7\n1,2.5,8\n0,3.5,9\n1,4.5,6\n", "y", ["a", "b"]),
        ("a,y,b\n1.5,0,7\n2.5,1,8\n3.5,0,9\n4.5,1,6\n", "y", ["a", "b"]),
        ("a,b,y\n0,1.5,0\n1,2.5,1\n0,3.5,0\n1,4.5,1\n", "y", ["a", "b"]),
        ("a,kind,notes\n1,cat,\n2,dog,\n3,cat,\n", "kind", ["a"]),
        ("a,kind,note\n1,cat,p\n2,dog,q\n3,cat,r\n", "kind", ["a"]),
        ("name,a,y\nann,1.5,0\nbob,2.5,1\ncid,3.5,0\ndee,4,1\n", "y", ["a"]),
        ("a,b,notes\n1,2,\n2,3,\n3,4,\n", "b", ["a"]),
        ("a,label,class\n1,0,x\n2,1,y\n", "label", ["a"]),
        ("a,b,c\n1,1,x\n1,1,y\n2,2,z\n2,2,w\n", "c", ["a", "b"]),
        # words in the middle, few whole numbers last
        ("id,a,sex,y\n7,1.5,m,0\n9,2.5,f,1\n8,3.5,m,0\n6,4.5,f,1\n", "y", ["a"]),
        ("id,sex,a,y\n7,m,1.5,3\n9,f,2.5,5\n8,m,3.5,3\n6,f,4.5,5\n", "y", ["a"]),
        ("1.5,m,0\n2.5,f,1\n3.5,m,0\n4.5,f,1\n", "label", ["x1"]),
        ("job,a,sex,y\np,1,m,0\nq,2,f,1\np,3,m,0\nq,4,f,1\n", "y", ["a"]),
        ("a,sex,y\n1,m,0\n2,f,1\n3,m,2\n4,f,2\n", "sex", ["a", "y"]),
        ("a,sex,y\n1,m,0.5\n2,f,1.5\n3,m,0.5\n4,f,1.5\n", "sex", ["a", "y"]),
        ("a,species,y\n1,m,0\n2,f,1\n3,m,0\n4,f,1\n", "species", ["a", "y"]),
        ("kind,a,doors\np,1,2\nq,2,4\np,3,2\nq,4,4\n", "kind", ["a", "doors"]),
        ("y,sex,a\n0,m,1.5\n1,f,2.5\n0,m,3.5\n1,f,4.5\n", "sex", ["y", "a"]),
        (",kind,a,doors\n0,p,1,2\n1,q,2,4\n2,p,3,2\n3,q,4,4\n", "kind", ["a", "doors"]),
    ],
)
def test_the_label_is_found_in_any_place(text: str, label: str, features: list) -> None:
    file = read_file(text.encode())
    assert file.likely_label == label
    assert list(as_samples(file, label).table.columns) == [*features, "label"]


def test_a_column_with_nothing_in_it_is_left_out_and_said() -> None:
    samples = as_samples(read_file(b"a,label,notes\n1,x,\n2,y,\n"), "label")
    assert [(p.code, p.fields["column"]) for p in samples.left_out] == [("column_empty", "notes")]


def table(column: str, values: list, others: int = 1) -> bytes:
    frame = pd.DataFrame({column: values})
    for index in range(others):
        frame[f"f{index}"] = [value * 0.5 for value in range(len(values))]
    frame["label"] = ["x", "y"] * (len(values) // 2)
    return frame.to_csv(index=False).encode()


@pytest.mark.parametrize(
    ("content", "left_out"),
    [
        (table("id", [3, 1, 2, 7]), ["id"]),
        (table("ID", [3, 1, 2, 7]), ["ID"]),
        (table("user_id", [3, 1, 2, 7]), ["user_id"]),
        (table("PassengerId", [3, 1, 2, 7]), ["PassengerId"]),
        (table("no.", [1, 2, 3, 4]), ["no."]),
        (table("编号", [1, 2, 3, 4]), ["编号"]),
        (table("序号", [1, 2, 3, 4]), ["序号"]),
        (table("index", [0, 1, 2, 3]), ["index"]),
        (table("Unnamed: 0", [0, 1, 2, 3]), ["Unnamed: 0"]),
        (table("rownames", [1, 2, 3, 4]), ["rownames"]),
        (table("", [0, 1, 2, 3]), ["x1"]),
        (table("", [2, 3, 4, 5]), ["x1"]),
        (table("", [5, 9, 2, 3]), ["x1"]),
        (b",,label\n0,2,x\n1,5,y\n2,7,x\n", ["x1"]),
        (pd.DataFrame({"a": [5, 6], "label": ["x", "y"]}).to_csv().encode(), ["x1"]),
        (rows("%,5.5,cat", "%,4.5,dog", times=30).encode(), ["x1"]),
        (rows("%,5.5,cat", "%,4.5,dog", times=20).encode(), ["x1"]),
        (rows("00%,5.5,cat", "00%,4.5,dog", times=20).encode(), ["x1"]),
        (rows("8%,5.5,cat", "8%,4.5,dog", times=20).encode(), ["x1"]),
        # features after all
        (rows("%,5.5,cat", "%,4.5,dog", times=19).encode(), []),
        (rows("8%,5.5,cat", "8%,4.5,dog", times=19).encode(), []),
        (rows("8,5.5,cat", "9,4.5,dog", times=20).encode(), []),
        (rows("%.5,%,cat", "%.5,%,dog", times=20).encode(), []),
        (table("", [0, 1, 2, 2]), []),
        (table("", [-1, 1, 2, 3]), []),
        (table("", [5, 9, 2, 3], others=0), []),
        (b",,label\n1,2,x\n3,5,y\n2,7,x\n", []),
        (b"a,,label\n1,3,x\n3,5,y\n2,7,x\n", []),
        (table("", [0.5, 1.5, 2.5, 3.5]), []),
        (table("id", [1, 1, 2, 2]), []),
        (table("id", [0.5, 1, 2, 3]), []),
        (table("id", [1, 2, 3, 4], others=0), []),
        (table("x", [1, 2, 3, 4]), []),
        (table("day", list(range(40))), []),
        (table("fluid", [1, 2, 3, 4]), []),
        (table("valid", [1, 2, 3, 4]), []),
        (rows("%,5.5,cat", "%,4.5,dog", times=6).encode(), []),
        (rows("5%,5,cat", "5%,4,dog", times=30).encode(), []),
    ],
)
def test_columns_that_only_number_the_rows_are_left_out_and_can_be_kept(
    content: bytes, left_out: list
) -> None:
    file = read_file(content)
    assert list(file.numbering) == left_out
    samples = as_samples(file, file.likely_label)
    assert [
        p.fields["column"] for p in samples.left_out if p.code == "column_numbering"
    ] == left_out
    assert set(samples.table.columns).isdisjoint(left_out)
    possible = possible_features(file, file.likely_label)
    kept = as_samples(file, file.likely_label, features=possible)
    assert list(kept.table.columns) == [*possible, "label"]
    assert kept.left_out == []


def test_features_can_be_chosen_and_stand_in_the_file_s_order() -> None:
    file = read_file(b"a,b,c,label\n1,2,3,x\n4,5,6,y\n")
    samples = as_samples(file, "label", features=["c", "a"])
    assert samples.table.to_numpy().tolist() == [["1", "3", "x"], ["4", "6", "y"]]
    assert samples.left_out == []
    with pytest.raises(FileError, match="file_none_chosen"):
        as_samples(file, "label", features=[])


def test_a_numbering_is_taken_where_there_is_no_other_feature() -> None:
    file = read_file(b"id,a,label\n1,2,x\n2,2,y\n")
    assert file.numbering == ("id",)
    assert list(as_samples(file, "a").table.columns) == ["id", "label"]


def test_a_row_that_lacks_only_a_feature_not_chosen_is_a_sample() -> None:
    file = read_file(b"a,b,label\n1,,x\n4,5,y\n")
    assert len(as_samples(file, "label").table) == 1
    assert len(as_samples(file, "label", features=["a"]).table) == 2


def test_a_row_of_another_width_does_not_hide_that_r_has_named_the_rows() -> None:
    file = read_file(b'"a","b","label"\n"one",1.5,2,"x"\n"two",2.5,3,"y"\n7\n"three",3.5,4,"x"\n')
    assert file.columns[1:] == ("a", "b", "label")
    assert [cells[0] for _, cells in file.rows] == ["one", "two", "three"]


def test_a_column_of_one_value_is_not_taken_for_the_label() -> None:
    file = read_file(b"0,1.5,7\n1,2.5,7\n0,3.5,7\n1,4.5,7\n")
    assert file.cells(file.likely_label) == ("0", "1", "0", "1")


@pytest.mark.parametrize(("n_classes", "label"), [(MAX_CLASSES, "kind"), (MAX_CLASSES + 1, "b")])
def test_a_column_of_text_with_more_values_than_classes_is_not_taken_for_the_label(
    n_classes: int, label: str
) -> None:
    lines = [f"{row}.5,name{row % n_classes},{row}.25" for row in range(2 * n_classes)]
    assert read_file("\n".join(["a,kind,b", *lines]).encode()).likely_label == label


@pytest.mark.parametrize(("n_values", "label"), [(4, "y"), (5, "b")])
def test_whole_numbers_are_taken_for_classes_if_they_come_twice_on_average(
    n_values: int, label: str
) -> None:
    lines = [f"{row}.5,{row % n_values},{row}.25" for row in range(8)]
    assert read_file("\n".join(["a,y,b", *lines]).encode()).likely_label == label


@pytest.mark.parametrize(
    "keys",
    [
        *("0 1 2", "1 2 3", "5 6 7", "72 15 40", "007 003 005", "Ann Bob Cid", "1 10 1a"),
        *("Jan 2 3", "2020-01-01 2020-01-02 2020-01-03", "0 1 ..", "1 2 [9"),
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "   "])
def test_a_header_without_the_first_name_stands_above_names_of_rows(
    delimiter: str, keys: str
) -> None:
    """As R's write.table and the print of pandas leave it out."""
    rows = [("1.5", "2", "x"), ("3", "4.5", "y"), ("5", "6", "x")]
    lines = [delimiter.join([key, *row]) for key, row in zip(keys.split(), rows, strict=True)]
    file = read_file("\n".join([delimiter.join(["a", "b", "label"]), *lines]).encode())
    assert file.columns == ("x1", "a", "b", "label")
    assert list(file.cells("x1")) == keys.split()
    assert file.numbering == ("x1",)
    assert list(as_samples(file, "label").table.columns) == ["a", "b", "label"]
    assert file.left_out == []


@pytest.mark.parametrize("columns", [["a", "b", "kind"], [0, 1, "label"], [0, 1, 2]])
@pytest.mark.parametrize("n_rows", [4, 100])
def test_a_printed_data_frame_is_read_with_its_names(columns: list, n_rows: int) -> None:
    cells = [[row / 4, row + 0.5, row % 2] for row in range(n_rows)]
    frame = pd.DataFrame(cells, columns=columns).sample(frac=1, random_state=1)
    file = read_file(repr(frame).encode())
    assert file.columns == ("x1", *map(str, columns))
    assert file.likely_label == str(columns[-1])
    assert file.numbering == ("x1",)
    printed = frame if n_rows == 4 else pd.concat([frame.head(), frame.tail()])
    table = as_samples(file, file.likely_label).table.astype(float)
    assert table.to_numpy().tolist() == printed.to_numpy().tolist()


@pytest.mark.parametrize(
    ("rows", "columns", "label"),
    [
        ("1,14.5,2.5 1,13.5,2 2,12.5,1 2,12,1.5", ("label", "a", "b"), "label"),
        ("1,14,2 1,13,3 2,12,4 2,12,5", ("label", "a", "b"), "label"),
        ("cat,14.5,2 cat,13.5,2 dog,12.5,1", ("label", "a", "b"), "label"),
        # nothing tells at which end a name is missing
        ("1,14.5,cat 1,13.5,cat 2,12.5,dog 2,12,dog", ("x1", "x2", "label"), "label"),
        ("1.5,14,2 1.5,13,2 2.5,12,1 2.5,12,3", ("x1", "x2", "label"), "label"),
        ("1,14.5,2.5 1,13.5,2 1,12.5,1 1,12,1.5", ("x1", "x2", "label"), "label"),
        ("1,14.5,2.5 1,13.5,2 2,12.5,1", ("x1", "x2", "label"), "label"),
    ],
)
def test_classes_below_a_header_without_the_first_name_are_the_label(
    rows: str, columns: tuple, label: str
) -> None:
    file = read_file("\n".join(["a,b", *rows.split()]).encode())
    assert (file.columns, file.likely_label) == (columns, label)
    assert as_samples(file, label).table.shape == (len(rows.split()), 3)


def test_a_header_that_names_a_label_does_not_lack_that_name() -> None:
    file = read_file(b"a,class\n1,14.5,2\n1,13.5,2\n2,12.5,1\n2,12,1\n")
    assert file.columns == ("x1", "x2", "label")


def test_classes_of_a_long_file_may_be_sorted() -> None:
    rows = "".join(f"{row // 1500},{row / 7:.3f},{row % 7}.5\n" for row in range(3000))
    assert read_file(f"a,b\n{rows}".encode()).columns == ("label", "a", "b")


def test_rows_without_a_name_among_others_are_samples() -> None:
    """As the table on a page is saved, if rows were added to it."""
    file = read_file("\ufeff,label,x1,x2\n7,0,1,2\n3,1,3,4\n,1,5,6\n,0,7,8\n".encode())
    assert file.numbering == (file.columns[0],)
    table = as_samples(file, file.likely_label).table
    assert list(table.columns) == ["x1", "x2", "label"]
    assert len(table) == 4
