"""How large a file may be, at the very bounds."""

import pytest

from playground.core.dataset import MAX_CLASSES, MAX_FEATURES
from playground.sharing.files import FileError, as_samples, read_file
from playground.sharing.files.records import lines_of


def test_half_of_the_rows_may_be_left_out() -> None:
    assert len(read_file(b"1,0\n" * 20_000).rows) == 20_000
    with pytest.raises(FileError, match="too_many_samples"):
        read_file(b"1,0\n" * 20_001)


@pytest.mark.parametrize(("more", "code"), [(0, "file_format"), (1, "file_too_large")])
def test_a_file_may_have_twenty_megabytes(more: int, code: str) -> None:
    with pytest.raises(FileError) as error:
        read_file(b"%PDF-" + bytes(20 * 2**20 - 5 + more))
    assert error.value.problem.code == code
    assert error.value.problem.fields.get("maximum", 20) == 20


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (",".join(["1"] * (MAX_FEATURES + 1)) + "\n", ""),
        (",".join(["1"] * (MAX_FEATURES + 2)) + "\n", "too_many_features"),
        ("".join(f"{row}.5,c{row}\n" for row in range(MAX_CLASSES)), ""),
        ("".join(f"{row}.5,c{row}\n" for row in range(MAX_CLASSES + 1)), "too_many_classes"),
    ],
)
def test_as_many_features_and_classes_as_the_model_takes_are_read(content: str, code: str) -> None:
    file = read_file((content * 2).encode(), has_header=False)
    if code:
        with pytest.raises(FileError) as error:
            as_samples(file, file.columns[-1])
        assert error.value.problem.code == code
    else:
        assert len(as_samples(file, file.columns[-1]).table) == 2 * content.count("\n")


def test_a_file_may_have_a_hundred_columns() -> None:
    assert len(read_file((",".join(["1"] * 100) + "\n").encode()).columns) == 100
    with pytest.raises(FileError) as error:
        read_file((",".join(["1"] * 101) + "\n").encode())
    assert error.value.problem.fields == {"maximum": 100}


def test_a_file_may_have_five_times_as_many_lines_as_rows() -> None:
    """Some may be remarks, or go on with a cell."""
    assert len(lines_of("1\n" * 100_000).lines) == 100_000
    with pytest.raises(FileError) as error:
        lines_of("1\n" * 100_001)
    assert error.value.problem.fields == {"count": 100_001, "maximum": 10_000}


@pytest.mark.parametrize(("lines", "is_one"), [(100, True), (101, False)])
def test_a_cell_that_is_quoted_may_have_a_hundred_lines(lines: int, is_one: bool) -> None:
    text = 'a,"' + "b\n" * (lines - 1) + 'c"\n1,2\n'
    first = read_file(text.encode(), has_header=False).rows[0][1]
    assert first[1] == (" ".join("b" * (lines - 1) + "c") if is_one else '"b')


def test_a_cell_is_cut_at_two_hundred_characters() -> None:
    (_, row), _ = read_file(f"{'a' * 201},{'b' * 200}\n1,2\n".encode(), has_header=False).rows
    assert row == ["a" * 200, "b" * 200]
    blanks = " " * 1800
    (_, row), _ = read_file(f"a{blanks}b,2\n1,2\n".encode(), has_header=False).rows
    assert row == ["a b", "2"]
