import codecs

import pandas as pd
import pytest

from playground.sharing.files import MAX_FILE_BYTES, FileError, as_samples, read_file
from playground.tables.reading import read_samples

HEADER = ["x1", "x2", "label"]
ROWS = [["0.3", "0.2", "cat"], ["-4", "5e-1", "dog"], ["9", "8", "cat"]]
PLAIN = "x1,x2,label\n0.3,0.2,cat\n-4,5e-1,dog\n9,8,cat\n"

DELIMITED = {
    name: PLAIN.replace(",", mark)
    for name, mark in {"comma": ",", "semicolon": ";", "tab": "\t", "space": " "}.items()
}
LINE_ENDS = {"unix": "\n", "windows": "\r\n", "old mac": "\r"}
LAYOUTS = {
    "no last line end": PLAIN.rstrip("\n"),
    "an empty last line": PLAIN + "\n",
    "many empty lines": PLAIN.replace("\n", "\n\n\n"),
    "empty lines before": "\n\n" + PLAIN,
    "blank cells at the end": PLAIN.replace("\n", ",,,\n"),
    "a line of delimiters": PLAIN + ",,\n",
    "spaces about cells": PLAIN.replace(",", " , "),
    "quoted cells": '"x1","x2","label"\n"0.3","0.2","cat"\n"-4","5e-1","dog"\n"9","8","cat"\n',
    "quoted after a space": '"x1", "x2", "label"\n0.3, 0.2, "cat"\n-4, 5e-1, "dog"\n9,8,cat\n',
    "decimal commas, semicolons": "x1;x2;label\n0,3;0,2;cat\n-4;5e-1;dog\n9;8;cat\n",
    "decimal commas, tabs": "x1\tx2\tlabel\n0,3\t0,2\tcat\n-4\t5e-1\tdog\n9\t8\tcat\n",
    "decimal commas in quotes": 'x1,x2,label\n"0,3","0,2",cat\n-4,5e-1,dog\n9,8,cat\n',
    "no header": PLAIN.split("\n", 1)[1],
    "a row with a missing number": PLAIN + "1,,dog\n",
    "a row with NA": PLAIN + "1,NA,dog\n",
    "a row with ?": PLAIN + "?,1,dog\n",
    "a row with nan": PLAIN + "1,nan,dog\n",
    "a row without a label": PLAIN + "1,2,\n",
    "a row that is too short": PLAIN + "1,2\n",
    "a row that is too long": PLAIN + "1,2,cat,5\n",
    "a row with text for a number": PLAIN + "1,oops,cat\n",
    "a row with infinity": PLAIN + "1,inf,cat\n",
    "a row past float32": PLAIN + "1,1e39,cat\n",
    "a column of text": "x1,x2,island,label\n0.3,0.2,a,cat\n-4,5e-1,b,dog\n9,8,c,cat\n",
}


def imported(content: bytes, label: str | None = None) -> pd.DataFrame:
    file = read_file(content)
    return as_samples(file, label or file.likely_label).table


def assert_is_the_plain_table(table: pd.DataFrame) -> None:
    assert list(table.columns) == HEADER
    assert table.to_numpy().tolist() == ROWS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "gb18030"])
@pytest.mark.parametrize("line_end", LINE_ENDS)
@pytest.mark.parametrize("delimiter", DELIMITED)
def test_every_delimiter_line_end_and_encoding_go_together(
    delimiter: str, line_end: str, encoding: str
) -> None:
    text = DELIMITED[delimiter].replace("cat", "小狗").replace("\n", LINE_ENDS[line_end])
    mark = codecs.BOM_UTF16_BE if encoding == "utf-16-be" else b""
    table = imported(mark + text.encode(encoding))
    assert table.to_numpy().tolist() == [[c.replace("cat", "小狗") for c in row] for row in ROWS]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("line_end", LINE_ENDS)
