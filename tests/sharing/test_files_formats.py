"""What is no table is refused by its name; what is one in another form is read."""

import gzip
import io
import zipfile

import pytest
import torch
from torch import nn

from playground.sharing.files import FileError, as_samples, read_file


def zipped(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        # no time in it: what a test is made of is the same in each process
        archive.writestr(zipfile.ZipInfo(name), "a,b\n1,2\n")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("[[1, 2, 'cat'], [3, 4, 'dog']]", "Python"),
        ("[1, 2, 'cat'],\n[3, 4, 'dog']", "Python"),
        ("((1, 2), (3, 4))", "Python"),
        ("features = [[1, 2],\n            [3, 4]]", "Python"),
        ("np.array([[1., 2.],\n       [3., 4.]])", "Python"),
        ("tensor([[1., 2.], [3., 4.]])", "Python"),
        ("[[1. 2. 3.]\n [4. 5. 6.]]", "Python"),
        ('[{"a": 1, "b": 2}, {"a": 3, "b": 4}]', "JSON"),
        ('{"a": [1, 2],\n "b": [3, 4]}', "JSON"),
        ('{"a": 1, "b": 2}\n{"a": 3, "b": 4}\n', "JSON"),
        ("[1, 2, null]", "JSON"),
        ("<!DOCTYPE html>\n<html><body>1,2</body></html>", "HTML"),
        ("<table><tr><td>1</td><td>2</td></tr></table>", "HTML"),
        ('<?xml version="1.0"?>\n<rows><row a="1,2"/></rows>', "XML"),
        ("<rows><row><a>1</a></row></rows>", "XML"),
        ("<Rows>\n<row>1</row>\n</Rows>\n", "XML"),
        ("<!DocType note>\n<note>1</note>", "XML"),
        ("<TABLE>\n<TR><TD>1</TD></TR></TABLE>", "HTML"),
        ("[1,\n2,\nnull]", "JSON"),
        (r"{\rtf1\ansi a,b,label\par 1,2,x\par}", "RTF"),
        ("1 1:0.5 3:2\n-1 2:0.5 3:1\n", "LIBSVM"),
        ("+1 1:0.5 3:2 # note\n-1 2:0.5\n", "LIBSVM"),
        ("@relation r\n@attribute a real\n@data\n{0 1.5}\n", "sparse ARFF"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "PNG"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "JPEG"),
        (gzip.compress(b"a,b\n1,2\n", mtime=0), "gzip"),
        (zipped("data.csv"), "ZIP"),
        (b"\x93NUMPY\x01\x00" + bytes(50), "NumPy"),
    ],
)
def test_another_format_is_refused_by_its_name(content: str | bytes, name: str) -> None:
    with pytest.raises(FileError) as error:
        read_file(content.encode() if isinstance(content, str) else content)
    assert error.value.problem.code == "file_format"
    assert error.value.problem.fields == {"format": name}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "file_spreadsheet"),
        (zipped("xl/workbook.xml"), "file_spreadsheet"),
        (zipped("x.xml") + b"application/vnd.oasis.opendocument.spreadsheet", "file_spreadsheet"),
        (rb"a,b,label\n1,2,x\n3,4,y\n", "file_escaped"),
        (rb'"a,b,label\r\n1,2,x\r\n3,4,y"', "file_escaped"),
        (rb"a,b,label\n\n1,2,x\n\n3,4,y\n\n\n\n", "file_escaped"),
        (rb"a;b\n1;2\n3;4", "file_escaped"),
        (rb"a,b\n1,2", "file_escaped"),
        (rb"a\tb\n1\t2\n3\t4", "file_escaped"),
        (rb"a,b,label\n", "file_no_rows"),
        (rb"my table\na,b\n1,2\n3,4", "file_escaped"),
        (rb"a,b\nc\nd,e,f\ng,h\ni", "file_no_rows"),
        (rb"\n", "file_one_column"),
        (rb"file,C:\new", "file_no_rows"),
        (rb"one\ntwo\nthree", "file_one_column"),
        (b"a,b\n" + rb"C:\new,D:\new", "file_no_features"),
        (b"Dear all,\nplease find, as agreed, the figures of 2020, which we have\n"
         b"discussed at length, and more.\nYours, Ann\n", "file_prose"),
        (b"This is a text. It has sentences, some with commas, as texts do.\n" * 9, "file_prose"),
        ("这是一段说明文字，并不是表格。\n请另存为文件，再打开。\n".encode(), "file_prose"),
        (b"word\nword\n", "file_one_column"),
        (b"name,colour\nann,red\nbob,blue\n", "file_no_features"),
        (b"name,hair\nann of the north,dark red brown\nbob the old,grey\n", "file_no_features"),
        (b"one two three four. five, six\n" * 3, "file_prose"),
        (b"one two. three, four, five\n" * 3, "file_no_features"),
        (b"name,note\nann,Likes it. Very much.\nbob,No.\ncid,Yes.\n", "file_no_features"),
    ],
)  # fmt: skip
def test_what_holds_no_table_is_refused_for_what_it_is(content: bytes, code: str) -> None:
    with pytest.raises(FileError) as error:
        as_samples(file := read_file(content), file.likely_label)
    assert error.value.problem.code == code


