"""What holds for the whole run of tests."""

import gc
import tempfile

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """Tables that are kept go to a folder that goes with them; servers inherit it."""
    folder, patch = tempfile.TemporaryDirectory(), pytest.MonkeyPatch()
    patch.setenv("XDG_CACHE_HOME", folder.name)
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
