"""Tables and settings as typed, put together: an experiment, or why there is none."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from playground.core.experiment import Experiment
from playground.core.problem import Problem
from playground.core.settings import TrainingSettings, settings_problems
from playground.core.start import start_problems
from playground.tables.reading import QueryReading, SamplesReading


class Input(NamedTuple):
    """What tables and settings, as typed, say together."""

    samples: SamplesReading
    query_vectors: QueryReading
    settings_problems: list[Problem]
    experiment: Experiment | None  # None when samples or settings are not fit for training


def read_input(
    samples: SamplesReading, query_vectors: QueryReading, settings: Mapping[str, Any]
) -> Input:
    """Put together what was typed; ``settings`` has a value for each of `TrainingSettings`."""
    problems = settings_problems(settings)
    experiment = None
    if samples.dataset is not None and not problems:
        training = TrainingSettings(**settings)
        problems = start_problems(samples.dataset, training)
        experiment = None if problems else Experiment(samples.dataset, training)
    return Input(samples, query_vectors, problems, experiment)
