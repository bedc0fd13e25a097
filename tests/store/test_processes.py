"""Several processes have one store: they write at once, and may be killed while they do."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from playground.store.store import key_of
from tests.store.place import Place

ROOT = Path(__file__).parent.parent.parent
WRITER = """
import sys
from playground.store.store import Store
address, name, count = sys.argv[1:]
store = Store(address)
for number in range(int(count)):
    texts = [f"{name} {number} {part}" * 3000 for part in "ab"]
    print(store.put(*(text.encode() for text in texts), b"of both"), flush=True)
"""


def start(place: Place, name: str, count: int) -> subprocess.Popen[str]:
    """A process that puts in pairs of contents, and says when each is in."""
    command = [sys.executable, "-c", WRITER, place.address, name, str(count)]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def pairs(name: str, count: int) -> list[list[bytes]]:
    return [[(f"{name} {n} {part}" * 3000).encode() for part in "ab"] for n in range(count)]


def test_processes_that_begin_and_write_at_once_keep_all_that_they_put_in(place: Place) -> None:
    """There is no table, nor even a file: each finds it missing and makes it."""
    processes = {name: start(place, name, 30) for name in ("one", "two", "three")}
    for process in processes.values():
        out, err = process.communicate(timeout=120)
        assert out.split() == [key_of(b"of both")] * 30, err
        assert err == ""
    store = place.store()
    for name in processes:
        for pair in pairs(name, 30):
            assert [store.get(key_of(content)) for content in pair] == pair


@pytest.mark.parametrize("seed", range(3))
def test_what_a_killed_process_put_in_is_there_and_the_rest_is_whole_or_not_there(
    place: Place, seed: int
) -> None:
    """At a moment by chance, which the seed gives in part only: most fall into a write."""
    chance = random.Random(seed)
    with start(place, "one", 100_000) as process:
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(chance.randint(1, 20))]
        time.sleep(chance.random() / 50)
        process.kill()
        said += process.stdout.readlines()
    store = place.store()
    written = pairs("one", len(said) + 9)
    there = [[store.get(key_of(content)) for content in pair] for pair in written]
    n_there = sum(pair != [None, None] for pair in there)
    assert n_there in (len(said), len(said) + 1)  # it had no time to say that the last was in
    assert there[:n_there] == written[:n_there]
    assert store.has(store.put(b"and it goes on"))
    assert not store.trouble


def test_processes_that_make_room_at_once_leave_what_is_used(place: Place) -> None:
    """Each sweeps after every put, its room being small."""
    sweeper = WRITER.replace("Store(address)", "Store(address, max_bytes=20_000)")
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", sweeper, place.address, name, "60"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in ("one", "two")
    ]
    for process in processes:
        out, err = process.communicate(timeout=120)
        assert out.split() == [key_of(b"of both")] * 60, err
    assert place.store().get(key_of(b"of both")) == b"of both"
    ((size,),) = place.execute("SELECT sum(size) FROM playground_entries")
    assert size < 22_000
