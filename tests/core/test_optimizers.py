"""An optimizer is one entry: the run and the checks follow from it, and its formula is true."""

import re
import sys
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
import torch

from playground.core.dataset import Dataset
from playground.core.optimizers import OPTIMIZERS, Optimizer, leave_out_the_compiler
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings, applies_to
from tests import plain_loop
from tests.plain_step import OPTIONS

RATE = 0.05
SIGNS = {"W.grad": "gradient", "·": "*", "−": "-", "²": "**2", "^": "**", "√": "sqrt"}


@pytest.fixture(autouse=True)
def adagrad(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(OPTIMIZERS, "adagrad", Optimizer(torch.optim.Adagrad, ("weight_decay",)))


@pytest.mark.parametrize("options", [{}, {"weight_decay": 0.1}])
def test_an_optimizer_that_is_added_trains_as_in_the_plain_loop_bit_for_bit(
    options: dict[str, Any], note_dataset: Dataset
) -> None:
    settings = TrainingSettings(optimizer="adagrad", batch_size=4, epochs=60, **options)
    run = TrainingRun(note_dataset, settings)
    run.advance(60)
    for epochs in (60, 35):
        first = replace(settings, epochs=epochs)
        plain = plain_loop.train_on(note_dataset, first, partial(torch.optim.Adagrad, **options))
        assert run.loss_history[:epochs] == plain.losses
        assert torch.equal(run.parameters_at(epochs).weight, plain.weight)


def test_settings_apply_to_an_optimizer_that_is_added_as_its_entry_says() -> None:
    assert applies_to("weight_decay", "adagrad")
    assert not applies_to("momentum", "adagrad")
    assert applies_to("batch_size", "adagrad")
    TrainingSettings(optimizer="adagrad", nesterov=True)  # it has nothing to look ahead with


def test_weight_decay_is_a_penalty_only_where_the_entry_says_so() -> None:
    found = {
        key: TrainingSettings(optimizer=key, weight_decay=0.1).l2_penalty for key in OPTIMIZERS
    }
    assert found == {"sgd": 0.1, "rmsprop": 0.1, "adam": 0.1, "adamw": 0.0, "adagrad": 0.0}


@pytest.mark.parametrize("optimizer", ["sgd", "rmsprop", "adam", "adamw", "adagrad"])
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


def formula(chosen: dict[str, Any], step: int) -> list[str]:
    settings = TrainingSettings(learning_rate=RATE, **chosen)
    found = OPTIMIZERS[settings.optimizer].formula
    assert found is not None
    return found(vars(settings), step)


def calculated(assignment: str, known: dict[str, Any]) -> None:
    """Carry out one assignment of a formula, as it is written on the page."""
    for sign, code in SIGNS.items():
        assignment = assignment.replace(sign, code)
    name, _, value = re.sub("10⁻⁸", "1e-8", assignment).partition(" = ")
    known[name] = eval(value, {"sqrt": torch.sqrt}, known)


@pytest.mark.parametrize("option", OPTIONS)
def test_a_formula_calculated_as_it_stands_makes_the_steps_of_torch(option: str) -> None:
    chosen, make_optimizer = OPTIONS[option]
    generator = torch.Generator().manual_seed(0)
    weight = torch.randn(2, 3, generator=generator, dtype=torch.float64)
    state = ("momentum_buffer", "square_avg", "exp_avg", "exp_avg_sq")
    known: dict[str, Any] = {"W": weight, **dict.fromkeys(state, 0.0)}
    plain = torch.nn.Parameter(weight.clone())
    optimizer = make_optimizer([plain], lr=RATE)
    for step in range(1, 5):
        plain.grad = known["gradient"] = torch.randn(2, 3, generator=generator, dtype=torch.float64)
        optimizer.step()
        for assignment in formula(chosen, step):
            calculated(assignment, known)
        torch.testing.assert_close(known["W"], plain.detach(), rtol=1e-12, atol=1e-12)
        for name, value in optimizer.state[plain].items():
            if name != "step" and value is not None:
                torch.testing.assert_close(known[name], value, rtol=1e-12, atol=1e-12)


def test_a_gradient_has_a_name_of_its_own_only_where_weight_decay_changes_it() -> None:
    assert formula({"momentum": 0.9}, 1)[0] == "momentum_buffer = W.grad"
    decayed = formula({"weight_decay": 0.1}, 1)
    assert decayed == ["grad = W.grad + 0.1 · W", f"W = W − {RATE} · grad"]
