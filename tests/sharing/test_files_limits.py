"""How large a file may be, at the very bounds."""

import pytest

from playground.core.dataset import MAX_CLASSES, MAX_FEATURES
from playground.sharing.files import FileError, as_samples, read_file


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
