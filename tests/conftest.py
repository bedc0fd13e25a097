"""What holds for the whole run of tests."""

import gc
import tempfile

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """What is kept goes to a folder that goes with the tests; servers inherit it."""
    folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)  # Windows: it is in use
    patch = pytest.MonkeyPatch()
    patch.setenv("PLAYGROUND_DATABASE", f"sqlite:///{folder.name}/store.sqlite")
    config.add_cleanup(patch.undo)
    config.add_cleanup(folder.cleanup)
    if not config.getoption("numprocesses"):  # the process that hands out the tests runs none
        gc.disable()  # what is imported now stays
        config.pluginmanager.import_plugin("tests.fixtures")


def pytest_collection_finish() -> None:
    """Torch, Streamlit and the tests themselves: the collector need not look at them again."""
    gc.freeze()
    gc.set_threshold(2000, 10, 50)  # nor, time and again, at what other tests have left
    gc.enable()
