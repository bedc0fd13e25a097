import json
import tempfile
from pathlib import Path

import pytest
import torch
from hypothesis import settings
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.testing.v1 import AppTest

from playground.core.dataset import Dataset
from playground.sharing import examples
from tests.page import APP

FIXTURE = Path(__file__).parent / "note.json"

# the same examples in every run: what fails once fails again, and nothing fails by chance
settings.register_profile(
    "repeatable", derandomize=True, deadline=None, max_examples=25, database=None
)
settings.load_profile("repeatable")


def pytest_configure(config: pytest.Config) -> None:
    """What holds for the whole run of tests.

    Tables that they have kept go to a folder that goes with them; servers inherit it.
    """
    folder, patch = tempfile.TemporaryDirectory(), pytest.MonkeyPatch()
    patch.setenv("XDG_CACHE_HOME", folder.name)
    # the page has no components of other packages: a look for them takes thrice as long as a page
    patch.setattr(BidiComponentManager, "discover_and_register_components", lambda *_, **__: None)
    config.add_cleanup(patch.undo)
    config.add_cleanup(folder.cleanup)


@pytest.fixture(autouse=True)
def one_thread() -> None:
    """On two threads, small tensors take the plain loop up to ten times as long."""
    torch.set_num_threads(1)


@pytest.fixture(scope="session")
def note() -> dict:
    return json.loads(FIXTURE.read_text())


@pytest.fixture
def note_dataset() -> Dataset:
    return examples.note_dataset()


@pytest.fixture
def app() -> AppTest:
    app = AppTest.from_file(APP, default_timeout=60)
    app.run()
    app.selectbox(key="speed").set_value("full")  # takes effect with the next run
    assert not app.exception
    return app
