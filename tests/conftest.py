import json
import tempfile
from pathlib import Path

import pytest
import torch
from hypothesis import settings
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
    """Tables that the tests have kept go to a folder that goes with them; servers inherit it."""
    folder, patch = tempfile.TemporaryDirectory(), pytest.MonkeyPatch()
    patch.setenv("XDG_CACHE_HOME", folder.name)
    config.add_cleanup(patch.undo)
    config.add_cleanup(folder.cleanup)


def random_dataset(seed: int) -> Dataset:
    """2 to 5 classes, 1 to 8 features, 1 to 60 samples, on scales from tame to wild."""
    generator = torch.Generator().manual_seed(seed)

    def draw(low: int, high: int) -> int:
        return int(torch.randint(low, high + 1, (1,), generator=generator))

    n_classes, n_features, n_samples = draw(2, 5), draw(1, 8), draw(1, 60)
    scale = 10.0 ** draw(-2, 2)
    features = torch.randn(n_samples, n_features, generator=generator) * scale
    targets = torch.randint(0, n_classes, (n_samples,), generator=generator)
    names = tuple(f"x{index + 1}" for index in range(n_features))
    return Dataset(features, targets, names, tuple(str(index) for index in range(n_classes)))


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
    app.selectbox(key="speed").set_value("full").run()
    assert not app.exception
    return app
