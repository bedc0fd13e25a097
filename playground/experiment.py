"""The one value from which everything on the page is derived."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pandas as pd

from playground.dataset import Dataset
from playground.examples import examples
from playground.problem import Problem
from playground.settings import TrainingSettings, settings_problems
from playground.table import SamplesReading, TestReading, read_samples
from playground.training import TrainingRun


@dataclass(frozen=True)
class Experiment:
    """A dataset and how to train on it; the same experiment gives the same bits."""

    dataset: Dataset
    settings: TrainingSettings = field(default_factory=TrainingSettings)

    def start(self) -> TrainingRun:
        """A new run of this experiment, at epoch 0."""
        return TrainingRun(self.dataset, self.settings)

    def is_of(self, run: TrainingRun) -> bool:
        """Whether ``run`` is a run of this very experiment."""
        return run.present_settings == self.settings and run.dataset == self.dataset


class Input(NamedTuple):
    """What tables and settings, as typed, say together."""

    samples: SamplesReading
    test_samples: TestReading
    settings_problems: list[Problem]
    experiment: Experiment | None  # None when samples or settings are not fit for training


def read_input(
    samples: SamplesReading, test_samples: TestReading, settings: Mapping[str, Any]
) -> Input:
    """Put together what was typed; ``settings`` has a value for each of `TrainingSettings`."""
    problems = settings_problems(settings)
    experiment = None
    if samples.dataset is not None and not problems:
        experiment = Experiment(samples.dataset, TrainingSettings(**settings))
    return Input(samples, test_samples, problems, experiment)


def note_samples() -> pd.DataFrame:
    """The note's ten samples, as a table of text."""
    return examples()["note"].samples()


def note_dataset() -> Dataset:
    """The note's ten samples, as tensors."""
    dataset = read_samples(note_samples()).dataset
    assert dataset is not None
    return dataset


def note_test_samples() -> pd.DataFrame:
    """The note's test vector, as a table of text."""
    return examples()["note"].test_samples()
