"""How large a file may be, at the very bounds."""

import pytest

from playground.core.dataset import MAX_CLASSES, MAX_FEATURES
from playground.sharing.files import FileError, Import, as_samples, read_file, records
from playground.sharing.files.records import lines_of


def said(samples: Import) -> dict[str, dict]:
    return {p.code: p.fields for p in (*samples.remarks, *samples.left_out)}


def test_half_of_the_rows_may_be_left_out() -> None:
    assert len(read_file(b"1,0\n" * 20_000).rows) == 20_000
    file = read_file(b"?,0\n" * 10_000 + b"1,0\n" * 10_000, has_header=False)
    assert len(as_samples(file, "label").table) == 10_000


@pytest.mark.parametrize(("count", "taken"), [(10_000, set()), (10_001, {"rows_taken"})])
def test_of_more_rows_than_a_table_can_have_the_first_are_taken(count: int, taken: set) -> None:
    samples = as_samples(read_file(b"1,0\n" * 5000 + b"2,1\n" * (count - 5000)), "label")
    assert samples.classes == {"0": 5000, "1": 5000}
    assert said(samples).keys() == taken


@pytest.mark.parametrize("count", [20_001, 30_000, 250_000])
def test_of_far_too_many_rows_the_first_are_taken_and_all_are_counted(count: int) -> None:
    file = read_file(b"x\ty\n" + b"?\t1\n" + b"1\t0\n" * (count - 1))
    samples = as_samples(file, "y")
    assert len(file.rows) <= 20_000
    assert len(samples.table) == 10_000
    assert said(samples)["rows_taken"] == {"taken": 10_000, "count": count}
    assert said(samples)["row_missing"]["row"] == 2


def test_rows_that_could_not_be_read_are_said_to_be_there_when_few_of_the_others_can_be_used() -> (
    None
):
    file = read_file(b"1,0\n2,1\n" + b"?,0\n" * 30_000, has_header=False)
    assert said(as_samples(file, "label"))["rows_taken"] == {"taken": 2, "count": 30_002}


def test_empty_lines_are_no_rows() -> None:
    file = read_file(b"1,0\n\n" * 60_000)
    assert len(file.rows) + file.more == 60_000


@pytest.mark.parametrize(("width", "rows"), [(785, 260), (5001, 50)])
def test_a_wide_file_is_read_as_far_as_its_cells_are_not_too_many(
    monkeypatch: pytest.MonkeyPatch, width: int, rows: int
) -> None:
    monkeypatch.setattr(records, "MAX_CELLS", 200_000)  # a tenth, which is sooner read
    line = ",".join(["1"] * (width - 1))
    file = read_file(f"{line},0\n{line},1\n".encode() * (rows // 2))
    assert len(file.columns) == width
    assert 200_000 <= width * len(file.rows) < 200_000 + width
    samples = as_samples(file, "label")
    assert samples.table.shape == (len(file.rows), MAX_FEATURES + 1)
    assert list(samples.table.columns[:2]) == ["x1", "x2"]
    assert said(samples) == {
        "columns_many": {"count": width - 1, "maximum": MAX_FEATURES},
        "rows_taken": {"taken": len(file.rows), "count": rows},
    }
    chosen = as_samples(file, "label", [f"x{width - 1}", f"x{width - 2}"])
    assert list(chosen.table.columns) == [f"x{width - 2}", f"x{width - 1}", "label"]


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
def test_as_many_features_and_classes_as_the_model_takes_can_be_chosen(
    content: str, code: str
) -> None:
    file = read_file((content * 2).encode(), has_header=False)
    features = file.columns[:-1]
    if code:
        with pytest.raises(FileError) as error:
            as_samples(file, file.columns[-1], features)
        assert error.value.problem.code == code
    else:
        samples = as_samples(file, file.columns[-1], features)
        assert len(samples.table) == 2 * content.count("\n")
        assert not samples.left_out


def test_a_file_may_have_ten_thousand_columns() -> None:
    assert len(read_file((",".join(["1"] * 10_000) + "\n").encode()).columns) == 10_000
    with pytest.raises(FileError) as error:
        read_file((",".join(["1"] * 10_001) + "\n").encode())
    assert error.value.problem.fields == {"maximum": 10_000}


@pytest.mark.parametrize(("count", "more"), [(100_000, 0), (100_001, 1), (250_000, 150_000)])
def test_five_times_as_many_lines_as_rows_are_looked_at(count: int, more: int) -> None:
    """Some may be remarks, or go on with a cell."""
    source = lines_of("1\n" * count)
    assert (len(source.lines), source.more) == (100_000, more)


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


def test_a_wide_file_may_have_all_its_cells_in_quotes() -> None:
    names = ",".join(f'"gene {index:08}"' for index in range(9_999))
    line = ",".join(['"1.5"'] * 9_999)
    file = read_file(f'{names},"kind"\n{line},"x"\n{line},"y"\n'.encode())
    assert (file.columns[0], file.columns[-1]) == ("gene 00000000", "kind")
    assert as_samples(file, "kind").table["gene 00000063"].tolist() == ["1.5", "1.5"]
