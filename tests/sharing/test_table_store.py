import gzip
import os
from pathlib import Path

import pytest

from playground.sharing.table_store import MAX_CONTENT, Keep


def test_what_was_put_in_comes_out_for_a_later_server(tmp_path: Path) -> None:
    key = Keep(tmp_path).put(b"a table")
    assert Keep(tmp_path).get(key) == b"a table"


def test_the_same_content_is_kept_once(tmp_path: Path) -> None:
    keep = Keep(tmp_path)
    assert keep.put(b"same") == keep.put(b"same")
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    "key", ["", "0" * 32, "../../etc/passwd", "/etc/passwd", "A" * 32, "0" * 31, "0" * 33]
)
def test_an_unknown_key_brings_nothing(tmp_path: Path, key: str) -> None:
    assert Keep(tmp_path).get(key) is None


@pytest.mark.parametrize("damage", [b"", b"not gzip", gzip.compress(b"other")])
def test_a_damaged_file_brings_nothing(tmp_path: Path, damage: bytes) -> None:
    keep = Keep(tmp_path)
    key = keep.put(b"a table")
    (tmp_path / f"{key}.gz").write_bytes(damage)
    assert keep.get(key) is None


def test_a_file_cut_off_brings_nothing(tmp_path: Path) -> None:
    keep = Keep(tmp_path)
    key = keep.put(os.urandom(5000))
    path = tmp_path / f"{key}.gz"
    path.write_bytes(path.read_bytes()[:3000])
    assert keep.get(key) is None


def test_a_file_with_a_changed_byte_brings_nothing(tmp_path: Path) -> None:
    keep = Keep(tmp_path)
    key = keep.put(b"a table" * 50)
    path = tmp_path / f"{key}.gz"
    content = path.read_bytes()
    for place in range(10, len(content)):  # behind the header, which has a time and a flag or two
        path.write_bytes(content[:place] + bytes([content[place] ^ 0x55]) + content[place + 1 :])
        assert keep.get(key) is None


def test_unpacking_is_bounded(tmp_path: Path) -> None:
    keep = Keep(tmp_path)
    bomb = "0" * 32
    (tmp_path / f"{bomb}.gz").write_bytes(gzip.compress(b"0" * (MAX_CONTENT + 2**20)))
    assert keep.get(bomb) is None
    assert keep.put(b"0" * (MAX_CONTENT + 1)) == ""


def test_the_folder_stays_within_its_size_and_drops_the_oldest(tmp_path: Path) -> None:
    keep = Keep(tmp_path, max_bytes=25_000)
    keys = []
    for number in range(5):
        keys.append(keep.put(os.urandom(8000)))
        os.utime(tmp_path / f"{keys[-1]}.gz", (number, number))
    assert [keep.get(key) is not None for key in keys] == [False, False, True, True, True]


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert Keep(tmp_path / "file" / "folder").put(b"a table") == ""
