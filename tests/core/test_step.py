"""A step seen from within is that of the plain loop of torch, every number to the last bit."""

import itertools
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as some

from playground.core import run as run_module
from playground.core.dataset import Dataset
from playground.core.model import Parameters
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.core.step import Step
from tests.plain_step import OPTIONS, plain_step
from tests.strategies import datasets, seeds

EPOCHS = 23


def differences(found: Any, expected: Any, name: str = "") -> list[str]:
    """Names of what is not the same to the last bit; nan is nan."""
    if isinstance(expected, torch.Tensor):
        same = found.dtype == expected.dtype and found.shape == expected.shape
        if same and expected.is_floating_point():
            found, expected = found.view(torch.int32), expected.view(torch.int32)
        return [] if same and torch.equal(found, expected) else [name]
    if isinstance(expected, Parameters):
        expected = expected._asdict()
        found = found and found._asdict()
    if isinstance(expected, dict):
        if not isinstance(found, dict) or set(found) != set(expected):
            return [name]
        return list(
            itertools.chain(
                *(differences(found[key], expected[key], f"{name}.{key}") for key in expected)
            )
        )
    same = found == expected or (isinstance(found, float) and str(found) == str(expected) == "nan")
    return [] if same else [name]


def assert_same_bits(step: Step, expected: dict[str, Any]) -> None:
    found = {name: value for name, value in vars(step).items() if name != "objective"}
    assert set(found) == set(expected)
    assert differences(found, expected) == []


@pytest.fixture(autouse=True)
def close_checkpoints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_module, "CHECKPOINT_STEPS", 10)


@pytest.mark.parametrize("option", OPTIONS)
@settings(max_examples=2)
@given(dataset=datasets(), seed=seeds, data=some.data())
def test_every_number_of_a_step_is_the_plain_loop_s(
    option: str, dataset: Dataset, seed: int, data: some.DataObject
) -> None:
    given_settings, make_optimizer = OPTIONS[option]
    chosen = TrainingSettings(epochs=EPOCHS, seed=seed, **given_settings)
    run = TrainingRun(dataset, chosen)
    run.advance(EPOCHS)
    sample = data.draw(some.integers(0, dataset.n_samples - 1))
    for epoch in (0, data.draw(some.integers(1, run.epoch)), run.epoch):
        expected = plain_step(dataset, chosen, make_optimizer, epoch, sample, {})
        assert_same_bits(run.look_into(epoch, sample), expected)
