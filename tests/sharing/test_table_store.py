import gzip
import os
import sys
from pathlib import Path

import pytest

from playground.sharing.table_store import MAX_CONTENT, TableStore, default_folder


def test_the_folder_is_in_the_user_s_cache_wherever_that_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    assert default_folder().parent == tmp_path / ".cache"
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "Local"))  # as Windows has it
    assert default_folder().parent == tmp_path / "Local"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "elsewhere"))
    assert default_folder().parent == tmp_path / "elsewhere"


def test_what_was_put_in_comes_out_for_a_later_server(tmp_path: Path) -> None:
    key = TableStore(tmp_path).put(b"a table")
    assert TableStore(tmp_path).get(key) == b"a table"


def test_what_is_there_is_known_without_reading_it(tmp_path: Path) -> None:
    store = TableStore(tmp_path)
    key = store.put(b"a table")
    assert store.has(key)
    for other in ("", "none", "..", "0" * 32, f"../{tmp_path.name}/{key}"):
        assert not store.has(other)
    (tmp_path / f"{key}.gz").unlink()
    assert not store.has(key)


def test_the_same_content_is_kept_once(tmp_path: Path) -> None:
    store = TableStore(tmp_path)
    assert store.put(b"same") == store.put(b"same")
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    "key", ["", "0" * 32, "../../etc/passwd", "/etc/passwd", "A" * 32, "0" * 31, "0" * 33]
)
def test_an_unknown_key_brings_nothing(tmp_path: Path, key: str) -> None:
    assert TableStore(tmp_path).get(key) is None


@pytest.mark.parametrize("damage", [b"", b"not gzip", gzip.compress(b"other", mtime=0)])
def test_a_damaged_file_brings_nothing(tmp_path: Path, damage: bytes) -> None:
    store = TableStore(tmp_path)
    key = store.put(b"a table")
    (tmp_path / f"{key}.gz").write_bytes(damage)
    assert store.get(key) is None


def test_a_file_cut_off_brings_nothing(tmp_path: Path) -> None:
    store = TableStore(tmp_path)
    key = store.put(os.urandom(5000))
    path = tmp_path / f"{key}.gz"
    path.write_bytes(path.read_bytes()[:3000])
    assert store.get(key) is None


def test_a_file_with_a_changed_byte_brings_nothing(tmp_path: Path) -> None:
    store = TableStore(tmp_path)
    key = store.put(b"a table" * 50)
    path = tmp_path / f"{key}.gz"
    content = path.read_bytes()
    for place in range(10, len(content)):  # behind the header, which has a time and a flag or two
        path.write_bytes(content[:place] + bytes([content[place] ^ 0x55]) + content[place + 1 :])
        assert store.get(key) is None


def test_unpacking_is_bounded(tmp_path: Path) -> None:
    store = TableStore(tmp_path)
    bomb = "0" * 32
    (tmp_path / f"{bomb}.gz").write_bytes(gzip.compress(b"0" * (MAX_CONTENT + 2**20)))
    assert store.get(bomb) is None
    assert store.put(b"0" * (MAX_CONTENT + 1)) == ""


def test_the_folder_stays_within_its_size_and_drops_the_oldest(tmp_path: Path) -> None:
    store = TableStore(tmp_path, max_bytes=25_000)
    keys = []
    for number in range(5):
        keys.append(store.put(os.urandom(8000)))
        os.utime(tmp_path / f"{keys[-1]}.gz", (number, number))
    assert [store.get(key) is not None for key in keys] == [False, False, True, True, True]


def test_a_folder_that_is_just_full_drops_nothing(tmp_path: Path) -> None:
    contents = [os.urandom(size) for size in (8000, 100, 3000)]
    keys = [TableStore(tmp_path).put(content) for content in contents]
    full = sum(path.stat().st_size for path in tmp_path.iterdir())
    for room, n_kept in ((full, 3), (full - 1, 2)):
        store = TableStore(tmp_path, max_bytes=room)
        store.put(contents[-1])
        assert sum(map(store.has, keys)) == n_kept


def test_a_table_larger_than_the_folder_s_room_is_kept_until_the_next(tmp_path: Path) -> None:
    store = TableStore(tmp_path, max_bytes=1000)
    first = store.put(os.urandom(8000))
    assert store.has(first)
    os.utime(tmp_path / f"{first}.gz", (1, 1))
    second = store.put(os.urandom(8000))
    assert [store.has(key) for key in (first, second)] == [False, True]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps LOCALAPPDATA to its owner")
def test_the_folder_is_for_its_owner_s_eyes_only(tmp_path: Path) -> None:
    TableStore(tmp_path / "cache" / "tables").put(b"a table")
    assert (tmp_path / "cache" / "tables").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("use", ["put", "get"])
def test_what_is_used_again_is_dropped_later(tmp_path: Path, use: str) -> None:
    store = TableStore(tmp_path, max_bytes=25_000)
    contents = [os.urandom(8000) for _ in range(4)]
    keys = [store.put(content) for content in contents[:3]]
    for age, key in enumerate(keys):
        os.utime(tmp_path / f"{key}.gz", (age, age))
    if use == "put":
        store.put(contents[0])
    else:
        store.get(keys[0])
    store.put(contents[3])
    assert [store.has(key) for key in keys] == [True, False, True]


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert TableStore(tmp_path / "file" / "folder").put(b"a table") == ""


def test_the_largest_table_comes_back(tmp_path: Path) -> None:
    store = TableStore(tmp_path)
    content = bytes(MAX_CONTENT)
    assert store.get(store.put(content)) == content
