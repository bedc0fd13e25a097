"""What is put in comes out whole or not at all, for as long as it is promised."""

import gzip
import os
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from playground.store.store import KEEP_DAYS, MAX_CONTENT, Store, key_of, shared
from tests.store.place import Place

DAY = 24 * 3600


def test_what_was_put_in_comes_out_for_a_later_server(place: Place) -> None:
    key = place.store().put(b"a table")
    assert place.store().get(key) == b"a table"


def test_what_is_there_is_known_without_reading_it(place: Place) -> None:
    store = place.store()
    key = store.put(b"a table")
    assert store.has(key)
    place.execute("DELETE FROM playground_entries")
    assert not store.has(key)


def test_the_same_content_is_kept_once(place: Place) -> None:
    assert place.store().put(b"same") == place.store().put(b"same")
    assert len(place.keys()) == 1


@pytest.mark.parametrize(
    "key",
    [
        *("", "none", "0" * 32, "../../etc/passwd", "A" * 32, "0" * 31, "0" * 33, "0" * 32 + "\n"),
        *("\0", "\ud800", "' OR 1 = 1 --", "%"),
    ],
)
def test_an_unknown_key_brings_nothing(place: Place, key: str) -> None:
    store = place.store()
    store.put(b"a table")
    assert store.get(key) is None
    assert not store.has(key)
    assert not store.trouble


@pytest.mark.parametrize("damage", [b"", b"not gzip", gzip.compress(b"other", mtime=0)])
def test_a_damaged_entry_brings_nothing_and_makes_room_for_a_whole_one(
    place: Place, damage: bytes
) -> None:
    store = place.store()
    key = store.put(b"a table")
    place.set_content(key, damage)
    assert store.get(key) is None
    assert not store.has(key)
    assert store.get(store.put(b"a table")) == b"a table"


def test_an_entry_cut_off_or_with_a_changed_byte_brings_nothing(place: Place) -> None:
    store = place.store()
    key = store.put(b"a table" * 50)
    content = place.content(key)
    damaged = [content[:-9]]
    for at in range(10, len(content)):  # behind the header, which has a time and a flag or two
        damaged.append(content[:at] + bytes([content[at] ^ 0x55]) + content[at + 1 :])
    for each in damaged:
        store.put(b"a table" * 50)
        place.set_content(key, each)
        assert store.get(key) is None


def test_unpacking_is_bounded(place: Place) -> None:
    store = place.store()
    bomb = bytes(MAX_CONTENT + 1)
    key = store.put(b"a table")
    place.execute("UPDATE playground_entries SET key = :key", key=key_of(bomb))
    place.set_content(key_of(bomb), gzip.compress(bomb))
    assert store.get(key_of(bomb)) is None
    assert store.put(bomb) == ""
    assert store.has(store.put(b"and it goes on"))
    assert key != key_of(bomb)


def test_the_largest_content_comes_back(place: Place) -> None:
    store = place.store()
    content = bytes(MAX_CONTENT)
    assert store.get(store.put(content)) == content


def test_several_are_kept_together_or_not_at_all(place: Place) -> None:
    store = place.store()
    assert store.put(b"one", bytes(MAX_CONTENT + 1), b"two") == ""
    assert not store.has(key_of(b"one"))
    assert store.put(b"one", b"two") == key_of(b"two")
    assert place.keys() == {key_of(b"one"), key_of(b"two")}


def put_each(place: Place, max_bytes: int, contents: list[bytes]) -> list[str]:
    """Keys of contents, each put in half a minute after the one before."""
    store = place.store(max_bytes=max_bytes)
    keys: list[str] = []
    for content in contents:
        for key in keys:
            place.age(key, 30)
        keys.append(store.put(content))
    return keys


def test_the_store_stays_within_its_size_and_drops_the_oldest(place: Place) -> None:
    keys = put_each(place, 25_000, [os.urandom(8000) for _ in range(5)])
    assert place.keys() == set(keys[2:])


