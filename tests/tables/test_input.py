from typing import Any

import pandas as pd
import pytest

from playground.core.experiment import Experiment
from playground.core.settings import TrainingSettings
from playground.tables.input import read_input
from playground.tables.reading import read_query_vectors, read_samples

SETTINGS = vars(TrainingSettings(seed=3))
GOOD = read_samples(pd.DataFrame({"x1": ["1", "2"], "label": ["0", "1"]}))
BAD = read_samples(pd.DataFrame({"x1": ["1", "?"], "label": ["0", "1"]}))
VECTORS = read_query_vectors(pd.DataFrame({"x1": ["5", "?"]}))


def test_good_samples_and_settings_are_an_experiment() -> None:
    assert GOOD.dataset is not None
    read = read_input(GOOD, VECTORS, SETTINGS)
    assert read.experiment == Experiment(GOOD.dataset, TrainingSettings(seed=3))
    assert read.settings_problems == []
    assert (read.samples, read.query_vectors) == (GOOD, VECTORS)


@pytest.mark.parametrize("changes", [{}, {"epochs": 0}])
def test_bad_samples_are_no_experiment(changes: dict[str, Any]) -> None:
    assert read_input(BAD, VECTORS, {**SETTINGS, **changes}).experiment is None


def test_bad_settings_are_no_experiment_and_are_said() -> None:
    read = read_input(GOOD, VECTORS, {**SETTINGS, "epochs": 0})
    assert read.experiment is None
    assert [problem.code for problem in read.settings_problems] == ["epochs"]
