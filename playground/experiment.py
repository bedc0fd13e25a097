"""The one value from which everything on the page is derived."""

from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from playground.dataset import Dataset
from playground.settings import TrainingSettings
from playground.training import TrainingRun

DATA = Path(__file__).parent.parent / "data"
NOTE_TEST_SAMPLE = ("0.5", "5", "500")  # the vector that the note predicts


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


def note_samples() -> pd.DataFrame:
    """The note's ten samples, as a table of text."""
    return pd.read_csv(DATA / "note.csv", dtype=str)


def note_test_samples() -> pd.DataFrame:
    """The note's test vector, as a table of text."""
    return pd.DataFrame([NOTE_TEST_SAMPLE], columns=list(note_samples().columns[:-1]))
