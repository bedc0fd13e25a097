import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from hypothesis import settings
from streamlit.testing.v1 import AppTest

from playground.core.dataset import Dataset
from playground.sharing import examples
from tests.page import APP

os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp()  # of the servers, too: nothing is left behind

FIXTURE = Path(__file__).parent / "note.json"

# the same examples in every run: what fails once fails again, and nothing fails by chance
settings.register_profile(
    "repeatable", derandomize=True, deadline=None, max_examples=25, database=None
)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def note() -> dict:
    return json.loads(FIXTURE.read_text())


@pytest.fixture
def note_dataset() -> Dataset:
    return examples.note_dataset()


@pytest.fixture
def app() -> Iterator[AppTest]:
    threads = torch.get_num_threads()
    app = AppTest.from_file(APP, default_timeout=60)
    app.run()
    app.selectbox(key="speed").set_value("full").run()
    assert not app.exception
    yield app
    torch.set_num_threads(threads)
