"""A new optimizer is one entry: the run, the checks and the page follow from it."""

import sys
from functools import partial
from typing import Any

import pytest
import torch

from playground.core.dataset import Dataset
from playground.core.optimizers import OPTIMIZERS, Optimizer, leave_out_the_compiler
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings, applies_to
from tests import plain_loop


@pytest.fixture(autouse=True)
def rmsprop(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = Optimizer(torch.optim.RMSprop, ("momentum", "weight_decay"))
    monkeypatch.setitem(OPTIMIZERS, "rmsprop", entry)


@pytest.mark.parametrize("options", [{}, {"momentum": 0.9, "weight_decay": 0.1}])
def test_an_optimizer_that_is_added_trains_as_in_the_plain_loop_bit_for_bit(
    options: dict[str, Any], note_dataset: Dataset
) -> None:
    torch.set_num_threads(1)
    run = TrainingRun(
        note_dataset, TrainingSettings(optimizer="rmsprop", batch_size=4, epochs=120, **options)
    )
    run.advance(120)

    def plain(epochs: int) -> plain_loop.PlainResult:
        return plain_loop.train(
            note_dataset.features,
            note_dataset.targets,
            2,
            epochs=epochs,
            batch_size=4,
            make_optimizer=partial(torch.optim.RMSprop, **options),
        )

    whole = plain(120)
    assert run.loss_history == whole.losses
    assert torch.equal(run.parameters.weight, whole.weight)
    assert torch.equal(run.parameters_at(70).weight, plain(70).weight)


def test_settings_apply_to_an_optimizer_that_is_added_as_its_entry_says() -> None:
    assert applies_to("momentum", "rmsprop")
    assert not applies_to("nesterov", "rmsprop")
    assert applies_to("batch_size", "rmsprop")
    TrainingSettings(optimizer="rmsprop", nesterov=True)  # it has nothing to look ahead with


@pytest.mark.parametrize("optimizer", ["sgd", "adam", "rmsprop"])
def test_training_and_looking_back_load_nothing_of_torch_s_compiler(
    optimizer: str, note_dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "torch._dynamo", None)  # an import of it fails
    for method in vars(torch.optim.Optimizer).values():  # as before the first optimizer
        if hasattr(method, "__wrapped__"):
            monkeypatch.delattr(method.__wrapped__, "__dynamo_disable", raising=False)
    leave_out_the_compiler()
    run = TrainingRun(note_dataset, TrainingSettings(optimizer=optimizer, epochs=5))
    run.advance(5)
    assert torch.isfinite(run.parameters_at(3).weight).all()