def test_what_people_s_files_look_like_gives_the_same_table(layout: str, line_end: str) -> None:
    content = LAYOUTS[layout].replace("\n", LINE_ENDS[line_end]).encode()
    assert_is_the_plain_table(imported(content))


@pytest.mark.parametrize(
    ("line", "code", "fields"),
    [
        ("1,,dog", "row_missing", {"row": 5, "column": "x2", "value": ""}),
        ("1,NA,dog", "row_missing", {"row": 5, "column": "x2", "value": "NA"}),
        ("1,2,", "row_missing", {"row": 5, "column": "label", "value": ""}),
        ("1,oops,dog", "row_not_a_number", {"row": 5, "column": "x2", "value": "oops"}),
        ("1,1e99,dog", "row_too_large", {"row": 5, "column": "x2", "value": "1e99"}),
        ("1,2", "row_width", {"row": 5, "cells": 2, "columns": 3}),
        ("1,2,dog,4", "row_width", {"row": 5, "cells": 4, "columns": 3}),
    ],
)
def test_a_row_left_out_is_said_and_why(line: str, code: str, fields: dict) -> None:
    file = read_file((PLAIN + line + "\n").encode())
    (problem,) = as_samples(file, "label").left_out
    assert (problem.code, problem.fields) == (code, fields)


