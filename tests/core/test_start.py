import pytest
import torch

from playground.core.dataset import Dataset
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.core.start import start_parameters, start_problems
from tests import plain_loop

OWN = "0.1_-2_0.25_1.5~3_0.3333333_1e-3_-4"


def given_weights(**more: object) -> TrainingSettings:
    return TrainingSettings(initial_weights="given", **{"start": OWN, **more})  # type: ignore[arg-type]


def test_what_is_given_is_where_a_run_begins(note_dataset: Dataset) -> None:
    for settings in (given_weights(), given_weights(seed=7, standardise=True)):
        weight, bias = start_parameters(note_dataset, settings)
        expected = torch.tensor([[0.1, -2, 0.25], [3, 0.3333333, 1e-3]])
        assert torch.equal(weight, expected)
        assert bias.tolist() == [1.5, -4]
        run = TrainingRun(note_dataset, settings)
        assert torch.equal(run.parameters_at(0).weight, expected)


def test_what_is_given_counts_only_when_it_is_chosen(note_dataset: Dataset) -> None:
    drawn = start_parameters(note_dataset, TrainingSettings(start=OWN, seed=3))
    torch.manual_seed(3)
    layer = torch.nn.Linear(3, 2)
    assert torch.equal(drawn.weight, layer.weight)
    assert torch.equal(drawn.bias, layer.bias)


def test_a_run_from_given_weights_has_the_plain_loop_s_bits(note_dataset: Dataset) -> None:
    run = TrainingRun(note_dataset, given_weights(epochs=50, batch_size=3))
    start = run.parameters_at(0).copy()
    run.advance(50)
    plain = plain_loop.train_on(note_dataset, run.settings, start=start)
    assert torch.equal(run.parameters.weight, plain.weight)
    assert torch.equal(run.parameters.bias, plain.bias)
    assert run.loss_history == plain.losses
    assert torch.equal(run.parameters_at(0).weight, start.weight)


def test_weights_of_another_shape_are_refused_and_said(note_dataset: Dataset) -> None:
    settings = given_weights(start="1_2_3~4_5_6~7_8_9")
    (problem,) = start_problems(note_dataset, settings)
    assert (problem.code, problem.blocking) == ("start_shape", True)
    assert problem.fields == {"rows": 3, "columns": 2, "classes": 2, "features": 3}
    with pytest.raises(ValueError, match="W is given as"):
        start_parameters(note_dataset, settings)


def test_weights_of_the_table_s_shape_are_no_problem(note_dataset: Dataset) -> None:
    assert start_problems(note_dataset, given_weights()) == []
    assert start_problems(note_dataset, TrainingSettings(start="1_2~3_4")) == []
