from dataclasses import replace

from playground.dataset import Dataset
from playground.experiment import Experiment, note_samples, note_test_samples
from playground.settings import TrainingSettings


def test_a_run_belongs_to_the_experiment_it_was_started_from(note_dataset: Dataset) -> None:
    experiment = Experiment(note_dataset)
    run = experiment.start()
    assert experiment.is_of(run)
    assert not replace(experiment, settings=TrainingSettings(seed=1)).is_of(run)
    other = replace(note_dataset, targets=1 - note_dataset.targets)
    assert not replace(experiment, dataset=other).is_of(run)


def test_the_test_vector_is_the_note_s(note: dict) -> None:
    table = note_test_samples()
    assert [float(value) for value in table.iloc[0]] == note["test_samples"][0]
    assert list(table.columns) == list(note_samples().columns[:-1])