BROKEN = {
    "nothing": (b"", "file_empty"),
    "only blanks": (b" \n\n \t\n", "file_empty"),
    "only a mark": (codecs.BOM_UTF8, "file_empty"),
    "only delimiters": (b",,,\n,,,\n", "file_empty"),
    "a header alone": (b"x1,x2,label\n", "file_no_rows"),
    "one column": (b"1\n2\n3\n", "file_one_column"),
    "a word": (b"hello", "file_one_column"),
    "a zip": (b"PK\x03\x04" + bytes(200), "file_spreadsheet"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "file_format"),
    "zeros": (bytes(1000), "file_not_text"),
    "noise": (bytes((i * 97 + 31) % 256 for i in range(2000)), "file_not_text"),
    "a pickle": (b"\x80\x04\x95\x0b\x00\x00\x00.", "file_not_text"),
    "half of UTF-16": (codecs.BOM_UTF16_LE + b"a", "file_not_text"),
    "too large": (b"1,2\n" * (MAX_FILE_BYTES // 4 + 1), "file_too_large"),
    "all text": (b"a,b\nx,y\nz,w\n", "file_no_features"),
    "rows of one cell": (b"a,label\n1\n2\n3\n", "file_no_rows"),
    "rows of one cell below three": (b"a,b,label\n1\n2\n3\n", "file_no_rows"),
    "no whole row": (b"x1,x2,label\n1,,a\n,2,b\n3,4,\n", "file_no_rows"),
    "ten million columns": (b"1," * 10_000_000, "file_too_wide"),
    "too many classes": ("".join(f"{n},c{n}\n" for n in range(25)).encode(), "too_many_classes"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_cannot_be_read_gets_one_message(case: str) -> None:
    content, code = BROKEN[case]
    with pytest.raises(FileError) as error:
        imported(content)
    assert error.value.problem.code == code


def test_a_column_of_prose_or_a_stray_quote_is_not_taken_for_the_delimiter() -> None:
    prose = "word " * 150
    assert imported(f"1,2,{prose},cat\n3,4,{prose},dog\n".encode())["label"].tolist() == [
        "cat",
        "dog",
    ]
    assert imported(b'x1,"a;"\n1,2\n3,4\n').to_numpy().tolist() == [["1", "2"], ["3", "4"]]
    assert imported(b'"a;",;"b\n1,2\n3,4\n').to_numpy().tolist() == [["1", "2"], ["3", "4"]]


def test_a_file_without_a_whole_row_says_what_is_wrong_with_them() -> None:
    with pytest.raises(FileError) as error:
        imported(b"a,label\n1e300,0\n,1\n")
    assert [problem.code for problem in error.value.because] == ["row_too_large", "row_missing"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("a,b,species\n1,2,3\n", "species"),
        ("class,a,b\n0,1,2\n", "class"),
        ("a,Target,b\n0,1,2\n", "Target"),
        ("类别,a,b\n猫,1,2\n", "类别"),
        ("a,b,c\n1,2,3\n", "c"),
        ("a,kind,c\n1,cat,3\n2,dog,4\n", "kind"),
    ],
)
def test_the_label_column_is_found(text: str, label: str) -> None:
    assert read_file(text.encode()).likely_label == label


@pytest.mark.parametrize(
    "name",
    [
        *("label", "labels", "class", "target", "species", "category", "diagnosis", "outcome"),
        *("variety", "klasse", "classe", "clase", "标签", "類別", "类别", "分类", "標籤", "种类"),
        "品种",
    ],
)
def test_what_people_call_the_label_is_known_in_any_place(name: str) -> None:
    assert read_file(f"{name},a,b\n0,1,2\n1,2,2\n".encode()).likely_label == name


def test_another_column_can_be_the_label() -> None:
    table = imported(b"a,b,c\n1,2,0\n3,4,1\n", label="a")
    assert list(table.columns) == ["b", "c", "label"]
    assert table["label"].tolist() == ["1", "3"]


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("a,a,a", ("a", "a_2", "a_3")),
        ("a,,c", ("a", "x2", "c")),
        ("a b, c ,d", ("a b", "c", "d")),
        ('"a\nb",c,d', ("a b", "c", "d")),
        ("温度,c,d", ("温度", "c", "d")),
        ("<b>a</b>,c,d", ("<b>a</b>", "c", "d")),
    ],
)
def test_column_names_are_kept_and_no_two_alike(header: str, columns: tuple) -> None:
    assert read_file(f"{header}\n1,2,3\n4,5,6\n".encode()).columns == columns


@pytest.mark.parametrize(
    ("labels", "classes"),
    [
        (["1", "1.0", "2", "2.00"], {"1": 2, "2": 2}),
        (["0", "-0", "1", "01"], {"0": 2, "1": 2}),
        (["10", "1e1", "2", "+2"], {"2": 2, "10": 2}),
        (["1,0", "1", "2,5", "2.5"], {"1": 2, "2.5": 2}),
        (["1.0", "cat", "1", "cat"], {"1": 2, "cat": 2}),
        (["١", "1", "– 2", "-2.0"], {"-2": 2, "1": 2}),
        (["１", "1", "猫", "猫"], {"1": 2, "猫": 2}),
    ],
)
def test_classes_are_counted_as_they_are_trained(labels: list, classes: dict) -> None:
    text = "a;b;label\n" + "".join(f"{n};{n * n};{label}\n" for n, label in enumerate(labels))
    samples = as_samples(read_file(text.encode()), "label")
    assert samples.classes == classes
    dataset = read_samples(samples.table).dataset
    assert dataset is not None
    assert {
        name: dataset.targets.tolist().count(at) for at, name in enumerate(dataset.class_names)
    } == classes


@pytest.mark.parametrize("dash", "‐‒–—―﹣－−-")
def test_dashes_before_numbers_are_minus_signs(dash: str) -> None:
    text = f"a,b,kind\n{dash}1,2,x\n{dash}3.5,{dash} 3,y\n4,5,x\n{dash} 6,7,y\n"
    file = read_file(text.encode())
    assert [column.kind for column in file.table.values()] == ["numbers", "numbers", "text"]
    dataset = read_samples(as_samples(file, "kind").table).dataset
    assert dataset is not None
    assert dataset.features.tolist() == [[-1, 2], [-3.5, -3], [4, 5], [-6, 7]]


def test_arabic_numbers_are_read() -> None:
    text = "أ,ب,kind\n١٫٥,٢,x\n-٣,١٬٢٣٤٫٥,y\n۴,۵,x\n"
    dataset = read_samples(imported(text.encode())).dataset
    assert dataset is not None
    assert dataset.features.tolist() == [[1.5, 2], [-3, 1234.5], [4, 5]]