def test_a_store_that_is_just_full_drops_nothing(place: Place) -> None:
    contents = [os.urandom(size) for size in (8000, 100, 3000)]
    keys = put_each(place, 25_000, contents)
    ((full,),) = place.execute("SELECT sum(size) FROM playground_entries")
    for room, left in ((full, keys), (full - 1, keys[1:])):
        place.store(max_bytes=room).put(contents[-1])
        assert place.keys() == set(left)


def test_a_content_larger_than_the_room_is_kept_until_the_next(place: Place) -> None:
    (first,) = put_each(place, 1000, [os.urandom(8000)])
    assert place.keys() == {first}
    place.age(first, 30)
    second = place.store(max_bytes=1000).put(os.urandom(8000))
    assert place.keys() == {second}


@pytest.mark.parametrize("use", ["put", "get"])
def test_what_is_used_again_is_dropped_later(place: Place, use: str) -> None:
    contents = [os.urandom(8000) for _ in range(4)]
    keys = put_each(place, 25_000, contents[:3])
    store = place.store(max_bytes=25_000)
    store.put(contents[0]) if use == "put" else store.get(keys[0])
    store.put(contents[3])
    assert [store.has(key) for key in keys] == [True, False, True]


def test_little_contents_are_swept_too(place: Place) -> None:
    """A look at all of them at each would cost more than they do."""
    store = place.store(max_bytes=100_000)
    for _ in range(300):
        store.put(os.urandom(1000))
    ((size,),) = place.execute("SELECT sum(size) FROM playground_entries")
    assert 95_000 < size < 103_000


def test_what_nobody_has_used_for_seven_days_is_gone(place: Place) -> None:
    assert KEEP_DAYS == 7
    store = place.store()
    old, used, new = (store.put(content) for content in (b"old", b"used", b"new"))
    for key, days in ((old, 7.01), (used, 6.99), (new, 0)):
        place.age(key, days * DAY)
    assert [store.has(key) for key in (old, used, new)] == [False, True, True]
    assert store.get(old) is None
    assert store.get(used) == b"used"
    place.age(used, 6.99 * DAY)
    place.store().put(b"other")
    assert place.keys() == {used, new, key_of(b"other")}


def test_a_server_whose_clock_is_wrong_loses_nothing(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database's counts, or with a file that of the machine as SQLite reads it."""
    key = place.store().put(b"a table")
    wrong = time.time() + 30 * DAY
    monkeypatch.setattr(time, "time", lambda: wrong)
    store = place.store()
    store.put(b"another")
    assert store.get(key) == b"a table"


def test_many_sessions_use_it_at_once(place: Place) -> None:
    store = place.store()
    contents = [os.urandom(20_000) for _ in range(60)]
    with ThreadPoolExecutor(10) as sessions:
        keys = list(sessions.map(store.put, contents))
        assert list(sessions.map(store.get, keys)) == contents
        pair = contents[:2]  # in either order: none waits for another that waits for it
        assert all(sessions.map(lambda n: store.put(*pair[:: 1 - n % 2 * 2]), range(400)))
    assert not store.trouble


def test_a_setting_says_for_how_long(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAYGROUND_KEEP_DAYS", "0.5")
    store = place.store()
    key = store.put(b"a table")
    place.age(key, 0.49 * DAY)
    assert store.has(key)
    place.age(key, 0.02 * DAY)
    assert not store.has(key)


@pytest.mark.parametrize("days", ["a week", "-1", "0", "nan", "inf"])
def test_a_setting_that_makes_no_sense_is_said(
    place: Place, days: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLAYGROUND_KEEP_DAYS", days)
    store = place.store()
    assert "PLAYGROUND_KEEP_DAYS has to be a number of days" in capsys.readouterr().err
    key = store.put(b"a table")
    place.age(key, 6.99 * DAY)
    assert store.has(key)


def test_all_sessions_of_a_process_share_the_store_that_the_setting_names(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = shared()
    monkeypatch.setenv("PLAYGROUND_DATABASE", place.address)
    assert shared() is shared()
    assert shared() is not before
    assert isinstance(shared(), Store)
    key = shared().put(b"a table")
    assert place.store().get(key) == b"a table"
    shared().close()
