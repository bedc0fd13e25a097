"""What tests of all rooms need."""

import json
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
    "repeatable", derandomize=True, deadline=None, max_examples=20, database=None
)
settings.load_profile("repeatable")


def pytest_configure(config: pytest.Config) -> None:
    """No look for components of other packages: the page has none, and it takes thrice as long."""
    patch = pytest.MonkeyPatch()
    patch.setattr(BidiComponentManager, "discover_and_register_components", lambda *_, **__: None)
    config.add_cleanup(patch.undo)


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
