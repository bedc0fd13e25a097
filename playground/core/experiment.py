"""The one value from which everything on the page is derived."""

from dataclasses import dataclass, field

from playground.core.dataset import Dataset
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings


@dataclass(frozen=True)
class Experiment:
    """A dataset and how to train on it; the same experiment gives the same bits."""

    dataset: Dataset
    settings: TrainingSettings = field(default_factory=TrainingSettings)

    def start(self) -> TrainingRun:
        """A new run of this experiment, at epoch 0."""
        return TrainingRun(self.dataset, self.settings)

    def describes(self, run: TrainingRun) -> bool:
        """Whether ``run`` is a run of this very experiment."""
        return run.present_settings == self.settings and run.dataset == self.dataset
