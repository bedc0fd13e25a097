"""How a classifier is trained: every option with its default, and its bounds."""

import math
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import torch

from playground.core.model import Parameters
from playground.core.problem import Problem

MAX_LEARNING_RATE = 1000.0
MAX_EPOCHS = 100_000
MAX_SEED = 2**32 - 1
MAX_WEIGHT_DECAY = 100.0
MAX_BATCH_SIZE = 10_000
MAX_TEST_SHARE = 0.9

RANDOM_WEIGHTS, ZERO_WEIGHTS = "random", "zero"
INITIAL_WEIGHTS = (RANDOM_WEIGHTS, ZERO_WEIGHTS)

# A new optimizer is one entry here, and its name in the texts.
OPTIMIZERS: dict[str, Callable[[Parameters, "TrainingSettings"], torch.optim.Optimizer]] = {
    "sgd": lambda parameters, settings: torch.optim.SGD(
        parameters,
        lr=settings.learning_rate,
        momentum=settings.momentum,
        nesterov=settings.nesterov,
        weight_decay=settings.weight_decay,
    ),
    "adam": lambda parameters, settings: torch.optim.Adam(
        parameters, lr=settings.learning_rate, weight_decay=settings.weight_decay
    ),
}


@dataclass(frozen=True)
class TrainingSettings:
    """How the classifier is trained; the defaults are the note's.

    Raises ValueError when a value lies outside its bounds.
    """

    learning_rate: float = 0.01  # how far a step goes along the negative gradient
    epochs: int = 1000  # passes over all samples
    seed: int = 0  # of the initial weights and of the order of mini-batches
    optimizer: str = "sgd"  # a key of OPTIMIZERS
    momentum: float = 0.0  # share of the last step kept in the next; SGD only
    nesterov: bool = False  # look ahead along the momentum
    weight_decay: float = 0.0  # L2 penalty: this times the parameters is added to the gradient
    batch_size: int = 0  # samples a step; 0 for all of them
    initial_weights: str = RANDOM_WEIGHTS  # one of INITIAL_WEIGHTS
    standardise: bool = False  # give each feature mean 0 and standard deviation 1
    test_share: float = 0.0  # of the samples, drawn by the seed and held out of training

    def __post_init__(self) -> None:
        problems = settings_problems(asdict(self))
        if problems:
            raise ValueError(f"{problems[0].code}: {problems[0].fields}")


def settings_problems(values: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with ``values`` typed for the fields of `TrainingSettings`, with the bounds."""
    rate, epochs, seed = values["learning_rate"], values["epochs"], values["seed"]
    momentum, decay, batch = values["momentum"], values["weight_decay"], values["batch_size"]
    share = values["test_share"]
    checks: list[tuple[str, bool, Any]] = [
        ("learning_rate", _is_number(rate) and 0 < rate <= MAX_LEARNING_RATE, MAX_LEARNING_RATE),
        ("epochs", _is_whole(epochs) and 1 <= epochs <= MAX_EPOCHS, MAX_EPOCHS),
        ("seed", _is_whole(seed) and 0 <= seed <= MAX_SEED, MAX_SEED),
        ("momentum", _is_number(momentum) and 0 <= momentum < 1, 1),
        ("nesterov", not values["nesterov"] or bool(momentum), None),
        ("weight_decay", _is_number(decay) and 0 <= decay <= MAX_WEIGHT_DECAY, MAX_WEIGHT_DECAY),
        ("batch_size", _is_whole(batch) and 0 <= batch <= MAX_BATCH_SIZE, MAX_BATCH_SIZE),
        ("test_share", _is_number(share) and 0 <= share <= MAX_TEST_SHARE, MAX_TEST_SHARE),
        ("optimizer", values["optimizer"] in OPTIMIZERS, None),
        ("initial_weights", values["initial_weights"] in INITIAL_WEIGHTS, None),
    ]
    return [
        Problem(name, {"value": values[name], "maximum": f"{maximum or 0:.12g}"})
        for name, is_good, maximum in checks
        if not is_good
    ]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and math.isfinite(value)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
