"""What the documents promise there is room for is what the code has, and not one less or more."""

import re
import tomllib
from pathlib import Path

import pytest

from playground.core.dataset import MAX_CLASSES, MAX_FEATURES, MAX_SAMPLES
from playground.sharing.files import FileError, as_samples, read_file
from playground.sharing.files.formats import MAX_FILE_BYTES
from playground.sharing.files.records import MAX_COLUMNS
from playground.sharing.link import MAX_ADDRESS
from playground.store import store

ROOT = Path(__file__).parent.parent
TOUR, PRIVACY = (
    re.sub(r"\s+", " ", (ROOT / f"docs/{name}.md").read_text(encoding="utf-8"))
    for name in ("tour", "privacy")
)


def test_a_table_has_the_room_that_is_promised() -> None:
    room = f"{MAX_SAMPLES:,} samples, {MAX_FEATURES} features and {MAX_CLASSES} classes"
    assert room in TOUR


def test_tables_are_kept_up_to_the_size_that_is_promised() -> None:
    for document in (TOUR, PRIVACY):
        assert f"at most {store.MAX_BYTES // 2**20} MB" in document
        assert f"{store.KEEP_DAYS:g} days" in document
    assert f"{MAX_ADDRESS:,} characters" in PRIVACY


def test_what_can_be_uploaded_can_be_read_and_no_more() -> None:
    config = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    assert config["server"]["maxUploadSize"] * 2**20 == MAX_FILE_BYTES
    table = b"a,label\n1,0\n2,1\n"
    assert read_file(table + b" " * (MAX_FILE_BYTES - len(table))).columns == ("a", "label")
    with pytest.raises(FileError) as refused:
        read_file(table + b" " * (MAX_FILE_BYTES - len(table) + 1))
    assert refused.value.problem.code == "file_too_large"


def wide(width: int) -> bytes:
    names = ",".join([f"c{index}" for index in range(width - 1)] + ["label"])
    rows = [",".join([f"{row}.5"] * (width - 1) + [row]) for row in "01"]
    return "\n".join([names, *rows, ""]).encode()


def test_a_file_may_have_ten_thousand_columns() -> None:
    assert MAX_COLUMNS == 10_000
    assert len(read_file(wide(10_000)).columns) == 10_000
    with pytest.raises(FileError) as refused:
        read_file(wide(10_001))
    assert refused.value.problem.fields == {"maximum": 10_000}


@pytest.mark.parametrize("too_many", [0, 1])
def test_a_table_takes_as_many_features_of_a_file_as_it_has_room_for(too_many: int) -> None:
    file = read_file(wide(MAX_FEATURES + 1 + too_many))
    assert len(as_samples(file, "label").table.columns) == MAX_FEATURES + 1
    if too_many:
        with pytest.raises(FileError) as refused:
            as_samples(file, "label", file.columns)
        assert refused.value.problem.fields["count"] == MAX_FEATURES + 1
