"""The script to take home is one file, or one ZIP with its tables."""

import io
import zipfile

from playground.sharing.script import script, script_file, script_name, source, tables
from tests.sharing.script_cases import CASES, NOTE_TESTS, finished


def test_a_small_table_stands_in_the_script() -> None:
    run = finished("the note")
    content = script_file(run, NOTE_TESTS, {"seed": "as on the page"})
    assert script_name(run, NOTE_TESTS) == "experiment.py"
    assert content.decode() == source(script(run, NOTE_TESTS, comments={"seed": "as on the page"}))


def test_a_large_table_comes_beside_the_script() -> None:
    run, tests = finished("61 rows"), CASES["61 rows"].query_vectors()
    assert script_name(run, tests) == "experiment.zip"
    with zipfile.ZipFile(io.BytesIO(script_file(run, tests))) as archive:
        files = {info.filename: archive.read(info) for info in archive.infolist()}
    beside = {f"experiment/{name}": table for name, table in tables(run, tests).items()}
    assert files == {"experiment/experiment.py": source(script(run, tests)).encode(), **beside}
    assert beside
