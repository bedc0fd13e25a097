from dataclasses import replace

from playground.core.dataset import Dataset
from playground.core.experiment import Experiment
from playground.core.settings import TrainingSettings


def test_a_run_belongs_to_the_experiment_it_was_started_from(note_dataset: Dataset) -> None:
    experiment = Experiment(note_dataset)
    run = experiment.start()
    assert experiment.describes(run)
    assert not replace(experiment, settings=TrainingSettings(seed=1)).describes(run)
    other = replace(note_dataset, targets=1 - note_dataset.targets)
    assert not replace(experiment, dataset=other).describes(run)
