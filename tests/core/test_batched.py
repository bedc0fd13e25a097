"""Classifiers trained side by side: against torch's own optimizers, and how they are cut."""

from dataclasses import replace
from typing import Any

import pytest
import torch
from torch import nn

from playground.core import batched
from playground.core.batched import LANES, BatchedLearner
from playground.core.settings import TrainingSettings
from playground.core.start import start_parameters
from tests.core.samples import drawn

DATA = drawn(5, 30, 3, 4)
N_RUNS = 6

UPDATES: dict[str, dict[str, Any]] = {
    "plain": {},
    "decay": {"weight_decay": 0.3},
    "momentum": {"momentum": 0.8},
    "momentum and decay": {"momentum": 0.8, "weight_decay": 0.3},
    "nesterov": {"momentum": 0.8, "nesterov": True, "weight_decay": 0.3},
    "adam": {"optimizer": "adam"},
    "adam and decay": {"optimizer": "adam", "weight_decay": 0.3},
}


def torch_optimizer(settings: TrainingSettings, leaves: list[torch.Tensor]) -> Any:
    decay, rate = settings.weight_decay, settings.learning_rate
    if settings.optimizer == "adam":
        return torch.optim.Adam(leaves, lr=rate, weight_decay=decay)
    momentum, nesterov = settings.momentum, settings.nesterov
    return torch.optim.SGD(leaves, rate, momentum, weight_decay=decay, nesterov=nesterov)


@pytest.mark.parametrize("name", UPDATES)
def test_each_run_moves_as_with_torch_s_optimizer(name: str) -> None:
    first = TrainingSettings(**UPDATES[name])
    rates = [0.01 * (1 + at) for at in range(N_RUNS)]
    all_settings = [replace(first, learning_rate=rate) for rate in rates]
    learner = BatchedLearner(DATA, all_settings)
    losses = [list(learner.epoch())[-1] for _ in range(6)]
    for at, settings in enumerate(all_settings):
        leaves = [part.clone().requires_grad_() for part in start_parameters(DATA, settings)]
        optimizer = torch_optimizer(settings, leaves)
        for found in losses:
            loss = nn.functional.cross_entropy(
                nn.functional.linear(DATA.features, *leaves), DATA.targets
            )
            assert found is not None
            assert found[at].item() == pytest.approx(loss.item(), rel=1e-5)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        expected = torch.cat([leaves[0], leaves[1][:, None]], 1).detach()
        torch.testing.assert_close(learner.parameters[at], expected, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("most", [1, 64 * 24, 200 * 24, 10**9])
def test_parts_take_as_many_samples_as_there_is_room_for(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batched, "PART_NUMBERS", most)
    n_samples, per_sample = 500, 4 * N_RUNS
    learner = BatchedLearner(drawn(0, n_samples, 3, 4), [TrainingSettings()] * N_RUNS)
    sizes = [part.slope.numel() // per_sample for part in learner._parts]
    assert sum(sizes) == n_samples
    fitting = max(LANES, most // per_sample // LANES * LANES)
    assert sizes[:-1] == [fitting] * (len(sizes) - 1)
    assert sizes[-1] <= fitting or (len(sizes) == 1 and n_samples * per_sample <= most)


def test_a_batch_as_large_as_the_room_is_one_part(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = [TrainingSettings()] * N_RUNS
    monkeypatch.setattr(batched, "PART_NUMBERS", 100 * 4 * N_RUNS)
    assert len(BatchedLearner(drawn(0, 100, 3, 4), settings)._parts) == 1
    assert len(BatchedLearner(drawn(0, 101, 3, 4), settings)._parts) == 2


@pytest.mark.parametrize(
    ("more", "differ", "is_one_product"),
    [
        ({}, True, True),
        ({"batch_size": 7}, False, True),
        ({"test_share": 0.2}, False, True),
        ({"batch_size": 7}, True, False),
        ({"test_share": 0.2}, True, False),
    ],
)
def test_runs_with_the_same_samples_share_them(
    more: dict[str, Any], differ: bool, is_one_product: bool
) -> None:
    settings = [TrainingSettings(seed=at * differ, **more) for at in range(N_RUNS)]
    learner = BatchedLearner(DATA, settings)
    assert (learner._parts[0].features.ndim == 2) is is_one_product
    assert learner.parameters.shape == (N_RUNS, DATA.n_classes, DATA.n_features + 1)
