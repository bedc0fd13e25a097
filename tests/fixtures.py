"""What tests of all rooms need."""

import json
import socket
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch
from hypothesis import settings
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.scriptrunner_utils import script_run_context
from streamlit.testing.v1 import AppTest, app_test, local_script_runner

from playground.core.dataset import Dataset
from playground.sharing import examples
from tests.page import APP
from tests.postgres import PROGRAMS, Postgres, running_postgres

FIXTURE = Path(__file__).parent / "note.json"

# the same examples in every run: what fails once fails again, and nothing fails by chance
settings.register_profile(
    "repeatable", derandomize=True, deadline=None, max_examples=20, database=None
)
settings.load_profile("repeatable")


def pytest_configure(config: pytest.Config) -> None:
    """The same page runs, and the same steps of optimizers, in less time."""
    patch = pytest.MonkeyPatch()
    # what optimizers load of torch's compiler takes a second, and nothing here is compiled
    compiler = SimpleNamespace(graph_break=lambda: None)
    patch.setitem(sys.modules, "torch._dynamo", compiler)
    patch.setattr(torch, "_dynamo", compiler, raising=False)
    # no look for components of other packages: the page has none, and it takes thrice as long
    patch.setattr(BidiComponentManager, "discover_and_register_components", lambda *_, **__: None)
    # the end of a page run is waited for, not looked for time and again
    patch.setattr(local_script_runner, "require_widgets_deltas", lambda runner, _: runner.join())
    patch.setattr(local_script_runner, "ScriptCache", cache(ScriptCache))  # compiled once
    # what a browser would keep by its hash
    patch.setattr(script_run_context, "populate_hash_if_needed", lambda message: None)
    patch.setattr(app_test, "MagicMock", lambda spec: SimpleNamespace())  # filled by AppTest
    config.add_cleanup(patch.undo)


@pytest.fixture(autouse=True)
def one_thread() -> None:
    """On two threads, small tensors take the plain loop up to ten times as long."""
    torch.set_num_threads(1)


@pytest.fixture(scope="session")
def note() -> dict:
    return json.loads(FIXTURE.read_text("utf-8"))


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


@pytest.fixture
def taken() -> Iterator[int]:
    """A port at which something listens."""
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        yield busy.getsockname()[1]


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    if PROGRAMS is None:
        pytest.skip("it needs Debian's package postgresql")
    with running_postgres() as server:
        yield server