@pytest.mark.parametrize(
    "header",
    ["<b>a</b>,b", "[cm],b", "{a},b", "a=(1),b", "(a),b", "PK,b", "%PDF,b", "array,b", "1:1,b"],
)
def test_odd_names_do_not_make_another_format(header: str) -> None:
    file = read_file(f"{header},label\n1,2,x\n3,4,y\n".encode())
    assert file.columns == (*header.split(","), "label")


def test_a_column_of_prose_beside_numbers_is_left_out() -> None:
    text = "a,note,label\n1,It was fine. Really.,x\n2,It was not. Sorry about that.,y\n"
    assert as_samples(read_file(text.encode()), "label").table.shape == (2, 2)


ARFF = """% a comment
@RELATION iris

@ATTRIBUTE sepallength  REAL
@attribute 'petal width' NUMERIC
@ATTRIBUTE class {Iris-setosa, 'Iris virginica'}

@DATA
5.1,0.2,Iris-setosa
% another
4.9,?,Iris-setosa
6.3,2.5,'Iris virginica'
"""


@pytest.mark.parametrize("has_header", [None, True, False])
def test_arff_has_its_names_beside_the_rows_unless_they_are_not_wanted(
    has_header: bool | None,
) -> None:
    file = read_file(ARFF.encode(), has_header=has_header)
    assert file.rows == read_file(ARFF.encode()).rows
    has_names = file.columns == ("sepallength", "petal width", "class")
    assert has_names is (has_header is not False)


@pytest.mark.parametrize("rows", [10, 4000])
def test_a_long_file_in_another_format_is_known_by_its_end(rows: int) -> None:
    lists = ",\n".join(["[1, 2, 3]"] * rows)
    with pytest.raises(FileError) as error:
        read_file(f"[{lists}]".encode())
    assert error.value.problem.fields == {"format": "Python"}
    lines = "\n".join(["1,2,x", "3,4,y"] * rows)
    assert read_file(f"[[cm],b,label\n{lines}".encode()).columns == ("[[cm]", "b", "label")


def test_arff_without_quotes_in_other_marks_or_with_many_remarks_is_read() -> None:
    head = "@relation r\n@attribute a real\n@attribute class string\n@data\n"
    remarks = "% note\n" * 20
    text = f'{head}1,"x, y"\n{remarks}2,z\n  \n3,"x, y"\n'
    file = read_file(text.encode())
    assert file.rows == [(5, ["1", "x, y"]), (26, ["2", "z"]), (28, ["3", "x, y"])]


def test_arff_without_its_mark_before_the_rows_has_each_line_read_and_said() -> None:
    head = "@relation r\n@attribute a real\n@attribute class string\n"
    samples = as_samples(read_file(f"{head}1,x\n2,y\n3,x\n4,y\n".encode()), "class")
    assert samples.table.to_numpy().tolist() == [[f"{row}", "yx"[row % 2]] for row in range(1, 5)]
    assert {problem.fields["row"] for problem in samples.left_out} == {1, 2, 3}


def test_what_torch_save_writes_is_refused_by_name() -> None:
    file = io.BytesIO()
    torch.save(nn.Linear(3, 2).state_dict(), file)
    with pytest.raises(FileError) as error:
        read_file(file.getvalue())
    assert error.value.problem.code == "file_pickle"
